import type { Construct } from 'constructs';
import { TerraformBackend, type TerraformRemoteState } from '../core/engine';
import { ValidationError } from '../core/errors';

/** Options of the Kubernetes backend; credentials as kubectl finds them. */
export interface KubernetesBackendOptions {
  /** End of the secret's name: `tfstate-default-<suffix>`. */
  readonly secretSuffix: string;
  readonly namespace: string;
}

/** State in a Secret of a cluster. The engine has no class for it. */
export class KubernetesBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly options: KubernetesBackendOptions,
  ) {
    super(scope, 'backend', 'kubernetes');
  }

  /** Not offered: a site doesn't read another site's state. */
  public override getRemoteStateDataSource(scope: Construct): TerraformRemoteState {
    throw new ValidationError('RemoteState', 'a site must not read the state of another', scope);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { secret_suffix: this.options.secretSuffix, namespace: this.options.namespace };
  }
}
