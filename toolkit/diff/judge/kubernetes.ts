import type { ResourceChange } from '../resource-change';
import type { Judgement } from './judgement';

/** A typed object of a cluster; undefined where the action alone says it. */
export function judgeKubernetes({ action, resource, differences, through }: ResourceChange): Judgement | undefined {
  const kind = resource.type.replace(/^kubernetes_/, '').replace(/_v\d+$/, '');
  const paths = [...differences.map((d) => d.path), ...through];
  const gone = action === 'replace' || action === 'delete';
  if (kind === 'namespace' && gone) {
    return { risk: 'destroys-data', sentence: 'the namespace goes with everything in it, claims and their data too' };
  }
  if (kind === 'persistent_volume_claim' && gone) {
    return { risk: 'destroys-data', sentence: 'the claim goes; what happens to its data is the reclaim policy’s: Delete erases them' };
  }
  if (kind === 'persistent_volume' && gone) {
    return { risk: 'interrupts-users', sentence: 'the volume’s record goes: pods that use it can’t start; the data on the server stay' };
  }
  if (['deployment', 'stateful_set', 'daemon_set'].includes(kind) && action !== 'create') {
    const pods = gone || paths.some((p) => p.includes('template'));
    return pods ? { risk: 'interrupts-users', sentence: gone ? 'its pods go; what they serve is away' : 'its pods restart' } : undefined;
  }
  if (['service', 'ingress'].includes(kind) && gone) {
    return { risk: 'interrupts-users', sentence: 'nobody reaches what is behind it' };
  }
  if (kind === 'job' && gone) {
    return {
      risk: 'reconfigures',
      sentence: action === 'replace' ? 'the job runs again' : 'what the job did stays; a new one follows if it is needed',
    };
  }
  if (kind === 'persistent_volume' && paths.some((p) => p.includes('persistent_volume_source'))) {
    return { risk: 'reconfigures', sentence: 'the API refuses this: where a volume lies can’t change; it needs another name' };
  }
  return undefined;
}
