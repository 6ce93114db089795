/** One thing that deploying a site needs of the machine. */
export interface Finding {
  /** `terraform`, `secret UMBRELLA_SECRET`. */
  readonly name: string;
  /** `unknown` where only the deployment itself can tell. */
  readonly state: 'there' | 'missing' | 'unknown';
  /** What was found, or what is wrong. */
  readonly detail: string;
  /** A command that installs or mends it; empty when nothing has to be done. */
  readonly fix: string;
}

/** Something that is as it should be. */
export function there(name: string, detail: string): Finding {
  return { name, state: 'there', detail, fix: '' };
}

/** Something that has to be installed or mended. */
export function missing(name: string, detail: string, fix: string): Finding {
  return { name, state: 'missing', detail, fix };
}
