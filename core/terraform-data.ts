import type { Construct } from 'constructs';
import { literal } from './literal';
import { PlainResource } from './plain-resource';

/** A command that Terraform runs on the machine that deploys. */
export interface LocalCommand {
  /** Shell command line; never with a secret in it. */
  readonly command: string;
  /** Environment, beside that of Terraform itself. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Props of TerraformData. */
export interface TerraformDataProps {
  /**
   * Stored in state, asked for at the end of synthesis; what the destroy command may refer to as `self.input`.
   *
   * @default - nothing
   */
  readonly input?: () => object;
  /**
   * Plain data, asked for at the end of synthesis. Any change of it runs the commands again; a plan shows which part
   * changes from what to what.
   *
   * @default - the commands run once
   */
  readonly triggersReplace?: () => object;
  /**
   * Runs when the resource is created or its triggers changed. A failure leaves the resource tainted, so that the
   * next deployment runs it again.
   *
   * @default - nothing runs
   */
  readonly create?: LocalCommand;
  /**
   * Runs when the resource is destroyed. May refer to `self.input` only.
   *
   * @default - nothing runs
   */
  readonly destroy?: LocalCommand;
}

/**
 * Terraform's builtin `terraform_data`.
 *
 * Not the engine's own class for it: that one runs `terraform version` for every instance, and turns lists into maps.
 */
export class TerraformData extends PlainResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps,
  ) {
    const provisioners = [
      ...(props.create === undefined ? [] : [{ type: 'local-exec' as const, ...copy(props.create) }]),
      ...(props.destroy === undefined ? [] : [{ type: 'local-exec' as const, when: 'destroy' as const, ...copy(props.destroy) }]),
    ];
    // Terraform refuses an empty list.
    super(scope, id, { terraformResourceType: 'terraform_data', ...(provisioners.length > 0 && { provisioners }) });
  }

  protected attributes(): Record<string, unknown> {
    const { input, triggersReplace } = this.props;
    return {
      ...(input && { input: literal(input()) }),
      ...(triggersReplace && { triggers_replace: literal(triggersReplace()) }),
    };
  }
}

/** The engine's types want a mutable environment. */
function copy({ command, environment }: LocalCommand): { command: string; environment: Record<string, string> } {
  return { command, environment: { ...environment } };
}
