import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { ServiceDrift } from '../../../toolkit/drift/drift';
import type { CheckResult, Verification } from '../../../toolkit/verify/result';

const ROOT = path.resolve(__dirname, '../../..');
const DAAS = path.join(ROOT, 'cli/daas');
const MINUTE = 60_000;
let directory: string;

beforeAll(() => {
  execFileSync(DAAS, ['demo', 'up', '--json']);
  const settings = fs.readFileSync(path.join(ROOT, '.daas/site-demo/settings.json'), 'utf8');
  directory = (JSON.parse(settings) as { directory: string }).directory;
}, 10 * MINUTE);

/** The acceptance tests as an operator runs them: exit code, and what isn't good. */
function verify(...options: readonly string[]): {
  readonly code: number | null;
  readonly bad: readonly CheckResult[];
  readonly said: string;
} {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-verify-'));
  try {
    const { status, stdout, stderr } = spawnSync(DAAS, ['verify', 'demo', '--out', out, ...options], { encoding: 'utf8' });
    const run = JSON.parse(fs.readFileSync(path.join(out, 'verify.json'), 'utf8')) as Verification;
    return { code: status, bad: run.results.filter((r) => r.status === 'failed'), said: stdout + stderr };
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

/** Runs the acceptance tests with other settings. */
function verifyWith(change: (settings: string) => string): ReturnType<typeof verify> {
  const file = path.join(ROOT, 'sites/demo/verify.yaml');
  const before = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, change(before));
  try {
    return verify();
  } finally {
    fs.writeFileSync(file, before);
  }
}

test(
  'the demo is accepted, comes back when its hub is killed, and no password is shown',
  () => {
    const { code, bad, said } = verify('--recovery');
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    const store = fs.readFileSync(path.join(ROOT, '.daas/site-demo/secrets.env'), 'utf8');
    const password = /^DEMO_USER_PASSWORD=['"]?([^'"\n]+)/m.exec(store)![1]!;
    expect(said).not.toContain(password);
  },
  8 * MINUTE,
);

test(
  'nothing has drifted from the deployment, and what is changed by hand is found',
  () => {
    const drifted = (...services: readonly string[]): readonly string[] => {
      const { status, stdout } = spawnSync(DAAS, ['drift', 'demo', ...services, '--json'], { encoding: 'utf8' });
      const found = (JSON.parse(stdout) as { readonly services: readonly ServiceDrift[] }).services;
      const changed = found.filter((service) => service.state !== 'same');
      expect(status).toBe(changed.length > 0 ? 2 : 0);
      return changed.map(({ name, state }) => `${name}: ${state}`);
    };
    expect(drifted()).toEqual([]);
    const spool = path.join(directory, 'services/slurm/spool');
    fs.chmodSync(spool, 0o777);
    try {
      expect(drifted('slurm')).toEqual(['slurm: drift']);
    } finally {
      fs.chmodSync(spool, 0o755);
    }
  },
  5 * MINUTE,
);

test(
  'fails for a queue that runs nothing, tells it from a slow start, and judges nothing that needs a session',
  () => {
    const slurm = (...args: readonly string[]) =>
      execFileSync('scontrol', args, { env: { ...process.env, SLURM_CONF: path.join(directory, 'services/slurm/slurm.conf') } });
    slurm('update', 'PartitionName=all', 'State=DOWN');
    try {
      // A notebook takes a quarter of that.
      const { code, bad } = verifyWith((settings) => `${settings}limits: { spawn: 60 }\n`);
      expect(bad.map((r) => r.id)).toEqual(['a6.batch.notebooks.interactive', 'a6.batch.notebooks.large']);
      expect(bad[0]!.next).toMatch(/queue 'all'.*sinfo/);
      expect(code).toBe(1);
    } finally {
      slurm('update', 'PartitionName=all', 'State=UP');
    }
  },
  10 * MINUTE,
);

test(
  'fails for a session with the uid of somebody else, and for nothing else',
  () => {
    const { bad, said } = verifyWith((settings) => settings.replace('uid: 21001', 'uid: 21009'));
    expect(bad.map((r) => r.id)).toEqual(['a4.ids.notebooks.interactive', 'a4.ids.notebooks.large']);
    expect(said).toContain('uid 21001, gid 21001, must be uid 21009');
  },
  8 * MINUTE,
);
