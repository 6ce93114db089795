import { OpenStackClient, type Item } from '../../../toolkit/openstack/openstack-client';
import { cdktf, Cloud, ending, hasShareProtocol, terraform, THERE_IS_A_CLOUD, useSites, type Run } from './cloud';

const SITE = 'shares';
const CAN = THERE_IS_A_CLOUD && hasShareProtocol('CEPHFS');

if (!CAN) {
  const why = THERE_IS_A_CLOUD
    ? 'the cloud has no back end for CephFS shares'
    : 'needs a project of a cloud (OS_CLIENT_CONFIG_FILE, OS_CLOUD)';
  console.warn(`skipped: ${why}`);
}

interface State {
  readonly resources: readonly { readonly type: string; readonly instances: readonly { readonly attributes: Item }[] }[];
}

(CAN ? describe : describe.skip)('CephFS shares on a real cloud', () => {
  let cloud: Cloud;
  let before: object;
  let deployed: Run;

  beforeAll(async () => {
    cloud = Cloud.for([SITE]);
    useSites('test/real/openstack/sites');
    before = await cloud.inventory();
  });

  test('are made, and nothing is left to change', () => {
    deployed = cdktf('deploy', SITE);
    expect(ending(deployed)).toEqual({ code: 0 });
    expect(ending(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color'))).toEqual({ code: 0 });
  }, 600_000);

  test('let in one cephx user each, with the rights of the role', async () => {
    const client = await OpenStackClient.logIn(SITE);
    const found: object[] = [];
    for (const share of await client.list('sharev2', '/shares/detail', 'shares')) {
      if (String(share['name']).startsWith('site-shares-')) {
        const { body } = await client.call('POST', 'sharev2', `/shares/${String(share['id'])}/action`, { access_list: null });
        const rules = (JSON.parse(body) as { access_list: readonly Item[] }).access_list;
        const access = rules.map((r) => [r['access_type'], r['access_to'], r['access_level'], r['state']]);
        found.push({ name: share['name'], protocol: share['share_proto'], access });
      }
    }
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { name: 'site-shares-scratch', protocol: 'CEPHFS', access: [['cephx', 'site-shares-scratch', 'rw', 'active']] },
        { name: 'site-shares-programs', protocol: 'CEPHFS', access: [['cephx', 'site-shares-programs', 'ro', 'active']] },
      ]),
    );
  });

  test('have their export and key in the state, and the key nowhere in what was shown', () => {
    const { output } = terraform(SITE, 'state', 'pull');
    const { resources } = JSON.parse(output) as State;
    const attributes = (type: string): readonly Item[] =>
      resources.filter((r) => r.type === type).flatMap((r) => r.instances.map((i) => i.attributes));
    for (const share of attributes('openstack_sharedfilesystem_share_v2')) {
      expect((share['export_locations'] as readonly { path: string }[])[0]!.path).toMatch(/^\S+?:\/\S+$/);
    }
    const keys = attributes('openstack_sharedfilesystem_share_access_v2').map((a) => String(a['access_key']));
    expect(keys).toEqual([expect.stringMatching(/^\S{20,}$/), expect.stringMatching(/^\S{20,}$/)]);
    keys.forEach((key) => expect(deployed.output).not.toContain(key));
  });

  test('are destroyed, and nothing is left', async () => {
    expect(ending(cdktf('destroy', SITE))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);
});
