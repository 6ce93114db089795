/** Kinds that the kit makes, with the API version that the provider's resource stands for. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  ConfigMap: 'v1',
  CronJob: 'batch/v1',
  Deployment: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  LimitRange: 'v1',
  Namespace: 'v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolume: 'v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  ResourceQuota: 'v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  Secret: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  StatefulSet: 'apps/v1',
  StorageClass: 'storage.k8s.io/v1',
};

const WORKLOADS = ['CronJob', 'Deployment', 'Job', 'StatefulSet'];

/** Whether its pods need the other objects. */
export function isWorkload(kind: string): boolean {
  return WORKLOADS.includes(kind);
}

/** `apps/v1`; undefined for a kind that the adapter doesn't know. */
export function apiVersionOf(kind: string): string | undefined {
  return API_VERSIONS[kind];
}

/** Every kind that the adapter knows. */
export function knownKinds(): readonly string[] {
  return Object.keys(API_VERSIONS);
}

/** `PodDisruptionBudget` -> `kubernetes_pod_disruption_budget_v1`. */
export function resourceTypeOf(kind: string): string {
  return `kubernetes_${snake(kind)}_v1`;
}

/** Some hundred names, asked for ten thousand times. */
const SNAKES = new Map<string, string>();

/** `podSelector` -> `pod_selector`, `clusterIPs` -> `cluster_ips`. */
export function snake(name: string): string {
  let made = SNAKES.get(name);
  if (made === undefined) {
    made = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
    SNAKES.set(name, made);
  }
  return made;
}
