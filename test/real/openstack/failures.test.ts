import { authUrl, cdktf, Cloud, ending, killedApply, run, runBeside, setTrial, terraform, THERE_IS_A_CLOUD } from './cloud';
import { FlakyCloud } from './flaky-cloud';

const SITE = 'ill';
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
  const deploy = () => run('cli/daas', 'deploy', SITE, '--yes');

  beforeAll(async () => {
    cloud = Cloud.for([SITE]);
    before = await cloud.inventory();
    expect(run('cli/daas', 'orphans', SITE).code).toBe(0);
  });

  afterAll(async () => {
    cdktf('destroy', SITE);
    expect(await cloud.inventory()).toEqual(before);
  }, 600_000);

  test.each([
    ['compute', 'cores', 4, 'cores: 4 needed'],
    ['compute', 'instances', 1, 'instances: 1 needed'],
    ['network', 'security_group', 2, 'security_group: 2 needed'],
    ['network', 'network', 3, 'network: 3 needed'],
  ] as const)(
    'fails before anything is changed where the quota of %s %s is one too small, and says so',
    async (service, name, needed, says) => {
      const inventory = (await cloud.inventory()) as Record<string, readonly string[]>;
      const used = inventory[`${name}s`]?.length ?? 0;
      const old = await cloud.setQuota(service, { [name]: used + needed - 1 });
      try {
        const { code, output } = deploy();
        expect(output).toContain(says);
        expect(output).toMatch(/1 missing/);
        expect(code).toBe(1);
        expect(await cloud.inventory()).toEqual(before);
      } finally {
        await cloud.setQuota(service, old);
      }
    },
    120_000,
  );

  test.each(POINTS)(
    'is repaired after it was killed at %i ms',
    async (point) => {
      await killedApply(SITE, point);
      // Requests that were under way go on in the cloud for a moment.
      await new Promise((resolve) => setTimeout(resolve, 5000));
      run('cli/daas', 'orphans', SITE, '--adopt', '--remove');
      expect(ending(deploy())).toEqual({ code: 0 });
      expect(run('cli/daas', 'orphans', SITE)).toMatchObject({ code: 0 });
      expect(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color').code).toBe(0);
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
    run('cli/daas', 'orphans', SITE, '--adopt', '--remove');
    expect(ending(deploy())).toEqual({ code: 0 });
    expect(run('cli/daas', 'orphans', SITE)).toMatchObject({ code: 0 });
    expect(terraform(SITE, 'plan', '-detailed-exitcode', '-no-color').code).toBe(0);
    expect(ending(cdktf('destroy', SITE))).toEqual({ code: 0 });
    expect(await cloud.inventory()).toEqual(before);

    /** Waits until the cloud has more networks than before. */
    async function networkMade(): Promise<void> {
      const count = async (): Promise<number> => ((await cloud.inventory()) as Record<string, readonly string[]>)['networks']!.length;
      const old = await count();
      while ((await count()) === old) {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }, 900_000);

  test('fails to destroy data, and says which, when the site does not consent', () => {
    expect(deploy().code).toBe(0);
    setTrial(SITE, false);
    const { code, output } = cdktf('destroy', SITE);
    setTrial(SITE, true);
    expect(code).not.toBe(0);
    expect(output).toMatch(/prevent_destroy/);
  }, 600_000);
});
