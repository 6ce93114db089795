import * as fs from 'fs';
import * as path from 'path';
import { deployedServices } from '../../../../toolkit/drift/deployed-service';
import type { ServiceDrift } from '../../../../toolkit/drift/drift';
import type { Visitor } from '../../demo/visitor';
import { ending, Trial, words } from './trial';
import { Visitors } from './visitors';

const MINUTE = 60_000;
const trial = Trial.open();
let visitors: Visitors;
let marie: Visitor;

beforeAll(async () => {
  visitors = await Visitors.of(trial);
  marie = await visitors.working('marie');
}, 5 * MINUTE);

afterAll(async () => {
  await visitors?.leave();
});

const read = (file: string) => fs.readFileSync(path.resolve(__dirname, '../../../../.daas', file), 'utf8');

async function drift(...services: readonly string[]) {
  const { code, output } = await trial.daas('drift', trial.site, ...services, '--json');
  const found = (JSON.parse(output.slice(output.indexOf('{'))) as { services: ServiceDrift[] }).services;
  return { code, found, text: output };
}

test(
  'a second deployment changes nothing, and no notebook notices it',
  async () => {
    const before = trial.job('marie');
    const run = await trial.cdktf('deploy');
    expect(ending(run)).toEqual({ code: 0 });
    expect(words(run.output)).toMatch(/No changes\. Your infrastructure matches the configuration/);
    expect(words(run.output)).not.toMatch(/daas: .*: main started/);
    expect(trial.job('marie')).toBe(before);
    expect(await marie.api('status')).toBe(200);
  },
  5 * MINUTE,
);

test(
  'nothing has drifted, on any host',
  async () => {
    const { code, found } = await drift();
    expect(found.filter((s) => s.state !== 'same')).toEqual([]);
    expect(found.length).toBeGreaterThan(8);
    expect(code).toBe(0);
  },
  10 * MINUTE,
);

describe('what was changed by hand', () => {
  const secrets = () => [...read(`trial/${trial.site}.env`).matchAll(/=(.+)$/gm)].map(([, value]) => value!);
  /** What a site calls it; roles are the kit's. */
  const services = (...roles: readonly string[]) => roles.map((role) => state().find((s) => s.role === role)!.name);
  const state = () => deployedServices(read(`state/site-${trial.site}.tfstate`));
  const touched = ['hub', 'firewall', 'job_submit'];

  test(
    'is named with its host: a setting, a firewall rule, a rule of sudo, and secrets without their content',
    async () => {
      trial.on('front', `sed -i 's/"limitSeconds": [0-9]*/"limitSeconds": 7/' /opt/daas/services/notebooks/hub.json`);
      trial.on('front', 'echo BY_HAND=hunter2 >>/etc/daas/services/notebooks.env');
      trial.on('front', "sed -i 's/policy drop/policy accept/' /etc/daas.nft");
      trial.on('front', "sed -i 's/ALL, !root/ALL/' /etc/sudoers.d/daas-jobs");
      const { code, found, text } = await drift(...services(...touched, 'keycloak'));
      expect(code).toBe(2);
      expect(Object.fromEntries(found.map((s) => [s.role, s.state]))).toEqual({
        hub: 'drift',
        firewall: 'drift',
        job_submit: 'drift',
        keycloak: 'same',
      });
      const details = found.flatMap((s) => s.changes.map((c) => `${c.host}: ${c.task}: ${c.kind} ${c.detail}`));
      expect(details).toContainEqual(expect.stringMatching(/^front: Settings of the hub: changed [^]*-\s+"limitSeconds": 7/));
      expect(details).toContainEqual(expect.stringMatching(/^front: Rules: changed [^]*-.*policy accept[^]*\+.*policy drop/));
      expect(details).toContainEqual(expect.stringMatching(/^front: Rule that lets the hub run it as a user: changed [^]*\+.*ALL, !root/));
      expect(details).toContain('front: Environment of notebooks: hidden ');
      expect(text).not.toContain('hunter2');
      secrets().forEach((value) => expect(text).not.toContain(value));
    },
    5 * MINUTE,
  );

  test(
    'is as deployed again after what the report says, without a running notebook noticing',
    async () => {
      const before = trial.job('marie');
      const drifted = (await drift(...services(...touched))).found.map((s) => `-replace=${s.address}`);
      process.env['TF_CLI_ARGS_apply'] = drifted.join(' ');
      const run = await trial.cdktf('deploy').finally(() => delete process.env['TF_CLI_ARGS_apply']);
      expect(ending(run)).toEqual({ code: 0 });
      const { code, found } = await drift(...services(...touched));
      expect(found.filter((s) => s.state !== 'same')).toEqual([]);
      expect(code).toBe(0);
      expect(trial.job('marie')).toBe(before);
      expect(await marie.api('status')).toBe(200);
    },
    8 * MINUTE,
  );
});
