/** What a site takes of one kind of thing. */
export interface Sum {
  /** `cores`: the name that the cloud's quotas have; `cluster cpu` of a cluster, `disk of hub` of a host's. */
  readonly name: string;
  readonly needed: number;
  /** What is there twice while a rolling replacement runs. */
  readonly surge: number;
  /** `GiB`; empty for things that are counted. */
  readonly unit: string;
}
