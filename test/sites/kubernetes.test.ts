import { App } from '../../core/engine';
import { KUBERNETES_SITES } from '../kubernetes-sites';
import { refusedByProvider } from '../platforms/kubernetes/provider-check';
import { synthesised, type Plain } from '../synthesised';

// Which programs a service brings is worth a review; that their text changed is not.
jest.mock('../../platforms/kubernetes/hub/hub-modules', () => ({ hubModules: () => ({ pod: '# pod.py\n' }) }));
jest.mock('../../platforms/kubernetes/portal/landing-page-program', () => ({
  landingPageProgram: () => ({ 'server.py': '# server.py\n' }),
}));
jest.mock('../../platforms/kubernetes/auth/realm-steps', () => ({ realmSteps: () => '# realm_steps.py\n' }));

interface Resource extends Plain {
  readonly depends_on?: readonly string[];
}

describe.each(KUBERNETES_SITES)('%s', (_, Site) => {
  const site = new Site(new App());
  const json = synthesised(site);
  const resources = Object.entries(json.resource as Record<string, Record<string, Resource>>).flatMap(([type, all]) =>
    Object.entries(all).map(([name, resource]) => [`${type}.${name}`, resource] as [string, Resource]),
  );

  test('is what was reviewed', () => {
    // Which engine rendered it is no part of the site.
    expect(json).toMatchSnapshot({ '//': { metadata: { version: expect.any(String) as string } } });
  });

  test('has no problems, and nothing that the provider refuses', () => {
    expect(site.problems).toEqual([]);
    expect(refusedByProvider(json)).toEqual([]);
  });

  test('synthesises to the same twice', () => {
    expect(synthesised(new Site(new App()))).toEqual(json);
  });

  test('never waits for itself, nor for what isn’t there', () => {
    const waits = new Map(resources.map(([address, r]) => [address, r.depends_on ?? []]));
    const done = new Set<string>();
    const visit = (address: string, path: readonly string[]): void => {
      expect(waits.has(address)).toBe(true);
      expect(path).not.toContain(address);
      if (!done.has(address)) {
        waits.get(address)!.forEach((next) => visit(next, [...path, address]));
        done.add(address);
      }
    };
    [...waits.keys()].forEach((address) => visit(address, []));
  });

  test('has guard rails in every namespace', () => {
    const namespaces = Object.values(json.resource.kubernetes_namespace_v1 as Record<string, Plain>).map((n) => n.metadata);
    const has = (type: string, namespace: string, name: string) =>
      Object.values(json.resource[type] as Record<string, Plain>).some(
        (r) => r.metadata.namespace === namespace && r.metadata.name === name,
      );
    expect(namespaces.length).toBeGreaterThan(2);
    for (const { name, labels, annotations } of namespaces) {
      const level = labels['pod-security.kubernetes.io/enforce'];
      expect(level === 'restricted' || annotations['daas-kit/pod-security-reason'] !== undefined).toBe(true);
      expect(has('kubernetes_network_policy_v1', name, 'deny-all')).toBe(true);
      expect(has('kubernetes_resource_quota_v1', name, 'quota')).toBe(true);
      expect(has('kubernetes_limit_range_v1', name, 'default-sizes')).toBe(true);
    }
  });

  test('lets through exactly what the port matrix says, and names', () => {
    const { entries, flows } = json['//'].blueprint as Record<'entries' | 'flows', Plain[]>;
    const policies = Object.values(json.resource.kubernetes_network_policy_v1 as Record<string, Plain>);
    const services = new Set(policies.map(serviceOf));
    // Browsers, and services that are like browsers, come by the controller.
    const published = new Set(flows.filter((f) => f.from === 'users').map((f) => `${f.to}:${f.port}`));
    const said = flows.flatMap(({ from, to, port }) => {
      const arrives = services.has(to) && (from === 'users' || !published.has(`${to}:${port}`));
      return [...(arrives ? [`-> ${to}:${port}`] : []), ...(services.has(from) ? [`${from} -> ${port}`] : [])];
    });
    const controller = entries.find((e) => e.concept === 'kubernetes')!.spec.ingress.namespace as string;
    expect(inOrder(policies.flatMap((policy) => allowedBeyond(policy, controller)))).toEqual(inOrder(said));
  });

  test('knows secrets by reference only', () => {
    const secrets = Object.values(json.resource.kubernetes_secret_v1 as Record<string, Plain>);
    secrets.forEach((s) => expect(Object.values(s.data_wo).join()).toContain('${var.'));
    expect(json['//'].blueprint.secrets.length).toBeGreaterThan(2);
    expect(JSON.stringify(json)).not.toMatch(/"(password|secret|token)":"(?!\$\{)[^"$]{8,}"/i);
  });
});

const inOrder = (rows: readonly string[]) => [...new Set(rows)].sort();
const blocks = (given: unknown) => [given ?? []].flat() as Plain[];
const serviceOf = (policy: Plain) => policy.metadata.labels['app.kubernetes.io/instance'] as string;

/** What a policy allows with others than its own service, but for looking up names. */
function allowedBeyond(policy: Plain, controller: string): string[] {
  const service = serviceOf(policy);
  const namespaceOf = (peer: Plain) => peer.namespace_selector?.match_labels['kubernetes.io/metadata.name'] as string | undefined;
  const own = [undefined, policy.metadata.namespace, 'kube-system'];
  const beyond = (rules: unknown, peers: 'from' | 'to') =>
    blocks(rules).filter((rule) => blocks(rule[peers]).some((p) => p.ip_block !== undefined || !own.includes(namespaceOf(p))));
  const ports = (rule: Plain) => blocks(rule.ports).map((p) => p.port as string);
  return [
    ...beyond(policy.spec.ingress, 'from').flatMap((rule) =>
      // The controller listens on 443, whatever port a pod has.
      blocks(rule.from).some((p) => namespaceOf(p) === controller)
        ? [`-> ${service}:443`]
        : ports(rule).map((port) => `-> ${service}:${port}`),
    ),
    ...beyond(policy.spec.egress, 'to').flatMap((rule) => ports(rule).map((port) => `${service} -> ${port}`)),
  ];
}
