import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const CACHE = path.resolve(__dirname, '../../dist/core/compile-cache.js');
const LIBRARY = `
exports.facts = () => [new Error().stack.split(/[(:]/)[1], __dirname, require.main.id, require.resolve('./main'), module.parent.filename].join(' ');
exports.answer = () => 41;
`;
/** What imports isn't kept. */
const IMPORTING = "exports.late = () => import('./library.js');";
const MAIN = `
const { facts } = require('./library');
require('./importing').late().then(({ answer }) => console.log(facts(), answer()));
`;

describe('compiled code that is kept', () => {
  let root!: string;
  let file!: string;
  const write = (name: string, text: string) => fs.writeFileSync(path.join(root, name), text);
  const run = () => {
    const start = `require(${JSON.stringify(CACHE)}).keepCompiled(${JSON.stringify(root)}, ${JSON.stringify(file)});`;
    write('start.js', start);
    return spawnSync(process.execPath, ['-r', path.join(root, 'start.js'), path.join(root, 'main.js')], { encoding: 'utf8' });
  };
  const expected = (answer: number) => `${root}/library.js ${root} . ${root}/main.js ${root}/main.js ${answer}\n`;

  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-')));
    file = path.join(root, 'kept/code');
    write('library.js', LIBRARY);
    write('importing.js', IMPORTING);
    write('main.js', MAIN);
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));

  test('does what the files do, and is written once', () => {
    expect(run().stdout).toBe(expected(41));
    const written = fs.statSync(file).mtimeMs;
    expect(fs.readFileSync(file, 'latin1')).toMatch(/\/library\.js"(?!.*importing)/);
    expect(run()).toMatchObject({ stdout: expected(41), stderr: '' });
    expect(fs.statSync(file).mtimeMs).toBe(written);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['code']);
  });

  test('is not used of a file that changed, though it is as long as before', () => {
    run();
    write('library.js', LIBRARY.replace('41', '42'));
    expect(run().stdout).toBe(expected(42));
    expect(run().stdout).toBe(expected(42));
  });

  test('is not used by a copy elsewhere: stack traces would name the first one', () => {
    run();
    const before = root;
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-'));
    fs.cpSync(before, root, { recursive: true });
    fs.rmSync(before, { recursive: true });
    file = path.join(root, 'kept/code');
    expect([run().stdout, run().stdout]).toEqual([expected(41), expected(41)]);
    expect(fs.readFileSync(file, 'latin1')).not.toContain(before);
  });

  test('forgets files that are gone', () => {
    write('more.js', 'exports.more = 1;');
    write('main.js', `require('./more'); ${MAIN}`);
    run();
    fs.rmSync(path.join(root, 'more.js'));
    write('main.js', MAIN);
    run();
    expect(fs.readFileSync(file, 'latin1')).not.toContain('/more.js"');
  });

  test.each([
    ['is damaged', 'no index\nno code'],
    ['has another form', '[1]\n'],
    ['lost its end', undefined],
  ])('does no harm when it %s', (_, text) => {
    run();
    fs.writeFileSync(file, text ?? fs.readFileSync(file).subarray(0, 2000));
    expect(run()).toMatchObject({ stdout: expected(41), stderr: '', status: 0 });
  });

  test('does no harm where nothing can be written', () => {
    fs.writeFileSync(path.join(root, 'kept'), 'a file, not a folder');
    expect(run()).toMatchObject({ stdout: expected(41), stderr: '', status: 0 });
  });

  test('fails with Node’s own words for a file that can’t be compiled', () => {
    write('library.js', 'exports.answer = ;');
    expect(run().stderr).toMatch(/library\.js:1\nexports\.answer = ;[^]*SyntaxError: Unexpected token ';'/);
  });
});
