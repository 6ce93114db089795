import { ComputeKeypairV2 } from '@cdktf/provider-openstack/lib/compute-keypair-v2';
import type { Construct, IConstruct } from 'constructs';
import type { MachinePoolSpec } from '../../constructs/machines/machine-spec';
import { Cloud } from './cloud';
import type { FlavorSpec } from './flavor';
import { Flavors } from './flavors';
import { Images } from './images';
import { SiteNetwork } from './network';
import type { OpenStackOptions } from './options';
import { setQuotas } from './quotas';
import { SecurityGroups } from './security-groups';

/** The site's project: what the parts of the platform share. */
export class Project {
  public readonly cloud: Cloud;
  public readonly network: SiteNetwork;
  public readonly images: Images;
  public readonly flavors: Flavors;
  public readonly groups: SecurityGroups;
  /** What has to be set before anything that counts against it is made. */
  public readonly quotas: readonly IConstruct[];

  private readonly planned = { instances: 0, cores: 0, memory: 0, volumes: 0, volumeStorage: 0 };

  constructor(scope: Construct, options: OpenStackOptions) {
    this.cloud = new Cloud(scope, 'Base', options);
    this.quotas = options.quotas === undefined ? [] : setQuotas(this.cloud, options.quotas);
    this.network = new SiteNetwork(this.cloud, 'Network');
    this.images = new Images(this.cloud, 'Images');
    this.flavors = new Flavors(this.cloud, 'Flavors');
    this.groups = new SecurityGroups(this.cloud, 'Groups', this.quotas);
  }

  /** The operators' key, in the cloud. */
  public get keypair(): ComputeKeypairV2 {
    const { cloud } = this;
    return cloud.once('Key', () => new ComputeKeypairV2(cloud, 'Key', { name: cloud.named(''), publicKey: cloud.operatorKey }));
  }

  /** Counts what the site asks for, and reports what its own quotas don't allow: the cloud would say it at apply only. */
  public need(spec: MachinePoolSpec, flavor: FlavorSpec): void {
    const { planned } = this;
    const volume = spec.volume?.sizeGibibytes ?? 0;
    planned.instances += spec.count;
    planned.cores += spec.count * flavor.cores;
    planned.memory += spec.count * flavor.memoryMebibytes;
    planned.volumes += spec.volume === null ? 0 : spec.count;
    planned.volumeStorage += spec.count * volume;
    const { quotas } = this.cloud.options;
    if (quotas === undefined) {
      return;
    }
    const limits = {
      instances: quotas.instances,
      cores: quotas.cores,
      memory: quotas.memory.toMebibytes(),
      volumes: quotas.volumes,
      volumeStorage: Math.floor(quotas.volumeStorage.toMebibytes() / 1024),
    };
    for (const [name, limit] of Object.entries(limits) as [keyof typeof limits, number][]) {
      if (planned[name] > limit) {
        const unit = name === 'memory' ? ' MiB' : name === 'volumeStorage' ? ' GiB' : '';
        const message = `the machines need ${planned[name]}${unit} ${name}, but the quota is ${limit}${unit}: ${planned[name] - limit}${unit} missing`;
        this.cloud.check.report('QuotaTooSmall', `quotas.${name}`, message);
      }
    }
  }
}
