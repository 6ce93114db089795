import { renderAuth } from '../render/auth';
import { flavorsOf, renderCloud, renderDesktops } from '../render/cloud';
import { exampleLine, quoted } from '../render/code';
import { renderCluster } from '../render/cluster';
import type { Archetype, Setting } from './archetype';
import { CLUSTER_FIRST, hasGpus, renderPodHub } from './kubernetes-hub';

const VISA = `
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      ${exampleLine('who looks after VISA')}
      kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);`;

/** VISA's desktops in a cloud; log-in, VISA itself and notebooks on a cluster beside it. */
export const OPENSTACK_VISA: Archetype = {
  name: 'openstack-visa',
  begin: (setting) => ({
    about: 'VISA desktops in an OpenStack cloud, and notebooks on the Kubernetes cluster that VISA runs on',
    constants: [
      `${exampleLine('an SSH key that nobody has the other half of')}
      const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGcSALoc/jEkyuHpoHT+lER7ziUfaGjxo5pBEKYgYkwD operators';`,
    ],
    props: [
      `${exampleLine('where the state is kept, encrypted and locked')}
      state: StateBackend.s3({ bucket: 'daas-state', region: ${quoted(setting.name)}, endpoint: ${quoted(`https://s3.${setting.answers.domain.value}`)} }),`,
    ],
    body: [
      renderCloud(setting),
      renderDesktops(setting),
      `const cluster = ${renderCluster(setting)};`,
      renderAuth('cluster', setting),
      ...renderPodHub(setting, 'NodeGpus'),
      VISA,
    ],
    inventory: null,
    first: [
      `\`clouds.yaml\` has the entry \`${setting.answers.cloud.value}\`, of a member of the project: [more](../../docs/openstack.md).`,
      CLUSTER_FIRST,
      'The image of desktops is one that VISA’s documentation describes.',
    ],
    concepts: conceptsOf(setting),
    infrastructure: 'OpenStack for desktops; Kubernetes for services and notebooks.',
  }),
};

function conceptsOf(setting: Setting): readonly string[] {
  const gpus = hasGpus(setting) || flavorsOf(setting.found.cloud).some((f) => f.value.gpu !== null);
  return ['auth', 'desktops', 'hub', 'portal', 'software', ...(gpus ? ['gpu'] : [])];
}
