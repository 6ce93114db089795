import type { AuthSpec } from '../../../constructs/auth/auth-spec';
import type { SciCatSpec } from '../../../constructs/catalogue/scicat-spec';
import type { VisaCloudSpec, VisaSpec } from '../../../constructs/portal/visa-spec';
import type { AuthDeployment } from '../../../platforms/kubernetes/auth/auth-deployment';
import { realmSteps } from '../../../platforms/kubernetes/auth/realm-steps';
import type { ClusterFacts } from '../../../platforms/kubernetes/manifests/cluster-facts';
import { Postgres } from '../../../platforms/kubernetes/postgres/postgres';
import type { VisaDeployment } from '../../../platforms/kubernetes/visa/visa-deployment';
import { fakeBroker } from '../../fake-platform';
import { secret, spec as authSpec } from '../keycloak/specs';

/** A cluster with one pool for services, cert-manager, and nothing mirrored. */
export function factsOf(more: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    site: 'fake',
    domain: 'fake.example',
    contact: 'help@fake.example',
    namespacePrefix: 'daas-',
    ingress: { className: 'nginx', namespace: 'ingress-nginx', annotations: {} },
    tls: { kind: 'issuer', issuer: 'facility-ca', issuerKind: 'ClusterIssuer' },
    storageClasses: { block: 'ceph-block', shared: null },
    imageMirror: null,
    imageDigests: {},
    chartMirror: null,
    pullSecrets: [],
    nodePools: [],
    secretsRevision: 1,
    removeData: false,
    ...more,
  };
}

const login = (clientId: string, clientSecret: ReturnType<typeof secret> | null) => ({
  ...fakeBroker('daas'),
  clientId,
  secret: clientSecret,
  scopes: ['openid', 'profile'],
  label: 'UmbrellaID',
});

export const WEB_CLOUD: VisaCloudSpec = {
  kind: 'web',
  name: 'Web provider',
  service: 'desktops',
  desktops: '10.20.0.0/16',
  url: 'https://proxmox.fake.example:8443',
  token: secret('DESKTOPS_TOKEN'),
};

export const OPENSTACK_CLOUD: VisaCloudSpec = {
  kind: 'openstack',
  name: 'OpenStack',
  service: 'desktops',
  desktops: '10.20.0.0/16',
  endpoints: {
    identity: 'https://os.fake.example:5000',
    compute: 'https://os.fake.example:8774',
    placement: 'https://os.fake.example:8778',
    image: 'https://os.fake.example:9292',
    network: 'https://os.fake.example:9696',
  },
  network: { name: 'desktops', id: '2b7e' },
  securityGroup: 'visa',
  credentialId: 'c0ffee',
  credentialSecret: secret('VISA_CREDENTIAL'),
  images: [{ name: 'visa-2026.1', id: 'i1' }],
  flavors: [{ name: 'small', id: 'f1', cores: 2, memoryMebibytes: 4096 }],
};

export function visaOf(more: Partial<VisaSpec> = {}, deployment: Partial<VisaDeployment> = {}): VisaDeployment {
  return {
    visa: {
      name: 'visa',
      login: login('visa', null),
      identities: authSpec().identities,
      contact: 'help@fake.example',
      cloud: OPENSTACK_CLOUD,
      secondaries: 2,
      administrators: ['marie'],
      home: '/home/{user}',
      desktopsPerUser: 2,
      lifetimeHours: 336,
      idleHours: 96,
      mail: { host: 'mail.fake.example', port: 587, from: 'visa@fake.example' },
      signing: { privateKey: secret('VISA_PRIVATE_KEY'), publicKey: secret('VISA_PUBLIC_KEY') },
      ...more,
    },
    postgres: Postgres.operated().spec,
    madeSecret: null,
    ...deployment,
  };
}

export function sciCatOf(more: Partial<SciCatSpec> = {}): SciCatSpec {
  return {
    name: 'scicat',
    facility: 'Fake Light Source',
    title: 'SciCat',
    contact: 'help@fake.example',
    login: login('scicat', secret('SCICAT_CLIENT_SECRET')),
    userClaim: 'preferred_username',
    groupsClaim: 'proposals',
    pidPrefix: '20.500.12345',
    doiPrefix: '10.5072',
    adminGroups: ['data-office'],
    ingestorGroups: ['beamlines'],
    functionalAccounts: secret('SCICAT_ACCOUNTS'),
    volumeGibibytes: 20,
    ...more,
  };
}

export function authOf(more: Partial<AuthSpec> = {}, deployment: Partial<AuthDeployment> = {}): AuthDeployment {
  return { name: 'auth', auth: authSpec(more), postgres: Postgres.operated().spec, replicas: 2, steps: realmSteps(), ...deployment };
}
