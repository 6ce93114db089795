import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { MARKER } from '../../../toolkit/diff/render/words';
import { daas } from '../daas';
import { writeStacks } from './stacks';

const VOLUME = { openstack_blockstorage_volume_v3: { data: { name: 'data', size: 10 } } };
let folders: readonly string[];
let out: string;

beforeAll(() => {
  folders = [writeStacks({ a: VOLUME }), writeStacks({ a: {} })];
  out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'daas-test-')), 'report.md');
});
afterAll(() => [...folders, path.dirname(out)].forEach((f) => fs.rmSync(f, { recursive: true })));

const diff = (...more: readonly string[]) => daas(['diff', '--base-out', folders[0]!, '--head-out', folders[1]!, ...more]);

test('the policy decides the exit code: 1 when it refuses, 0 when it does not', () => {
  const refused = diff('--fail-on', 'destroys-data', '--format', 'markdown', '--out', out);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('refused: a: data destroys-data: the volume and all data on it are erased');
  expect(fs.readFileSync(out, 'utf8').startsWith(MARKER)).toBe(true);
  expect(diff()).toMatchObject({ code: 0, stderr: '' });
}, 120_000);

test('fails with exit code 2 and a hint where there is nothing to compare, no such site, or no such commit', () => {
  expect(daas(['diff'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--base REF') });
  expect(diff('--site', 'b')).toMatchObject({ code: 2, stderr: expect.stringContaining('known: a') });
  expect(daas(['diff', '--base', 'no-such-branch'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no commit 'no-such-branch'"),
  });
}, 120_000);

test('a site whose files are the same byte for byte is not affected; its neighbour is', () => {
  const [base, head] = [writeStacks({ a: VOLUME, b: VOLUME }), writeStacks({ a: {}, b: VOLUME })];
  const { sites, unaffected } = JSON.parse(daas(['diff', '--base-out', base, '--head-out', head, '--format', 'json']).stdout);
  expect({ sites: sites.map((s: { site: string }) => s.site), unaffected }).toEqual({ sites: ['a'], unaffected: ['b'] });
  [base, head].forEach((f) => fs.rmSync(f, { recursive: true }));
}, 120_000);
