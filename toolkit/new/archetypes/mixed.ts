import { renderAuth } from '../render/auth';
import { renderBatch } from '../render/batch';
import { renderCluster } from '../render/cluster';
import { renderInventory } from '../render/inventory';
import type { Archetype } from './archetype';
import { CLUSTER_FIRST, hasGpus, renderPods } from './kubernetes-hub';

/** Notebooks as pods of a cluster, and batch jobs on Slurm, which users submit from its login hosts. */
export const MIXED: Archetype = {
  name: 'mixed',
  begin: (setting) => ({
    about: 'notebooks as pods of a Kubernetes cluster, and Slurm for batch jobs',
    props: [],
    constants: [],
    body: [
      `const cluster = ${renderCluster(setting)};`,
      `const login = HostsPlatform.ssh(this, 'Login', { inventory: 'sites/${setting.name}/hosts.yml' });`,
      renderAuth('cluster', setting),
      `${renderBatch('login', setting, setting.found.controller)};`,
      ...renderPods(setting, ['Long jobs: log in to a login host by SSH, and submit them with sbatch.']),
    ],
    inventory: renderInventory(setting, ['login']),
    first: [CLUSTER_FIRST, 'Hosts of [hosts.yml](hosts.yml) are where users submit jobs. The kit changes nothing on them.'],
    concepts: ['auth', 'batch', 'hub', 'portal', 'software', ...(hasGpus(setting) ? ['gpu'] : [])],
    infrastructure: 'Kubernetes for notebooks; Slurm for batch jobs.',
  }),
};
