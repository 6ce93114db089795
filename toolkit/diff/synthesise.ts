import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { copyCompiled, NOT_SYNTHESISED, staleSources, transpile } from './compiled';

/** Synthesises all sites as they are in the clone now; `out` gets what `cdktf synth` would write. */
export async function synthesiseWorkingTree(out: string): Promise<void> {
  const what = 'the working tree';
  if (staleSources(KIT_ROOT, path.join(KIT_ROOT, 'dist')).length > 0) {
    await compile(KIT_ROOT, what);
  }
  await synthesise(KIT_ROOT, out, what);
}

/**
 * Synthesises all sites of a commit, in a tree of its own below `scratch`.
 *
 * @param say gets remarks for the operator
 */
export async function synthesiseCommit(ref: string, scratch: string, out: string, say: (line: string) => void): Promise<void> {
  const found = await run(
    'git',
    ['rev-parse', '--absolute-git-dir', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    KIT_ROOT,
  );
  const [repository, commit] = found.stdout.trim().split('\n');
  if (found.status !== 0 || repository === undefined || commit === undefined) {
    throw new KitError(`git knows no commit '${ref}'`, 'in CI, fetch the base branch first: a shallow clone does not have it');
  }
  const tree = path.join(scratch, 'tree');
  fs.mkdirSync(tree);
  const checkedOut = checkOut(repository, commit, tree, path.join(scratch, 'index'));
  // Meanwhile, as far as it goes without the tree.
  const compiled = path.join(scratch, 'dist');
  const dist = path.join(KIT_ROOT, 'dist');
  if (fs.existsSync(dist)) {
    copyCompiled(dist, compiled);
  }
  const { status, stderr } = await checkedOut;
  if (status !== 0) {
    throw new KitError(`'${ref}' could not be checked out: ${stderr.trim()}`);
  }
  await prepare(tree, compiled, ref, say);
  await synthesise(tree, out, `'${ref}'`);
}

/** Writes a commit's files to a tree with an index of its own: the clone's index, branches and worktrees stay as they are. */
async function checkOut(repository: string, commit: string, tree: string, index: string): Promise<Result> {
  const places = { GIT_DIR: repository, GIT_WORK_TREE: tree, GIT_INDEX_FILE: index };
  const without = NOT_SYNTHESISED.map((folder) => `:(exclude)${folder}`);
  return run('git', ['-c', `core.hooksPath=${os.devNull}`, 'checkout', '--quiet', commit, '--', '.', ...without], tree, places);
}

/**
 * Gives the tree the clone's packages, what is compiled already, and this machine's settings of the demo.
 *
 * @param compiled copy of the clone's dist/, where it has one
 */
async function prepare(tree: string, compiled: string, ref: string, say: (line: string) => void): Promise<void> {
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
  if (lock(tree) === lock(KIT_ROOT) && fs.existsSync(compiled)) {
    // What is the same is compiled already, and what was committed was checked then.
    fs.renameSync(compiled, path.join(tree, 'dist'));
    transpile(tree, staleSources(tree, path.join(KIT_ROOT, 'dist')));
  } else {
    await compile(tree, `'${ref}'`);
  }
  const settings = path.join(KIT_ROOT, '.daas/site-demo/settings.json');
  if (fs.existsSync(settings)) {
    fs.mkdirSync(path.join(tree, '.daas/site-demo'), { recursive: true });
    fs.copyFileSync(settings, path.join(tree, '.daas/site-demo/settings.json'));
  }
}

async function compile(root: string, what: string): Promise<void> {
  const compiled = await run('bash', ['scripts/compile'], root);
  if (compiled.status !== 0) {
    throw new KitError(
      `${what} doesn't compile:\n${lastLines(compiled.stdout)}`,
      'npx daas validate shows all problems of the working tree',
    );
  }
}

async function synthesise(root: string, out: string, what: string): Promise<void> {
  fs.mkdirSync(out, { recursive: true });
  // Both sides with what the clone keeps compiled: most of their sources are the same.
  const args = ['-r', path.join(KIT_ROOT, 'dist/core/quick-start.js'), path.join(root, 'dist/main.js')];
  // Without certificates, which Node would read at its start: synthesis opens no connection.
  const built = await run(process.execPath, args, root, { CDKTF_OUTDIR: out, NODE_EXTRA_CA_CERTS: '' });
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
