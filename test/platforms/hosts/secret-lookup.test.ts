import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { locateStateSecrets, stateSecretEnvironment } from '../../../platforms/hosts/secret-location';

const PLUGIN = path.join(KIT_ROOT, 'platforms/hosts/ansible/lookup_plugins/daas_secret.py');
const secrets = locateStateSecrets({
  CREDENTIALS: { store: 'state', resource: 'cloud_rule.Key', attribute: 'access_key', version: '1' },
});

/** The plugin itself, with as much of Ansible as it needs to be loaded. */
const PROGRAM = `
import json, runpy, sys, types
for name in ('ansible', 'ansible.errors', 'ansible.plugins', 'ansible.plugins.loader', 'ansible.plugins.lookup'):
    sys.modules[name] = types.ModuleType(name)
sys.modules['ansible.errors'].AnsibleError = type('AnsibleError', (Exception,), {})
sys.modules['ansible.plugins.loader'].lookup_loader = None
sys.modules['ansible.plugins.lookup'].LookupBase = object
plugin = runpy.run_path(sys.argv[1])['LookupModule']()
try:
    print(json.dumps(plugin.run([json.loads(sys.argv[2])])))
except Exception as error:
    print(json.dumps(str(error)))
`;

function lookUp(reference: object, environment: Readonly<Record<string, string>>): unknown {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', PROGRAM, PLUGIN, JSON.stringify(reference)], {
    env: { PATH: process.env['PATH'], DAAS_ROOT: KIT_ROOT, ...environment },
    encoding: 'utf8',
  });
  return stdout === '' ? stderr : JSON.parse(stdout);
}

test('a secret of the state comes in a variable of the play’s environment, which Terraform fills in', () => {
  expect(stateSecretEnvironment(secrets)).toEqual({ DAAS_SECRET_CREDENTIALS: '${cloud_rule.Key.access_key}' });
  expect(lookUp(secrets['CREDENTIALS']!, { DAAS_SECRET_CREDENTIALS: 'AQB=' })).toEqual(['AQB=']);
});

test.each([[{}], [{ DAAS_SECRET_CREDENTIALS: '' }]])('fails with what is missing where the environment is %j', (environment) => {
  expect(lookUp(secrets['CREDENTIALS']!, environment)).toBe(
    'cloud_rule.Key has no access_key in the state; deploy the site, which reads it',
  );
});
