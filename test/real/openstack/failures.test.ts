import { explain } from '../../../toolkit/deploy/explain';
import { authUrl, cdktf, Cloud, ending, killedApply, run, runBeside, setTrial, terraform, THERE_IS_A_CLOUD, useSites } from './cloud';
import { FlakyCloud } from './flaky-cloud';

const SITE = 'ill';
/** Sites that don't set their quotas themselves. */
const QUOTA_SITES = ['ill', 'xfel'];
/** How often an apply is killed; CI takes fewer than a night does. */
const KILLS = Number(process.env['DAAS_KILLS'] ?? 2);
/** An apply on the cloud under test, roughly. */
const APPLY_MILLISECONDS = Number(process.env['DAAS_APPLY_SECONDS'] ?? 40) * 1000;
const SEED = Number(process.env['DAAS_SEED'] ?? 1);

/** Numbers from 0 to 1 that are the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const next = random(SEED);
const POINTS = Array.from({ length: KILLS }, () => Math.round(next() * APPLY_MILLISECONDS));

if (!THERE_IS_A_CLOUD) {
  console.warn('skipped: name a project that may be filled and emptied by OS_CLIENT_CONFIG_FILE and OS_CLOUD');
}

(THERE_IS_A_CLOUD ? describe : describe.skip)('a deployment that goes wrong', () => {
  let cloud: Cloud;
  let before: object;
  const deploy = (site = SITE) => run('cli/daas', 'deploy', site, '--yes');

  /**
   * As an operator does. What was under way in the cloud may get ready after the first look for it: then the deployment has to
   * send back to that look, and the second one has to go through.
   */
  function repair(): void {
    const adopt = () => expect(ending(run('cli/daas', 'orphans', SITE, '--adopt', '--remove'))).toEqual({ code: 0 });
    adopt();
    const first = deploy();
    if (/daas orphans ill finds it/.test(first.output)) {
      adopt();
      expect(ending(deploy())).toEqual({ code: 0 });
    } else {
      expect(ending(first)).toEqual({ code: 0 });
    }
    expect(run('cli/daas', 'orphans', SITE)).toMatchObject({ code: 0 });
    expect(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color').code).toBe(0);
  }

  beforeAll(async () => {
    cloud = Cloud.for(QUOTA_SITES);
    useSites('test/real/openstack/sites');
    before = await cloud.inventory();
    expect(run('cli/daas', 'orphans', SITE).code).toBe(0);
  });

  afterAll(async () => {
    cdktf('destroy', SITE);
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);

  test.each(QUOTA_SITES)(
    'of site %s is refused while any of its quotas is too small by one, and goes through when none is',
    async (site) => {
      const usual = Object.fromEntries((await cloud.quotas()).map((q) => [q.name, q.limit ?? -1]));
      const used = Object.fromEntries((await cloud.quotas()).map((q) => [q.name, q.used]));
      const refusal = (): string => {
        const { code, output } = deploy(site);
        expect(ending({ code, output })).toMatchObject({ code: 1 });
        return output;
      };
      try {
        await cloud.setQuotas(used);
        const needs = Object.fromEntries([...refusal().matchAll(/^ +([a-z_ ]+): (\d+)/gm)].map(([, name, n]) => [name!, Number(n)]));
        expect(Object.keys(needs).length).toBeGreaterThan(8);
        const enough = Object.fromEntries(Object.entries(needs).map(([name, n]) => [name, used[name]! + n]));
        await cloud.setQuotas(enough);
        for (const [name, limit] of Object.entries(enough)) {
          await cloud.setQuotas({ [name]: limit - 1 });
          const said = refusal().match(/^ +.* missing$/gm);
          expect(said).toEqual([expect.stringMatching(new RegExp(`^ +${name}: .* 1( [MG]iB)? missing$`))]);
          await cloud.setQuotas({ [name]: limit });
        }
        expect(await cloud.inventory()).toEqual(before);
        expect(ending(deploy(site))).toEqual({ code: 0 });
        expect(ending(cdktf('destroy', site))).toEqual({ code: 0 });
        expect(await cloud.inventory()).toEqual(before);
      } finally {
        await cloud.setQuotas(usual);
      }
    },
    900_000,
  );

  test('by cdktf alone gets stuck where a quota is used up, is explained, and goes on when it is raised', async () => {
    const ports = (await cloud.quotas()).find((q) => q.name === 'port')!;
    // Not one more: Neutron lets several requests at once pass a limit that each of them keeps.
    await cloud.setQuotas({ port: ports.used });
    try {
      const { code, output } = cdktf('deploy', SITE);
      expect(code).not.toBe(0);
      expect(explain(output)).toContainEqual(expect.objectContaining({ quota: true }));
    } finally {
      await cloud.setQuotas({ port: ports.limit ?? -1 });
    }
    expect(ending(deploy())).toEqual({ code: 0 });
    expect(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color').code).toBe(0);
    expect(ending(cdktf('destroy', SITE))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);
  }, 900_000);

  test.each(POINTS)(
    'is repaired after it was killed at %i ms',
    async (point) => {
      await killedApply(SITE, point);
      // Requests that were under way go on in the cloud for a moment.
      await new Promise((resolve) => setTimeout(resolve, 5000));
      repair();
      expect(cdktf('destroy', SITE).code).toBe(0);
      expect(await cloud.inventory()).toEqual(before);
    },
    900_000,
  );

  test('is explained when the APIs stop answering, and repaired when they do again', async () => {
    const flaky = await FlakyCloud.before(authUrl());
    Cloud.for([SITE], flaky.authUrl);
    const outage = (async () => {
      await networkMade();
      flaky.down = true;
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      flaky.down = false;
    })();
    const failed = await runBeside('cli/daas', 'deploy', SITE, '--yes');
    await outage;
    await flaky.close();
    Cloud.for([SITE]);
    expect(flaky.refused).toBeGreaterThan(0);
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/an API of the cloud failed or didn't answer/);
    repair();
    expect(ending(cdktf('destroy', SITE))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);

    /** Waits until the cloud has more networks than before. */
    async function networkMade(): Promise<void> {
      const count = async (): Promise<number> => ((await cloud.inventory()) as Record<string, readonly string[]>)['networks']!.length;
      const old = await count();
      for (const end = Date.now() + 300_000; (await count()) === old;) {
        if (Date.now() > end) {
          throw new Error('no network was made');
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }, 900_000);

  test('fails to destroy data, and says which, when the site does not consent', () => {
    expect(deploy().code).toBe(0);
    setTrial(SITE, false);
    const { code } = cdktf('destroy', SITE);
    // cdktf leaves out Terraform's reason.
    const plan = terraform(SITE, 'plan', '-destroy', '-no-color');
    setTrial(SITE, true);
    expect(code).not.toBe(0);
    expect(plan.output).toMatch(/prevent_destroy/);
  }, 600_000);
});
