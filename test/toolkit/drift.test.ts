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
      sources: 'f00',
    },
  ]);
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
