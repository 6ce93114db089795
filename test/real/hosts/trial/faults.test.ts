import * as fs from 'fs';
import { eventually } from '../../demo/clone';
import type { Visitor } from '../../demo/visitor';
import { ending, Trial, words } from './trial';
import { Visitors } from './visitors';

const MINUTE = 60_000;
const trial = Trial.open();
let visitors: Visitors;
let marie: Visitor;
/** Of the notebooks' first profile. */
let partition: string;

beforeAll(async () => {
  visitors = await Visitors.of(trial);
  marie = await visitors.working('marie');
  partition = trial.on('ctl', "squeue --noheader --user=marie --name=notebook --format='%P'");
}, 5 * MINUTE);

afterAll(async () => {
  await visitors?.leave();
});

const hub = (path: string) => `https://${trial.names.notebooks}/hub/${path}`;

async function kernels(): Promise<readonly string[]> {
  const answer = await marie.context.request.get(`https://${trial.names.notebooks}/user/marie/api/kernels`);
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { id: string }[]).map((k) => k.id);
}

async function hubAnswers(): Promise<boolean> {
  return marie.context.request.get(hub('health')).then(
    (answer) => answer.ok(),
    () => false,
  );
}

/** Ends the notebook as its user does. */
async function stop(): Promise<void> {
  await marie.page.goto(hub('home'));
  const button = marie.page.locator('#stop');
  if (await button.isVisible()) {
    await button.click();
  }
  await eventually('the notebook’s job has ended', 60, () => trial.job('marie') === '');
  await marie.page.locator('#start', { hasText: 'Start My Server' }).waitFor();
}

/** Starts a notebook of the first profile that can't start; gives what the page says. */
async function failure(): Promise<string> {
  await marie.page.goto(hub('spawn'));
  await marie.page.getByRole('button', { name: /start/i }).click();
  return refusal();
}

async function refusal(): Promise<string> {
  const page = marie.page.locator('body', { hasText: /failed|did not accept|can never start/i });
  await page.waitFor();
  // While it is pending, the page asks and shows it by itself.
  await eventually('the reason is shown', 60, async () => /job|cluster|node/i.test(await page.innerText()));
  return page.innerText();
}

describe('a notebook that runs', () => {
  test(
    'survives a restart of the hub and of its proxy',
    async () => {
      expect(await marie.runCode('kept = 41; print(kept)')).toContain('41');
      const before = { job: trial.job('marie'), kernels: await kernels() };
      trial.on('front', 'systemctl restart daas-notebooks daas-notebooks-proxy');
      await eventually('the hub answers', 60, hubAnswers);
      await eventually('the notebook is reached', 60, async () => (await marie.api('status')) === 200);
      expect({ job: trial.job('marie'), kernels: await kernels() }).toEqual(before);
      expect(await marie.runCode('print(6 * 7)')).toContain('42');
    },
    4 * MINUTE,
  );

  test(
    'survives a controller that is away, also when the hub restarts meanwhile',
    async () => {
      const before = { job: trial.job('marie'), kernels: await kernels() };
      trial.on('ctl', 'systemctl stop slurmctld');
      try {
        trial.on('front', 'systemctl restart daas-notebooks');
        await eventually('the hub answers', 90, hubAnswers);
        await eventually('the notebook is reached', 60, async () => (await marie.api('status')) === 200);
      } finally {
        trial.on('ctl', 'systemctl start slurmctld');
      }
      await eventually('Slurm answers', 60, () => trial.on('ctl', 'scontrol ping').includes('UP'));
      expect({ job: trial.job('marie'), kernels: await kernels() }).toEqual(before);
    },
    4 * MINUTE,
  );
});

describe('a start that cannot succeed', () => {
  beforeAll(stop, 2 * MINUTE);

  afterAll(async () => {
    // Nothing is left of the faults: the same click brings a notebook.
    await marie.page.goto(hub('spawn'));
    await marie.startServer();
    expect(trial.job('marie')).toMatch(/^marie RUNNING node/);
  }, 3 * MINUTE);

  test.each([
    [
      'its time is longer than the partition allows',
      'MaxTime=1',
      /The profile's time is longer than its partition allows|PartitionTimeLimit/,
    ],
    ['the user may not use the partition', 'AllowGroups=root', /You may not use the profile's partition/],
    ['the partition takes no jobs', 'State=INACTIVE', /The profile's partition takes no jobs now|PartitionInactive/],
  ])(
    'fails with the reason when %s',
    async (_, setting, reason) => {
      trial.on('ctl', `scontrol update PartitionName=${partition} ${setting}`);
      try {
        expect(await failure()).toMatch(reason);
      } finally {
        trial.on('ctl', 'scontrol reconfigure');
      }
      expect(trial.job('marie')).toBe('');
    },
    2 * MINUTE,
  );

  test(
    'fails with the reason when the partition is gone',
    async () => {
      trial.on('ctl', `scontrol delete PartitionName=${partition}`);
      try {
        expect(await failure()).toMatch(/The profile's partition does not exist, or you may not use it/);
      } finally {
        trial.on('ctl', 'scontrol reconfigure');
      }
    },
    2 * MINUTE,
  );

  test(
    'fails with the node’s name when the node dies meanwhile',
    async () => {
      await marie.page.goto(hub('spawn'));
      await marie.page.getByRole('button', { name: /start/i }).click();
      await eventually('the job runs', 60, () => / RUNNING node/.test(trial.job('marie')));
      const node = trial.job('marie').split(' ')[2]!;
      trial.on('ctl', `scontrol update NodeName=${node} State=DOWN Reason=dead`);
      try {
        expect(await refusal()).toMatch(new RegExp(`ended on ${node} \\(NODE_FAIL\\) before its notebook server answered`));
      } finally {
        trial.on('ctl', `scontrol update NodeName=${node} State=RESUME`);
      }
    },
    2 * MINUTE,
  );

  test(
    'fails with the node’s name when its disk is full',
    async () => {
      const nodes = ['node1', 'node2'];
      nodes.forEach((node) => trial.on(node, 'mount -t tmpfs -o size=4k,mode=1777 full /tmp'));
      try {
        expect(await failure()).toMatch(/Node node[12] can't write temporary files to \/tmp: its disk is most likely full/);
      } finally {
        nodes.forEach((node) => trial.on(node, 'umount /tmp'));
      }
    },
    3 * MINUTE,
  );
});

describe('a deployment', () => {
  afterAll(() => {
    fs.writeFileSync(trial.inventory, fs.readFileSync(trial.inventory, 'utf8').replace(/^# round .*\n/gm, ''));
  });

  test(
    'fails with the host’s name when the host goes away in the middle, and a plain re-run completes it',
    async () => {
      const before = trial.job('marie');
      // A changed inventory runs all roles again.
      fs.appendFileSync(trial.inventory, `# round ${Date.now()}\n`);
      const deployment = trial.start('node_modules/.bin/cdktf', 'deploy', `site-${trial.site}`, '--auto-approve');
      await eventually('the first play is done', 180, () => /main done in/.test(words(deployment.output())));
      trial.on(
        'node2',
        'systemd-run --quiet --collect bash -c "sleep 1; systemctl stop ssh.socket ssh; pkill -x sshd; sleep 100; systemctl start ssh"',
      );
      const { code, output } = await deployment.ended;
      expect(code).toBe(1);
      expect(words(output)).toMatch(/fatal: \[node2\]: UNREACHABLE!/);
      expect(words(output)).toMatch(/main FAILED after \d+ s; a re-run continues where it stopped/);

      await eventually('node2 is reached again', 150, () => {
        try {
          return trial.on('node2', 'echo there') === 'there';
        } catch {
          return false;
        }
      });
      expect(ending(await trial.cdktf('deploy'))).toEqual({ code: 0 });
      const again = await trial.cdktf('deploy');
      expect(words(again.output)).toMatch(/No changes\. Your infrastructure matches the configuration/);
      expect(trial.job('marie')).toBe(before);
    },
    20 * MINUTE,
  );
});
