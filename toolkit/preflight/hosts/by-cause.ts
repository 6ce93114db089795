import type { TaskSeen } from './seen';

/** How many hosts are named; of more, the number is told. */
const NAMED = 8;

/** Hosts that failed in the same way. */
export interface Cause {
  /** For a sentence: `node-1, node-2`. */
  readonly hosts: string;
  /** One of them, to look at. */
  readonly first: string;
  /** What Ansible said, without the part that only repeats the host. */
  readonly error: string;
}

/** One entry a cause, however many hosts have it. Pure. */
export function byCause(failed: readonly Pick<TaskSeen, 'host' | 'error'>[]): readonly Cause[] {
  const causes = new Map<string, string[]>();
  for (const { host, error } of failed) {
    const cause = error.replace(/^.*Make sure this host can be reached over ssh: /, '').replaceAll(host, 'it');
    causes.set(cause, [...(causes.get(cause) ?? []), host]);
  }
  return [...causes].map(([error, hosts]) => ({ hosts: listed(hosts), first: hosts[0]!, error }));
}

function listed(hosts: readonly string[]): string {
  const more = hosts.length - NAMED;
  return `${hosts.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
