import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { CheckResult, Verification } from '../../../toolkit/verify/result';
import { eventually } from './clone';

const ROOT = path.resolve(__dirname, '../../..');
const DAAS = path.join(ROOT, 'cli/daas');
const MINUTE = 60_000;
let directory: string;
let notebooks: string;

beforeAll(() => {
  const demo = JSON.parse(execFileSync(DAAS, ['demo', 'up', '--json'], { encoding: 'utf8' })) as { notebooks: string };
  notebooks = demo.notebooks;
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

async function restartHub(): Promise<void> {
  execFileSync('env/supervisor/bin/supervisorctl', ['-c', 'run/supervisord.conf', 'restart', 'notebooks'], { cwd: directory });
  await eventually('the hub answers', 60, async () =>
    fetch(`${notebooks}/hub/health`).then(
      (r) => r.ok,
      () => false,
    ),
  );
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
  'fails for raw data that sessions can write, and for nothing else',
  async () => {
    const settings = path.join(directory, 'services/notebooks/hub.json');
    const before = fs.readFileSync(settings, 'utf8');
    const data = JSON.parse(before) as { mounts: { name: string; readOnly: boolean }[] };
    data.mounts.find((m) => m.name === 'raw')!.readOnly = false;
    const proposal = path.join(directory, 'data/raw/proposal-4711');
    const { mode } = fs.statSync(proposal);
    fs.writeFileSync(settings, JSON.stringify(data));
    fs.chmodSync(proposal, 0o755);
    try {
      await restartHub();
      const { code, bad } = verify();
      expect(bad.map((r) => r.id)).toEqual(['a4.read-only.notebooks.raw']);
      expect(bad[0]!.evidence).toMatch(/proposal-4711 could be opened for writing/);
      expect(bad[0]!.next).toMatch(/mount 'raw' read-only/);
      expect(code).toBe(1);
      expect(fs.readdirSync(proposal).filter((n) => n.startsWith('.daas-verify'))).toEqual([]);
    } finally {
      fs.writeFileSync(settings, before);
      fs.chmodSync(proposal, mode);
      await restartHub();
    }
  },
  8 * MINUTE,
);

test(
  'fails for a queue that runs nothing, tells it from a slow start, and judges nothing that needs a session',
  () => {
    const slurm = (...args: readonly string[]) =>
      execFileSync('scontrol', args, { env: { ...process.env, SLURM_CONF: path.join(directory, 'services/slurm/slurm.conf') } });
    slurm('update', 'PartitionName=all', 'State=DOWN');
    try {
      const { code, bad } = verify();
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
    const file = path.join(ROOT, 'sites/demo/verify.yaml');
    const before = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, before.replace('uid: 21001', 'uid: 21009'));
    try {
      const { bad, said } = verify();
      expect(bad.map((r) => r.id)).toEqual(['a4.ids.notebooks.interactive', 'a4.ids.notebooks.large']);
      expect(said).toContain('uid 21001, gid 21001, must be uid 21009');
    } finally {
      fs.writeFileSync(file, before);
    }
  },
  8 * MINUTE,
);
