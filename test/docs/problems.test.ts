import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs/reference/problems.md'), 'utf8');

test('the page of problems has every code of the sources and no other', () => {
  const { stderr, status } = spawnSync(process.execPath, ['scripts/problems.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test('codes of every way to report are found: thrown, collected, shared checks with their concept, and the site itself', () => {
  const codes = [...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  expect(codes).toEqual(
    expect.arrayContaining(['SizeNotPositive', 'HostsMountKind', 'HubMountHomeShared', 'PortalUrlInvalid', 'SiteUnknown']),
  );
  expect(new Set(codes).size).toBe(codes.length);
});
