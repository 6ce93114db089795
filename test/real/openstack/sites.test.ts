import { cdktf, Cloud, ending, run, terraform, THERE_IS_A_CLOUD, useSites } from './cloud';

/** Hosts of the cloud that have GPUs, by their names. */
const GPU_HOSTS = new RegExp(process.env['OS_GPU_HOSTS'] ?? '^gpu-');
/** Flavours of the sites that have GPUs. */
const GPU_FLAVORS = /gpu/;
const SITES = ['esrf', 'ill', 'xfel'];

if (!THERE_IS_A_CLOUD) {
  console.warn('skipped: name a project that may be filled and emptied by OS_CLIENT_CONFIG_FILE and OS_CLOUD');
}

(THERE_IS_A_CLOUD ? describe : describe.skip).each(SITES)('the cloud of site %s on a real one', (site) => {
  let cloud: Cloud;
  let before: object;

  beforeAll(async () => {
    cloud = Cloud.for(SITES);
    useSites('test/real/openstack/sites');
    before = await cloud.inventory();
  });

  test('is deployed by cdktf as typed', () => {
    expect(ending(cdktf('deploy', site))).toEqual({ code: 0 });
  }, 600_000);

  test('has nothing left to change', () => {
    expect(ending(terraform(site, 'plan', '-detailed-exitcode', '-no-color'))).toEqual({ code: 0 });
  }, 120_000);

  test('has nothing in the cloud that the state doesn’t know', () => {
    expect(run('cli/daas', 'orphans', site)).toMatchObject({ code: 0 });
  }, 120_000);

  test('has all its machines running, those with GPUs on hosts with GPUs', async () => {
    const servers = await cloud.servers();
    expect(servers.length).toBeGreaterThan(0);
    for (const server of servers) {
      const flavor = (server['flavor'] as { original_name: string }).original_name;
      expect(server).toMatchObject({ status: 'ACTIVE', tags: expect.arrayContaining([`daas-site=${site}`]) });
      if (GPU_FLAVORS.test(flavor)) {
        expect(server['OS-EXT-SRV-ATTR:host']).toMatch(GPU_HOSTS);
      }
    }
  });

  test('is destroyed, and leaves nothing', async () => {
    expect(ending(cdktf('destroy', site))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);
});
