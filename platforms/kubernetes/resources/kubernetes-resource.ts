import type { Construct } from 'constructs';
import { literal } from '../../../core/literal';
import { PlainResource } from '../../../core/plain-resource';
import { secretVariable } from '../../../core/secret-variable';
import { hashOf } from '../manifests/hash';
import { isSecretObject, KEEP_DATA, type KubernetesObject, type SecretObject } from '../manifests/kubernetes-object';
import { resourceTypeOf } from './kinds';
import { toAttributes } from './to-attributes';

/** As long as the Jobs themselves may take. */
const JOB_TIMEOUT = '20m';

/** Props of KubernetesResource. */
export interface KubernetesResourceProps {
  readonly object: KubernetesObject;
  /** The provider of the object's cluster, as Terraform names it: `kubernetes.cluster`. */
  readonly provider: string;
  /** Counts up when values of secrets changed. */
  readonly secretsRevision: number;
}

/**
 * One object of a cluster as the provider's resource for its kind.
 *
 * Not the bindings' own classes: that of a Deployment alone takes three times as long to load as all sites may take
 * (docs/adr/0006-kubernetes-manifests.md). The schema that they are generated from decides here too.
 */
export class KubernetesResource extends PlainResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesResourceProps,
  ) {
    const { object } = props;
    super(scope, id, {
      terraformResourceType: resourceTypeOf(object.kind),
      terraformGeneratorMetadata: { providerName: 'kubernetes' },
      ...(object.metadata.annotations?.[KEEP_DATA] === 'true' && { lifecycle: { preventDestroy: true } }),
    });
  }

  /** With the provider as text: the engine would make a token of it each time. */
  public override get terraformMetaArguments(): { [name: string]: unknown } {
    return { ...super.terraformMetaArguments, provider: this.props.provider };
  }

  protected attributes(): Record<string, unknown> {
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
      ? {
          data_wo: { ...(literal(plain ?? {}) as object), ...(Object.fromEntries(values) as object) },
          data_wo_revision: revisionOf(revision, { references, plain }),
        }
      : { data: made }),
  };
}

/**
 * The provider writes the values when this number changes, and at nothing else: a key that comes or goes must change it as
 * well as the site's own count.
 */
function revisionOf(revision: number, content: object): number {
  return parseInt(hashOf({ revision, content }).slice(0, 7), 16);
}

/** How long the provider waits, where its own way would fail. */
function waits(kind: string): object {
  switch (kind) {
    case 'PersistentVolumeClaim':
      // Of a class that binds on first use it is bound when a pod comes, which comes after the claim.
      return { wait_until_bound: false };
    case 'Job':
      // The provider gives a Job a minute; the first pull of its images alone may take longer.
      return { timeouts: { create: JOB_TIMEOUT, update: JOB_TIMEOUT } };
    default:
      return {};
  }
}
