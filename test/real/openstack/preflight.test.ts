import * as fs from 'fs';
import { OpenStackClient } from '../../../toolkit/openstack/openstack-client';
import { absent, looks } from '../../../toolkit/preflight/cloud/catalogue';
import type { Preflight } from '../../../toolkit/preflight/preflight';
import { authUrl, Cloud, run, runBeside, THERE_IS_A_CLOUD, useSites } from './cloud';
import { FlakyCloud } from './flaky-cloud';

/** A site that doesn't set its quotas itself. */
const SITE = 'xfel';
const MINUTE = 60_000;
const HIDDEN = 'daas-test-hidden';

if (!THERE_IS_A_CLOUD) {
  console.warn('skipped: name a project that may be filled and emptied by OS_CLIENT_CONFIG_FILE and OS_CLOUD');
}

(THERE_IS_A_CLOUD ? describe : describe.skip)('preflight of a real cloud', () => {
  let cloud: Cloud;
  let whole: Preflight;
  const look = (): Preflight => JSON.parse(run('cli/daas', 'preflight', SITE, '--json').stdout) as Preflight;
  const lookBeside = async (): Promise<Preflight> =>
    JSON.parse((await runBeside('cli/daas', 'preflight', SITE, '--json')).stdout) as Preflight;
  /** What is wrong with the cloud; names of the site are nobody's. */
  const found = ({ problems }: Preflight): string[] =>
    problems.filter((p) => /^(Quota|Flavor|Image|Network|Zone|Cloud)/.test(p.code)).map((p) => `${p.code}: ${p.message}`);

  beforeAll(() => {
    cloud = Cloud.for([SITE]);
    useSites('test/real/openstack/sites');
    whole = look();
  }, 2 * MINUTE);

  test('finds nothing where the cloud has all of it', () => {
    expect(found(whole)).toEqual([]);
    expect(whole.sums.length).toBeGreaterThan(8);
  });

  test(
    'fails for each quota that is too small by one, and for that alone, with the request to send',
    async () => {
      const usual = Object.fromEntries((await cloud.quotas()).map((q) => [q.name, q.limit ?? -1]));
      const short = whole.sums.flatMap(({ name, needed, surge }) => {
        const quota = whole.quotas.find((q) => q.name === name);
        return quota === undefined ? [] : [{ name, enough: quota.used + needed + surge }];
      });
      expect(short.length).toBeGreaterThan(8);
      try {
        for (const { name, enough } of short) {
          await cloud.setQuotas({ [name]: enough - 1 });
          const seen = look();
          expect(found(seen)).toEqual([expect.stringMatching(new RegExp(`^QuotaShort: ${name}: .* 1( [MG]iB)? missing$`))]);
          expect(seen.request).toMatch(new RegExp(`^- ${name}: from ${enough - 1}( [MG]iB)? to ${enough}( [MG]iB)?$`, 'm'));
          await cloud.setQuotas({ [name]: usual[name]! });
        }
      } finally {
        await cloud.setQuotas(usual);
      }
    },
    10 * MINUTE,
  );

  test('fails for an image that is hidden, and for what isn’t there', async () => {
    const client = await OpenStackClient.logIn(SITE);
    const body = { name: HIDDEN, os_hidden: true, disk_format: 'raw', container_format: 'bare' };
    const image = JSON.parse((await client.call('POST', 'image', '/images', body)).body) as { id: string };
    try {
      const named = { flavors: ['none'], images: [HIDDEN], networks: ['none'], zones: ['none'] };
      const problems = await Promise.all(looks(named).map(async (each) => absent(each, await each.list(client))));
      expect(problems.flat().map((p) => p.message)).toEqual([
        "the cloud has no flavour 'none'",
        `the image '${HIDDEN}' is hidden`,
        "the cloud has no network 'none'",
        "the cloud has no availability zone 'none'",
      ]);
    } finally {
      await client.call('DELETE', 'image', `/images/${image.id}`);
    }
  });

  test('reads lists that come in pages to their ends', async () => {
    const client = await OpenStackClient.logIn(`${SITE}-admin`);
    for (const [service, path, key] of [
      ['compute', '/flavors/detail', 'flavors'],
      ['image', '/images', 'images'],
      ['network', '/security-group-rules', 'security_group_rules'],
    ] as const) {
      const ids = async (list: string): Promise<string[]> => (await client.list(service, list, key)).map((i) => String(i['id'])).sort();
      const all = await ids(path);
      expect(all.length).toBeGreaterThan(1);
      expect(await ids(`${path}?limit=1`)).toEqual(all);
    }
  });

  test('fails for credentials that the cloud refuses, with the sums nevertheless', () => {
    const file = process.env['OS_CLIENT_CONFIG_FILE']!;
    const usual = fs.readFileSync(file);
    const { clouds } = JSON.parse(usual.toString('utf8')) as { clouds: Record<string, { auth: Record<string, string> }> };
    clouds[SITE]!.auth['password'] = 'another';
    try {
      fs.writeFileSync(file, JSON.stringify({ clouds }));
      const seen = look();
      expect(found(seen)).toEqual([expect.stringContaining(`CloudRefuses: the cloud '${SITE}' refuses the credentials of clouds.yaml`)]);
      expect(seen.sums.map((s) => s.name)).toEqual(whole.sums.map((s) => s.name));
    } finally {
      fs.writeFileSync(file, usual);
    }
  }, 60_000);

  test('asks again an API that answers 503 for a moment, and says so; fails for one that goes on', async () => {
    const flaky = await FlakyCloud.before(authUrl());
    try {
      Cloud.for([SITE], flaky.authUrl);
      flaky.refuseNext = 2;
      const patient = await lookBeside();
      expect(found(patient)).toEqual([]);
      expect(patient.notes.filter((n) => n.includes('503') && n.includes('asked again'))).toHaveLength(2);
      flaky.refuseNext = 3;
      expect(found(await lookBeside())).toEqual([expect.stringMatching(/^CloudRefuses: .*503/)]);
    } finally {
      await flaky.close();
      Cloud.for([SITE]);
    }
  }, 120_000);
});
