import { Construct } from 'constructs';
import type { IAuthHost } from '../../constructs/auth/auth-host';
import type { AuthEndpoint, AuthSpec } from '../../constructs/auth/auth-spec';
import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import type { IGpuHost } from '../../constructs/gpu/gpu-host';
import type { GpuEndpoint, GpuPoolSpec } from '../../constructs/gpu/gpu-spec';
import type { IHubHost } from '../../constructs/hub/hub-host';
import type { HubBinding, HubEndpoint } from '../../constructs/hub/hub-spec';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import type { ILandingPageHost, IVisaHost, PortalEndpoint } from '../../constructs/portal/portal-host';
import type { VisaSpec } from '../../constructs/portal/visa-spec';
import type { BoundMount } from '../../constructs/storage/mount-host';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import { bindAuth } from './auth';
import { Cluster } from './cluster';
import type { ClusterOptions } from './cluster-options';
import { bindEnvironment } from './environment';
import { bindGpuPool } from './gpu-pool';
import { bindHub, hubEndpoint } from './hub';
import { bindLandingPage } from './landing-page';
import { bindMount } from './mount';
import { bindVisa, visaEndpoint } from './visa';

/** A Kubernetes cluster that the facility has, or that the site makes. */
export class KubernetesPlatform extends Construct implements IAuthHost, IHubHost, IGpuHost, ILandingPageHost, IVisaHost {
  private readonly cluster: Cluster;

  constructor(scope: Construct, id: string, options: ClusterOptions) {
    super(scope, id);
    this.cluster = new Cluster(this, 'Cluster', options);
  }

  public bindAuth(scope: Construct, realm: string, spec: () => AuthSpec): AuthEndpoint {
    return bindAuth(scope, this.cluster, realm, spec);
  }

  public hubEndpoint(name: string): HubEndpoint {
    return hubEndpoint(this.cluster, name);
  }

  public bindHub(scope: Construct, _name: string, spec: () => HubBinding): void {
    bindHub(scope, this.cluster, spec);
  }

  public bindMount(mount: MountSpec): BoundMount {
    return bindMount(this.cluster, mount);
  }

  public bindEnvironment(environment: EnvironmentSpec): BoundEnvironment {
    return bindEnvironment(this.cluster, environment);
  }

  public bindGpuPool(scope: Construct, spec: GpuPoolSpec): GpuEndpoint {
    return bindGpuPool(scope, this.cluster, spec);
  }

  public bindLandingPage(scope: Construct, spec: LandingPageSpec): PortalEndpoint {
    return bindLandingPage(scope, this.cluster, spec);
  }

  public visaEndpoint(name: string): PortalEndpoint {
    return visaEndpoint(this.cluster, name);
  }

  public bindVisa(scope: Construct, spec: VisaSpec, madeSecret: string | null): void {
    bindVisa(scope, this.cluster, spec, madeSecret);
  }
}
