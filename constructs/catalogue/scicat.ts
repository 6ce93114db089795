import type { Construct } from 'constructs';
import type { Flow } from '../../core/flow';
import { kebab } from '../../core/names';
import { portOf } from '../../core/port';
import type { Secret } from '../../core/secret';
import { Site } from '../../core/site';
import type { Size } from '../../core/size';
import type { Auth } from '../auth/auth';
import type { BoundDataCatalogue, DataCatalogueContext, DataCatalogueKind, DataCatalogueSpec, ISciCatHost } from './data-catalogue-kind';
import type { SciCatSpec } from './scicat-spec';

/** Options of `DataCatalogue.scicat`. */
export interface SciCatOptions {
  /** Where it runs. */
  readonly platform: ISciCatHost;
  /** How users log in. */
  readonly auth: Auth;
  /** Begin of the identifiers of datasets, as registered with Handle or DataCite: `20.500.12345`. */
  readonly pidPrefix: string;
  /**
   * Groups whose members may do everything.
   *
   * SciCat compares groups with the values of the identity map's claim as they are; the map's pattern doesn't apply to it.
   */
  readonly adminGroups: readonly string[];
  /**
   * Begin of the DOIs of published data.
   *
   * @default - no DOIs are given
   */
  readonly doiPrefix?: string;
  /**
   * Groups whose members may enter datasets and proposals.
   *
   * @default - administrators only
   */
  readonly ingestorGroups?: readonly string[];
  /**
   * Accounts of programs that enter data: SciCat's functionalAccounts.json as one secret, because it holds passwords.
   *
   * @default - none
   */
  readonly functionalAccounts?: Secret;
  /**
   * Shown to users.
   *
   * @default 'SciCat'
   */
  readonly title?: string;
  /**
   * Volume of the database, which holds metadata and thumbnails.
   *
   * @default - 20 GiB
   */
  readonly volume?: Size;
}

const GIBIBYTE = 1024 ** 3;
/** Handle and DOI prefixes: `20.500.12345`, `10.5286`. */
const PREFIX = /^\d+(\.\d+)+$/;

/** SciCat, deployed on a platform. */
export class SciCat implements DataCatalogueKind {
  public readonly spec: DataCatalogueSpec;

  constructor(private readonly options: SciCatOptions) {
    this.spec = { kind: 'scicat', title: options.title ?? 'SciCat', url: null, existing: false };
  }

  public bind(scope: Construct, context: DataCatalogueContext): BoundDataCatalogue {
    const { platform, auth } = this.options;
    this.validate(context);
    const { url } = platform.sciCatEndpoint(context.name);
    const spec = this.deployment(scope, context.name, url);
    platform.bindSciCat(scope, spec);
    return { url, deployment: spec, flows: flows(spec, url, kebab(auth.node.id)) };
  }

  private deployment(scope: Construct, name: string, url: string): SciCatSpec {
    const { auth, pidPrefix, doiPrefix, adminGroups, ingestorGroups, functionalAccounts, volume } = this.options;
    const { facility, contact } = Site.of(scope);
    const { user, groups } = auth.identities.spec;
    const login = auth.addClient(name, {
      title: this.spec.title,
      redirectUris: [`${url}/api/v3/auth/oidc/callback`],
      postLogoutRedirectUris: () => [`${url}/`],
      // SciCat's server sends no challenge (its OIDC strategy says usePKCE: false).
      withoutPkce: true,
    });
    return {
      name,
      facility,
      contact,
      title: this.spec.title,
      login,
      userClaim: user,
      groupsClaim: groups?.claim ?? null,
      pidPrefix,
      doiPrefix: doiPrefix ?? null,
      adminGroups,
      ingestorGroups: ingestorGroups ?? adminGroups,
      functionalAccounts: functionalAccounts?.reference ?? null,
      volumeGibibytes: volume === undefined ? 20 : Math.ceil(volume.toBytes() / GIBIBYTE),
    };
  }

  private validate({ check }: DataCatalogueContext): void {
    const { pidPrefix, doiPrefix, adminGroups, ingestorGroups, volume } = this.options;
    for (const [prop, prefix] of Object.entries({ pidPrefix, ...(doiPrefix !== undefined && { doiPrefix }) })) {
      if (!PREFIX.test(prefix)) {
        check.report('Prefix', `kind.${prop}`, `must be numbers with dots such as '20.500.12345', got '${prefix}'`);
      }
    }
    if (adminGroups.length === 0) {
      check.report('NoAdministrator', 'kind.adminGroups', 'name at least one group, or nobody can enter or correct data');
    }
    for (const [prop, groups] of Object.entries({ adminGroups, ingestorGroups: ingestorGroups ?? [] })) {
      groups
        .filter((group) => !/^[^\s,]+$/.test(group))
        .forEach((group) => check.report('GroupInvalid', `kind.${prop}`, `a group must be without blanks and commas, got '${group}'`));
    }
    check.wholeNumber('kind.volume', volume === undefined ? 20 : Math.ceil(volume.toBytes() / GIBIBYTE), 1);
  }
}

function flows({ name, login }: SciCatSpec, url: string, broker: string): Flow[] {
  return [
    { from: 'users', to: name, port: portOf(url), protocol: 'tcp', why: 'data catalogue' },
    { from: name, to: broker, port: portOf(login.issuer), protocol: 'tcp', why: 'log-ins of the data catalogue' },
  ];
}
