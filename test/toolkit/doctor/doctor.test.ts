import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { lookAt } from '../../../toolkit/doctor/doctor';
import { ANY_SITE, siteNeeds, type SiteNeeds } from '../../../toolkit/doctor/site-needs';
import type { JsonObject } from '../../../toolkit/json';
import type { SecretNeed } from '../../../toolkit/secrets/secrets';
import type { SiteDocument } from '../../../toolkit/stack/site-document';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-doctor-'));
const environment = { ...process.env };

beforeEach(() => {
  process.env = { ...environment };
  for (const name of ['KUBE_CONFIG_PATH', 'KUBE_CONFIG_PATHS', 'OS_CLIENT_CONFIG_FILE', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID']) {
    delete process.env[name];
  }
  process.env['HOME'] = scratch;
});

afterAll(() => {
  process.env = environment;
  fs.rmSync(scratch, { recursive: true });
});

const file = (name: string, content: object): string => {
  const place = path.join(scratch, name);
  fs.writeFileSync(place, JSON.stringify(content));
  return place;
};
const found = (needs: Partial<SiteNeeds>, secrets: readonly SecretNeed[] = []) =>
  lookAt({ ...ANY_SITE, programs: ['node'], ...needs }, scratch, secrets, 'psi').slice(1);

describe('what a site takes', () => {
  const document = (resources: readonly JsonObject[], rest: JsonObject) =>
    ({
      resources: new Map(resources.map((config, i) => [String(i), { type: 'terraform_data', config }])),
      rest,
    }) as unknown as SiteDocument;
  const play = (role: string, target: JsonObject): JsonObject => ({ input: { role, target } });

  test('is Node.js and Terraform at least', () => {
    expect(siteNeeds(document([{ input: 'an image' }], {}))).toEqual(ANY_SITE);
  });

  test('is said by its plays', () => {
    const ssh = { kind: 'ssh', inventory: 'sites/psi/hosts.yml' };
    const needs = siteNeeds(document([play('hub', ssh), play('keycloak', ssh), play('keycloak', { kind: 'local' })], {}));
    expect(needs.programs).toEqual(['node', 'terraform', 'python', 'java', 'maven']);
    expect(needs).toMatchObject({ ssh: true, inventories: ['sites/psi/hosts.yml'] });
  });

  test('is said by its providers and its backend', () => {
    const rest = {
      provider: {
        kubernetes: [{ config_context: 'k' }, { config_context: 'k', alias: 'a' }] as JsonObject[],
        openstack: [{ cloud: 'c' }, { cloud: 'admin' }],
      },
      terraform: {
        required_version: '>= 1.11.0',
        required_providers: { helm: { source: 'helm', version: '3.1.2' } },
        backend: { s3: { bucket: 'b' } },
      },
    };
    expect(siteNeeds(document([], rest))).toMatchObject({
      terraform: '1.11.0',
      clusters: [{ context: 'k', file: '' }],
      clouds: ['admin', 'c'],
      providers: { 'hashicorp/helm': '3.1.2' },
      backend: 's3',
    });
  });
});

describe('programs', () => {
  test('fails for a Terraform that is too old, with how to get a new one', () => {
    const program = path.join(scratch, 'terraform');
    fs.writeFileSync(program, '#!/bin/sh\necho "Terraform v1.9.8"\n', { mode: 0o755 });
    process.env['TERRAFORM_BINARY_NAME'] = program;
    expect(found({ programs: ['node', 'terraform'], terraform: '1.9' })[0]).toMatchObject({ name: 'terraform', state: 'there', fix: '' });
    expect(found({ programs: ['node', 'terraform'], terraform: '1.11.0' })[0]).toEqual({
      name: 'terraform',
      state: 'missing',
      detail: `${program} is 1.9.8; 1.11.0 or newer is needed`,
      fix: expect.stringContaining('developer.hashicorp.com/terraform/install'),
    });
  });

  test('fails for an inventory that isn’t there', () => {
    expect(found({ inventories: ['sites/psi/hosts.yml', 'sites/none/hosts.yml'] }).map((f) => f.state)).toEqual(['there', 'missing']);
  });

  test('a provider is found where Terraform finds it, and fetched otherwise', () => {
    const cache = path.join(scratch, 'cache');
    fs.mkdirSync(path.join(cache, 'registry.example/hashicorp/helm/3.1.2/linux_amd64'), { recursive: true });
    process.env['TF_PLUGIN_CACHE_DIR'] = cache;
    expect(found({ providers: { 'hashicorp/helm': '3.1.2', 'hashicorp/kubernetes': '2.38.0' } }).map((f) => [f.state, f.detail])).toEqual([
      ['there', cache],
      ['unknown', 'is not here yet: init fetches it'],
    ]);
  });
});

describe('credentials', () => {
  test('fails without a kubeconfig, without the context and without the program that logs in', () => {
    const clusters = [{ context: 'daas', file: '' }];
    expect(found({ clusters })[0]).toMatchObject({ state: 'missing', fix: 'export KUBE_CONFIG_PATH=~/.kube/config' });
    process.env['KUBE_CONFIG_PATH'] = path.join(scratch, 'none');
    expect(found({ clusters })[0]?.detail).toMatch(/there is no file/);
    process.env['KUBE_CONFIG_PATH'] = file('other', { contexts: [{ name: 'prod', context: { user: 'u' } }] });
    expect(found({ clusters })[0]?.detail).toMatch(/has no such context; it has: prod/);
    process.env['KUBE_CONFIG_PATH'] = file('right', {
      contexts: [{ name: 'daas', context: { user: 'u' } }],
      users: [{ name: 'u', user: { exec: { command: 'kubelogin-of-nobody' } } }],
    });
    expect(found({ clusters }).map((f) => [f.name, f.state])).toEqual([
      ['kubeconfig context daas', 'there'],
      ['kubelogin-of-nobody, which logs in to daas', 'missing'],
    ]);
  });

  test('fails without the entry of clouds.yaml, and without its password', () => {
    process.env['OS_CLIENT_CONFIG_FILE'] = file('clouds.yaml', {
      clouds: { good: { auth: { auth_url: 'https://cloud.example', password: 'p' } }, half: { auth: {} } },
    });
    expect(found({ clouds: ['good', 'half', 'none'] }).map((f) => f.state)).toEqual(['there', 'missing', 'missing']);
    expect(JSON.stringify(found({ clouds: ['good'] }))).not.toContain('"p"');
  });

  test('fails without those of the state’s bucket', () => {
    expect(found({ backend: 's3' })[0]?.state).toBe('missing');
    process.env['AWS_PROFILE'] = 'daas';
    expect(found({ backend: 's3' })[0]?.state).toBe('there');
  });

  test('fails for each secret that is missing, with the command that gives it', () => {
    const need = (name: string, from: string, more: Partial<SecretNeed> = {}): SecretNeed => ({
      name,
      from,
      state: 'missing',
      canBeMade: false,
      usedBy: [],
      ...more,
    });
    const secrets = [
      need('UMBRELLA_SECRET', 'environment variable UMBRELLA_SECRET'),
      need('HUB_KEY', "the site's store x", { canBeMade: true }),
      need('TOKEN', 'vault kv/daas', { state: 'unknown' }),
    ];
    expect(
      found({}, secrets)
        .filter((f) => f.name.startsWith('secret'))
        .map((f) => [f.state, f.fix]),
    ).toEqual([
      ['missing', 'read -rs UMBRELLA_SECRET && export UMBRELLA_SECRET'],
      ['missing', 'npx daas secrets psi --init'],
      ['unknown', 'look in vault kv/daas'],
    ]);
  });
});
