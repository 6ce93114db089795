import { deployedServices } from '../../toolkit/drift/deployed-service';
import { parsePlayReport } from '../../toolkit/drift/play-report';

const target = { kind: 'local', inventory: '' };
const instance = (attributes: object) => [{ attributes }];
const state = {
  version: 4,
  resources: [
    {
      mode: 'managed',
      type: 'terraform_data',
      name: 'Portal_Play_Settings_0123ABCD',
      instances: instance({
        input: null,
        triggers_replace: { value: { target, settings: { port: 1 }, secrets: {}, sources: 'f00' }, type: [] },
      }),
    },
    {
      mode: 'managed',
      type: 'terraform_data',
      name: 'Portal_Play_Service_89ABCDEF',
      instances: instance({ input: { value: { name: 'portal', role: 'landing_page', removal: {} }, type: [] }, triggers_replace: null }),
    },
    // Its deployment was cut off before it was set up.
    {
      mode: 'managed',
      type: 'terraform_data',
      name: 'Notebooks_Play_Service_00000000',
      instances: instance({ input: { value: { name: 'notebooks', role: 'hub' }, type: [] } }),
    },
    { mode: 'managed', type: 'terraform_data', name: 'Other_11111111', instances: instance({ input: { value: 'text', type: 'string' } }) },
    { mode: 'managed', type: 'openstack_compute_instance_v2', name: 'Vm_22222222', instances: instance({ name: 'vm' }) },
  ],
};

test('what was deployed on hosts is read out of the state, with the settings of the deployment', () => {
  expect(deployedServices(JSON.stringify(state))).toEqual([
    {
      address: 'terraform_data.Portal_Play_Settings_0123ABCD',
      name: 'portal',
      role: 'landing_page',
      target,
      settings: { port: 1 },
      secrets: {},
      environment: {},
      sources: 'f00',
    },
  ]);
});

describe('a secret that only the state has', () => {
  const reference = { store: 'state', resource: 'cloud_rule.Key_0', attribute: 'access_key', version: '1', variable: 'DAAS_SECRET_KEY' };
  const withSecrets = (secrets: object): string => JSON.stringify(state).replace('"secrets":{}', `"secrets":${JSON.stringify(secrets)}`);
  const withRule = (text: string, attributes: object): string => {
    const parsed = JSON.parse(text) as typeof state;
    return JSON.stringify({
      ...parsed,
      resources: [...parsed.resources, { type: 'cloud_rule', name: 'Key_0', instances: instance(attributes) }],
    });
  };

  test('reaches the check of the service that needs it, and nothing else of it is read', () => {
    const text = withRule(withSecrets({ KEY: reference, OTHER: { store: 'env', variable: 'OTHER' } }), { access_key: 'k', id: 'x' });
    expect(deployedServices(text).map((s) => s.environment)).toEqual([{ DAAS_SECRET_KEY: 'k' }]);
  });

  test('is left out where the state lacks it, which the play then says', () => {
    expect(deployedServices(withSecrets({ KEY: reference })).map((s) => s.environment)).toEqual([{}]);
    expect(deployedServices(withRule(withSecrets({ KEY: reference }), { access_key: null })).map((s) => s.environment)).toEqual([{}]);
  });
});

test('before the first deployment there is nothing', () => {
  expect(deployedServices('')).toEqual([]);
  expect(deployedServices('{"version": 4}')).toEqual([]);
});

test('the report of a play is its last line that is one', () => {
  const report = { hosts: ['hub'], changes: [] };
  expect(parsePlayReport(`[WARNING]: {"hosts": is no report\n${JSON.stringify(report)}\n\n`)).toEqual(report);
});

test('a play that ended early has none', () => {
  expect(parsePlayReport('[ERROR]: Invalid options\n')).toBeUndefined();
});
