import type { Construct } from 'constructs';
import { TerraformResource, type TerraformProvider } from '../../../core/engine';
import { literal } from '../../../core/literal';
import { secretVariable } from '../../../core/secret-variable';
import { isSecretObject, KEEP_DATA, type KubernetesObject, type SecretObject } from '../manifests/kubernetes-object';
import { resourceTypeOf } from './kinds';
import { toAttributes } from './to-attributes';

/** Props of KubernetesResource. */
export interface KubernetesResourceProps {
  readonly object: KubernetesObject;
  readonly provider: TerraformProvider;
  /** Counts up when values of secrets changed. */
  readonly secretsRevision: number;
}

/**
 * One object of a cluster as the provider's resource for its kind.
 *
 * Not the bindings' own classes: that of a Deployment alone takes three times as long to load as all sites may take
 * (docs/adr/0006-kubernetes-manifests.md). The schema that they are generated from decides here too.
 */
export class KubernetesResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesResourceProps,
  ) {
    const { object, provider } = props;
    super(scope, id, {
      terraformResourceType: resourceTypeOf(object.kind),
      terraformGeneratorMetadata: { providerName: 'kubernetes' },
      provider,
      ...(object.metadata.annotations?.[KEEP_DATA] === 'true' && { lifecycle: { preventDestroy: true } }),
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const { object, secretsRevision } = this.props;
    if (isSecretObject(object)) {
      return secretAttributes(object, secretsRevision);
    }
    return { ...(literal(toAttributes(object)) as Record<string, unknown>), ...waits(object.kind) };
  }
}

/** Write-only: the values pass from ephemeral variables to the API, and are in no plan and no state. */
function secretAttributes({ metadata, type, references, plain, made }: SecretObject, revision: number): Record<string, unknown> {
  const values = Object.entries(references).map(([key, reference]) => [key, `\${var.${secretVariable(reference)}}`]);
  return {
    ...(literal(toAttributes({ apiVersion: 'v1', kind: 'Secret', metadata, type: type ?? 'Opaque' })) as Record<string, unknown>),
    ...(made === undefined
      ? { data_wo: { ...(literal(plain ?? {}) as object), ...(Object.fromEntries(values) as object) }, data_wo_revision: revision }
      : { data: made }),
  };
}

/** What the provider would wait for in vain. */
function waits(kind: string): object {
  // A claim of a class that binds on first use is bound when a pod comes, which comes after the claim.
  return kind === 'PersistentVolumeClaim' ? { wait_until_bound: false } : {};
}
