import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { LOCKS, pinned, versionSkew } from '../../platforms/hosts/locks';

test.each(['jupyterhub', 'batchspawner'])('the locks of hub and nodes have the same %s: jobs compare it when they start', (name) => {
  expect(pinned(LOCKS.lab, name)).toMatch(/^\d+\.\d+\.\d+$/);
  expect(versionSkew()).toEqual([]);
});

test('fails to call two locks alike that pin another JupyterHub, or none', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-locks-'));
  const lock = (name: string, text: string): string => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.relative(path.join(__dirname, '../..'), path.join(folder, name));
  };
  const hub = lock('hub.txt', 'jupyterhub==5.5.4 \\\n    --hash=sha256:0\nbatchspawner==1.3.0 \\\n');
  expect(versionSkew(hub, lock('lab.txt', 'jupyterhub==5.4.0 \\\nbatchspawner==1.3.0 \\\n'))).toEqual([
    expect.stringMatching(/^jupyterhub 5\.5\.4 in .*hub\.txt, 5\.4\.0 in .*lab\.txt$/),
  ]);
  expect(versionSkew(hub, lock('none.txt', 'jupyterhub==5.5.4\n'))).toEqual([
    expect.stringMatching(/^batchspawner 1\.3\.0 in .*, missing in/),
  ]);
  fs.rmSync(folder, { recursive: true });
});
