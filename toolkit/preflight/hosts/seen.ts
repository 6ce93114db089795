/** What a task saw on a host; written by platforms/hosts/ansible/callback_plugins/daas_preflight.py. */
export interface TaskSeen {
  readonly host: string;
  /** Its name in preflight.yml: `Clock`, `Sudo`. */
  readonly task: string;
  /** Which of several; empty where there is one. */
  readonly item: string;
  readonly state: 'ok' | 'failed' | 'unreachable';
  readonly output: string;
  readonly error: string;
  /** Seconds since 1970 on this machine, before the host was asked. */
  readonly asked: number;
  /** The same when it had answered. */
  readonly answered: number;
}

/** What was seen of an inventory's hosts. */
export interface HostsSeen {
  /** Groups by host. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  readonly seen: readonly TaskSeen[];
}

/** What a task saw, of each host that it ran on. Pure. */
export function seenBy({ seen }: HostsSeen, task: string): readonly TaskSeen[] {
  return seen.filter((s) => s.task === task);
}
