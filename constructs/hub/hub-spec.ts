import type { IdentitySpec } from '../auth/identity-map';
import type { LoginSpec } from '../auth/auth-spec';
import type { BatchEndpoint, BatchSpec } from '../batch/batch-spec';
import type { EnvironmentSpec, ExampleSpec } from '../catalogue/environment-spec';
import type { MountSpec } from '../storage/mount-spec';

/** What a user may choose to run in. Plain data. */
export interface ProfileSpec {
  /** `interactive`: part of links. */
  readonly name: string;
  readonly title: string;
  /** One line for users: sizes and limits. */
  readonly description: string;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without GPU. */
  readonly gpu: { readonly model: string; readonly count: number; /** MIG profile; null for any. */ readonly mig: string | null } | null;
  /** Name of the batch cluster; null where notebooks aren't jobs. */
  readonly cluster: string | null;
  /** Queue of the batch cluster; null where notebooks aren't jobs. */
  readonly queue: string | null;
  /** Longest life of a notebook server, seconds. */
  readonly limitSeconds: number;
}

/** A batch cluster that notebooks are jobs of. Plain data. */
export interface HubClusterSpec extends BatchSpec {
  readonly endpoint: BatchEndpoint;
}

/** A notebook hub as plain data. */
export interface HubSpec {
  /** `notebooks`. */
  readonly name: string;
  readonly title: string;
  readonly identities: IdentitySpec;
  readonly profiles: readonly ProfileSpec[];
  readonly mounts: readonly MountSpec[];
  readonly environments: readonly EnvironmentSpec[];
  /** Notebooks that every user gets a copy of. */
  readonly examples: readonly ExampleSpec[];
  /** The batch clusters whose jobs the notebooks are, the default first; empty when they run beside the hub. */
  readonly clusters: readonly HubClusterSpec[];
  /** Idle time after which a notebook server ends, seconds. */
  readonly idleSeconds: number;
}

/** Where a hub answers. Plain data. */
export interface HubEndpoint {
  /** Address for users. */
  readonly url: string;
  /** Answers 200 when the hub works. */
  readonly healthUrl: string;
  /** Exact OAuth redirect URI. */
  readonly redirectUri: string;
}

/** A hub with the client that the broker knows it by. Plain data. */
export interface HubBinding extends HubSpec {
  readonly login: LoginSpec;
  /** Where a log-out leads. */
  readonly afterLogoutUrl: string;
}
