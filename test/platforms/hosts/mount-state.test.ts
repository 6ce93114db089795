import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

const MODULE = path.join(KIT_ROOT, 'platforms/hosts/ansible/roles/mount/library/mount_state.py');

/** The module's functions, with as much of Ansible as it needs to be loaded. */
const PROGRAM = `
import json, pwd, runpy, sys, types
for name in ('ansible', 'ansible.module_utils', 'ansible.module_utils.basic'):
    sys.modules[name] = types.ModuleType(name)
sys.modules['ansible.module_utils.basic'].AnsibleModule = None
functions = runpy.run_path(sys.argv[1])
pwd.getpwnam = lambda account: types.SimpleNamespace(pw_dir=sys.argv[2])
print(json.dumps([functions['hidden_home'](at, 'deploy') for at in json.loads(sys.argv[3])]))
`;

function hiddenBy(home: string, ...paths: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM, MODULE, home, JSON.stringify(paths)], { encoding: 'utf8' });
  return stderr === '' ? JSON.parse(stdout) : stderr;
}

test('a mount at the home of the account that Ansible logs in as, or above it, hides it', () => {
  const home = path.join(KIT_ROOT, 'test/platforms');
  expect(hiddenBy(home, home, path.join(KIT_ROOT, 'test'), `${home}/hosts`, '/home/marie', `${home}-two`)).toEqual([
    home,
    home,
    null,
    null,
    null,
  ]);
});

test('a home that isn’t there yet can’t be hidden: it is on the file system that is mounted', () => {
  expect(hiddenBy('/nowhere/deploy', '/nowhere')).toEqual([null]);
});
