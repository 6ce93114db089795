import { cloudPorts } from '../../../constructs/portal/visa';
import { DESKTOP_PORTS } from '../../../constructs/portal/visa-spec';
import { portOf } from '../../../core/port';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf, selectorOf } from '../manifests/names';
import { networkPolicy, type Allowance, type Peer } from '../manifests/network-policy';
import type { DatabaseConnection } from '../postgres/database';
import { API_PODS, DATABASE_CLIENTS, VISA, type VisaDeployment } from './visa-deployment';

type Selector = Readonly<Record<string, string>>;

/** Who of VISA's parts may connect to whom: the rows of the port matrix, and what they need among themselves. Pure. */
export function renderVisaNetwork({ visa }: VisaDeployment, database: DatabaseConnection, cluster: ClusterFacts): KubernetesObject[] {
  const namespace = namespaceOf(cluster, visa.name);
  const labels = labelsOf(cluster, visa.name, 'guard-rails');
  const controller: Peer = { kind: 'namespace', namespace: cluster.ingress.namespace };
  const outside: Peer = { kind: 'internet' };
  const desktops: Peer = { kind: 'network', cidr: visa.cloud.desktops };
  const pods = (selector: Selector): Peer => ({ kind: 'pods', labels: selector });
  const part = (component: string): Selector => selectorOf(visa.name, component);
  const allow = (name: string, selector: Selector, rules: { ingress?: Allowance[]; egress?: Allowance[] }) =>
    networkPolicy({ name, namespace, labels, pods: selector, ...rules });
  const { api, accounts, jupyterProxy, redis, web } = VISA;
  return [
    allow('web', part(web.name), { ingress: [{ peers: [controller], ports: [web.port] }] }),
    allow('api', API_PODS, {
      ingress: [{ peers: [controller, pods(part(jupyterProxy.name))], ports: [api.port] }],
      egress: [
        { peers: [pods(part(accounts.name))], ports: [accounts.port] },
        ...(visa.secondaries === 0 ? [] : [{ peers: [pods(part(redis.name))], ports: [redis.port] }]),
        { peers: [desktops], ports: portsOf(DESKTOP_PORTS.api) },
        { peers: [outside], ports: cloudPorts(visa.cloud) },
        ...(visa.mail === null ? [] : [{ peers: [outside], ports: [visa.mail.port] }]),
      ],
    }),
    allow('accounts', part(accounts.name), {
      ingress: [{ peers: [pods(API_PODS)], ports: [accounts.port] }],
      egress: [{ peers: [outside, controller], ports: [portOf(visa.login.issuer)] }],
    }),
    allow('jupyter-proxy', part(jupyterProxy.name), {
      ingress: [{ peers: [controller], ports: [jupyterProxy.port] }],
      egress: [
        { peers: [pods(API_PODS)], ports: [api.port] },
        { peers: [desktops], ports: portsOf(DESKTOP_PORTS.jupyterProxy) },
      ],
    }),
    ...(visa.secondaries === 0 ? [] : [allow('redis', part(redis.name), { ingress: [{ peers: [pods(API_PODS)], ports: [redis.port] }] })]),
    allow('database-clients', DATABASE_CLIENTS, { egress: [database.allowance] }),
  ];
}

function portsOf(ports: Readonly<Record<number, string>>): number[] {
  return Object.keys(ports).map(Number);
}
