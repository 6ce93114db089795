import type { ArchetypeName } from '../answers/answers';
import type { Archetype } from './archetype';
import { KUBERNETES_HUB } from './kubernetes-hub';
import { MIXED } from './mixed';
import { OPENSTACK_VISA } from './openstack-visa';
import { SINGLE_HOST } from './single-host';
import { SLURM_HUB } from './slurm-hub';

/** All kinds of sites, by name. */
export const ARCHETYPES: Readonly<Record<ArchetypeName, Archetype>> = {
  'slurm-hub': SLURM_HUB,
  'kubernetes-hub': KUBERNETES_HUB,
  'openstack-visa': OPENSTACK_VISA,
  mixed: MIXED,
  'single-host': SINGLE_HOST,
};
