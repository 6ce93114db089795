import { spawnSync } from 'child_process';
import type { Json, JsonObject } from '../../json';
import { terraformProgram } from '../../program/terraform-program';

/** A cty type in JSON: `"string"`, `["list", T]`, `["object", {...}]`. */
export type CtyType = string | readonly [string, Json];

/** One attribute in a provider's schema. */
export interface SchemaAttribute {
  readonly type?: CtyType;
  /** In place of a type: attributes with a schema of their own. */
  readonly nested_type?: { readonly attributes?: Readonly<Record<string, SchemaAttribute>>; readonly nesting_mode: string };
  readonly sensitive?: boolean;
}

/** The attribute's type; that of nested attributes spelled out. */
export function typeOf({ type, nested_type: nested }: SchemaAttribute): CtyType | undefined {
  if (nested === undefined) {
    return type;
  }
  const parts = Object.entries(nested.attributes ?? {}).map(([name, a]): [string, Json] => [name, (typeOf(a) ?? 'string') as Json]);
  const object: CtyType = ['object', Object.fromEntries(parts)];
  return nested.nesting_mode === 'single' ? object : [nested.nesting_mode, object as Json];
}

/** A block in a provider's schema. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: SchemaBlock }>>;
}

/** A resource type in a provider's schema. */
export interface ResourceSchema {
  readonly version?: number;
  readonly block: SchemaBlock;
}

/** What `terraform providers schema -json` prints, as far as it is read. */
export interface ProviderSchemas {
  readonly provider_schemas?: Readonly<
    Record<
      string,
      {
        readonly resource_schemas?: Readonly<Record<string, ResourceSchema>>;
        readonly data_source_schemas?: Readonly<Record<string, ResourceSchema>>;
      }
    >
  >;
}

/** One instance in a plan. */
export interface PlannedInstance {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: Json;
    readonly after_sensitive: Json;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** What `terraform show -json` prints of a plan, as far as it is read. */
export interface Plan {
  readonly terraform_version: string;
  readonly resource_changes?: readonly PlannedInstance[];
}

/** Terraform failed; its own words. */
export class TerraformError extends Error {}

/** Terraform in one work folder, without credentials of the caller's environment. */
export class Terraform {
  constructor(private readonly folder: string) {}

  /** Installs providers from what the machine's configuration names. */
  public init(): void {
    this.run(['init', '-input=false', '-backend=false', '-no-color']);
  }

  /** Versions of the installed providers, by their addresses. */
  public providers(): ReadonlyMap<string, string> {
    const said = JSON.parse(this.run(['version', '-json'])) as { readonly provider_selections?: Readonly<Record<string, string>> };
    return new Map(Object.entries(said.provider_selections ?? {}));
  }

  /** The schemas of all providers of the configuration. */
  public schemas(): ProviderSchemas {
    return JSON.parse(this.run(['providers', 'schema', '-json'])) as ProviderSchemas;
  }

  /** Plans without asking any API. */
  public plan(): Plan {
    this.run(['plan', '-refresh=false', '-lock=false', '-input=false', '-no-color', '-out=plan']);
    return JSON.parse(this.run(['show', '-json', 'plan'])) as Plan;
  }

  private run(args: readonly string[]): string {
    const credentials = /^(OS_|KUBE|HELM_|TF_VAR_|TF_CLI_ARGS|TF_LOG)/;
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !credentials.test(name)));
    const env = { ...own, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
    const program = terraformProgram();
    const result = spawnSync(program, args, { cwd: this.folder, env, encoding: 'utf8', maxBuffer: 1 << 29 });
    if (result.status !== 0) {
      throw new TerraformError(`terraform ${args[0]}: ${result.error?.message ?? (result.stderr.trim() || result.stdout.trim())}`);
    }
    return result.stdout;
  }
}
