import type { ClusterFacts } from './cluster-facts';

/** Security context of a pod that satisfies pod security `restricted`. */
export const RESTRICTED_POD = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const;

/**
 * Security context of a container that satisfies pod security `restricted`. What the pod says already is said again: where a
 * container says nothing, Terraform's provider sends `runAsNonRoot: false`, and no pod is let in.
 */
export const RESTRICTED_CONTAINER = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** Requests equal limits: what a service may use is kept free for it, and it can't crowd out others. */
export function fixedResources(cpu: string, memory: string): object {
  return { requests: { cpu, memory }, limits: { cpu, memory } };
}

/** Fields of every pod spec of a service: where it is placed, how it pulls, and no token of the API. */
export function servicePod(cluster: ClusterFacts): Readonly<Record<string, unknown>> {
  const pool = cluster.nodePools.find((p) => p.purpose === 'services');
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: RESTRICTED_POD,
    ...(cluster.pullSecrets.length > 0 && { imagePullSecrets: cluster.pullSecrets.map((name) => ({ name })) }),
    ...(pool !== undefined && {
      nodeSelector: pool.labels,
      ...(pool.taints.length > 0 && { tolerations: pool.taints.map((t) => ({ ...t, operator: 'Equal' })) }),
    }),
  };
}

/** Annotations of a pod template that make it restart when its configuration or its secrets change. */
export function restartOn(cluster: ClusterFacts, configurationHash: string): Readonly<Record<string, string>> {
  return { 'daas-kit/configuration': configurationHash, 'daas-kit/secrets-revision': String(cluster.secretsRevision) };
}
