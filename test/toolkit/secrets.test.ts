import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { EnvFileStore } from '../../toolkit/secrets/env-file-store';
import { secretEnvironment } from '../../toolkit/secrets/secret-environment';
import { secretValue } from '../../toolkit/secrets/secret-value';
import { SopsStore } from '../../toolkit/secrets/sops-store';
import { copyKit } from './clone';
import { daas } from './daas';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-secrets-'));
const inClone = (file: string) => path.relative(KIT_ROOT, path.join(scratch, file));

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

describe('a store in a plain file', () => {
  test('is made for its owner only', () => {
    const store = new EnvFileStore(inClone('new/folder/secrets.env'));
    expect(store.names()).toEqual([]);
    store.add({ HUB_COOKIE_SECRET: 'a1', HUB_CRYPT_KEY: 'b=2=' });
    expect(store.names()).toEqual(['HUB_COOKIE_SECRET', 'HUB_CRYPT_KEY']);
    expect(fs.statSync(path.join(scratch, 'new/folder/secrets.env')).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.join(scratch, 'new/folder')).mode & 0o777).toBe(0o700);
  });

  test('may lie anywhere: an absolute path is one', () => {
    const file = path.join(scratch, 'anywhere.env');
    new EnvFileStore(file).add({ NEW: 'value' });
    expect(fs.readFileSync(file, 'utf8')).toBe('NEW=value\n');
  });

  test('keeps what was there, and takes the old file’s place in one step', () => {
    const file = path.join(scratch, 'kept.env');
    fs.writeFileSync(file, '# by hand\nOLD=with=equals\n\n', { mode: 0o600 });
    const before = fs.statSync(file).ino;
    new EnvFileStore(inClone('kept.env')).add({ NEW: 'value' });
    expect(fs.readFileSync(file, 'utf8')).toBe('OLD=with=equals\nNEW=value\n');
    expect(fs.statSync(file).ino).not.toBe(before);
    expect(fs.readdirSync(scratch).filter((n) => n.startsWith('kept'))).toEqual(['kept.env']);
  });

  test('fails without harm when the file can’t be written: the old one stays whole', () => {
    const file = path.join(scratch, 'stuck.env');
    fs.writeFileSync(file, 'OLD=value\n');
    fs.mkdirSync(`${file}.new`);
    expect(() => new EnvFileStore(inClone('stuck.env')).add({ NEW: 'value' })).toThrow(/EISDIR/);
    expect(fs.readFileSync(file, 'utf8')).toBe('OLD=value\n');
  });
});

describe('a sops file', () => {
  test('gives its names without a key', () => {
    fs.writeFileSync(
      path.join(scratch, 'secrets.sops.yaml'),
      [
        'HUB_COOKIE_SECRET: ENC[AES256_GCM,data:c29tZQ==,iv:aXY=,tag:dGFn,type:str]',
        'umbrella_secret: ENC[AES256_GCM,data:b3RoZXI=,iv:aXY=,tag:dGFn,type:str]',
        'sops:',
        '    age:',
        '        - recipient: age1fake',
        '          enc: |',
        '            -----BEGIN AGE ENCRYPTED FILE-----',
        '            bm90IHJlYWw=',
        '            -----END AGE ENCRYPTED FILE-----',
        '    version: 3.9.4',
        '',
      ].join('\n'),
    );
    expect(new SopsStore(inClone('secrets.sops.yaml')).names()).toEqual(['HUB_COOKIE_SECRET', 'umbrella_secret']);
  });

  test('that isn’t there has no names', () => {
    expect(new SopsStore(inClone('none.sops.yaml')).names()).toEqual([]);
  });

  test('fails with a hint when sops is not installed, and writes nothing', () => {
    const { PATH } = process.env;
    process.env['PATH'] = scratch;
    try {
      expect(() => new SopsStore(inClone('never.sops.yaml')).add({ NEW: 'value' })).toThrow(
        expect.objectContaining({
          message: expect.stringContaining('sops is not installed'),
          hint: expect.stringContaining('SecretStore.envFile'),
        }),
      );
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(fs.existsSync(path.join(scratch, 'never.sops.yaml'))).toBe(false);
  });
});

describe('daas secrets', () => {
  // A clone of its own: this one may have a demo that runs.
  const clone = path.join(scratch, 'clone');
  const store = path.join(clone, '.daas/site-demo/secrets.env');

  beforeAll(() => {
    // Compiled here once, the clone need not be.
    expect(daas(['--help']).code).toBe(0);
    copyKit(clone);
  });

  // Tests run in any order, and each begins without secrets.
  beforeEach(() => fs.rmSync(store, { force: true }));

  test('fails with exit code 1 while one is missing, makes them all, and never prints a value', () => {
    const list = daas(['secrets', 'demo', '--json'], {}, clone);
    expect(list.stderr).toBe('');
    expect(list.code).toBe(1);
    const needs = (JSON.parse(list.stdout) as { needs: { name: string; state: string }[] }).needs;
    expect(needs.map((n) => n.name)).toEqual(
      expect.arrayContaining(['BROKER_ADMIN_PASSWORD', 'DEMO_BROKER_CLIENT_SECRET', 'NOTEBOOKS_CLIENT_SECRET']),
    );
    expect(needs.filter((n) => n.state !== 'missing')).toEqual([]);
    expect(fs.existsSync(store)).toBe(false);

    const init = daas(['secrets', 'site-demo', '--init', '--json'], {}, clone);
    expect(init.code).toBe(0);
    expect((JSON.parse(init.stdout) as { made: string[] }).made).toEqual(needs.map((n) => n.name));
    expect(fs.statSync(store).mode & 0o777).toBe(0o600);
    const values = fs
      .readFileSync(store, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.slice(line.indexOf('=') + 1));
    expect(values).toHaveLength(needs.length);
    expect(new Set(values).size).toBe(values.length);
    values.forEach((value) => expect(value).toMatch(/^[0-9a-f]{64}$/));

    values.forEach((value) => expect(init.stdout + init.stderr).not.toContain(value));
  });

  test('hands them to a command as Terraform’s variables, with its exit code; fails when one is missing', () => {
    const program = `const {TF_VAR_site_HUB_CRYPT_KEY: key} = process.env; console.log(key.length); process.exit(7)`;
    const command = ['with-secrets', 'demo', '--', process.execPath, '-e', program];
    expect(daas(['secrets', 'demo', '--init'], {}, clone).code).toBe(0);
    const run = daas(command, {}, clone);
    expect([run.code, run.stdout.trim(), run.stderr]).toEqual([7, '64', '']);
    fs.writeFileSync(store, fs.readFileSync(store, 'utf8').replace(/^HUB_CRYPT_KEY=.*$/m, ''), { mode: 0o600 });
    const missing = daas(command, {}, clone);
    expect([missing.code, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain('HUB_CRYPT_KEY in .daas/site-demo/secrets.env is missing');
  });
});

describe('the value of a secret', () => {
  const store = { kind: 'env-file', path: inClone('values.env') } as const;

  test('is looked up where its reference says', () => {
    fs.writeFileSync(path.join(scratch, 'values.env'), 'OWN=from the site\n');
    fs.writeFileSync(path.join(scratch, 'token'), 'from a file\nand no more\n');
    process.env['DAAS_TEST_SECRET'] = 'from the environment';
    expect(secretValue({ store: 'site', name: 'OWN' }, store)).toBe('from the site');
    expect(secretValue({ store: 'file', path: path.join(scratch, 'token') }, store)).toBe('from a file');
    expect(secretValue({ store: 'env', variable: 'DAAS_TEST_SECRET' }, store)).toBe('from the environment');
  });

  test('comes as Terraform’s variable where one is declared; fails with all that are missing', () => {
    fs.writeFileSync(path.join(scratch, 'values.env'), 'OWN=from the site\n');
    const reference = (name: string) => ({ path: 'Auth', reference: { store: 'site', name } as const });
    const record = (...names: readonly string[]) =>
      ({ secrets: names.map(reference), site: { name: 'psi', secretStore: store } }) as unknown as Parameters<typeof secretEnvironment>[0];
    expect(secretEnvironment(record('OWN', 'NONE'), (variable) => variable === 'site_OWN')).toEqual({ TF_VAR_site_OWN: 'from the site' });
    expect(() => secretEnvironment(record('NONE', 'OWN', 'NEITHER'))).toThrow(/^NONE in .*values\.env is missing; NEITHER in /);
  });

  test('fails by name when it isn’t there, or what reads it isn’t', () => {
    expect(() => secretValue({ store: 'env', variable: 'DAAS_TEST_NONE' }, store)).toThrow(
      'environment variable DAAS_TEST_NONE is missing',
    );
    expect(() => secretValue({ store: 'file', path: '/nowhere/token' }, store)).toThrow('file /nowhere/token is missing');
    const { PATH } = process.env;
    process.env['PATH'] = scratch;
    expect(() => secretValue({ store: 'sops', path: 'x.yaml', key: 'x' }, store)).toThrow('sops is not installed');
    expect(() => secretValue({ store: 'vault', path: 'kv/x', key: 'x' }, store)).toThrow('vault is not installed');
    process.env['PATH'] = PATH;
  });
});
