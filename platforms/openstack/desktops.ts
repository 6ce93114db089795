import { IdentityApplicationCredentialV3 } from '@cdktf/provider-openstack/lib/identity-application-credential-v3';
import type { Construct } from 'constructs';
import type { DesktopCompute, DesktopSpec } from '../../constructs/desktops/desktop-spec';
import { Site } from '../../core/site';
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
  const credential = new IdentityApplicationCredentialV3(scope, 'Credential', {
    // Both the old and the new one work while VISA is told, and names have to differ.
    name: cloud.named(`${spec.name}-${spec.credentialGeneration}`),
    description: cloud.description,
    roles: ['member'],
    unrestricted: false,
    lifecycle: { createBeforeDestroy: true },
  });
  const catalogue = `data.${cloud.scope.terraformResourceType}.${cloud.scope.friendlyUniqueId}.service_catalog`;
  const endpoint = (type: string): string =>
    `\${one(flatten([for s in ${catalogue} : [for e in s.endpoints : e.url if e.interface == "public"] if s.type == "${type}"]))}`;
  return {
    endpoints: {
      identity: endpoint('identity'),
      compute: endpoint('compute'),
      placement: endpoint('placement'),
      image: endpoint('image'),
      network: endpoint('network'),
    },
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
