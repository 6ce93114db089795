import type { Construct } from 'constructs';
import { Account, Auth, BatchCluster, ComputeNodes, Duration, Queue, Scheduler, Secret, Size } from '../../../../../constructs';
import { HostsPlatform } from '../../../../../platforms/hosts/hosts-platform';
import { SecretStore } from '../../../../../stacks/secret-store';
import { SiteStack } from '../../../../../stacks/site-stack';

const GROUP = 'urn:geant:umbrella.example:group';
/** Sites that are tried on the bench; each is a client of the federation. */
const SITES = ['psi', 'desy', 'hzdr', 'soleil', 'elettra', 'begun'];
/** Partitions that these sites use. */
const QUEUES = ['day', 'week', 'jhub', 'allgpu', 'defq', 'gpu', 'interactive'];

/**
 * Plays what a facility has already when its site is tried on a bench: a federation like UmbrellaID with three people, and
 * a Slurm cluster.
 */
export class Facility extends SiteStack {
  constructor(app: Construct) {
    super(app, 'facility', {
      facility: 'UmbrellaID (stand-in)',
      domain: 'umbrella.example',
      contact: 'help@umbrella.example',
      secrets: SecretStore.envFile({ path: '.daas/site-facility/secrets.env' }),
      removeDataOnDestroy: true,
    });
    const hosts = HostsPlatform.ssh(this, 'Existing', {
      inventory: 'test/real/hosts/sites/facility/hosts.yml',
      firewall: false,
      directory: '/opt/stand-in',
      account: 'stand-in',
    });
    new BatchCluster(this, 'Cluster', {
      platform: hosts,
      scheduler: Scheduler.slurm({
        clusterName: 'facility',
        nodes: [ComputeNodes.named(['node1', 'node2'], { cores: 2, memory: Size.gibibytes(8) })],
        controlGroups: false,
      }),
      queues: QUEUES.map((name) => Queue.named(name, { limit: Duration.days(7), coresPerNode: 2, memoryPerNode: Size.gibibytes(8) })),
    });
    const umbrella = new Auth(this, 'Auth', {
      platform: hosts,
      realm: 'umbrella',
      title: 'UmbrellaID (stand-in)',
      contact: 'help@umbrella.example',
      accounts: [
        person('marie', 'Marie', 'Dupont', '0a1b2c3d4e5f@umbrella.example', ['proposal-4711']),
        person('pierre', 'Pierre', 'Durand', '1b2c3d4e5f60@umbrella.example', ['proposal-4712']),
        person('eve', 'Eve', 'Stranger', '2c3d4e5f6071@umbrella.example', []),
      ],
    });
    // Stands for Helmholtz ID, the second federation of hzdr.
    const helmholtz = new Auth(this, 'Helmholtz', {
      platform: hosts,
      realm: 'helmholtz',
      title: 'Helmholtz ID (stand-in)',
      contact: 'help@umbrella.example',
      accounts: [person('lena', 'Lena', 'Richter', '3d4e5f607182@helmholtz.example', ['proposal-4711'])],
    });
    helmholtz.addClient('hzdr-broker', {
      title: 'HZDR',
      redirectUris: ['https://login.daas.hzdr.example/realms/daas/broker/helmholtz/endpoint'],
      postLogoutRedirectUris: () => ['https://login.daas.hzdr.example/realms/daas/broker/helmholtz/endpoint/logout_response'],
      subjectAttribute: 'voperson_id',
      secret: Secret.env('HELMHOLTZ_SECRET'),
    });
    for (const site of SITES) {
      const broker = `https://login.daas.${site}.example/realms/daas/broker/umbrella/endpoint`;
      umbrella.addClient(`${site}-broker`, {
        title: site.toUpperCase(),
        redirectUris: [broker],
        postLogoutRedirectUris: () => [`${broker}/logout_response`],
        subjectAttribute: 'voperson_id',
        secret: Secret.env('UMBRELLA_SECRET'),
      });
    }
  }
}

function person(username: string, firstName: string, lastName: string, id: string, proposals: readonly string[]): Account {
  return Account.withPassword({
    username,
    firstName,
    lastName,
    email: `${username}@umbrella.example`,
    password: Secret.site('PERSON_PASSWORD'),
    attributes: { voperson_id: [id], eduperson_entitlement: proposals.map((p) => `${GROUP}:${p}#umbrella.example`) },
  });
}
