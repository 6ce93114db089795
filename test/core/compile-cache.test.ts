import { spawnSync } from 'child_process';
import { transformFileSync } from '@swc/core';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { readCompiled, writeCompiled } from '../../core/compile-cache';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-compile-cache-'));
  file = path.join(folder, 'cache/compiled');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('the file', () => {
  const code = new Map([
    ['first', Buffer.from([0, 10, 255])],
    ['second', Buffer.from('text\n')],
  ]);

  test('gives back what was written, and leaves no draft', () => {
    writeCompiled(file, code);
    expect([...readCompiled(file)]).toEqual([...code]);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['compiled']);
  });

  test.each<[string, (all: Buffer) => Buffer]>([
    ['is cut off', (all) => all.subarray(0, -1)],
    ['has another byte', (all) => Buffer.concat([all.subarray(0, -1), Buffer.from('!')])],
    ['is empty', () => Buffer.alloc(0)],
  ])('fails to be used when it %s: everything is compiled anew', (_, damage) => {
    writeCompiled(file, code);
    fs.writeFileSync(file, damage(fs.readFileSync(file)));
    expect(readCompiled(file).size).toBe(0);
  });

  test('needn’t be there', () => {
    expect(readCompiled(file).size).toBe(0);
  });
});

describe('a process that uses it', () => {
  beforeEach(() => {
    const source = path.join(__dirname, '../../core/compile-cache.ts');
    const { code } = transformFileSync(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    write('compile-cache.js', code);
    write('start.js', "require('./compile-cache').keepCompiled(require('path').join(__dirname, 'cache/compiled'));");
    write('main.js', "const { value, where } = require('./module'); console.log(value(), where, require.main === module);");
    write(
      'module.js',
      "exports.value = () => 'first';\nexports.where = [__filename, __dirname].map((p) => require('path').basename(p)).join();",
    );
  });

  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  const run = () => spawnSync(process.execPath, ['-r', path.join(folder, 'start.js'), path.join(folder, 'main.js')], { encoding: 'utf8' });
  const saidOf = (value: string) => `${value} module.js,${path.basename(folder)} true\n`;

  test('writes it once, says the same with it as without, and reads it', () => {
    expect(run().stdout).toBe(saidOf('first'));
    const written = fs.statSync(file).mtimeMs;
    expect(readCompiled(file).size).toBe(2);
    expect(run().stdout).toBe(saidOf('first'));
    expect(fs.statSync(file).mtimeMs).toBe(written);
  });

  test('a module that was changed is compiled anew, also when its length, its time and its place are the same', () => {
    run();
    const module = path.join(folder, 'module.js');
    const { atime, mtime } = fs.statSync(module);
    fs.writeFileSync(module, fs.readFileSync(module, 'utf8').replace('first', 'other'));
    fs.utimesSync(module, atime, mtime);
    expect(run().stdout).toBe(saidOf('other'));
    expect(run().stdout).toBe(saidOf('other'));
  });

  test('an error is told with the line and column of the source, with and without it', () => {
    write('module.js', "throw new Error('here');");
    const first = run();
    expect(first.stderr).toMatch(/module\.js:1:7\)/);
    expect(fs.existsSync(file)).toBe(false);
    write('module.js', "exports.value = () => { throw new Error('here'); };");
    const fails = [run(), run()].map(({ stderr }) => stderr);
    expect(fails[0]).toMatch(/module\.js:1:31\)/);
    expect(fails[1]).toBe(fails[0]);
  });

  test('a module with import() works as before', () => {
    write(
      'module.js',
      "exports.value = () => 'first'; exports.where = 'later';\nvoid import('path').then((p) => console.log(p.basename('/a/b')));",
    );
    expect(run().stdout).toBe('first later true\nb\n');
    expect(run().stdout).toBe('first later true\nb\n');
  });

  test('where its folder can’t be written, nothing is lost but time', () => {
    write('cache', 'a file where the folder should be');
    expect(run()).toMatchObject({ status: 0, stdout: saidOf('first'), stderr: '' });
  });

  test('fails to be written after a failure', () => {
    write('main.js', 'process.exit(1);');
    expect(run().status).toBe(1);
    expect(fs.existsSync(file)).toBe(false);
  });
});
