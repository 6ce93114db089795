import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { daas } from './daas';

const COLOUR = '\u001b[';

test('the help lists every command with what it does', () => {
  const { code, stdout } = daas(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/daas demo <action>\s+Deploy a whole site on this machine/);
  expect(stdout).toMatch(/daas validate \[site\.\.\]\s+Show all problems/);
  expect(stdout).toMatch(/daas secrets <site>\s+Show which secrets/);
  expect(stdout).toMatch(/daas deploy <site>\s+Check, show what changes, deploy/);
  expect(stdout).toMatch(/daas orphans <site>\s+Find what a killed deployment left/);
  expect(stdout).toMatch(/daas new <name>\s+Begin a site/);
  expect(stdout).toMatch(/daas doctor \[site\]\s+Show what this machine lacks/);
  expect(stdout).toMatch(/daas preflight <site>\s+Show what a site takes/);
  expect(stdout).toMatch(/daas identity <action> <site>\s+Show which POSIX user/);
  expect(stdout).not.toContain(COLOUR);
});

test('fails with exit code 2 and a suggestion for a mistyped command, without colours when it isn’t a terminal', () => {
  const { code, stdout, stderr } = daas(['validat'], { FORCE_COLOR: undefined, NO_COLOR: undefined });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/there is no command 'validat'; did you mean 'validate'\?/);
  expect(stderr).not.toContain(COLOUR);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('fails with exit code 1 and writes nothing when answers for a new site are wrong, for people and for programs', () => {
  const args = ['new', 'never', '--archetype', 'mixd', '--contact', 'nobody', '--from', 'test/fixtures/facilities/slurm'];
  const people = daas(args);
  expect(people.code).toBe(1);
  expect(people.stdout).toMatch(/--archetype NewAnswerUnknown\n.*'mixd'\n {2}did you mean 'mixed'\?\n {2}allowed: slurm-hub, /);
  expect(people.stdout).toMatch(/--contact NewAnswerInvalid\n[^]*nothing was written\n$/);
  const programs = daas([...args, '--json']);
  expect(programs.code).toBe(1);
  expect(JSON.parse(programs.stdout)).toMatchObject({ files: [], page: null, problems: [{ nearest: 'mixed' }, { prop: 'contact' }] });
  expect(fs.existsSync(path.join(KIT_ROOT, 'sites/never'))).toBe(false);
});

test('fails before anything is changed when the port of the demo is none', () => {
  const { code, stderr } = daas(['demo', 'up', '--port', 'abc']);
  expect(code).toBe(2);
  expect(stderr).toBe('daas: --port must be a whole number from 1024 to 65528\n      nothing was changed\n');
});
