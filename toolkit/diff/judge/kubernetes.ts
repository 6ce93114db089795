import type { ResourceChange } from '../resource-change';
import type { Judgement } from './judgement';

/** A typed object of a cluster; undefined where the action alone says it. */
export function judgeKubernetes({ action, resource, differences }: ResourceChange): Judgement | undefined {
  const kind = resource.type.replace(/^kubernetes_/, '').replace(/_v\d+$/, '');
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
    const pods = gone || differences.some((d) => d.path.includes('template')) || differences.length === 0;
    return pods ? { risk: 'interrupts-users', sentence: gone ? 'its pods go; what they serve is away' : 'its pods restart' } : undefined;
  }
  if (['service', 'ingress'].includes(kind) && gone) {
    return { risk: 'interrupts-users', sentence: 'nobody reaches what is behind it' };
  }
  return kind === 'job' && action === 'replace' ? { risk: 'replaces', sentence: 'the job runs again' } : undefined;
}
