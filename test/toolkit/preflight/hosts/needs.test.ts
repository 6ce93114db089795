import type { JsonObject } from '../../../../toolkit/json';
import { hostNeeds } from '../../../../toolkit/preflight/hosts/host-needs';
import { sumUpHosts } from '../../../../toolkit/preflight/hosts/hosts';
import type { SiteDocument } from '../../../../toolkit/stack/site-document';

const play = (role: string, hosts: string, inventory = 'sites/psi/hosts.yml', kind = 'ssh'): JsonObject => ({
  input: { role, target: { kind, inventory, hosts, directory: '/opt/daas' } },
});
const batch = (more: object) => ({
  concept: 'batch',
  path: 'Batch',
  spec: {
    name: 'batch',
    existing: true,
    scheduler: 'slurm',
    access: { bin: null, cell: null, configuration: null, controller: null },
    queues: [
      { name: 'day', gpus: null },
      { name: 'gpu', gpus: { count: 4 } },
    ],
    ...more,
  },
});
const flows = [{ from: 'compute', to: 'hub', port: 8081, protocol: 'tcp', why: 'notebooks' }];

function site(plays: readonly JsonObject[], entries: readonly object[] = []): SiteDocument {
  const resources = new Map(plays.map((config, i) => [String(i), { type: 'terraform_data', config }]));
  return { resources, blueprint: { entries, flows } } as unknown as SiteDocument;
}

test('an inventory is looked at for the roles that run on its hosts, and the port of the hub', () => {
  const { needs } = hostNeeds(site([play('base', 'hub:compute'), play('hub', 'hub'), play('hub', 'all', '', 'local')], [batch({})]));
  expect(needs).toEqual([
    {
      inventory: 'sites/psi/hosts.yml',
      directory: '/opt/daas',
      roles: [
        { role: 'base', groups: ['hub', 'compute'] },
        { role: 'hub', groups: ['hub'] },
      ],
      schedulers: [{ name: 'batch', command: "sinfo --noheader -o '%P|%l|%c|%m|%G'", environment: {} }],
      queues: [
        { cluster: 'batch', scheduler: 'slurm', queue: 'day', gpus: 0 },
        { cluster: 'batch', scheduler: 'slurm', queue: 'gpu', gpus: 4 },
      ],
      hubPort: 8081,
    },
  ]);
});

test.each([
  ['slurm', "PATH=/opt/x/bin:$PATH; sinfo --noheader -o '%P|%l|%c|%m|%G'", { SLURM_CONF: '/etc/x/slurm.conf' }],
  ['grid-engine', 'PATH=/opt/x/bin:$PATH; qconf -sql', { SGE_ROOT: '/etc/x', SGE_CELL: 'c' }],
  ['torque', "PATH=/opt/x/bin:$PATH; qstat -Q | awk 'NR > 2 { print $1 }'", { PBS_DEFAULT: 'pbs' }],
])('the scheduler %s is asked as jobs are submitted to it', (scheduler, command, environment) => {
  const access = { bin: '/opt/x/bin', cell: 'c', configuration: '/etc/x', controller: 'pbs' };
  const [need] = hostNeeds(site([play('hub', 'hub')], [batch({ scheduler, access })])).needs;
  expect(need!.schedulers).toEqual([{ name: 'batch', command, environment }]);
});

test('a scheduler that the site makes isn’t asked for', () => {
  expect(hostNeeds(site([play('hub', 'hub')], [batch({ existing: false, access: null })])).needs[0]).toMatchObject({
    schedulers: [],
    queues: [],
  });
});

test('machines that the site makes are left out, and a scheduler of untouched hosts is named', () => {
  const machines = 'platforms/hosts/ansible/inventory/machines';
  expect(hostNeeds(site([play('hub', 'hub', machines)], [batch({})]))).toEqual({ needs: [], madeBySite: true, unasked: ['batch'] });
  expect(hostNeeds(site([play('hub', 'hub', `sites/ill/hosts.yml,${machines}`)])).needs[0]!.inventory).toBe('sites/ill/hosts.yml');
});

test('the sums say what a host of each group has to have room for', () => {
  expect(sumUpHosts(site([play('base', 'hub:compute'), play('hub', 'hub'), play('mount', 'login')])).sums).toEqual([
    { name: 'disk of a host of compute', needed: 1024, surge: 0, unit: 'MiB' },
    { name: 'disk of a host of hub', needed: 2048, surge: 0, unit: 'MiB' },
  ]);
});
