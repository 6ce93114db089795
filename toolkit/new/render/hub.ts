/** What a hub is made of, as code. */
export interface HubParts {
  readonly platform: string;
  /** Names of constants that the hub takes by their own names: `batch`, `gpus`. */
  readonly takes: readonly string[];
  readonly mounts: readonly string[];
  readonly profiles: readonly string[];
}

/** A hub. Pure. */
export function renderHub({ platform, takes, mounts, profiles }: HubParts): string {
  return `
    const notebooks = new Hub(this, 'Notebooks', {
      platform: ${platform},
      ${['auth', ...takes].join(', ')},
      mounts: [
        ${mounts.join('\n')}
      ],
      profiles: [
        ${profiles.join('\n')}
      ],
    });`;
}
