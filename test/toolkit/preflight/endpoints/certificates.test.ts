import type { AddressInfo } from 'net';
import * as fs from 'fs';
import * as tls from 'tls';
import { checkCertificates } from '../../../../toolkit/preflight/endpoints/check-certificates';
import { readCertificates } from '../../../../toolkit/preflight/endpoints/trusted-roots';
import { Authority } from './authority';

const HUB = 'hub.site.example';
const authority = new Authority();
const roots = readCertificates(authority.pem('root'));
const servers: tls.Server[] = [];
/** Certificates are for 30 days from now. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

beforeAll(() => {
  authority.issue('good', HUB);
  authority.issue('other', 'portal.site.example');
});
afterAll(async () => {
  await Promise.all(servers.map(async (server) => new Promise((resolve) => server.close(resolve))));
  authority.remove();
});

async function listen(leaf: string, ...chain: readonly string[]): Promise<number> {
  const server = tls.createServer({ key: authority.key(leaf), cert: authority.pem(leaf, ...chain) }, (socket) => socket.end());
  servers.push(server);
  // Who looks closes first.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function look(port: number, now = inDays(0), ownAuthority = false) {
  const points = [{ name: HUB, port, tls: true, managed: false }];
  return checkCertificates({ points, given: [], ownAuthority }, new Map([[HUB, ['127.0.0.1']]]), now, roots);
}

describe('a server that answers', () => {
  test('is as it should be', async () => {
    expect(await look(await listen('good', 'intermediate'))).toEqual({ problems: [], notes: [] });
  });

  test('is told of when few days are left', async () => {
    const { problems, notes } = await look(await listen('good', 'intermediate'), inDays(24.5));
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/hub\.site\.example:\d+ ends in 5 days .*renew it/)]);
  });

  test('fails when its certificate has ended', async () => {
    const { problems } = await look(await listen('good', 'intermediate'), inDays(31));
    expect(problems).toMatchObject([{ code: 'CertificateExpired', remedy: expect.stringContaining('renew it now') as string }]);
  });

  test('fails when its certificate is of another name', async () => {
    expect((await look(await listen('other', 'intermediate'))).problems).toMatchObject([
      {
        code: 'CertificateName',
        message: expect.stringMatching(/not for hub\.site\.example; it is for DNS:portal\.site\.example/) as string,
        remedy: expect.stringContaining('subject alternative names have hub.site.example') as string,
      },
    ]);
  });

  test('fails when its chain has a gap', async () => {
    expect((await look(await listen('good'))).problems).toMatchObject([
      {
        code: 'CertificateChain',
        message: expect.stringContaining('CN=intermediate') as string,
        remedy: expect.stringContaining('append the intermediate certificates') as string,
      },
    ]);
  });

  test('may have an authority of the site’s own', async () => {
    expect((await look(await listen('good'), inDays(0), true)).problems).toEqual([]);
  });

  test('fails with everything at once', async () => {
    expect((await look(await listen('other'), inDays(31))).problems.map((p) => p.code)).toEqual([
      'CertificateExpired',
      'CertificateName',
      'CertificateChain',
    ]);
  });
});

test('where nothing answers yet, that is said and stops nothing', async () => {
  const port = await listen('good');
  await new Promise((resolve) => servers.pop()!.close(resolve));
  expect(await look(port)).toEqual({ problems: [], notes: [`nothing shows a certificate at ${HUB}:${port} yet: ECONNREFUSED`] });
});

describe('a certificate that the site gives', () => {
  const given = async (content: string, now = inDays(0), names: readonly string[] = [HUB]) => {
    const file = authority.file('given.pem');
    fs.writeFileSync(file, content);
    return checkCertificates({ points: [], given: [{ file, names }], ownAuthority: false }, new Map(), now, roots);
  };

  test('is as it should be', async () => {
    expect(await given(authority.pem('good', 'intermediate'))).toEqual({ problems: [], notes: [] });
  });

  test.each([
    ['that has ended', 'CertificateExpired', ['good', 'intermediate'], 31, [HUB]],
    ['of other names', 'CertificateName', ['good', 'intermediate'], 0, [HUB, 'login.site.example']],
    ['without its chain', 'CertificateChain', ['good'], 0, [HUB]],
    ['that isn’t in the file', 'CertificateFile', [], 0, [HUB]],
  ] as const)('fails for one %s, by exactly that', async (_, code, names, days, wanted) => {
    const { problems } = await given(authority.pem(...names), inDays(days), wanted);
    expect(problems.map((p) => p.code)).toEqual([code]);
  });
});
