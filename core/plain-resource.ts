import type { IConstruct } from 'constructs';
import { TerraformResource } from './engine';
import { hasTokens } from './has-tokens';

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A resource that is mostly plain data. To look for tokens in every value of hundreds of objects takes the engine as long
 * as all the rest of a site's synthesis, so the stack adds those that hold none when the engine is done.
 */
export abstract class PlainResource extends TerraformResource {
  /** Adds the resources below a construct to what the engine made of it. */
  public static addAll(root: IConstruct, terraform: { resource?: Record<string, object> }): void {
    const all = root.node.findAll().filter((c) => c instanceof PlainResource);
    for (const [type, resources] of all.flatMap((r) => Object.entries(r.plain ?? {}))) {
      terraform.resource ??= {};
      terraform.resource[type] = { ...terraform.resource[type], ...resources };
    }
  }

  /** Set as soon as the engine asks, if there are no tokens. */
  private plain: Resources | undefined;

  /** Called by the engine. */
  public override toTerraform(): object {
    const made = super.toTerraform() as { readonly resource: Resources };
    if (hasTokens(made)) {
      return made;
    }
    this.plain = made.resource;
    return {};
  }
}
