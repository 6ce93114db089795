import type { Risk } from './risk';

/** What a change of a prop does. */
export interface Effect {
  readonly risk: Risk;
  /** To whom or what, as the end of a sentence: `running notebooks keep theirs`. */
  readonly what: string;
}

const effect = (risk: Risk, what: string): Effect => ({ risk, what });
const HUB = effect('interrupts-users', 'the hub restarts; running notebooks go on');
const NEXT_START = effect('interrupts-users', 'notebooks get it when they are started again; the hub restarts');
const REALM = effect('reconfigures', 'set in the realm without a restart');
const PORTAL = effect('interrupts-users', 'the portal restarts: away for some seconds');
const QUEUE = effect('reconfigures', 'for jobs that are queued from now on');

/**
 * Declared effects of all props, by concept and prop as they stand in the blueprint record. The only place: the report
 * of changes and docs/reference/effects.md read it, and a test demands an entry for every prop of every site.
 */
export const EFFECTS: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  auth: {
    realm: effect('interrupts-users', 'the realm is another one: everybody has to log in again'),
    title: REALM,
    federations: REALM,
    identities: effect('interrupts-users', 'users may become other POSIX users, who own other files'),
    accounts: REALM,
    contact: REALM,
    clients: REALM,
    adminPassword: REALM,
    sessionIdleSeconds: REALM,
  },
  hub: {
    name: effect('destroys-data', 'the hub is another service: running notebooks end, and what it holds itself goes'),
    title: HUB,
    identities: effect('interrupts-users', 'users may become other POSIX users, who own other files; the hub restarts'),
    profiles: NEXT_START,
    mounts: effect(
      'destroys-data',
      'notebooks get it when they are started again; one that goes takes its data where site and mount consent',
    ),
    environments: NEXT_START,
    examples: NEXT_START,
    clusters: NEXT_START,
    idleSeconds: HUB,
    login: HUB,
    afterLogoutUrl: HUB,
  },
  portal: {
    name: effect('destroys-data', 'the portal is another service; what it holds itself goes'),
    title: PORTAL,
    facility: PORTAL,
    domain: PORTAL,
    contact: PORTAL,
    tagline: PORTAL,
    theme: PORTAL,
    access: PORTAL,
    services: PORTAL,
    software: PORTAL,
    data: PORTAL,
    login: PORTAL,
    kind: effect('interrupts-users', 'the portal is another one'),
    url: effect('reconfigures', 'links lead to the new address'),
    identities: effect('interrupts-users', 'users may become other POSIX users, who own other files; the portal restarts'),
    cloud: effect('interrupts-users', 'new desktops are made there; the portal restarts'),
    administrators: effect('reconfigures', 'a job gives and takes the role; no restart'),
    secondaries: effect('reconfigures', 'servers are added or taken away'),
    home: effect('interrupts-users', 'new desktops look for homes there; the portal restarts'),
    desktopsPerUser: PORTAL,
    lifetimeHours: PORTAL,
    idleHours: PORTAL,
    mail: PORTAL,
    signing: effect('interrupts-users', 'desktops that run no longer accept the portal’s word'),
  },
  software: { packages: effect('interrupts-users', 'environments are built; the hub and the portal that offer them restart') },
  'sample-data': {
    mount: effect('destroys-data', 'example data are made there; the old mount takes its data where site and mount consent'),
    proposals: effect('reconfigures', 'example data are made for new ones; old ones stay'),
    examples: effect('reconfigures', 'example data are made if they are missing'),
  },
  gpu: {
    model: effect('interrupts-users', 'other machines serve GPU work'),
    count: effect('reconfigures', 'capacity for work that starts from now on'),
    sharing: effect('interrupts-users', 'GPUs are divided anew: work on them ends'),
  },
  batch: {
    scheduler: effect('interrupts-users', 'another scheduler: queued and running jobs are lost'),
    existing: effect('interrupts-users', 'the kit starts or stops deploying the scheduler'),
    queues: QUEUE,
    name: effect('interrupts-users', 'profiles find the cluster by another name: the hub restarts'),
    choice: effect('interrupts-users', 'users choose otherwise before a start; the hub restarts'),
    access: effect('interrupts-users', 'the hub submits elsewhere; jobs that run are no longer found'),
    deployment: effect('reconfigures', 'the scheduler’s daemons read their configuration anew or restart; jobs go on'),
  },
  'data-catalogue': {
    kind: effect('interrupts-users', 'another catalogue; what is in the old one stays there'),
    title: effect('interrupts-users', 'the portal that shows it restarts'),
    url: effect('interrupts-users', 'links to data sets change'),
    existing: effect('destroys-data', 'the kit starts or stops deploying the catalogue: what it held goes with it'),
    deployment: effect('interrupts-users', 'the catalogue restarts'),
  },
  machines: {
    name: effect('destroys-data', 'machines of another name are made, these are removed with their root disks'),
    count: effect('destroys-data', 'machines are added, or the last ones removed with their root disks'),
    cores: effect('interrupts-users', 'machines are resized: they restart'),
    memoryMebibytes: effect('interrupts-users', 'machines are resized: they restart'),
    gpu: effect('interrupts-users', 'machines are resized: they restart'),
    image: effect('destroys-data', 'root disks are made anew, as far as the rollout says'),
    rollout: effect('destroys-data', 'root disks of that many machines are made anew'),
    volume: effect('destroys-data', 'a volume that is taken away is removed, unless it is kept'),
    exposure: effect('interrupts-users', 'users come in another way'),
    groups: effect('invisible', 'for the inventory of what configures the machines; plays follow there'),
    services: effect('replaces', 'rules of the security groups come and go'),
    room: effect('interrupts-users', 'machines of the pools after it get other addresses'),
  },
  'cloud-machines': {
    addresses: effect('destroys-data', 'machines whose address changes are made anew, with their root disks'),
    pool: effect('reconfigures', 'the machines belong to another pool'),
  },
  desktops: {
    name: effect('interrupts-users', 'another project setup for desktops'),
    images: effect('reconfigures', 'new desktops may start from them'),
    gpuModels: effect('reconfigures', 'new desktops may have them'),
    credentialGeneration: effect('interrupts-users', 'the portal gets a new credential and restarts'),
  },
  share: {
    name: effect('destroys-data', 'another share is made, this one is removed unless it is kept'),
    type: effect('destroys-data', 'another share is made, this one is removed unless it is kept'),
    role: effect('interrupts-users', 'it is mounted elsewhere'),
    protocol: effect('destroys-data', 'another share is made, this one is removed unless it is kept'),
    sizeGibibytes: effect('reconfigures', 'the share grows; it can’t shrink'),
    readOnly: effect('interrupts-users', 'it is mounted anew'),
    clients: effect('interrupts-users', 'machines lose or get access'),
    user: effect('interrupts-users', 'there is another key: it is mounted anew'),
    mountOptions: effect('interrupts-users', 'it is mounted anew'),
    removeOnDestroy: effect('invisible', 'decides whether a later removal takes the data'),
  },
  kubernetes: {
    namespacePrefix: effect('destroys-data', 'services are made anew in other namespaces'),
    ingress: effect('interrupts-users', 'addresses are published by another controller, or in another way'),
    imageMirror: effect('interrupts-users', 'services restart with images of another registry; running notebooks keep theirs'),
    chartMirror: effect('reconfigures', 'charts are fetched elsewhere; what they make is the same'),
    nodePools: effect('interrupts-users', 'services may move to other nodes; running notebooks stay'),
  },
  hosts: {
    groups: effect('interrupts-users', 'the inventory is another one: every play runs again'),
    hub: effect('interrupts-users', 'services move to another host'),
  },
};

/** The declared effect of a prop; undefined when nobody declared it. */
export function effectOf(concept: string, prop: string): Effect | undefined {
  const props = Object.hasOwn(EFFECTS, concept) ? EFFECTS[concept]! : {};
  return Object.hasOwn(props, prop) ? props[prop] : undefined;
}
