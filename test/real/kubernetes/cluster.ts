import { spawnSync } from 'child_process';
import * as path from 'path';
import { isSecretObject, type KubernetesObject, type ManifestObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import type { Plain } from '../../synthesised';

/** Where the bench's programs are. */
const BENCH = process.env['BENCH_HOME'] ?? '/var/tmp/bench';

/** The program. */
export const KUBECTL = process.env['KUBECTL'] ?? path.join(BENCH, 'bin/kubectl');

/** Whether there is a cluster to test with. */
export const THERE_IS_A_CLUSTER = process.env['KUBECONFIG'] !== undefined;

/** A cluster that may be written to: KUBECONFIG names it. */
export class Cluster {
  /** Runs kubectl; fails with what it says. */
  public run(args: readonly string[], input = ''): string {
    const { status, stdout, output } = this.try(args, input);
    if (status !== 0) {
      throw new Error(`kubectl ${args.slice(0, 4).join(' ')}: ${output}`);
    }
    return stdout;
  }

  /** Runs kubectl, which may refuse. */
  public try(args: readonly string[], input = ''): { readonly status: number; readonly stdout: string; readonly output: string } {
    const { status, stdout, stderr, error } = spawnSync(KUBECTL, args, { input, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
    return { status: status ?? 1, stdout, output: `${error?.message ?? ''}${stdout}${stderr}` };
  }

  /** Objects by kind and names; those that Kubernetes makes by itself are left out. */
  public get(kind: string, ...args: readonly string[]): Plain[] {
    return JSON.parse(this.run(['get', kind, '-o', 'json', ...args])).items;
  }

  /** Makes nodes of a simulation (label type=kwok) the sites' pools; on other clusters they have to be. */
  public divideNodes(): void {
    const simulated = this.get('nodes', '-l', 'type=kwok').map((n): string => n.metadata.name);
    simulated.forEach((node, i) => {
      const pool = node.startsWith('gpu') ? 'gpus' : i === 0 ? 'services' : 'sessions';
      this.run(['label', 'node', node, `daas-kit/pool=${pool}`, '--overwrite']);
      if (pool === 'gpus') {
        // What the device plugin would offer of GPUs that are divided.
        const slices = { 'nvidia.com/mig-1g.10gb': '28' };
        const patch = JSON.stringify({ status: { capacity: slices, allocatable: slices } });
        this.run(['patch', 'node', node, '--subresource=status', '--type=merge', '-p', patch]);
        this.run(['taint', 'node', node, 'nvidia.com/gpu=present:NoSchedule', '--overwrite']);
      }
    });
  }

  /** Everything that there is, by kind, namespace and name. */
  public list(): string[] {
    const kinds = this.run(['api-resources', '--verbs=list,delete', '-o', 'name']).trim().split('\n');
    const lasting = kinds.filter((k) => !/^(events|leases|endpointslices|endpoints|componentstatuses)/.test(k));
    const columns = 'custom-columns=K:.kind,S:.metadata.namespace,N:.metadata.name';
    return this.run(['get', lasting.join(','), '-A', '--no-headers', '-o', columns])
      .trim()
      .split('\n')
      .sort();
  }

  /** Sends objects as they are. A field that the API doesn't know is an error. */
  public send(verb: 'create' | 'delete', objects: readonly KubernetesObject[], ...args: readonly string[]): string {
    const strict = verb === 'create' ? ['--validate=strict'] : ['--wait=true', '--ignore-not-found'];
    return this.run([verb, ...strict, ...args, '-f', '-'], listOf(objects.map(asManifest)));
  }
}

/** Objects as one document. */
export function listOf(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** Values of secrets are made up: the API never sees a real one here. */
function asManifest(object: KubernetesObject): ManifestObject {
  if (!isSecretObject(object)) {
    return object;
  }
  const { references, plain, made, ...rest } = object;
  const keys = [...Object.keys(references), ...Object.keys(made ?? {})];
  return { ...rest, stringData: { ...plain, ...Object.fromEntries(keys.map((key) => [key, 'made up'])) } };
}
