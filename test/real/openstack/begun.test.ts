/**
 * A site that `daas new` begins from the dump of a cloud, with the marked guesses as they are: VISA's desktops in the cloud, the
 * rest on a cluster. Needs a project of a cloud that has what the dump says, and a cluster that may be written to.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { stripVTControlCharacters } from 'util';
import { KIT_ROOT } from '../../../core/kit';
import { beginSite, forgetSite } from '../begun-site';
import { Cluster, THERE_IS_A_CLUSTER } from '../kubernetes/cluster';
import { Cloud, ending, run, setTrial, THERE_IS_A_CLOUD } from './cloud';
import { WholeDeployment } from './whole-deployment';

const MINUTE = 60_000;
const SITE = 'begun-cloud';
/** Of the dump's clouds.yaml. */
const ENTRY = 'facility';
const CAN = THERE_IS_A_CLOUD && THERE_IS_A_CLUSTER;
if (!CAN) {
  console.warn('skipped: needs a project of a cloud (OS_CLIENT_CONFIG_FILE, OS_CLOUD) and a cluster (KUBECONFIG)');
}

(CAN ? describe : describe.skip)('a site begun from the dump of a cloud', () => {
  const cluster = new Cluster();
  let cloud: Cloud;
  let folder: string;
  let deployment: WholeDeployment;
  let before: object;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-begun-'));
    beginSite(SITE, 'openstack', '--archetype', 'openstack-visa');
    cloud = Cloud.for([ENTRY]);
    setTrial(SITE, true);
    deployment = new WholeDeployment(SITE, folder);
    expect(ending(deployment.prepare())).toEqual({ code: 0 });
    cluster.divideNodes();
    before = { cloud: await cloud.inventory(), cluster: cluster.list() };
  }, 5 * MINUTE);

  afterAll(() => {
    forgetSite(SITE);
    fs.rmSync(folder, { recursive: true });
  });

  test('is deployed', () => expect(ending(run('cli/daas', 'deploy', SITE, '--yes'))).toEqual({ code: 0 }), 15 * MINUTE);

  test(
    'has nothing left to change, and nothing that the state doesn’t know',
    () => {
      expect(ending(deployment.plan())).toEqual({ code: 0 });
      expect(ending(run('cli/daas', 'orphans', SITE))).toEqual({ code: 0 });
    },
    5 * MINUTE,
  );

  test('has its pods running in the cluster, or done', () => {
    const pods = cluster.get('pods', '-A').filter((pod) => String(pod.metadata.namespace).startsWith('daas-'));
    expect(pods.length).toBeGreaterThan(2);
    expect(pods.filter((pod) => !['Running', 'Succeeded'].includes(pod.status.phase as string))).toEqual([]);
  });

  test(
    'fails to be destroyed while its homes are protected; with both keys it is, and leaves nothing',
    async () => {
      const refused = await deployment.destroy();
      expect(refused.code).toBe(1);
      const said = stripVTControlCharacters(refused.output);
      expect(['Instance cannot be destroyed', 'PersistentVolumeClaim-mount-home'].filter((words) => !said.includes(words))).toEqual([]);
      const file = path.join(KIT_ROOT, 'sites', SITE, 'site.ts');
      const written = fs.readFileSync(file, 'utf8');
      fs.writeFileSync(file, written.replace("path: '/home' })", "path: '/home', removeOnDestroy: true })"));
      expect(ending(await deployment.destroy())).toEqual({ code: 0 });
      expect({ cloud: await cloud.inventory(), cluster: cluster.list() }).toEqual(before);
    },
    10 * MINUTE,
  );
});
