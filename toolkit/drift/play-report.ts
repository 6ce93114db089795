/** What a check found on one host. Plain data; written by platforms/hosts/ansible/callback_plugins/daas_drift.py. */
export interface Change {
  readonly host: string;
  /** The step of the deployment that would change something: `Settings of the hub`. */
  readonly task: string;
  /** Which of several; empty where there is one. */
  readonly item: string;
  /** File or folder; empty where it is none. */
  readonly path: string;
  /**
   * `changed`: differs from what was deployed. `hidden`: the same, with content that must not be shown. `wrong`: a check
   * of the deployment fails now. `failed`: could not be looked at.
   */
  readonly kind: 'changed' | 'hidden' | 'wrong' | 'failed';
  /** Difference, from what is to what was deployed; or what is wrong. */
  readonly detail: string;
}

/** What a play in check mode reports. */
export interface PlayReport {
  readonly hosts: readonly string[];
  readonly changes: readonly Change[];
}

/** The report in a play's output; undefined where the play ended before it. */
export function parsePlayReport(output: string): PlayReport | undefined {
  const line = output
    .split('\n')
    .reverse()
    .find((l) => l.startsWith('{"hosts":'));
  return line === undefined ? undefined : (JSON.parse(line) as PlayReport);
}
