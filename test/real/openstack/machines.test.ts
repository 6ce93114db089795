import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { cdktfBeside, Cloud, ending, terraform, THERE_IS_A_CLOUD, useSites } from './cloud';
import { Hypervisor, THERE_ARE_MACHINES } from './hypervisor';

const SITE = 'machines';
const CAN = THERE_IS_A_CLOUD && THERE_ARE_MACHINES;

if (!CAN) {
  console.warn('skipped: needs a project of a cloud (OS_CLIENT_CONFIG_FILE, OS_CLOUD) and, as root, a bench of machines');
}

(CAN ? describe : describe.skip)('machines of a cloud that become hosts', () => {
  let cloud: Cloud;
  let before: object;
  let hypervisor: Hypervisor;
  const [front, control, node] = ['front-1', 'control-1', 'nodes-1'] as const;

  beforeAll(async () => {
    hypervisor = Hypervisor.start([front, control, node], '10.48.0.1');
    process.env['DAAS_OPERATOR_KEY'] = hypervisor.publicKey;
    process.env['ANSIBLE_PRIVATE_KEY_FILE'] = hypervisor.privateKeyFile;
    cloud = Cloud.for([SITE]);
    const secrets = path.join(KIT_ROOT, '.daas', `site-${SITE}`, 'secrets.env');
    fs.writeFileSync(secrets, `MUNGE_KEY=${'0123456789abcdef'.repeat(4)}\n`, { mode: 0o600 });
    useSites('test/real/openstack/sites');
    before = await cloud.inventory();
  }, 600_000);

  afterAll(() => hypervisor.end(), 120_000);

  test('are made and configured by one deployment', async () => {
    expect(ending(await hypervisor.follow(cloud, SITE, cdktfBeside('deploy', SITE)))).toEqual({ code: 0 });
  }, 900_000);

  test('have nothing left to change', () => {
    expect(ending(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color'))).toEqual({ code: 0 });
  }, 120_000);

  test('work together: the scheduler has its node, in the cloud’s addresses', () => {
    expect(hypervisor.on(control, 'sinfo --noheader --format="%n %o %T"').trim()).toBe(`${node} 10.48.0.42 idle`);
  });

  test('let in what the port matrix says, and nothing else', () => {
    const ports = hypervisor.on(front, 'nft list table inet daas').match(/dport \d+/g);
    expect([...new Set(ports)].sort()).toEqual(['dport 22', 'dport 443', 'dport 80', 'dport 8081']);
  });

  test('run no service as an account that may become root', () => {
    expect(hypervisor.on(front, 'sudo -l -U daas')).toContain('not allowed');
    expect(hypervisor.on(front, 'sudo -l -U deploy')).toContain('NOPASSWD: ALL');
  });

  test('are destroyed, and leave nothing', async () => {
    expect(ending(await cdktfBeside('destroy', SITE))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);
});
