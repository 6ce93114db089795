// What the kit can't install itself: checked before anything is changed, everything missing named at once.
//   node scripts/requirements.mjs demo|test [--port N] [--directory FOLDER]
//   node scripts/requirements.mjs only NAME,NAME [--terraform VERSION] [--directory FOLDER]    as JSON: what is wrong by name, null for nothing
// No packages are needed to run it: on a fresh clone there are none.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';

const DIRECTORY = '/var/tmp';
const DISK_GIB = 6;
const PORTS = 7;
const SETTINGS = '.daas/site-demo/settings.json';
const python = process.env.DAAS_PYTHON ?? '/usr/bin/python3';

/** What a program prints; undefined when it isn't there. */
function ask(program, ...args) {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
  const result = spawnSync(program, args, { encoding: 'utf8', env });
  return result.error === undefined ? `${result.stdout}${result.stderr}`.trim() : undefined;
}

/** Whether a dotted version is at least another. */
function atLeast(version, wanted) {
  const [a, b] = [version, wanted].map((v) => v.split('.').map(Number));
  const at = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return at === -1 || (a[at] ?? 0) > b[at];
}

/** Value of a command line option, as `--name value` or `--name=value`. */
function option(name) {
  const at = process.argv.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at === -1) return undefined;
  return process.argv[at] === name ? process.argv[at + 1] : process.argv[at].slice(name.length + 1);
}

/** A folder and those that it lies in. */
function withParents(folder) {
  return folder === dirname(folder) ? [folder] : [folder, ...withParents(dirname(folder))];
}

function writable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function program(name, args, pattern, wanted, how) {
  const said = ask(name, ...args);
  const version = said === undefined ? undefined : pattern.exec(said)?.[1];
  if (version === undefined) return `${name} is not installed; ${wanted} or newer is needed: ${how}`;
  return atLeast(version, wanted) ? undefined : `${name} is ${version}; ${wanted} or newer is needed: ${how}`;
}

const checks = {
  node: () =>
    atLeast(process.versions.node, '20.19')
      ? undefined
      : `Node.js is ${process.versions.node}; 20.19 or newer is needed: nodejs.org, or your distribution's package nodejs`,
  python: () => {
    const how = 'install python3 and python3-venv, or name another interpreter in DAAS_PYTHON';
    const missing = program(python, ['--version'], /Python ([\d.]+)/, '3.11', how);
    if (missing !== undefined) return missing;
    return ask(python, '-c', 'import venv, ensurepip; print("ok")') === 'ok'
      ? undefined
      : `${python} has no venv module: apt-get install python3-venv`;
  },
  java: () =>
    program(
      'java',
      ['-version'],
      /version "?([\d.]+)/,
      '17',
      'apt-get install openjdk-17-jre-headless, or dnf install java-17-openjdk-headless',
    ),
  maven: () => program('mvn', ['--version'], /Apache Maven ([\d.]+)/, '3.6', 'apt-get install maven, or dnf install maven'),
  terraform: () => {
    const wanted = option('--terraform') ?? '1.6';
    const how = `developer.hashicorp.com/terraform/install; or OpenTofu ${wanted} or newer: opentofu.org/docs/intro/install`;
    const named = process.env.TERRAFORM_BINARY_NAME;
    const found = (named === undefined ? ['terraform', 'tofu'] : [named]).map((name) =>
      program(name, ['version'], /v([\d.]+)/, wanted, how),
    );
    return found.includes(undefined) ? undefined : found[0];
  },
  sandbox: () => {
    if (['bwrap', 'apt-get', 'dnf'].some((name) => ask(name, '--version') !== undefined)) return undefined;
    return 'bubblewrap is not installed and there is neither apt-get nor dnf to get it from: install bubblewrap';
  },
  namespaces: () => {
    const asUser = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [first, ...rest] = [...asUser, 'unshare', '--user', 'echo', 'ok'];
    if (ask(first, ...rest) === 'ok') return undefined;
    return "ordinary users may not make user namespaces here, which the notebooks' sandbox needs: sysctl -w kernel.unprivileged_userns_clone=1 (Ubuntu: kernel.apparmor_restrict_unprivileged_userns=0)";
  },
  directory: () => {
    const folder = resolve(option('--directory') ?? DIRECTORY);
    const another = 'name another folder with --directory';
    if (!existsSync(folder)) return `the folder ${folder} does not exist`;
    if (!statSync(folder).isDirectory()) return `${folder} is not a folder: ${another}`;
    if (/\s/.test(folder)) return `programs of the demo can't be in a folder whose path has blanks, as '${folder}' has: ${another}`;
    if (!writable(folder)) return `you may not write to ${folder}: ${another}`;
    const closed = process.getuid() === 0 ? withParents(folder).find((parent) => (statSync(parent).mode & 0o001) === 0) : undefined;
    return closed && `${closed} is closed to the account that root's demo runs as: ${another}`;
  },
  disk: () => {
    const folder = resolve(option('--directory') ?? DIRECTORY);
    if (!existsSync(folder)) return undefined;
    const { bavail, bsize } = statfsSync(folder);
    const free = (bavail * bsize) / 1024 ** 3;
    if (free >= DISK_GIB || existsSync(SETTINGS)) return undefined;
    return `${folder} has ${free.toFixed(1)} GiB free and the demo needs ${DISK_GIB} GiB: name another folder with --directory`;
  },
};

/** A port that somebody else listens on, when one was asked for. */
async function takenPort() {
  const given = option('--port');
  if (given === undefined) return undefined;
  const first = Number(given);
  if (!Number.isInteger(first) || first < 1024 || first > 65535 - PORTS)
    return `--port must be a whole number from 1024 to ${65535 - PORTS}, got '${given}'`;
  // Ports of the demo that runs here already are its own.
  if (existsSync(SETTINGS) && JSON.parse(readFileSync(SETTINGS, 'utf8')).firstPort === first) return undefined;
  for (let port = first; port < first + PORTS; port += 1) {
    const free = await new Promise((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (!free) return `port ${port} is in use already: name another first port, or none (free ones are then found)`;
  }
  return undefined;
}

if (process.argv[2] === 'only') {
  const names = process.argv[3].split(',');
  console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, checks[name]() ?? null]))));
  process.exit(0);
}
const needed = { demo: Object.keys(checks), test: ['node', 'python'] }[process.argv[2]] ?? [];
const problems = [...needed.map((name) => checks[name]()), await takenPort()].filter((problem) => problem !== undefined);
for (const problem of problems) console.error(`missing: ${problem}`);
if (problems.length > 0) {
  console.error('Nothing was changed.');
  process.exit(1);
}
