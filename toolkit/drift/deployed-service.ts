/** A step of a deployment as Terraform's state has it. */
export interface DeployedService {
  /** Of the resource whose replacement deploys it again. */
  readonly address: string;
  readonly name: string;
  readonly role: string;
  /** Where its play runs; an empty inventory is this machine. */
  readonly target: { readonly inventory: string };
  readonly settings: unknown;
  readonly secrets: unknown;
  /** Values of secrets that only the state has, by the environment variables that the play reads. Never for anything else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hash of the kit's files that it was deployed with. */
  readonly sources: string;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

/** The part of a state that is read here (format 4). */
interface State {
  readonly resources?: readonly Resource[];
}

/** A secret of the state as platforms/hosts/secret-location.ts writes it. */
type Secret = { readonly store: 'state'; readonly resource: string; readonly attribute: string; readonly variable: string };

/** The services that the hosts platform has deployed, out of a state. */
export function deployedServices(state: string): readonly DeployedService[] {
  const resources = (state.trim() === '' ? {} : (JSON.parse(state) as State)).resources ?? [];
  const data = new Map(resources.filter((r) => r.type === 'terraform_data').map((r) => [r.name, r.instances[0]?.attributes ?? {}]));
  return [...data].flatMap(([name, attributes]) => {
    const input = valueOf(attributes['input']);
    const path = withoutHash(name);
    if (typeof input?.['role'] !== 'string' || !path.endsWith('_Service')) {
      return [];
    }
    const settings = [...data].find(([other]) => withoutHash(other) === path.replace(/_Service$/, '_Settings'));
    const triggers = valueOf(settings?.[1]['triggers_replace']);
    return triggers === undefined
      ? []
      : [
          {
            address: `terraform_data.${settings![0]}`,
            name: input['name'],
            role: input['role'],
            ...triggers,
            environment: stateSecrets(triggers['secrets'], resources),
          } as DeployedService,
        ];
  });
}

/** What Terraform would put into the play's environment. */
function stateSecrets(secrets: unknown, resources: readonly Resource[]): Readonly<Record<string, string>> {
  const wanted = Object.values((secrets ?? {}) as Readonly<Record<string, Secret | { readonly store: 'other' }>>);
  return Object.fromEntries(
    wanted.flatMap((secret) => {
      if (secret.store !== 'state') {
        return [];
      }
      const holder = resources.find((r) => `${r.type}.${r.name}` === secret.resource);
      const value = holder?.instances[0]?.attributes[secret.attribute];
      return typeof value === 'string' ? [[secret.variable, value] as const] : [];
    }),
  );
}

/** Values of any type are stored beside their type. */
function valueOf(attribute: unknown): Readonly<Record<string, unknown>> | undefined {
  return (attribute as { value?: Readonly<Record<string, unknown>> } | null | undefined)?.value;
}

function withoutHash(name: string): string {
  return name.replace(/_[0-9A-F]{8}$/, '');
}
