import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { askCloud, readCatalogue } from '../../toolkit/report/suitability/catalogue';
import { needsOf } from '../../toolkit/report/suitability/suitability';
import { FakeCloud } from './preflight/cloud/fake-cloud';

const cloud = new FakeCloud();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-suitability-'));

beforeAll(async () => cloud.start());
beforeEach(() => cloud.reset());
afterAll(async () => {
  await cloud.stop();
  fs.rmSync(folder, { recursive: true });
});

test('a cloud of clouds.yaml is asked for what it offers, and only read', async () => {
  expect(await askCloud('esrf')).toEqual({
    name: 'esrf',
    flavors: [{ name: 'm1.small', vcpus: 2, ram: 4096 }],
    volume_types: [{ name: 'ssd' }],
    share_types: [{ name: 'cephfs' }],
    services: ['compute', 'network', 'image', 'volumev3', 'load-balancer', 'sharev2'].map((type) => ({ type })),
  });
  expect(cloud.requests.filter((r) => !r.startsWith('GET '))).toEqual(['POST /v3/auth/tokens']);
});

test('a dump of what it said is the same as asking it, in JSON and in YAML', async () => {
  const asked = await askCloud('esrf');
  const json = path.join(folder, 'esrf.json');
  fs.writeFileSync(json, JSON.stringify(asked));
  expect(readCatalogue(json)).toEqual(asked);
  fs.writeFileSync(path.join(folder, 'x.yaml'), 'name: X\nflavors: []\nservices: [{type: compute}]\n');
  expect(readCatalogue(path.join(folder, 'x.yaml'))).toEqual({
    name: 'X',
    flavors: [],
    services: [{ type: 'compute' }],
    volume_types: [],
    share_types: [],
  });
});

test('fails for a cloud that refuses', async () => {
  cloud.state.logIn = 401;
  await expect(askCloud('esrf')).rejects.toMatchObject({ message: expect.stringContaining('refuses the credentials') as string });
});

test('what the cloud offers answers the needs that every site on a cloud has', async () => {
  const asked = await askCloud('esrf');
  expect(needsOf([]).map((need) => [need.title, need.met(asked)])).toEqual([
    ['compute', 'compute'],
    ['network', 'network'],
    ['images', 'image'],
  ]);
});
