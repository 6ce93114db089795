import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import type { Item } from '../../../toolkit/openstack/openstack-client';
import { cdktf, Cloud, ending, terraform, THERE_IS_A_CLOUD, useSites } from './cloud';

if (!THERE_IS_A_CLOUD) {
  console.warn('skipped: name a project that may be filled and emptied by OS_CLIENT_CONFIG_FILE and OS_CLOUD');
}

(THERE_IS_A_CLOUD ? describe : describe.skip)('machines, images and clusters on a real cloud', () => {
  let cloud: Cloud;
  let before: object;

  const deploy = (rollout: number): void => {
    process.env['PARTS_ROLLOUT'] = String(rollout);
    expect(ending(cdktf('deploy', 'parts'))).toEqual({ code: 0 });
    expect(ending(terraform('parts', 'plan', '-detailed-exitcode', '-no-color'))).toEqual({ code: 0 });
  };
  const machines = async (): Promise<ReadonlyMap<string, { id: string; address: string; image: string; volumes: string }>> =>
    new Map(
      (await cloud.servers()).map((server: Item) => {
        const address = Object.values(server['addresses'] as Record<string, { addr: string }[]>).flat()[0]!.addr;
        const image = (server['image'] as { id: string }).id;
        return [
          String(server['name']),
          { id: String(server['id']), address, image, volumes: JSON.stringify(server['os-extended-volumes:volumes_attached']) },
        ];
      }),
    );

  beforeAll(async () => {
    cloud = Cloud.for(['parts']);
    const file = path.join(KIT_ROOT, '.daas/site-parts/next.raw');
    fs.writeFileSync(file, Buffer.alloc(65_536));
    useSites('test/real/openstack/sites');
    before = await cloud.inventory();
  });

  test('a rollout makes the machines that it names anew, with their address and volume, and touches no other', async () => {
    deploy(0);
    const old = await machines();
    deploy(1);
    const now = await machines();
    const [first, second, entry] = ['site-parts-workers-1', 'site-parts-workers-2', 'site-parts-entry-1'] as const;
    expect([now.get(second), now.get(entry)]).toEqual([old.get(second), old.get(entry)]);
    expect(now.get(first)!.id).not.toBe(old.get(first)!.id);
    expect(now.get(first)!.image).not.toBe(old.get(first)!.image);
    expect([now.get(first)!.address, now.get(first)!.volumes]).toEqual([old.get(first)!.address, old.get(first)!.volumes]);
  }, 900_000);

  test('everything is destroyed, and nothing is left', async () => {
    expect(ending(cdktf('destroy', 'parts'))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);
});
