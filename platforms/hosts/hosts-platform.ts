import { Construct } from 'constructs';
import type { IAuthHost } from '../../constructs/auth/auth-host';
import type { AuthEndpoint, AuthSpec } from '../../constructs/auth/auth-spec';
import type { IGridEngineHost, ISlurmHost, ITorqueHost } from '../../constructs/batch/batch-host';
import type { BatchEndpoint, BatchSpec } from '../../constructs/batch/batch-spec';
import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import type { ISampleDataHost, SampleDataSpec } from '../../constructs/catalogue/sample-data-host';
import type { IHubHost } from '../../constructs/hub/hub-host';
import type { HubBinding, HubEndpoint } from '../../constructs/hub/hub-spec';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import type { OpenOnDemandSpec } from '../../constructs/portal/open-ondemand-spec';
import type { ILandingPageHost, IOpenOnDemandHost, PortalEndpoint } from '../../constructs/portal/portal-host';
import type { BoundMount } from '../../constructs/storage/mount-host';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import { LocalMachine, type LocalOptions } from './local-machine';
import type { Machine } from './machine';
import { SshMachines } from './ssh-machines';
import type { SshOptions } from './ssh-options';
import { authEndpoint, bindAuth } from './auth';
import { bindGridEngine, bindSlurm, bindTorque } from './batch';
import { bindEnvironment } from './environment';
import { bindHub, hubEndpoint } from './hub';
import { bindLandingPage } from './landing-page';
import { bindMount } from './mount';
import { bindOpenOnDemand, openOnDemandEndpoint } from './open-ondemand';
import { bindSampleData } from './sample-data';

/** Linux machines without cloud or cluster: the kit's roles, run by Ansible. */
export class HostsPlatform
  extends Construct
  implements IAuthHost, IHubHost, ILandingPageHost, IOpenOnDemandHost, ISlurmHost, IGridEngineHost, ITorqueHost, ISampleDataHost
{
  /** This machine: no root, no systemd, no containers; services listen on the loopback interface only. */
  public static local(scope: Construct, id: string, options: LocalOptions): HostsPlatform {
    return new HostsPlatform(scope, id, (platform) => new LocalMachine(platform, 'Base', options));
  }

  /** Hosts of an Ansible inventory, reached by SSH: systemd, TLS, firewall. */
  public static ssh(scope: Construct, id: string, options: SshOptions): HostsPlatform {
    return new HostsPlatform(scope, id, (platform) => new SshMachines(platform, 'Base', options));
  }

  private readonly machine: Machine;

  private constructor(scope: Construct, id: string, machine: (platform: Construct) => Machine) {
    super(scope, id);
    this.machine = machine(this);
  }

  public bindAuth(scope: Construct, realm: string, spec: () => AuthSpec): AuthEndpoint {
    bindAuth(scope, this.machine, realm, spec);
    return authEndpoint(this.machine, realm);
  }

  public hubEndpoint(): HubEndpoint {
    return hubEndpoint(this.machine);
  }

  public bindHub(scope: Construct, name: string, spec: () => HubBinding): void {
    bindHub(scope, this.machine, name, spec);
  }

  public bindLandingPage(scope: Construct, spec: LandingPageSpec): PortalEndpoint {
    return bindLandingPage(scope, this.machine, spec);
  }

  public openOnDemandEndpoint(): PortalEndpoint {
    return openOnDemandEndpoint(this.machine);
  }

  public bindOpenOnDemand(scope: Construct, spec: OpenOnDemandSpec): void {
    bindOpenOnDemand(scope, this.machine, spec);
  }

  public bindMount(mount: MountSpec): BoundMount {
    return bindMount(this.machine, mount);
  }

  public bindEnvironment(environment: EnvironmentSpec): BoundEnvironment {
    return bindEnvironment(this.machine, environment);
  }

  public bindSampleData(scope: Construct, spec: SampleDataSpec, mount: BoundMount): void {
    bindSampleData(scope, this.machine, spec, mount);
  }

  public bindSlurm(scope: Construct, spec: BatchSpec): BatchEndpoint {
    return bindSlurm(scope, this.machine, spec);
  }

  public bindGridEngine(scope: Construct, spec: BatchSpec): BatchEndpoint {
    return bindGridEngine(scope, this.machine, spec);
  }

  public bindTorque(scope: Construct, spec: BatchSpec): BatchEndpoint {
    return bindTorque(scope, this.machine, spec);
  }
}
