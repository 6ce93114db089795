import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

const PACKAGE = path.join(KIT_ROOT, 'packages/provider-openstack');
const PROVIDER = 'registry.terraform.io/terraform-provider-openstack/openstack';
const read = (file: string) => JSON.parse(fs.readFileSync(path.join(PACKAGE, file), 'utf8'));

test('the schema has exactly the resources and data sources that are asked for, and says where it came from', () => {
  const [schema, wanted, manifest] = [read('schema.json'), read('resources.json'), read('package.json')];
  const { resource_schemas, data_source_schemas } = schema.provider_schemas[PROVIDER];
  expect(Object.keys(resource_schemas)).toEqual([...wanted.resources].sort());
  expect(Object.keys(data_source_schemas)).toEqual([...wanted.dataSources].sort());
  expect(schema.provenance).toMatchObject({ provider: PROVIDER, version: manifest.version, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('every binding that is asked for is used by the platform', () => {
  const folder = path.join(KIT_ROOT, 'platforms/openstack');
  const sources = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const { resources, dataSources } = read('resources.json');
  const module = (name: string, prefix = '') => `/lib/${prefix}${name.replace(/^openstack_/, '').replaceAll('_', '-')}'`;
  const unused = [...resources.map((r: string) => module(r)), ...dataSources.map((d: string) => module(d, 'data-openstack-'))];
  expect(unused.filter((name) => !sources.includes(name))).toEqual([]);
});

describe('a new version of the provider', () => {
  const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-provider-'));
  afterAll(() => fs.rmSync(clone, { recursive: true }));
  beforeEach(() => {
    ['schema.json', 'resources.json', 'package.json', 'trim.mjs', 'changes.mjs'].forEach((file) => {
      fs.copyFileSync(path.join(PACKAGE, file), path.join(clone, file));
    });
  });
  const trim = (change: (schemas: Record<string, { block: { attributes: Record<string, object> } }>) => void) => {
    const whole = read('schema.json');
    change(whole.provider_schemas[PROVIDER].resource_schemas);
    const from = path.join(clone, 'whole.json');
    fs.writeFileSync(from, JSON.stringify(whole));
    return spawnSync(process.execPath, [path.join(clone, 'trim.mjs'), '--from', from, '--version', '3.5.0'], { encoding: 'utf8' });
  };

  test('is described by what changed for the kit', () => {
    const { stdout, status } = trim((schemas) => {
      const { attributes } = schemas['openstack_networking_network_v2']!.block;
      attributes['colour'] = { type: 'string', required: true };
      delete attributes['mtu'];
      attributes['name'] = { type: 'string', required: true };
    });
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '3.4.0 -> 3.5.0: 3 changes',
      '  openstack_networking_network_v2.colour: new: string required',
      '  openstack_networking_network_v2.mtu: number optional computed -> gone',
      '  openstack_networking_network_v2.name: string optional -> string required',
      '',
    ]);
    expect(JSON.parse(fs.readFileSync(path.join(clone, 'schema.json'), 'utf8')).provenance.version).toBe('3.5.0');
    expect(JSON.parse(fs.readFileSync(path.join(clone, 'package.json'), 'utf8')).version).toBe('3.5.0');
  });

  test('that changes nothing for the kit says so', () => {
    expect(trim(() => undefined).stdout).toBe('3.4.0 -> 3.5.0: nothing changed for the kit\n');
  });

  test('fails, and writes nothing, when a resource that the kit uses is gone', () => {
    const { stderr, status } = trim((schemas) => delete schemas['openstack_lb_quota_v2']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/provider 3\.5\.0 has no resource openstack_lb_quota_v2/);
    expect(JSON.parse(fs.readFileSync(path.join(clone, 'schema.json'), 'utf8')).provenance.version).toBe('3.4.0');
  });
});
