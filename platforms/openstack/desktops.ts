import { IdentityApplicationCredentialV3 } from '@cdktf/provider-openstack/lib/identity-application-credential-v3';
import { Construct } from 'constructs';
import type { DesktopCompute, DesktopSpec } from '../../constructs/desktops/desktop-spec';
import { Blueprint } from '../../core/blueprint';
import { Site } from '../../core/site';
import { expression } from './expression';
import { desktopFlows } from './pool-flows';
import type { Project } from './project';

/** What VISA needs to make desktops in the project, and no more. */
export function bindDesktops(scope: Construct, project: Project, spec: DesktopSpec): DesktopCompute {
  const { cloud, network, flavors, images, groups } = project;
  const subnet = network.desktops ?? network.machines;
  if (network.desktops === undefined) {
    cloud.check.report('NoDesktopNetwork', 'network.desktops', 'desktops get a subnet of their own, apart from the machines: name one');
  }
  if (!Site.termsOf(scope).secretsInState) {
    const message = 'the credential of VISA would lie in a state that nobody promises to encrypt and lock';
    cloud.check.report('SecretInState', 'state', message);
  }
  const group = groups.add(spec.name, [], null);
  Blueprint.of(scope).record(
    new Construct(scope, 'Ground'),
    'cloud-machines',
    () => ({ pool: spec.name, addresses: [] }),
    () => desktopFlows(spec.name, cloud.options),
  );
  const credential = new IdentityApplicationCredentialV3(scope, 'Credential', {
    // Both the old and the new one work while VISA is told, and names have to differ.
    name: cloud.named(`${spec.name}-${spec.credentialGeneration}`),
    description: cloud.description,
    roles: ['member'],
    unrestricted: false,
    lifecycle: { createBeforeDestroy: true },
  });
  const scoped = `data.${cloud.scope.terraformResourceType}.${cloud.scope.friendlyUniqueId}`;
  // A catalogue has the endpoints of all regions; an entry of clouds.yaml may leave out which one is meant.
  const publicUrls = `[for e in s.endpoints : e.url if e.interface == "public" && contains(["", e.region], ${scoped}.region)]`;
  // Its addresses end with a version, even with a project, or not, as the cloud's administrators like it.
  const base = '"/(\\\\/v[0-9.]+(\\\\/[0-9a-f]+)?)?\\\\/?$/"';
  const endpoint = (type: string): string =>
    expression(`replace(one(flatten([for s in ${scoped}.service_catalog : ${publicUrls} if s.type == "${type}"])), ${base}, "")`);
  return {
    endpoints: {
      identity: endpoint('identity'),
      compute: endpoint('compute'),
      placement: endpoint('placement'),
      image: endpoint('image'),
      network: endpoint('network'),
    },
    apiPorts: cloud.options.apiPorts ?? [443],
    network: { name: subnet.network.name, id: subnet.network.id, cidr: cloud.options.network.desktops ?? '' },
    securityGroup: { name: cloud.named(spec.name), id: group.id },
    images: spec.images.map((name) => ({ name, id: images.id(name, 'images') })),
    flavors: flavors.offered(spec.gpuModels).map(({ spec: f, id }) => ({
      name: f.name,
      id,
      cores: f.cores,
      memoryMebibytes: f.memoryMebibytes,
      gpu: f.gpu === null ? null : { model: f.gpu.model, count: f.gpu.count },
    })),
    credential: { id: credential.id, secret: credential.secret },
  };
}
