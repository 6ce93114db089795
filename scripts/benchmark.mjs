// Measures the kit's speed; results, with the machine they were measured on, are kept in docs/benchmarks.md.
//   npm run benchmark              synthesis
//   npm run benchmark -- --demo    from the command to a running notebook, warm, then cold in a fresh clone (minutes)
import { execFileSync, spawnSync } from 'node:child_process';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const RUNS = 15;
/** What git alone costs a comparison with a commit: that which toolkit/diff/synthesise.ts has it write. */
const CHECK_OUT = `const { execFileSync } = require('child_process');
const { NOT_SYNTHESISED } = require('./dist/toolkit/diff/compiled');
const scratch = require('fs').mkdtempSync(require('os').tmpdir() + '/daas-benchmark-');
const repository = execFileSync('git', ['rev-parse', '--absolute-git-dir'], { encoding: 'utf8' }).trim();
const without = NOT_SYNTHESISED.map((folder) => ':(exclude)' + folder);
execFileSync('git', ['checkout', '--quiet', 'HEAD', '--', '.', ...without], {
  cwd: scratch,
  env: { ...process.env, GIT_DIR: repository, GIT_WORK_TREE: scratch, GIT_INDEX_FILE: scratch + '.index' },
});
require('fs').rmSync(scratch, { recursive: true });
require('fs').rmSync(scratch + '.index');`;

/** Wall time of a command, ms. */
function time(args, env) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

/** Median wall times of commands, ms. They take turns: the machine's own speed changes from minute to minute. */
function medians(...commands) {
  const runs = Array.from({ length: RUNS }, () => commands.map(([args, env = {}]) => time(args, env)));
  return commands.map((_, i) => runs.map((times) => times[i]).sort((a, b) => a - b)[Math.floor(RUNS / 2)]);
}

function synthesis() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'daas-benchmark-'));
  try {
    const report = ['dist/cli/main.js', 'diff', '--base', 'HEAD', '--format', 'html', '--out', path.join(outdir, 'report.html')];
    const [floor, sites, git, diff] = medians(
      [['-e', "require('cdktf')"]],
      [['dist/main.js'], { CDKTF_OUTDIR: outdir }],
      [['-e', CHECK_OUT]],
      [report],
    );
    console.log(`floor, node -e "require('cdktf')"   ${floor.toFixed(0)} ms`);
    console.log(`synthesis of all sites             ${sites.toFixed(0)} ms = ${(sites / floor).toFixed(1)} x the floor`);
    console.log(`git: a commit's files are written       ${git.toFixed(0)} ms`);
    console.log(`daas diff, all sites, both syntheses   ${diff.toFixed(0)} ms = ${((diff - git) / floor).toFixed(1)} x the floor, and git`);
    for (const count of [10, 100, 1000]) {
      const sides = ['4', '8'].map((cores) => {
        const side = path.join(outdir, `${count}-${cores}`);
        execFileSync(process.execPath, ['scripts/synthetic-sites.cjs', String(count), side, cores], { cwd: root });
        return side;
      });
      const start = performance.now();
      const args = ['dist/cli/main.js', 'diff', '--base-out', sides[0], '--head-out', sides[1], '--format', 'markdown', '--out'];
      execFileSync(process.execPath, [...args, path.join(outdir, 'report.md')], { cwd: root });
      const took = performance.now() - start;
      console.log(
        `report of ${String(count).padStart(4)} synthetic sites        ${(took / 1000).toFixed(2)} s, ${(took / count).toFixed(1)} ms each`,
      );
      sides.forEach((side) => rmSync(side, { recursive: true }));
    }
    const [hosts, both] = medians(
      [['dist/main.js'], { CDKTF_OUTDIR: outdir, DAAS_SITES: 'demo,psi' }],
      [['dist/main.js'], { CDKTF_OUTDIR: outdir, DAAS_SITES: 'demo,psi,alba,dls,maxiv' }],
    );
    console.log(`alba, dls and maxiv add            ${(both - hosts).toFixed(0)} ms to sites without a cluster (${hosts.toFixed(0)} ms)`);
    for (const count of [1, 10, 100, 1000]) {
      const said = execFileSync(process.execPath, ['scripts/synthetic-sites.cjs', String(count), outdir], { cwd: root, encoding: 'utf8' });
      const { seconds, rssMebibytes } = JSON.parse(said);
      console.log(
        `${String(count).padStart(5)} synthetic sites               ${seconds.toFixed(2)} s, ${((seconds * 1000) / count).toFixed(1)} ms and ${(rssMebibytes / count).toFixed(2)} MiB of memory each`,
      );
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Seconds from the command to a notebook that runs, in a clone. */
function demo(clone, env) {
  const start = performance.now();
  const run = (...args) =>
    execFileSync(args[0], args.slice(1), {
      cwd: clone,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
  run('npm', 'run', '--silent', 'demo');
  const ready = (performance.now() - start) / 1000;
  const said = execFileSync(process.execPath, ['scripts/first-notebook.mjs', clone], { cwd: root, encoding: 'utf8' });
  console.log(`  log-in possible ${ready.toFixed(1)} s, notebook runs ${(ready + Number(said)).toFixed(1)} s`);
}

/** As a machine that was switched off leaves the demo. */
function stopServices() {
  const { directory } = JSON.parse(readFileSync(path.join(root, '.daas/site-demo/settings.json'), 'utf8'));
  const supervisor = Number(readFileSync(path.join(directory, 'run/supervisord.pid'), 'utf8'));
  process.kill(supervisor);
  while (existsSync(`/proc/${supervisor}`)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}

function demos() {
  console.log('demo, warm (everything installed, services stopped and deployed again):');
  execFileSync('npm', ['run', '--silent', 'demo'], { cwd: root, stdio: 'ignore' });
  stopServices();
  demo(root, {});
  const clone = mkdtempSync('/var/tmp/daas-cold-');
  try {
    execFileSync('git', ['clone', '--quiet', root, clone]);
    console.log('demo, cold (fresh clone, empty caches):');
    demo(clone, { npm_config_cache: path.join(clone, '.cold/npm'), HOME: path.join(clone, '.cold') });
    execFileSync('npm', ['run', '--silent', 'demo:down'], { cwd: clone, stdio: 'ignore' });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

console.log(
  `${cpus().length} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`,
);
if (process.argv.includes('--demo')) demos();
else synthesis();
