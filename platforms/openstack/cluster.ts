import { ContainerinfraClusterV1 } from '@cdktf/provider-openstack/lib/containerinfra-cluster-v1';
import { ContainerinfraClustertemplateV1 } from '@cdktf/provider-openstack/lib/containerinfra-clustertemplate-v1';
import type { Construct } from 'constructs';
import type { ClusterEndpoint, ClusterSpec } from '../../constructs/clusters/cluster-spec';
import { Site } from '../../core/site';
import type { Project } from './project';

/** A cluster by Magnum, in the machines' network. */
export function bindCluster(scope: Construct, project: Project, spec: ClusterSpec): ClusterEndpoint {
  const { cloud, network, flavors, images } = project;
  if (!Site.termsOf(scope).secretsInState) {
    cloud.check.report('SecretInState', 'state', "the cluster's key would lie in a state that nobody promises to encrypt and lock");
  }
  const flavor = flavors.fit({ ...spec, gpu: null });
  const template = new ContainerinfraClustertemplateV1(scope, 'Template', {
    name: cloud.named(spec.name),
    coe: 'kubernetes',
    image: images.id(spec.image, 'image'),
    ...(flavor !== undefined && { flavor: flavor.spec.name, masterFlavor: flavor.spec.name }),
    externalNetworkId: network.external.id,
    fixedNetwork: network.machines.network.name,
    fixedSubnet: network.machines.subnet.name,
    dnsNameserver: cloud.options.network.dnsServers[0]!,
    networkDriver: 'calico',
    masterLbEnabled: spec.controlPlaneNodes > 1,
    floatingIpEnabled: false,
    labels: { kube_tag: spec.version },
  });
  const cluster = new ContainerinfraClusterV1(scope, 'Cluster', {
    name: cloud.named(spec.name),
    clusterTemplateId: template.id,
    masterCount: spec.controlPlaneNodes,
    nodeCount: spec.nodes,
    keypair: project.keypair.name,
    lifecycle: { preventDestroy: !cloud.mayRemove(spec.removeOnDestroy) },
  });
  cluster.node.addDependency(network, ...project.quotas, ...(flavor === undefined ? [] : [flavor.ready]));
  return {
    host: cluster.kubeconfig.lookup('host'),
    clusterCaCertificate: cluster.kubeconfig.lookup('cluster_ca_certificate'),
    clientCertificate: cluster.kubeconfig.lookup('client_certificate'),
    clientKey: cluster.kubeconfig.lookup('client_key'),
  };
}
