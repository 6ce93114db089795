import type { Guess } from '../../guess';

/** A size of machines in a cloud. */
export interface FlavorGuess {
  readonly name: string;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without. */
  readonly gpu: { readonly model: string; readonly count: number } | null;
}

/** What was found of an OpenStack cloud. */
export interface CloudGuess {
  /** Entries of clouds.yaml: names alone, never what is in them. */
  readonly entries: readonly Guess<string>[];
  readonly flavors: readonly Guess<FlavorGuess>[];
  /** Images that machines can start from. */
  readonly images: readonly Guess<string>[];
  /** Networks that lead to the outside. */
  readonly externalNetworks: readonly Guess<string>[];
  /** Availability zones of machines. */
  readonly zones: readonly Guess<string>[];
  /** Zones of the cloud's DNS, without the dot at the end. */
  readonly dnsZones: readonly Guess<string>[];
}
