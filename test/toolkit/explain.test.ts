import { errorsOf, explain } from '../../toolkit/deploy/explain';
import { countNeed, shortages } from '../../toolkit/deploy/quota-need';
import { describeShortage, unprotectedData } from '../../toolkit/deploy/deploy';

const ESC = '\u001b';
const SERVER = '6f3c1f0a-1111-2222-3333-444455556666';

describe('what a failed deployment printed', () => {
  test('is taken out of colours, frames and the stack’s name', () => {
    const output = [
      `site-esrf  ${ESC}[31m╷${ESC}[0m`,
      `           ${ESC}[31m│${ESC}[0m ${ESC}[1m${ESC}[31mError: ${ESC}[0mFirst`,
      `           ${ESC}[31m│${ESC}[0m with more`,
      '           Error: Second',
      '             with openstack_compute_instance_v2.A,',
    ].join('\n');
    expect(errorsOf(output).map((message) => message.split('\n')[0])).toEqual(['Error: First', 'Error: Second']);
  });

  test.each([
    [
      'a host that refuses the key',
      'Error: local-exec provisioner error\n\nError running command: exit status 1. Output: daas: hosts-base: main started\nfatal: [hub-1]: UNREACHABLE! =>\n  msg: Permission denied (publickey)\ndaas: hosts-base: main FAILED after 3 s',
      { what: expect.stringMatching(/^host hub-1 doesn't let/) },
    ],
    [
      'a machine that never starts',
      'Error: local-exec provisioner error\n\nOutput: fatal: [hub-1]: FAILED! => \n  msg: timed out waiting for ping module test: Connection timed out',
      { what: expect.stringMatching(/^host hub-1 .*doesn't answer$/) },
    ],
    [
      'a step that fails on its hosts',
      'Error: local-exec provisioner error\n\nOutput: fatal: [hub-1]: FAILED! =>\n  msg: unit already exists\ndaas: keycloak: main FAILED after 9 s',
      { what: 'step keycloak failed on its hosts', remedy: expect.stringMatching(/\.daas\/log\/SITE-keycloak\.log/) },
    ],
    [
      'a server in ERROR',
      `Error: Error waiting for instance (${SERVER}) to become ready: unexpected state 'ERROR', wanted target 'ACTIVE'. last error: %!s(<nil>)`,
      { what: `server ${SERVER} went into ERROR`, server: SERVER },
    ],
    [
      'too many cores',
      'Error: Error creating OpenStack server: got 403 instead: {"forbidden": {"code": 403, "message": "Quota exceeded for cores, ram: Requested 8, 16384, but already used 0, 0 of 4, 8192 cores, ram"}}',
      { what: 'Quota exceeded for cores, ram: Requested 8, 16384, but already used 0, 0 of 4, 8192 cores, ram', quota: true },
    ],
    [
      'ports, of which the API says no numbers',
      `Error: Error creating openstack_networking_port_v2: got 409 instead: {"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: ['port'].", "detail": ""}}`,
      { quota: true },
    ],
    [
      'volumes',
      'Error: got 413 instead: {"overLimit": {"message": "VolumeLimitExceeded: Maximum number of volumes allowed (2) exceeded"}}',
      { quota: true },
    ],
    ['load balancers', 'Error: got 403 instead: {"faultstring": "Quota has been met for resources: Load Balancer"}', { quota: true }],
    [
      'data that are kept',
      'Error: Instance cannot be destroyed\n\n  Resource openstack_blockstorage_volume_v3.V has lifecycle.prevent_destroy set, but the plan',
      {
        what: 'openstack_blockstorage_volume_v3.V holds data, and is kept',
        remedy: expect.stringMatching(/removeOnDestroy.*removeDataOnDestroy/),
      },
    ],
    [
      'somebody else’s deployment',
      'Error: Error acquiring the state lock\n\nLock Info:\n  ID:        1\n  Who:       marie@machine\n',
      { what: expect.stringMatching(/^marie@machine deploys/) },
    ],
    [
      'a rule that an earlier run left',
      'Error: got 409 instead: {"NeutronError": {"type": "SecurityGroupRuleExists"}}',
      { remedy: expect.stringMatching(/daas orphans/) },
    ],
    [
      'a volume that a killed run had attached',
      'Error: Error creating openstack_compute_volume_attach_v2: got 400 instead: {"badRequest": {"code": 400, "message": "Invalid volume: volume ba465868 already attached"}}',
      { what: expect.stringMatching(/there already.*already attached/), remedy: expect.stringMatching(/daas orphans/) },
    ],
    ['a flavour that isn’t there', 'Error: Unable to find flavor with name nope', { what: 'the cloud has no flavour nope' }],
    [
      'an image that isn’t there',
      'Error: Your query returned no results. Please change your search criteria',
      { remedy: expect.stringMatching(/name/) },
    ],
    [
      'a wrong password',
      'Error: Error creating OpenStack networking client: got 401 instead',
      { what: expect.stringMatching(/credentials/) },
    ],
    [
      'a change that a load balancer’s database refused',
      'Error: Unable to create openstack_lb_monitor_v2: when accessing [POST https://lb.example/v2.0/lbaas/healthmonitors], but got 400 instead: {"faultstring": "TCP is not a valid option for type"}',
      { remedy: 'deploy again' },
    ],
    ['an API that is down', 'Error: Unable to create: got 503 instead: Service Unavailable', { remedy: 'wait until it answers' }],
  ])('is explained: %s', (_what, output, expected) => {
    expect(explain(output)).toEqual([expect.objectContaining(expected)]);
  });

  test('is explained once, however often it is printed', () => {
    expect(explain('Error: got 503 instead\nError: got 503 instead\n')).toHaveLength(1);
  });

  test('is not explained by guessing', () => {
    expect(explain('Error: Something that nobody has seen before')).toEqual([]);
  });
});

describe('quotas', () => {
  const resource = (type: string, attributes: object = {}) => ({
    type,
    address: `${type}.x`,
    attributes: attributes as Record<string, unknown>,
  });
  const need = countNeed(
    [
      resource('openstack_compute_instance_v2'),
      resource('openstack_compute_instance_v2'),
      resource('openstack_networking_port_v2'),
      resource('openstack_lb_loadbalancer_v2'),
      resource('openstack_blockstorage_volume_v3', { size: 50 }),
      resource('openstack_sharedfilesystem_share_v2', { size: 20 }),
      resource('terraform_data'),
    ],
    () => ({ cores: 4, ram: 8192 }),
  );

  test('count machines with their flavours, and a load balancer with its port', () => {
    expect(Object.fromEntries(need)).toEqual({
      instances: 2,
      cores: 8,
      ram: 16384,
      port: 2,
      loadbalancers: 1,
      volumes: 1,
      gigabytes: 50,
      shares: 1,
      'share gigabytes': 20,
    });
  });

  test('suffice to the last one, and are short by one below that', () => {
    const cores = (limit: number | undefined) => shortages([{ name: 'cores', limit, used: 4, unit: '' }], need);
    expect(cores(12)).toEqual([]);
    expect(cores(undefined)).toEqual([]);
    expect(cores(11).map(describeShortage)).toEqual(['cores: 8 needed, 4 of 11 used, 1 missing']);
  });

  test('that are exceeded already don’t matter to a deployment that needs nothing of them', () => {
    expect(shortages([{ name: 'router', limit: 1, used: 2, unit: '' }], need)).toEqual([]);
  });
});

test('data that the site no longer mentions are named before they go', () => {
  const at = (type: string, name: string) => ({ type, address: `${type}.${name}`, attributes: {} });
  const volume = 'openstack_blockstorage_volume_v3';
  const known = [at(volume, 'kept'), at(volume, 'gone'), at('openstack_compute_instance_v2', 'gone')];
  expect(unprotectedData([at(volume, 'kept')], known)).toEqual([`${volume}.gone`]);
});
