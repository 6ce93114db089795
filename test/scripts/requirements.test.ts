import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');

/** Runs the check as a new clone would: with the programs of the given folders only. */
function check(options: { readonly path?: string; readonly python?: string; readonly args?: readonly string[] } = {}): {
  said: string;
  status: number | null;
} {
  const env = { ...process.env, PATH: options.path ?? process.env['PATH'], DAAS_PYTHON: options.python };
  const args = [path.join(ROOT, 'scripts/requirements.mjs'), 'demo', ...(options.args ?? [])];
  // Another folder than the clone: what is deployed there already must not count.
  const { stderr, status } = spawnSync(process.execPath, args, { cwd: os.tmpdir(), env, encoding: 'utf8' });
  return { said: stderr, status };
}

describe('what the kit needs', () => {
  test('fails with every missing program at once, how to get it, and nothing changed', () => {
    const { said, status } = check({ path: '/nowhere', python: '/nowhere/python3' });
    expect(status).toBe(1);
    for (const name of ['python3', 'java', 'mvn', 'terraform']) {
      expect(said).toMatch(new RegExp(`^missing: .*${name} is not installed; .* or newer is needed: `, 'm'));
    }
    expect(said).toMatch(/bubblewrap is not installed/);
    expect(said.trim().split('\n').at(-1)).toBe('Nothing was changed.');
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('fails when a program is too old', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'old-'));
    fs.writeFileSync(path.join(folder, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', { mode: 0o755 });
    const { said } = check({ path: `${folder}:${process.env['PATH']}` });
    fs.rmSync(folder, { recursive: true });
    expect(said).toMatch(/^missing: java is 11\.0\.2; 17 or newer is needed/m);
  });

  test('fails when the named port, or one of those that follow it, is taken', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { said, status } = check({ args: ['--port', String(port - 2)] });
    await new Promise((resolve) => server.close(resolve));
    expect(status).toBe(1);
    expect(said).toContain(`missing: port ${port} is in use already`);
  });

  test.each(['abc', '80', '65530'])('fails for the port %s', (port) => {
    expect(check({ args: [`--port=${port}`] }).said).toContain(`--port must be a whole number from 1024 to 65528, got '${port}'`);
  });

  test('fails when the disk is too small', () => {
    // A small file system of the test's own, in a namespace that ends with it.
    const inside = `mount -t tmpfs -o size=8m none /mnt && exec ${process.execPath} ${ROOT}/scripts/requirements.mjs demo --directory /mnt`;
    const { stderr } = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', inside], {
      cwd: os.tmpdir(),
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/missing: \/mnt has 0\.0 GiB free and the demo needs 6 GiB: name another folder with --directory/);
  });

  test('fails when the folder does not exist', () => {
    expect(check({ args: ['--directory', '/nowhere'] }).said).toContain('the folder /nowhere does not exist');
  });

  describe('of a folder that a demo can’t lie in', () => {
    let parent: string;
    beforeAll(() => {
      parent = fs.mkdtempSync(path.join(os.tmpdir(), 'folders-'));
      fs.chmodSync(parent, 0o755);
    });
    afterAll(() => fs.rmSync(parent, { recursive: true }));

    const wrong = (name: string): string => check({ args: [`--directory=${path.join(parent, name)}`] }).said;

    test('fails for blanks in its path', () => {
      fs.mkdirSync(path.join(parent, 'two words'));
      expect(wrong('two words')).toMatch(
        /^missing: programs of the demo can't be in a folder whose path has blanks, as '.*two words' has/m,
      );
    });

    test('fails for a file', () => {
      fs.writeFileSync(path.join(parent, 'file'), '');
      expect(wrong('file')).toMatch(/^missing: .*file is not a folder: name another folder with --directory$/m);
    });

    test('fails for one that is closed to the account that root makes, or to others to write', () => {
      fs.mkdirSync(path.join(parent, 'closed/inside'), { recursive: true });
      fs.chmodSync(path.join(parent, 'closed'), process.getuid?.() === 0 ? 0o700 : 0o500);
      fs.chmodSync(path.join(parent, 'closed/inside'), process.getuid?.() === 0 ? 0o755 : 0o500);
      expect(wrong('closed/inside')).toMatch(
        process.getuid?.() === 0 ? /closed is closed to the account that root's demo runs as/ : /you may not write to .*inside/,
      );
      fs.chmodSync(path.join(parent, 'closed'), 0o700);
      fs.chmodSync(path.join(parent, 'closed/inside'), 0o700);
    });

    test('takes one with an equals sign', () => {
      fs.mkdirSync(path.join(parent, 'a=b'));
      expect(wrong('a=b')).not.toContain('a=b');
    });
  });
});
