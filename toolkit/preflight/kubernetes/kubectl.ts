import { findCommand } from '../../program/find-command';
import type { JsonObject } from '../../json';
import { runProgram } from '../../program/run-program';
import type { ClusterAccess } from './cluster-needs';
import { list } from './objects';

const SECONDS = 30;

/** kubectl on one cluster; it only reads. */
export class Kubectl {
  constructor(private readonly access: ClusterAccess) {}

  /** Objects of a kind: `nodes`, `storageclasses`. */
  public async list(kind: string, ...more: readonly string[]): Promise<readonly JsonObject[]> {
    return list(JSON.parse(await this.run('get', kind, '-o', 'json', ...more)) as JsonObject, 'items');
  }

  /** What a path of the API answers. */
  public async raw(path: string): Promise<JsonObject> {
    return JSON.parse(await this.run('get', '--raw', path)) as JsonObject;
  }

  /** Terraform's providers read KUBE_CONFIG_PATH, kubectl reads KUBECONFIG. */
  private async run(...args: readonly string[]): Promise<string> {
    const { file, context } = this.access;
    const found = file === '' ? process.env['KUBE_CONFIG_PATH'] : file;
    const access = [...(found === undefined ? [] : ['--kubeconfig', found]), ...(context === '' ? [] : ['--context', context])];
    const program = process.env['KUBECTL'] ?? findCommand('kubectl') ?? 'kubectl';
    return runProgram(program, [...access, `--request-timeout=${SECONDS}s`, ...args], { timeoutSeconds: 2 * SECONDS });
  }
}
