import { portOf } from '../../../core/port';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf } from '../manifests/names';
import { apiAllowance, databaseAllowance, networkPolicy, type Allowance } from '../manifests/network-policy';
import type { HubDeployment } from './hub-deployment';

/** The chart's pods by their component, as its own policies select them. */
function component(name: string): Readonly<Record<string, string>> {
  return { app: 'jupyterhub', component: name };
}

/** Values that leave the chart's policies with what they need among themselves, and nothing else. */
export const CHART_POLICY = {
  enabled: true,
  egressAllowRules: {
    cloudMetadataServer: false,
    dnsPortsCloudMetadataServer: false,
    dnsPortsKubeSystemNamespace: true,
    dnsPortsPrivateIPs: false,
    nonPrivateIPs: false,
    privateIPs: false,
  },
} as const;

const WEB: Allowance = {
  peers: [{ kind: 'internet' }],
  ports: [443],
  row: { end: 'internet', why: 'data portals and packages, from notebooks' },
};

/** What the hub's parts may reach beyond themselves: rows of the port matrix. */
export function renderHubNetwork({ hub, database }: HubDeployment, namespace: string, cluster: ClusterFacts): KubernetesObject[] {
  const labels = labelsOf(cluster, hub.name, 'guard-rails');
  const controller = { kind: 'namespace', namespace: cluster.ingress.namespace } as const;
  const api = apiAllowance('sessions are started and watched');
  const broker: Allowance = { peers: [{ kind: 'internet' }, controller], ports: [portOf(hub.login.tokenUrl)] };
  const allow = (name: string, pods: Readonly<Record<string, string>>, rules: { ingress?: Allowance[]; egress?: Allowance[] }) =>
    networkPolicy({ name, namespace, labels, pods, ...rules });
  return [
    allow('users-to-proxy', component('proxy'), { ingress: [{ peers: [controller], ports: [8000] }] }),
    allow('hub-to-cluster-and-broker', component('hub'), {
      egress: [api, broker, ...(database.kind === 'postgres' ? [databaseAllowance(database.port)] : [])],
    }),
    allow('image-puller-to-cluster', component('image-puller'), { egress: [api] }),
    // Data portals and packages, by TLS only: no mail, no log-in to other machines, no file servers.
    allow('sessions-to-web', component('singleuser-server'), { egress: [WEB] }),
  ];
}
