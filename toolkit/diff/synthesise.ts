import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { staleSources, transpile } from './compiled';

/** Synthesises all sites as they are in the clone now; `out` gets what `cdktf synth` would write. */
export async function synthesiseWorkingTree(out: string): Promise<void> {
  const what = 'the working tree';
  if (staleSources(KIT_ROOT, path.join(KIT_ROOT, 'dist')).length > 0) {
    await compile(KIT_ROOT, what);
  }
  await synthesise(KIT_ROOT, out, what);
}

/**
 * Synthesises all sites of a commit, in a git worktree of its own below `scratch`.
 *
 * @param say gets remarks for the operator
 */
export async function synthesiseCommit(ref: string, scratch: string, out: string, say: (line: string) => void): Promise<void> {
  const commit = await run('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], KIT_ROOT);
  if (commit.status !== 0) {
    throw new KitError(`git knows no commit '${ref}'`, 'in CI, fetch the base branch first: a shallow clone does not have it');
  }
  const tree = path.join(scratch, 'tree');
  const added = await run('git', ['worktree', 'add', '--quiet', '--detach', tree, commit.stdout.trim()], KIT_ROOT);
  if (added.status !== 0) {
    throw new KitError(`no worktree of '${ref}' could be made: ${added.stderr.trim()}`);
  }
  try {
    await prepare(tree, ref, say);
    await synthesise(tree, out, `'${ref}'`);
  } finally {
    await run('git', ['worktree', 'remove', '--force', tree], KIT_ROOT);
  }
}

/** Gives the worktree the clone's packages, what is compiled already, and this machine's settings of the demo. */
async function prepare(tree: string, ref: string, say: (line: string) => void): Promise<void> {
  const lock = (root: string): string => fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  if (lock(tree) === lock(KIT_ROOT)) {
    fs.symlinkSync(path.join(KIT_ROOT, 'node_modules'), path.join(tree, 'node_modules'));
  } else {
    say(`the packages of '${ref}' are others: installing them`);
    const installed = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], tree);
    if (installed.status !== 0) {
      throw new KitError(`the packages of '${ref}' can't be installed: ${lastLines(installed.stderr)}`);
    }
  }
  const dist = path.join(KIT_ROOT, 'dist');
  if (lock(tree) === lock(KIT_ROOT) && fs.existsSync(dist)) {
    // What is the same is compiled already, and what was committed was checked then.
    copyCompiled(dist, path.join(tree, 'dist'));
    transpile(tree, staleSources(tree, dist));
  } else {
    await compile(tree, `'${ref}'`);
  }
  const settings = path.join(KIT_ROOT, '.daas/site-demo/settings.json');
  if (fs.existsSync(settings)) {
    fs.mkdirSync(path.join(tree, '.daas/site-demo'), { recursive: true });
    fs.copyFileSync(settings, path.join(tree, '.daas/site-demo/settings.json'));
  }
}

/** Copies, not links: the compiler may write to the clone's files meanwhile. */
function copyCompiled(dist: string, target: string): void {
  for (const entry of fs.readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = path.relative(dist, path.join(entry.parentPath, entry.name));
    if (entry.isDirectory()) {
      fs.mkdirSync(path.join(target, file), { recursive: true });
    } else if (file.endsWith('.js')) {
      fs.writeFileSync(path.join(target, file), fs.readFileSync(path.join(dist, file)));
    }
  }
}

async function compile(root: string, what: string): Promise<void> {
  const compiled = await run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-b'], root);
  if (compiled.status !== 0) {
    throw new KitError(
      `${what} doesn't compile:\n${lastLines(compiled.stdout)}`,
      'npx daas validate shows all problems of the working tree',
    );
  }
}

async function synthesise(root: string, out: string, what: string): Promise<void> {
  fs.mkdirSync(out, { recursive: true });
  const built = await run(process.execPath, [path.join(root, 'dist/main.js')], root, { CDKTF_OUTDIR: out });
  if (built.status !== 0) {
    throw new KitError(
      `${what} can't be synthesised:\n${lastLines(built.stderr)}`,
      'npx daas validate shows all problems of the working tree',
    );
  }
}

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string, args: readonly string[], cwd: string, environment: Record<string, string> = {}): Promise<Result> {
  // Sites and output are the comparison's own choice, not that of the caller's environment.
  const { DAAS_SITES: _sites, DAAS_SITES_DIR: _folder, DAAS_PROBLEMS: _problems, ...env } = process.env;
  const child = spawn(command, args, { cwd, env: { ...env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => stdout.push(part));
  child.stderr.on('data', (part: Buffer) => stderr.push(part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') }),
    );
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n');
}
