/** What is read of a synthesised stack. */
export interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** Attributes by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
