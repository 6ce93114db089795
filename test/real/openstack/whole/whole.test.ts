/**
 * Sites that span a cloud, a cluster and hosts, with all of their parts in one deployment: on a project of a cloud
 * (OS_CLIENT_CONFIG_FILE, OS_CLOUD), a cluster that may be written to (KUBECONFIG), and, as root, machines of the bench that
 * take the addresses which the cloud's ports got. `test/real/openstack/whole/run` brings all of them up.
 */
import * as fs from 'fs';
import * as https from 'https';
import * as os from 'os';
import * as path from 'path';
import { Cluster, THERE_IS_A_CLUSTER } from '../../kubernetes/cluster';
import { Cloud, ending, run, runBeside, THERE_IS_A_CLOUD } from '../cloud';
import { Hypervisor, THERE_ARE_MACHINES } from '../hypervisor';
import { WholeDeployment } from '../whole-deployment';
import { putStandIns, WHOLE_SITES, type WholeSite } from './whole-site';

const MINUTE = 60_000;
/** Folders of a machine that exist without the kit, and get files of it. */
const KIT_PLACES = ['/etc/systemd/system', '/usr/local', '/etc/sudoers.d'];
const CAN = THERE_IS_A_CLOUD && THERE_IS_A_CLUSTER && THERE_ARE_MACHINES;

if (!CAN) {
  console.warn('skipped: needs a project of a cloud (OS_CLIENT_CONFIG_FILE, OS_CLOUD), a cluster (KUBECONFIG) and, as root, a bench');
}

(CAN ? describe : describe.skip).each(WHOLE_SITES)('site $name, its cloud, cluster and hosts', (site) => {
  const cluster = new Cluster();
  let cloud: Cloud;
  let hypervisor: Hypervisor;
  let before: object;
  let folder: string;
  let whole: WholeDeployment;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-whole-'));
    hypervisor = Hypervisor.start([...site.machines, ...site.others], site.gateway);
    putStandIns(site, hypervisor);
    cloud = Cloud.for([site.name]);
    setEnvironment(site, hypervisor, folder);
    whole = new WholeDeployment(site.name, folder);
    expect(ending(whole.prepare())).toEqual({ code: 0 });
    cluster.divideNodes();
    before = { cloud: await cloud.inventory(), cluster: cluster.list() };
  }, 15 * MINUTE);

  afterAll(() => {
    hypervisor.end();
    fs.rmSync(folder, { recursive: true });
  }, 2 * MINUTE);

  test(
    'is deployed in one run',
    async () => {
      const deployment = runBeside('cli/daas', 'deploy', site.name, '--yes');
      expect(ending(await hypervisor.follow(cloud, site.name, deployment))).toEqual({ code: 0 });
    },
    20 * MINUTE,
  );

  test(
    'has nothing left to change, and nothing that the state doesn’t know',
    () => {
      expect(ending(whole.plan())).toEqual({ code: 0 });
      expect(ending(run('cli/daas', 'orphans', site.name))).toEqual({ code: 0 });
    },
    5 * MINUTE,
  );

  test('has its machines running in the cloud, and its pods in the cluster', async () => {
    const servers = await cloud.servers();
    expect(servers.map((server) => server['status'])).toEqual(servers.map(() => 'ACTIVE'));
    expect(servers.length).toBeGreaterThanOrEqual(site.machines.length);
    const pods = ['daas-auth', 'daas-portal'].flatMap((namespace) => cluster.get('pods', '-n', namespace));
    expect(pods.length).toBeGreaterThan(2);
    expect(pods.map((pod): string => pod.status.phase).filter((phase) => !['Running', 'Succeeded'].includes(phase))).toEqual([]);
  });

  test('has a hub on its machine, that sends people to the log-in on the cluster', async () => {
    const [entry] = site.machines;
    const address = hypervisor.on(entry!, 'hostname --all-ip-addresses').split(' ')[0]!;
    const ca = hypervisor.on(entry!, 'cat /etc/daas/ca.crt');
    const location = await redirectOf(`notebooks.daas.${site.name}.example`, '/hub/oauth_login', { address, ca });
    expect(location).toMatch(new RegExp(`^https://auth\\.daas\\.${site.name}\\.example/realms/`));
  });

  test.each(site.works)('works: $title', ({ host, command, prints }) => {
    expect(hypervisor.on(host, command)).toMatch(prints);
  });

  test(
    'is destroyed, and leaves nothing',
    async () => {
      expect(ending(await whole.destroy())).toEqual({ code: 0 });
      expect({ cloud: await cloud.inventory(), cluster: cluster.list() }).toEqual(before);
      for (const machine of site.machines) {
        expect(hypervisor.on(machine, `find ${KIT_PLACES.join(' ')} -name '*daas*'`)).toBe('');
      }
    },
    15 * MINUTE,
  );
});

/** Where a server at an address, whose certificate is an authority's, sends who asks it by its name. */
async function redirectOf(name: string, path: string, { address, ca }: { address: string; ca: string }): Promise<string | undefined> {
  const options = { host: address, servername: name, headers: { host: name }, path, ca };
  return new Promise((resolve, reject) => {
    https.get(options, (response) => resolve(response.resume().headers.location)).on('error', reject);
  });
}

/** What a trial of a facility's site sets, as docs/openstack.md and docs/hosts.md describe it. */
function setEnvironment(site: WholeSite, hypervisor: Hypervisor, folder: string): void {
  const nodes = Object.fromEntries(site.nodes.map((node) => [node, {}]));
  const vars = { ansible_user: 'root', ansible_ssh_common_args: `-F ${hypervisor.sshConfig}` };
  const inventory = path.join(folder, 'hosts.yml');
  fs.writeFileSync(inventory, JSON.stringify({ all: { children: { compute: { hosts: nodes, vars } } } }));
  Object.assign(process.env, {
    ANSIBLE_PRIVATE_KEY_FILE: hypervisor.privateKeyFile,
    DAAS_OPERATOR_KEY: hypervisor.publicKey,
    DAAS_MOUNT_OVERRIDES: path.join(__dirname, 'mounts.json'),
    ...(site.nodes.length > 0 && { DAAS_INVENTORY: inventory }),
  });
  if (site.nodes.length === 0) {
    delete process.env['DAAS_INVENTORY'];
  }
}
