import { Construct } from 'constructs';
import type { IClusterHost } from '../../constructs/clusters/cluster-host';
import type { ClusterEndpoint, ClusterSpec } from '../../constructs/clusters/cluster-spec';
import type { IGpuHost } from '../../constructs/gpu/gpu-host';
import type { GpuEndpoint, GpuPoolSpec } from '../../constructs/gpu/gpu-spec';
import type { BoundMachines, IMachineHost } from '../../constructs/machines/machine-host';
import type { MachinePoolSpec } from '../../constructs/machines/machine-spec';
import type { IDesktopHost } from '../../constructs/desktops/desktop-host';
import type { DesktopCompute, DesktopSpec } from '../../constructs/desktops/desktop-spec';
import type { IShareHost } from '../../constructs/storage/share-host';
import type { ShareEndpoint, ShareSpec } from '../../constructs/storage/share-spec';
import { bindCluster } from './cluster';
import { bindDesktops } from './desktops';
import { bindGpuPool } from './gpu';
import { bindMachines } from './machines';
import type { OpenStackOptions } from './options';
import { Project } from './project';
import { bindShare } from './share';

/** A project of an OpenStack cloud: network, machines, desktops, GPUs, storage, clusters. */
export class OpenStackPlatform extends Construct implements IMachineHost, IGpuHost, IDesktopHost, IShareHost, IClusterHost {
  private readonly project: Project;

  constructor(scope: Construct, id: string, options: OpenStackOptions) {
    super(scope, id);
    this.project = new Project(this, options);
  }

  public bindMachines(scope: Construct, spec: MachinePoolSpec): BoundMachines {
    return bindMachines(scope, this.project, spec);
  }

  public bindGpuPool(_scope: Construct, spec: GpuPoolSpec): GpuEndpoint {
    return bindGpuPool(this.project, spec);
  }

  public bindDesktops(scope: Construct, spec: DesktopSpec): DesktopCompute {
    return bindDesktops(scope, this.project, spec);
  }

  public bindCluster(scope: Construct, spec: ClusterSpec): ClusterEndpoint {
    return bindCluster(scope, this.project, spec);
  }

  public bindShare(scope: Construct, spec: ShareSpec): ShareEndpoint {
    return bindShare(scope, this.project, spec);
  }
}
