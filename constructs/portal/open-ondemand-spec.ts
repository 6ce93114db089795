import type { LoginSpec } from '../auth/auth-spec';
import type { BatchSpec } from '../batch/batch-spec';
import type { SecretReference } from '../../core/secret';

/** A batch cluster as Open OnDemand offers it. Plain data. */
export interface OnDemandClusterSpec extends Pick<BatchSpec, 'scheduler' | 'queues'> {
  /** `merlin`: part of links. */
  readonly name: string;
  readonly title: string;
  /** The scheduler's configuration file; null where the system's own is used. */
  readonly configurationFile: string | null;
}

/** Desktops that Open OnDemand has start scripts for. */
export type OnDemandDesktop = 'xfce' | 'mate' | 'gnome' | 'kde';

/** Open OnDemand as plain data. */
export interface OpenOnDemandSpec {
  /** `on-demand`. */
  readonly name: string;
  readonly title: string;
  readonly facility: string;
  readonly login: LoginSpec;
  /** Claim with the POSIX user name. */
  readonly userClaim: string;
  readonly clusters: readonly OnDemandClusterSpec[];
  /** Regular expression of the nodes whose sessions may be shown: the portal is a proxy for nothing else. */
  readonly nodeNames: string;
  /** Null for no desktops. */
  readonly desktop: OnDemandDesktop | null;
  /** Upstream's package that brings the package source; null where the host has it, or Open OnDemand itself. */
  readonly release: { readonly url: string; readonly sha256: string } | null;
  /** Encrypts log-in cookies. */
  readonly cookieSecret: SecretReference;
}
