import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { copyKit } from '../clone';
import { daas } from '../daas';

const clone = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'daas-clone-')), 'clone');
const site = path.join(clone, 'sites/psi/site.ts');
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@psi.example', ...args], { cwd: clone, stdio: 'ignore' });

beforeAll(() => {
  // Compiled here once, the clone need not be.
  expect(daas(['--help']).code).toBe(0);
  copyKit(clone);
  fs.writeFileSync(path.join(clone, '.gitignore'), 'dist/\nnode_modules\n.daas/\n');
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'base');
}, 120_000);
afterAll(() => fs.rmSync(path.dirname(clone), { recursive: true }));

function affected(): readonly string[] {
  const { stdout, stderr } = daas(['diff', '--base', 'HEAD', '--format', 'json'], {}, clone);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { sites: { site: string }[] }).sites.map((s) => s.site);
}

test('an edit that was validated is a change all the same, and none any more when it is taken back', () => {
  const before = fs.readFileSync(site, 'utf8');
  const after = before.replace(/cores: 2,/, 'cores: 1,');
  expect(after).not.toBe(before);
  fs.writeFileSync(site, after);
  expect(daas(['validate', 'psi'], {}, clone)).toMatchObject({ code: 0, stdout: 'no problems in 1 site\n' });
  expect(affected()).toEqual(['psi']);

  fs.writeFileSync(site, before);
  expect(affected()).toEqual([]);
}, 120_000);
