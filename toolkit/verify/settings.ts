import { Secret, type SecretReference } from '../../core/secret';
import { formatProblem } from '../../core/problem';
import { KitError } from '../kit-error';
import { readSiteFile } from '../site-file/read-site-file';
import type { Shape } from '../site-file/shape';

/** Where a password lies; exactly one of them. */
interface PasswordPlace {
  readonly env?: string;
  readonly file?: string;
  readonly site?: string;
}

/** An account made for tests: never a person's. */
export interface TestAccount {
  readonly username: string;
  readonly password: PasswordPlace;
  /** Alias of the federation; absent for an account of the broker itself. */
  readonly federation?: string;
  /** Whether the facility has to refuse it. */
  readonly refused?: boolean;
  /** Name at the facility; the username unless given. */
  readonly user?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly proposals?: readonly string[];
}

/** Times and sizes that a site promises. */
export interface VerifyLimits {
  /** Seconds until a notebook server answers. */
  readonly spawn: number;
  /** Seconds that its end may take. */
  readonly stop: number;
  /** Seconds for a use case. */
  readonly useCase: number;
  /** Seconds until a service that was stopped answers again. */
  readonly recovery: number;
  /** Days that a certificate must last yet. */
  readonly certificateDays: number;
  /** MiB/s of results. */
  readonly bandwidth: number;
}

/** `sites/NAME/verify.yaml`. */
export interface VerifySettings {
  readonly accounts: readonly TestAccount[];
  readonly limits: VerifyLimits;
  /** Commands that stop or restart a service, by the name of its construct; run with `--recovery` only. */
  readonly recovery: Readonly<Record<string, string>>;
}

const LIMITS: VerifyLimits = { spawn: 180, stop: 60, useCase: 300, recovery: 120, certificateDays: 14, bandwidth: 10 };

const TEXT: Shape = { kind: 'text' };
const COUNT: Shape = { kind: 'number', minimum: 1 };
const SHAPE: Shape = {
  kind: 'map',
  required: ['accounts'],
  keys: {
    accounts: {
      kind: 'list',
      of: {
        kind: 'map',
        required: ['username', 'password'],
        keys: {
          username: TEXT,
          password: { kind: 'map', required: [], keys: { env: TEXT, file: TEXT, site: TEXT } },
          federation: TEXT,
          refused: { kind: 'yes-no' },
          user: TEXT,
          uid: { kind: 'number', minimum: 1000 },
          gid: { kind: 'number', minimum: 1000 },
          proposals: { kind: 'list', of: TEXT },
        },
      },
    },
    limits: { kind: 'map', required: [], keys: Object.fromEntries(Object.keys(LIMITS).map((k) => [k, COUNT])) },
    recovery: { kind: 'table', of: TEXT },
  },
};

/** Reads the settings of a site; without the file there are no test accounts. */
export function verifySettings(site: string): VerifySettings {
  const file = readSiteFile<Partial<Omit<VerifySettings, 'limits'>> & { limits?: Partial<VerifyLimits> }>(site, 'verify.yaml', SHAPE);
  if (file !== undefined && file.problems.length > 0) {
    throw new KitError(`verify.yaml has ${file.problems.length} problems`, file.problems.map(formatProblem).join('\n      '));
  }
  const { accounts = [], limits = {}, recovery = {} } = file?.data ?? {};
  return { accounts, limits: { ...LIMITS, ...limits }, recovery };
}

/** The reference to a test account's password. */
export function passwordReference({ username, password }: TestAccount): SecretReference {
  const { env, file, site } = password;
  if (env !== undefined) {
    return Secret.env(env).reference;
  }
  if (site !== undefined) {
    return Secret.site(site).reference;
  }
  if (file !== undefined) {
    return Secret.file(file).reference;
  }
  throw new KitError(
    `verify.yaml: the password of ${username} names no place`,
    'password: { env: NAME }, { file: PATH } or { site: NAME }',
  );
}
