import type { IConstruct } from 'constructs';
import { TerraformResource } from './engine';
import { hasTokens } from './has-tokens';

type Attributes = Record<string, unknown>;
type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/**
 * A resource that is mostly plain data. To look for tokens in every value of hundreds of objects, and to copy them several
 * times, takes the engine as long as all the rest of a site's synthesis. So it sees only what it adds itself, where the
 * attributes hold no tokens, and the stack adds them when the engine is done.
 */
export abstract class PlainResource extends TerraformResource {
  /** Adds the resources below a construct to what the engine made of it. */
  public static addAll(root: IConstruct, terraform: { resource?: Record<string, object> }): void {
    const all = root.node.findAll().filter((c) => c instanceof PlainResource);
    for (const [type, resources] of all.flatMap((r) => Object.entries(r.plain ?? {}))) {
      terraform.resource ??= {};
      Object.assign((terraform.resource[type] ??= {}), resources);
    }
  }

  /** Set as soon as the engine asks, if there are no tokens. */
  private plain: Resources | undefined;
  /** What the engine is shown. */
  private shown: Attributes = {};

  /** The attributes in Terraform's own form; asked for once, at the end of synthesis. */
  protected abstract attributes(): Attributes;

  /** Called by the engine. */
  public override toTerraform(): object {
    const attributes = this.attributes();
    if (Object.keys(this.rawOverrides as object).length > 0 || hasTokens(attributes)) {
      this.shown = attributes;
      return super.toTerraform() as object;
    }
    const { resource, ...others } = super.toTerraform() as { readonly resource?: Resources };
    if (resource === undefined) {
      // It was moved to another address.
      return others;
    }
    const whole = withAttributes(resource, attributes);
    if (hasTokens(resource)) {
      return { ...others, resource: whole };
    }
    this.plain = whole;
    return others;
  }

  /** Called by the engine. */
  protected override synthesizeAttributes(): Attributes {
    return this.shown;
  }
}

function withAttributes(made: Resources, attributes: Attributes): Resources {
  const [[type, named]] = Object.entries(made) as [[string, Readonly<Record<string, Attributes>>]];
  const [[id, own]] = Object.entries(named) as [[string, Attributes]];
  return { [type]: { [id]: { ...attributes, ...own } } };
}
