import type { promises as dns } from 'dns';
import { checkNames } from '../../../../toolkit/preflight/endpoints/check-names';
import type { EntryPoint } from '../../../../toolkit/preflight/endpoints/entry-points';
import { NameServer } from './name-server';

const server = new NameServer({ 'hub.site.example': '192.0.2.7', 'secret.site.example': null });
let resolver: dns.Resolver;

beforeAll(async () => {
  resolver = await server.start();
});
afterAll(async () => server.stop());

const point = (name: string, managed = false): EntryPoint => ({ name, port: 443, tls: true, managed });
const check = async (...points: readonly EntryPoint[]) => checkNames(points, resolver);

test('a name that DNS knows is told with its address', async () => {
  const { problems, notes, addresses } = await check(point('hub.site.example'), { ...point('hub.site.example'), port: 8443 });
  expect(problems).toEqual([]);
  expect(notes).toEqual(['hub.site.example is 192.0.2.7']);
  expect(addresses.get('hub.site.example')).toEqual(['192.0.2.7']);
});

test('fails for a name that DNS doesn’t know, with the record to ask for', async () => {
  expect((await check(point('portal.site.example'))).problems).toMatchObject([
    {
      code: 'NameMissing',
      message: 'DNS has no address of portal.site.example, which users open',
      remedy: expect.stringContaining('type A or AAAA made for portal.site.example') as string,
    },
  ]);
});

test('fails otherwise for a name server that doesn’t answer', async () => {
  expect((await check(point('secret.site.example'))).problems).toMatchObject([
    {
      code: 'NameUnknown',
      message: expect.stringContaining('EREFUSED') as string,
      remedy: expect.stringContaining('dig secret') as string,
    },
  ]);
});

test('a name that the deployment makes isn’t expected before, nor asked for', async () => {
  const { problems, notes, addresses } = await check(point('front.site.example', true));
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('gets its record by the deployment')]);
  expect(addresses.size).toBe(0);
});
