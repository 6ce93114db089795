import { spawn } from 'child_process';
import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { renderRealm } from '../../../platforms/keycloak/realm';
import type { Plain } from '../../synthesised';
import { EDUGAIN, ISSUER, MARIE, spec } from '../keycloak/specs';

const PROGRAM = path.join(KIT_ROOT, 'platforms/kubernetes/auth/realm_steps.py');
/** Would end the file, were it put into its text. */
const SECRET = '"pa$$\\word", $(env:HOME)';

/** Keycloak's admin API, as far as the program asks it. */
class FakeKeycloak {
  public readonly requests: string[] = [];
  public metadata: Record<string, Plain> = {};
  public links: Plain[] = [];
  private readonly server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => this.answer(request, body, response));
  });

  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
  }

  private answer(request: http.IncomingMessage, body: string, response: http.ServerResponse): void {
    const send = (status: number, data?: unknown) => response.writeHead(status).end(data === undefined ? '' : JSON.stringify(data));
    const url = request.url!;
    this.requests.push(`${request.method} ${url}`);
    if (url.endsWith('/token')) {
      return void send(new URLSearchParams(body).get('password') === 'right' ? 200 : 401, { access_token: 'token' });
    }
    if (url.endsWith('/import-config')) {
      const found = this.metadata[JSON.parse(body).fromUrl as string] ?? 400;
      return void (typeof found === 'number' ? send(found) : send(200, found));
    }
    if (url.includes('/users?')) {
      return void send(200, [{ id: 'id-1' }]);
    }
    return void (request.method === 'GET' ? send(200, this.links) : send(204));
  }
}

async function run(keycloak: string, step: string, realm: object, password = 'right') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'realm-'));
  const [source, target] = [path.join(folder, 'realm.json'), path.join(folder, 'out.json')];
  fs.writeFileSync(source, JSON.stringify(realm));
  const environment = { KEYCLOAK_URL: keycloak, KEYCLOAK_USER: 'admin', KEYCLOAK_PASSWORD: password, PATIENCE_SECONDS: '0' };
  const secrets = { CLIENT_NOTEBOOKS: SECRET, FEDERATION_UMBRELLA: SECRET };
  const child = spawn('python3', ['-B', PROGRAM, step, source, target], { env: { ...process.env, ...environment, ...secrets } });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const written = fs.existsSync(target) ? (JSON.parse(fs.readFileSync(target, 'utf8')) as Plain) : undefined;
  fs.rmSync(folder, { recursive: true });
  return { status, output, written };
}

const { realm } = renderRealm(spec(), { issuer: ISSUER });
const UMBRELLA_METADATA = 'https://proxy.umbrella.example/.well-known/openid-configuration';
let keycloak: FakeKeycloak;
let url: string;

beforeEach(async () => {
  keycloak = new FakeKeycloak();
  url = await keycloak.start();
});
afterEach(() => keycloak.stop());

test('endpoints come from the federation’s metadata, secrets from the environment whatever they hold', async () => {
  const found = {
    tokenUrl: 'https://proxy.umbrella.example/token',
    logoutUrl: 'https://proxy.umbrella.example/logout',
    clientId: 'theirs',
  };
  keycloak.metadata[UMBRELLA_METADATA] = found;
  const { status, output, written } = await run(url, 'resolve', realm);
  expect([status, output]).toEqual([0, '']);
  const { config } = written!['identityProviders'][0];
  expect(config).toMatchObject({ tokenUrl: found.tokenUrl, clientId: 'facility', clientSecret: SECRET });
  expect(config).not.toHaveProperty('prompt');
  expect(written!['clients'][0].secret).toBe(SECRET);
  expect(written!['authenticatorConfig'][0].config.denyErrorMessage).toContain('https://proxy.umbrella.example/logout?client_id=facility');
  expect(JSON.stringify(written)).not.toMatch(/logoutUrl\}|\$\(env:(?!HOME)/);
});

test('a federation without a log-out asks for the password every time', async () => {
  keycloak.metadata[UMBRELLA_METADATA] = { tokenUrl: 'https://proxy.umbrella.example/token' };
  const { written } = await run(url, 'resolve', realm);
  expect(written!['identityProviders'][0].config.prompt).toBe('login');
  expect(written!['authenticatorConfig'][0].config.denyErrorMessage).toContain('href="https://proxy.umbrella.example"');
});

test('a SAML federation is asked by its own metadata', async () => {
  keycloak.metadata[EDUGAIN.kind === 'saml' ? EDUGAIN.metadataUrl : ''] = { singleSignOnServiceUrl: 'https://proxy.example/sso' };
  const saml = renderRealm(spec({ federations: [EDUGAIN], accounts: [] }), { issuer: ISSUER }).realm;
  const { status, written } = await run(url, 'resolve', saml);
  expect(status).toBe(0);
  expect(written!['identityProviders'][0].config).toMatchObject({ singleSignOnServiceUrl: 'https://proxy.example/sso', entityId: ISSUER });
});

test.each<[string, string, (k: FakeKeycloak) => void, string]>([
  ['metadata that can’t be read', 'right', (k) => (k.metadata[UMBRELLA_METADATA] = 502), "federation umbrella: Keycloak can't read"],
  ['a wrong password', 'wrong', () => undefined, "Keycloak refuses 'admin' (401)"],
])('fails in words for %s', async (_what, password, prepare, expected) => {
  prepare(keycloak);
  const { status, output, written } = await run(url, 'resolve', realm, password);
  expect(status).toBe(1);
  expect(output).toContain(expected);
  expect(output).not.toContain('Traceback');
  expect(written).toBeUndefined();
});

test('fails in words when nobody answers', async () => {
  keycloak.stop();
  const { status, output } = await run(url, 'link', realm);
  expect(status).toBe(1);
  expect(output).toMatch(/^Keycloak doesn't answer at http:/);
});

const MINE = { identityProvider: 'umbrella', userId: MARIE.linkedTo!.subject, userName: MARIE.linkedTo!.subject };

test.each<[string, Plain[], string[]]>([
  ['is made', [], ['marie: linked to umbrella']],
  ['is left alone when it is right', [MINE], []],
  ['to somebody else is replaced', [{ ...MINE, userId: 'other' }], ['marie: link to umbrella removed', 'marie: linked to umbrella']],
  ['that the site doesn’t say is removed', [MINE, { ...MINE, identityProvider: 'old' }], ['marie: link to old removed']],
])('a link of an account %s', async (_what, there, expected) => {
  keycloak.links = there;
  const { status, output } = await run(url, 'link', realm);
  expect(status).toBe(0);
  expect(output.split('\n').filter((line) => line !== '')).toEqual(expected);
  expect(keycloak.requests.filter((r) => !r.startsWith('GET') && !r.includes('token'))).toHaveLength(expected.length);
});
