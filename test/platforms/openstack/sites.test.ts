import { App } from '../../../core/engine';
import type { Flow } from '../../../core/flow';
import { portRange, portText } from '../../../core/port-range';
import { Esrf } from '../../../sites/esrf/site';
import { Ill } from '../../../sites/ill/site';
import { Xfel } from '../../../sites/xfel/site';
import { synthesised, type Plain } from '../../synthesised';

const mockSettings = { trial: false, removeData: false };
jest.mock('../../../stacks/site-settings', () => ({
  siteSettings: (_site: string, defaults: object) => ({ ...defaults, ...mockSettings }),
}));

const SITES = { esrf: Esrf, ill: Ill, xfel: Xfel };
type Name = keyof typeof SITES;
const NAMES = Object.keys(SITES) as Name[];

const build = (name: Name, trial: boolean): { problems: readonly Plain[]; stack: Plain; said: readonly unknown[] } => {
  mockSettings.trial = trial;
  mockSettings.removeData = trial;
  const site = new SITES[name](new App());
  return { problems: site.problems, stack: synthesised(site), said: site.node.metadata.map(({ data }) => data as unknown) };
};
const real = Object.fromEntries(NAMES.map((name) => [name, build(name, false)]));
const trial = Object.fromEntries(NAMES.map((name) => [name, build(name, true)]));
const resources = (stack: Plain, type: string): Plain[] => Object.values(stack.resource[type] ?? {});

describe.each(NAMES)('the cloud of site %s', (name) => {
  const { stack, problems } = real[name]!;
  const flows: Flow[] = stack['//'].blueprint.flows;
  const groups = new Map<string, string>(
    Object.entries<Plain>(stack.resource.openstack_networking_secgroup_v2).map(([id, g]) => [id, g.name.replace(`site-${name}-`, '')]),
  );
  const groupOf = (reference: string): string => groups.get(/secgroup_v2\.([^.]+)\.id/.exec(reference)![1]!)!;
  const rules = resources(stack, 'openstack_networking_secgroup_rule_v2');

  test('has no problems', () => {
    expect(problems).toEqual([]);
  });

  test('has no rule that is not a row of the port matrix', () => {
    const rows = flows.map((f) => `${f.from} -> ${f.to}: ${f.why} ${f.protocol}/${portText(f.port)}`);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      const [from, to] = [rule.port_range_min, rule.port_range_max];
      expect(rows).toContain(`${rule.description} ${rule.protocol}/${portText(from === to ? from : { from, to })}`);
      expect('remote_group_id' in rule || 'remote_ip_prefix' in rule).toBe(true);
    }
  });

  test('has a rule for every row of the port matrix that begins or ends in it', () => {
    const services = new Map<string, string[]>();
    for (const { concept, spec } of stack['//'].blueprint.entries) {
      if (concept === 'machines' || concept === 'desktops') {
        for (const service of [spec.name, ...(spec.services ?? []), ...(spec.groups ?? [])]) {
          services.set(service, [...(services.get(service) ?? []), spec.name]);
        }
      }
    }
    const has = (direction: string, group: string, flow: Flow) =>
      rules.some(
        (r) =>
          r.direction === direction &&
          groupOf(r.security_group_id) === group &&
          r.protocol === flow.protocol &&
          r.port_range_min === portRange(flow.port).from,
      );
    for (const flow of flows) {
      const [from, to] = [services.get(flow.from) ?? [], services.get(flow.to) ?? []];
      expect({ flow, in: to.every((group) => has('ingress', group, flow)) }).toEqual({ flow, in: true });
      expect({ flow, out: from.every((group) => has('egress', group, flow)) }).toEqual({ flow, out: true });
    }
  });

  test('is open to everybody on 80 and 443 of what users reach, and nowhere else', () => {
    for (const rule of rules.filter((r) => r.remote_ip_prefix === '0.0.0.0/0')) {
      expect([80, 443]).toContain(rule.port_range_min);
      expect(rule).toMatchObject({ direction: 'ingress', protocol: 'tcp', description: expect.stringMatching(/^users -> /) });
    }
    resources(stack, 'openstack_networking_secgroup_v2').forEach((group) => expect(group.delete_default_rules).toBe(true));
    resources(stack, 'openstack_lb_listener_v2').forEach((listener) => expect([80, 443]).toContain(listener.protocol_port));
  });

  test('carries the site and the blueprint’s version wherever the cloud has a place for it', () => {
    const tags = [`daas-site=${name}`, 'daas-blueprint=1'];
    const tagged = /_(instance|port|network|subnet|router|secgroup|floatingip|loadbalancer|listener|pool)_v2$/;
    for (const [type, made] of Object.entries<Plain>(stack.resource).filter(([type]) => tagged.test(type))) {
      Object.values<Plain>(made).forEach((resource) => expect({ type, tags: resource.tags }).toEqual({ type, tags }));
    }
    for (const type of ['openstack_compute_instance_v2', 'openstack_blockstorage_volume_v3', 'openstack_sharedfilesystem_share_v2']) {
      resources(stack, type).forEach((r) => expect(r.metadata).toMatchObject({ daas_site: name, daas_blueprint: '1' }));
    }
  });

  test('gives machines their address and groups by a port, and says nothing that would never settle', () => {
    for (const machine of resources(stack, 'openstack_compute_instance_v2')) {
      expect(machine.network).toEqual([{ port: expect.stringMatching(/networking_port_v2/) }]);
      expect(Object.keys(machine)).not.toContain('security_groups');
      expect(Object.keys(machine)).not.toContain('block_device');
      expect(machine.lifecycle.ignore_changes).toEqual(expect.arrayContaining(['image_id', 'user_data']));
      expect(machine.lifecycle.replace_triggered_by).toEqual([
        expect.stringMatching(/^terraform_data\.[\w-]+$/),
        expect.stringMatching(/^openstack_networking_port_v2\.[\w-]+\.id$/),
      ]);
      expect(stack.resource.terraform_data[machine.lifecycle.replace_triggered_by[0].split('.')[1]].triggers_replace).toEqual({
        image: machine.metadata.daas_image,
      });
    }
    resources(stack, 'openstack_networking_port_v2').forEach((port) => expect(port.security_group_ids).toHaveLength(1));
    resources(stack, 'openstack_sharedfilesystem_share_v2').forEach((share) => expect(share.share_proto).toBe('NFS'));
    expect(Object.keys(stack.resource)).not.toContain('openstack_compute_interface_attach_v2');
  });

  test('waits for the router before an address is given, and for quotas before what counts against them', () => {
    const interfaces = Object.keys(stack.resource.openstack_networking_router_interface_v2);
    for (const type of ['openstack_networking_floatingip_associate_v2', 'openstack_lb_loadbalancer_v2']) {
      for (const resource of resources(stack, type)) {
        expect(resource.depends_on).toEqual(expect.arrayContaining(interfaces.map((i) => `openstack_networking_router_interface_v2.${i}`)));
      }
    }
    const quotas = Object.entries<Plain>(stack.resource)
      .filter(([type]) => /^openstack_.*quota/.test(type))
      .flatMap(([type, made]) => Object.keys(made).map((id) => `${type}.${id}`));
    for (const type of ['instance_v2', 'port_v2', 'loadbalancer_v2', 'secgroup_v2', 'volume_v3']) {
      const found = Object.entries<Plain>(stack.resource).filter(([name]) => name.endsWith(type));
      found
        .flatMap(([, made]) => Object.values<Plain>(made))
        .forEach((r) => expect(r.depends_on ?? []).toEqual(expect.arrayContaining(quotas)));
    }
  });

  test('keeps its data unless the construct and the site both say otherwise', () => {
    const stateful = ['openstack_blockstorage_volume_v3', 'openstack_sharedfilesystem_share_v2', 'openstack_dns_zone_v2'];
    for (const type of stateful) {
      resources(stack, type).forEach((r) => expect(r.lifecycle).toMatchObject({ prevent_destroy: true }));
      resources(trial[name]!.stack, type).forEach((r) => expect(r.lifecycle?.prevent_destroy ?? false).toBe(false));
    }
  });

  test('keeps its state where the site says, and in a trial in a local file, which is said', () => {
    const backend = (of: Plain): readonly string[] => Object.keys(of.terraform.backend);
    expect(backend(stack)).not.toEqual(['local']);
    expect(real[name]!.said).toEqual([]);
    expect(backend(trial[name]!.stack)).toEqual(['local']);
    expect(trial[name]!.said).toEqual([
      `deployed as a trial (.daas/site-${name}/settings.json): the state is a local file, and destroy removes data`,
    ]);
  });

  test('gives VISA the role of a member and no more', () => {
    expect(resources(stack, 'openstack_identity_application_credential_v3')).toEqual([
      expect.objectContaining({ roles: ['member'], unrestricted: false, lifecycle: { create_before_destroy: true } }),
    ]);
  });

  test('says nothing of credentials but the name of an entry of clouds.yaml', () => {
    for (const provider of stack.provider.openstack) {
      expect(Object.keys(provider).filter((key) => key !== 'alias')).toEqual(['cloud']);
    }
  });
});

test('machines keep their addresses when a pool before them grows', () => {
  const address = (stack: Plain, port: string) =>
    resources(stack, 'openstack_networking_port_v2').find((p) => p.name === port).fixed_ip[0].ip_address;
  const { stack } = real['esrf']!;
  const names = ['entry-1', 'control-1', 'gpu-workers-1'].map((name) => address(stack, `site-esrf-${name}`));
  expect(names).toEqual(['10.44.0.10', '10.44.0.26', '10.44.0.42']);
});
