import { Ajv2020 } from 'ajv/dist/2020';
import * as fs from 'fs';
import * as path from 'path';
import {
  Account,
  Auth,
  BatchCluster,
  DataCatalogue,
  Duration,
  Environment,
  Federation,
  GpuPool,
  GpuSharing,
  Hub,
  IdentityMap,
  Mount,
  Portal,
  Profile,
  Queue,
  SampleData,
  Scheduler,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
  VisaCloud,
} from '../../constructs';
import { App } from '../../core/engine';
import { KIT_ROOT } from '../../core/kit';
import { Alba } from '../../sites/alba/site';
import { Demo } from '../../sites/demo/site';
import { Dls } from '../../sites/dls/site';
import { Desy } from '../../sites/desy/site';
import { Elettra } from '../../sites/elettra/site';
import { Esrf } from '../../sites/esrf/site';
import { Hzdr } from '../../sites/hzdr/site';
import { Ill } from '../../sites/ill/site';
import { MaxIv } from '../../sites/maxiv/site';
import { Psi } from '../../sites/psi/site';
import { Soleil } from '../../sites/soleil/site';
import { Xfel } from '../../sites/xfel/site';
import { FakeSite } from '../fake-platform';
import { synthesised, type Plain } from '../synthesised';

const mockSettings = { directory: '/var/tmp/daas-demo', firstPort: 8500, account: 'daas-demo', slurm: true };
jest.mock('../../sites/demo/settings', () => ({ demoSettings: () => mockSettings }));

const folder = path.join(KIT_ROOT, 'docs/reference');
const read = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
fs.readdirSync(path.join(folder, 'blueprint')).forEach((file) => ajv.addSchema(read(`blueprint/${file}`)));
const validate = ajv.compile(read('blueprint.schema.json'));
const errorsOf = (record: unknown) => (validate(record) ? [] : validate.errors!.map((e) => `${e.instancePath} ${e.message}`));

const record = synthesised(new Demo(new App()))['//'].blueprint;

test('the demo’s record keeps to the schema', () => {
  expect(errorsOf(record)).toEqual([]);
});

test.each([Alba, Desy, Dls, Elettra, Esrf, Hzdr, Ill, MaxIv, Psi, Soleil, Xfel])(
  'the record of a facility’s site keeps to it: %p',
  (Site) => {
    expect(errorsOf(synthesised(new Site(new App()))['//'].blueprint)).toEqual([]);
  },
);

test('the record of a site with every construct, federation, mount and portal keeps to it too', () => {
  const oidc = { issuer: 'https://proxy.fake.example', clientId: 'fake', secret: Secret.vault('kv/daas', 'umbrella') };
  const saml = { entityId: 'https://idp.fake.example', metadataUrl: 'https://idp.fake.example/metadata' };
  const bind = { usersDn: 'ou=people', bindDn: 'cn=daas', bindSecret: Secret.sops('secrets.sops.yaml', 'ldap') };
  const person = { username: 'marie', firstName: 'Marie', lastName: 'Dupont', email: 'marie@fake.example' };
  const ceph = { monitors: ['mon.fake.example'], path: '/daas', user: 'daas', secret: Secret.file('/run/ceph') };
  const site = new FakeSite((scope, platform) => {
    const auth = new Auth(scope, 'Auth', {
      platform,
      contact: 'help@fake.example',
      identities: IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g', groups: { claim: 'c', pattern: '(.*)' } }),
      federations: [
        Federation.umbrella(oidc),
        Federation.eduGain(saml),
        Federation.ldap({ url: 'ldaps://ldap.fake.example', ...bind }),
        Federation.icat({ url: 'https://icat.fake.example', authenticator: 'db' }),
      ],
      accounts: [
        Account.linked({ ...person, uid: 21001, gid: 21001, federation: 'umbrella', subject: 'x' }),
        Account.withPassword({ ...person, username: 'pierre', password: Secret.env('PIERRE_PASSWORD') }),
      ],
    });
    const gpus = { model: 'A40', count: 2 };
    const queues = [Queue.named('gpu', { limit: Duration.days(1), coresPerNode: 64, memoryPerNode: Size.gibibytes(512), gpus })];
    const batch = new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.gridEngine({ existing: true }), queues });
    const sharing = GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 });
    const pool = new GpuPool(scope, 'Gpus', { platform, model: 'H100', count: 2, sharing });
    new GpuPool(scope, 'Course', { platform, model: 'A16', count: 4, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) });
    const environment = Environment.image({ name: 'dials', title: 'DIALS', image: 'registry.fake.example/dials:3.24' });
    const facts = { version: '3.24', useCase: 'diffraction', summary: 'S.', licence: 'BSD-3-Clause', homepage: 'https://dials.example' };
    const packages = [Software.pyFai(), Software.installed({ name: 'DIALS', ...facts, environment })];
    const software = new SoftwareCatalogue(scope, 'Software', { packages });
    const raw = Mount.lustre({ role: 'raw', server: '10.0.0.1@tcp', filesystem: 'data', path: '/' });
    const mounts = [
      Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home', quota: Size.gibibytes(50) }),
      raw,
      Mount.cephfs({ role: 'results', ...ceph }),
      Mount.cephfs({ role: 'results', ...ceph, name: 'share', secret: { store: 'state', resource: 'r.a', attribute: 'k', version: '1' } }),
      Mount.smb({ role: 'results', name: 'office', server: 'smb.fake.example', share: 's', user: 'daas', secret: Secret.site('SMB') }),
      Mount.cvmfs({ role: 'software', repository: 'software.eessi.io' }),
    ];
    new SampleData(scope, 'SampleData', { platform, raw, software, proposals: ['proposal-4711'] });
    const size = { cores: 1, memory: Size.gibibytes(2) };
    const profiles = [Profile.cpu('small', size), Profile.gpu('gpu', { ...size, gpus: 1, model: 'A40' })];
    const hub = new Hub(scope, 'Notebooks', { platform, auth, batch, mounts, software, profiles });
    const beside = [Profile.gpu('gpu', { ...size, gpus: 1, model: 'H100' })];
    new Hub(scope, 'Course Hub', { platform, auth, mounts, profiles: beside, gpus: [pool] });
    const data = [
      new DataCatalogue(scope, 'Data', {
        kind: DataCatalogue.scicat({ platform, auth, pidPrefix: '20.500.12345', adminGroups: ['data-office'] }),
      }),
    ];
    new Portal(scope, 'Portal', { platform, auth, kind: Portal.landingPage({ hubs: [hub], access: ['Ask.'], software, data }) });
    new Portal(scope, 'Visa', {
      platform,
      auth,
      kind: Portal.visa({
        cloud: VisaCloud.webProvider({ url: 'https://desktops.fake.example', token: Secret.site('DESKTOPS'), desktops: '10.20.0.0/16' }),
        administrators: ['marie'],
      }),
    });
    new Portal(scope, 'OnDemand', { platform, auth, kind: Portal.openOnDemand({ clusters: [batch], nodeNames: 'node[0-9]+' }) });
    new Portal(scope, 'Old', { platform, auth, kind: Portal.existing({ url: 'https://old.fake.example' }) });
  });
  expect(site.problems).toEqual([]);
  expect(errorsOf(synthesised(site)['//'].blueprint)).toEqual([]);
});

test.each<[string, (copy: Plain) => void, RegExp]>([
  ['another version', (r) => (r.version = 2), /^\/version /],
  ['a concept that nobody knows', (r) => (r.entries[0].concept = 'blockchain'), /^\/entries\/0\/concept /],
  ['a prop too many', (r) => (r.entries[0].spec.extra = 1), /^\/entries\/0\/spec/],
  ['a secret’s value', (r) => (r.secrets[0].reference = { store: 'site', name: 'X', value: 'hunter2' }), /^\/secrets\/0\/reference/],
  ['a port that there isn’t', (r) => (r.flows[0].port = 70_000), /^\/flows\/0\/port /],
  ['raw data that can be written', (r) => (hubOf(r).mounts.find((m: Plain) => m.role === 'raw').readOnly = false), /\/readOnly /],
  ['a hub without homes', (r) => (hubOf(r).mounts = []), /\/mounts /],
  ['a system user’s id', (r) => (hubOf(r).identities.minimumUid = 0), /\/minimumUid /],
])('fails for a record with %s', (_what, spoil, expected) => {
  const copy = structuredClone(record);
  spoil(copy);
  expect(errorsOf(copy)).toContainEqual(expect.stringMatching(expected));
});

function hubOf(copy: Plain): Plain {
  return copy.entries.find((e: { concept: string }) => e.concept === 'hub').spec;
}
