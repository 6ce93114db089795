import type { KindNeed, Written } from './cluster-needs';
import { objectsIn, textsAt } from './walk';

/** Charts that make objects of a kind that another chart brings. */
const OF_CHARTS: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string; readonly broughtBy: string }>> = {
  cluster: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', broughtBy: 'cloudnative-pg' },
};
const CLUSTER_ISSUER = 'cert-manager.io/cluster-issuer';
const ISSUER = 'cert-manager.io/issuer';

/** Kinds that Kubernetes hasn't built in, of all that is written: what the site brings itself isn't needed. Pure. */
export function kindNeeds(all: readonly Written[]): readonly KindNeed[] {
  const charts = new Set(all.map((w) => w.chart));
  const found = all.flatMap((written) => [...objectKinds(written), ...issuers(written), ...chartKinds(written, charts)]);
  return [...new Map(found.map((need) => [`${need.apiVersion} ${need.kind} ${need.object}`, need])).values()];
}

function objectKinds({ body, construct }: Written): readonly KindNeed[] {
  return objectsIn(body).flatMap(({ apiVersion, kind }) =>
    typeof apiVersion === 'string' && typeof kind === 'string' && !isBuiltIn(apiVersion)
      ? [{ apiVersion, kind, object: null, why: construct }]
      : [],
  );
}

function issuers({ body, construct }: Written): readonly KindNeed[] {
  const need = (kind: string, object: string | null): KindNeed => ({ apiVersion: 'cert-manager.io/v1', kind, object, why: construct });
  return [
    ...textsAt(body, CLUSTER_ISSUER).map((name) => need('ClusterIssuer', name)),
    // Of the service's namespace, which isn't there yet.
    ...textsAt(body, ISSUER).map(() => need('Issuer', null)),
  ];
}

function chartKinds({ chart, construct }: Written, charts: ReadonlySet<string>): readonly KindNeed[] {
  const made = OF_CHARTS[chart];
  return made === undefined || charts.has(made.broughtBy)
    ? []
    : [{ apiVersion: made.apiVersion, kind: made.kind, object: null, why: construct }];
}

/** `v1`, `apps/v1`, `networking.k8s.io/v1`; groups of extensions have other domains. */
function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  return !group.includes('.') || group.endsWith('.k8s.io');
}
