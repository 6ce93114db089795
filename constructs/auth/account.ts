import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Secret, SecretReference } from '../../core/secret';
import { MINIMUM_UID } from './identity-map';

const POSIX_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;

/** An account that the broker keeps. Plain data. */
export interface AccountSpec {
  /** POSIX user name. */
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Attributes; each becomes a claim where an identity map or a federation's client asks for it. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Password; null when the person logs in through a federation only. */
  readonly password: SecretReference | null;
  /** The person's identity at a federation; null when there is none. */
  readonly linkedTo: { readonly federation: string; readonly subject: string } | null;
}

/** What is known of every person. */
export interface AccountOptions {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /**
   * Attributes to give as claims.
   *
   * @default - none
   */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** A person of the facility, known by an identity at a federation. */
export interface LinkedAccountOptions extends AccountOptions {
  /** POSIX user id, 1000 or more. */
  readonly uid: number;
  /** POSIX primary group id, 1000 or more. */
  readonly gid: number;
  /** Alias of the federation. */
  readonly federation: string;
  /**
   * The person's subject there (`voperson_id`): opaque and never given to another person, as an e-mail address or a
   * name can be. Accounts are linked by nothing else.
   */
  readonly subject: string;
}

/** An account of the broker's own. */
export class Account {
  /** A facility user who logs in through a federation. */
  public static linked(options: LinkedAccountOptions): Account {
    const attributes = { ...options.attributes, uidNumber: [String(options.uid)], gidNumber: [String(options.gid)] };
    const linkedTo = { federation: options.federation, subject: options.subject };
    return new Account({ ...base(options), attributes, password: null, linkedTo }, Place.here());
  }

  /** A user with a password at this broker. */
  public static withPassword(options: AccountOptions & { readonly password: Secret }): Account {
    const spec = { ...base(options), attributes: options.attributes ?? {}, password: options.password.reference, linkedTo: null };
    return new Account(spec, Place.here());
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: AccountSpec,
    /** Where the site made it. */
    public readonly place: Place,
  ) {}

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.username;
  }

  /** Reports what can't work. Called by Auth. */
  public validate(check: Check, prop: string, federations: readonly string[]): void {
    const { username, attributes, linkedTo } = this.spec;
    if (!POSIX_NAME.test(username)) {
      check.report('AccountName', `${prop}.username`, `must be a POSIX user name, got '${username}'`, { place: this.place });
    }
    for (const id of ['uidNumber', 'gidNumber']) {
      const value = attributes[id]?.[0];
      if (value !== undefined && !(Number.isInteger(Number(value)) && Number(value) >= MINIMUM_UID)) {
        check.report('UidTooLow', `${prop}.${id}`, `must be ${MINIMUM_UID} or more, got '${value}'`, { place: this.place });
      }
    }
    if (linkedTo !== null) {
      check.oneOf('FederationUnknown', `${prop}.federation`, linkedTo.federation, federations, 'federation', this.place);
    }
  }
}

function base(options: AccountOptions): Omit<AccountSpec, 'attributes' | 'password' | 'linkedTo'> {
  const { username, firstName, lastName, email } = options;
  return { username, firstName, lastName, email };
}
