import { isObject, textOf, type Json, type JsonObject } from '../json';
import type { SiteDocument } from '../stack/site-document';

/** What deploying a site takes. Plain data. */
export interface SiteNeeds {
  /** Checks of scripts/requirements.mjs. */
  readonly programs: readonly string[];
  /** Oldest Terraform. */
  readonly terraform: string;
  /** Whether machines are reached by ssh. */
  readonly ssh: boolean;
  /** Ansible inventories that have to be there. */
  readonly inventories: readonly string[];
  /** Clusters: the context, and the file that it is in, empty for the one of KUBE_CONFIG_PATH. */
  readonly clusters: readonly { readonly context: string; readonly file: string }[];
  /** Entries of clouds.yaml. */
  readonly clouds: readonly string[];
  /** `terraform-provider-openstack/openstack` -> `3.4.0`. */
  readonly providers: Readonly<Record<string, string>>;
  /** Where Terraform's state lies: `s3`. */
  readonly backend: string;
}

/** Every site's: its Terraform is written by Node.js. */
const ALWAYS = ['node', 'terraform'];
const OLDEST_TERRAFORM = '1.6';

/** What any site takes. */
export const ANY_SITE: SiteNeeds = {
  programs: ALWAYS,
  terraform: OLDEST_TERRAFORM,
  ssh: false,
  inventories: [],
  clusters: [],
  clouds: [],
  providers: {},
  backend: 'local',
};

/** What a synthesised site takes. Pure. */
export function siteNeeds({ resources, rest }: SiteDocument): SiteNeeds {
  const plays = [...resources.values()].flatMap(({ type, config }) => {
    const input = config['input'];
    return type === 'terraform_data' && isObject(input) && isObject(input['target'])
      ? [{ role: textOf(input['role']), target: input['target'] }]
      : [];
  });
  const terraform = objectAt(rest, 'terraform');
  const onThisMachine = plays.filter(({ target }) => target['kind'] === 'local').map(({ role }) => role);
  const reached = plays.filter(({ target }) => target['kind'] === 'ssh').map(({ target }) => textOf(target['inventory']));
  const blocks = (name: string): readonly JsonObject[] => listAt(objectAt(rest, 'provider'), name);
  return {
    programs: [
      ...ALWAYS,
      ...(plays.length > 0 ? ['python'] : []),
      ...(onThisMachine.includes('keycloak') ? ['java', 'maven'] : []),
      ...(onThisMachine.includes('hub') ? ['sandbox', 'namespaces'] : []),
    ],
    terraform: /\d+(\.\d+)+/.exec(textOf(terraform['required_version'] ?? ''))?.[0] ?? OLDEST_TERRAFORM,
    ssh: reached.length > 0,
    inventories: distinct(reached),
    clusters: distinct(blocks('kubernetes').map(cluster)).map((text) => JSON.parse(text) as SiteNeeds['clusters'][number]),
    clouds: distinct(blocks('openstack').flatMap((b) => (b['cloud'] === undefined ? [] : [textOf(b['cloud'])]))),
    providers: Object.fromEntries(
      Object.values(objectAt(terraform, 'required_providers'))
        .filter(isObject)
        .map((p) => [fullName(textOf(p['source'])), textOf(p['version'])]),
    ),
    backend: Object.keys(objectAt(terraform, 'backend'))[0] ?? 'local',
  };
}

function cluster(block: JsonObject): string {
  return JSON.stringify({ context: textOf(block['config_context'] ?? ''), file: textOf(block['config_path'] ?? '') });
}

function fullName(source: string): string {
  return source.includes('/') ? source : `hashicorp/${source}`;
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

function listAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return (Array.isArray(value) ? (value as readonly Json[]) : []).filter(isObject);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
