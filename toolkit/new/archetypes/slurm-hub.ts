import { renderAuth } from '../render/auth';
import { queuesOf, renderBatch } from '../render/batch';
import { renderHub } from '../render/hub';
import { renderInventory } from '../render/inventory';
import { renderHostMounts } from '../render/mounts';
import { federatedAccess, OUTPUTS, renderLandingPage } from '../render/portal';
import { renderQueueProfiles } from '../render/profiles';
import { HOST_SOFTWARE } from '../render/software';
import type { Archetype } from './archetype';

/** Notebooks as jobs of an existing Slurm cluster, on hosts of an inventory. */
export const SLURM_HUB: Archetype = {
  name: 'slurm-hub',
  begin: (setting) => ({
    about: 'notebooks as Slurm jobs of their users',
    props: [],
    constants: [],
    body: [
      `const cluster = HostsPlatform.ssh(this, 'Cluster', { inventory: 'sites/${setting.name}/hosts.yml' });`,
      renderAuth('cluster', setting),
      HOST_SOFTWARE,
      `const batch = ${renderBatch('cluster', setting)};`,
      renderHub({
        platform: 'cluster',
        takes: ['batch', 'software'],
        mounts: renderHostMounts(setting.found.mounts),
        profiles: renderQueueProfiles(queuesOf(setting)),
      }),
      renderLandingPage('cluster', [federatedAccess(setting)]),
      OUTPUTS,
    ],
    inventory: renderInventory(setting, ['hub', 'login', 'compute']),
    first: ['Hosts of [hosts.yml](hosts.yml) answer Ansible: `npx daas doctor` asks for what is needed.'],
    concepts: ['auth', 'batch', 'hosts', 'hub', 'portal', 'software'],
    infrastructure: 'Slurm; notebooks as its jobs.',
  }),
};
