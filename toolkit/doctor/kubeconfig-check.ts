import * as fs from 'fs';
import { parse } from 'yaml';
import { findCommand } from '../program/find-command';
import { missing, there, type Finding } from './finding';

interface Kubeconfig {
  readonly contexts?: readonly { readonly name: string; readonly context: { readonly user?: string } }[];
  readonly users?: readonly { readonly name: string; readonly user?: { readonly exec?: { readonly command: string } } }[];
}

/** Whether the context of a cluster is in a kubeconfig that Terraform's providers find, with the program that logs in. */
export function checkKubeconfig({ context, file }: { readonly context: string; readonly file: string }): readonly Finding[] {
  const name = `kubeconfig context ${context}`;
  const files = (file === '' ? (process.env['KUBE_CONFIG_PATH'] ?? process.env['KUBE_CONFIG_PATHS'] ?? '').split(':') : [file]).filter(
    (f) => f !== '',
  );
  if (files.length === 0) {
    return [
      missing(
        name,
        "Terraform's providers read no kubeconfig but the one that KUBE_CONFIG_PATH names",
        'export KUBE_CONFIG_PATH=~/.kube/config',
      ),
    ];
  }
  const lost = files.find((f) => !fs.existsSync(f));
  if (lost !== undefined) {
    return [
      missing(name, `there is no file ${lost}`, 'ask the cluster’s administrators for a kubeconfig, and name it in KUBE_CONFIG_PATH'),
    ];
  }
  const configs = files.map((f) => parse(fs.readFileSync(f, 'utf8')) as Kubeconfig | null);
  const contexts = configs.flatMap((c) => c?.contexts ?? []);
  const found = contexts.find((c) => c.name === context);
  if (found === undefined) {
    const others = contexts.map((c) => c.name).join(', ') || 'none';
    return [missing(name, `${files.join(', ')} has no such context; it has: ${others}`, `kubectl config rename-context NAME ${context}`)];
  }
  const user = configs.flatMap((c) => c?.users ?? []).find((u) => u.name === found.context.user);
  const program = user?.user?.exec?.command;
  const login =
    program === undefined || fs.existsSync(program) || findCommand(program) !== undefined
      ? []
      : [missing(`${program}, which logs in to ${context}`, 'it is not installed', `install ${program}: the kubeconfig names it`)];
  return [there(name, files.join(', ')), ...login];
}
