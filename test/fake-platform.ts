import { App } from '../core/engine';
import { Blueprint } from '../core/blueprint';
import type { Problem } from '../core/problem';
import type { IAuthHost, IIcatAuthHost } from '../constructs/auth/auth-host';
import type { AuthEndpoint, AuthSpec } from '../constructs/auth/auth-spec';
import type { IGridEngineHost, ISlurmHost, ITorqueHost } from '../constructs/batch/batch-host';
import type { BatchEndpoint, BatchSpec } from '../constructs/batch/batch-spec';
import type { ISciCatHost } from '../constructs/catalogue/data-catalogue-kind';
import type { SciCatSpec } from '../constructs/catalogue/scicat-spec';
import type { BoundEnvironment } from '../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../constructs/catalogue/environment-spec';
import type { ISampleDataHost, SampleDataSpec } from '../constructs/catalogue/sample-data-host';
import type { IGpuHost } from '../constructs/gpu/gpu-host';
import type { GpuEndpoint, GpuPoolSpec } from '../constructs/gpu/gpu-spec';
import type { IHubHost } from '../constructs/hub/hub-host';
import type { HubBinding, HubEndpoint } from '../constructs/hub/hub-spec';
import type { LandingPageSpec } from '../constructs/portal/landing-page-spec';
import type { OpenOnDemandSpec } from '../constructs/portal/open-ondemand-spec';
import type { ILandingPageHost, IOpenOnDemandHost, IVisaHost, PortalEndpoint } from '../constructs/portal/portal-host';
import type { VisaSpec } from '../constructs/portal/visa-spec';
import type { BoundMount } from '../constructs/storage/mount-host';
import type { MountSpec } from '../constructs/storage/mount-spec';
import { SiteStack, type SiteProps } from '../stacks/site-stack';
import { Construct } from 'constructs';

/** Every contract of constructs/, without a single resource: remembers the specs that it was given. */
type EveryContract = IAuthHost &
  IIcatAuthHost &
  IHubHost &
  ISampleDataHost &
  ISlurmHost &
  IGridEngineHost &
  ITorqueHost &
  IGpuHost &
  ILandingPageHost &
  IVisaHost &
  IOpenOnDemandHost &
  ISciCatHost;

/** A platform that only remembers. Its services answer at `https://<name>.<domain>`. */
export class FakePlatform extends Construct implements EveryContract {
  private readonly calls: { readonly contract: string; readonly spec: () => object }[] = [];

  /** Specs that were given to a contract's method, in the order of the calls. Specs that come late are asked for now. */
  public given<T extends object>(contract: keyof EveryContract): T[] {
    return this.calls.filter((c) => c.contract === contract).map((c) => c.spec() as T);
  }

  public bindAuth(_scope: Construct, realm: string, spec: () => AuthSpec): AuthEndpoint {
    this.calls.push({ contract: 'bindAuth', spec });
    return fakeBroker(realm);
  }

  public bindIcatBridge(_scope: Construct, federation: object): void {
    this.calls.push({ contract: 'bindIcatBridge', spec: () => federation });
  }

  public hubEndpoint(name: string): HubEndpoint {
    const url = `https://${name}.fake.example`;
    return { url, healthUrl: `${url}/health`, redirectUri: `${url}/hub/oauth_callback` };
  }

  public bindHub(_scope: Construct, _name: string, spec: () => HubBinding): void {
    this.calls.push({ contract: 'bindHub', spec });
  }

  public bindMount(mount: MountSpec): BoundMount {
    this.calls.push({ contract: 'bindMount', spec: () => mount });
    return { ready: this, hostPath: `/host/${mount.name}` };
  }

  public bindEnvironment(environment: EnvironmentSpec): BoundEnvironment {
    this.calls.push({ contract: 'bindEnvironment', spec: () => environment });
    return { ready: this };
  }

  public bindSampleData(_scope: Construct, spec: SampleDataSpec): void {
    this.calls.push({ contract: 'bindSampleData', spec: () => spec });
  }

  public bindSlurm(_scope: Construct, spec: BatchSpec): BatchEndpoint {
    return this.batch('bindSlurm', spec);
  }

  public bindGridEngine(_scope: Construct, spec: BatchSpec): BatchEndpoint {
    return this.batch('bindGridEngine', spec);
  }

  public bindTorque(_scope: Construct, spec: BatchSpec): BatchEndpoint {
    return this.batch('bindTorque', spec);
  }

  public bindGpuPool(_scope: Construct, spec: GpuPoolSpec): GpuEndpoint {
    this.calls.push({ contract: 'bindGpuPool', spec: () => spec });
    return { resource: `gpu:${spec.model}` };
  }

  public bindLandingPage(_scope: Construct, spec: LandingPageSpec): PortalEndpoint {
    this.calls.push({ contract: 'bindLandingPage', spec: () => spec });
    return portal(spec.name);
  }

  public visaEndpoint(name: string): PortalEndpoint {
    return portal(name);
  }

  public bindVisa(_scope: Construct, spec: VisaSpec): void {
    this.calls.push({ contract: 'bindVisa', spec: () => spec });
  }

  public openOnDemandEndpoint(name: string): PortalEndpoint {
    return portal(name);
  }

  public bindOpenOnDemand(_scope: Construct, spec: OpenOnDemandSpec): void {
    this.calls.push({ contract: 'bindOpenOnDemand', spec: () => spec });
  }

  public sciCatEndpoint(name: string): { readonly url: string } {
    return { url: `https://${name}.fake.example` };
  }

  public bindSciCat(_scope: Construct, spec: SciCatSpec): void {
    this.calls.push({ contract: 'bindSciCat', spec: () => spec });
  }

  private batch(contract: string, spec: BatchSpec): BatchEndpoint {
    this.calls.push({ contract, spec: () => spec });
    return { scheduler: spec.scheduler, configurationFile: null };
  }
}

/** Addresses of a realm of the fake broker. */
export function fakeBroker(realm: string): AuthEndpoint {
  const issuer = `https://login.fake.example/realms/${realm}`;
  return {
    issuer,
    authorizeUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    userinfoUrl: `${issuer}/userinfo`,
    logoutUrl: `${issuer}/logout`,
    jwksUrl: `${issuer}/certs`,
    accountUrl: `${issuer}/account`,
    healthUrl: `${issuer}/health`,
  };
}

/** A site whose content a test says: `new FakeSite((site, platform) => ...)`. */
export class FakeSite extends SiteStack {
  public readonly platform: FakePlatform;

  constructor(
    compose: (site: FakeSite, platform: FakePlatform) => void = () => undefined,
    props: Partial<SiteProps> & { readonly name?: string } = {},
  ) {
    const { name, ...rest } = props;
    super(new App(), name ?? 'fake', { facility: 'Fake Light Source', domain: 'fake.example', contact: 'help@fake.example', ...rest });
    this.platform = new FakePlatform(this, 'Platform');
    compose(this, this.platform);
  }

  /** The spec that a construct recorded, by its path. */
  public recorded(path: string): object | undefined {
    return Blueprint.of(this).entries.find((e) => e.path === path)?.spec;
  }
}

/** What is wrong with a site, without what differs between checkouts. */
export function problemsOf(compose: (site: FakeSite, platform: FakePlatform) => void): readonly Omit<Problem, 'site' | 'location'>[] {
  return new FakeSite(compose).problems.map(({ site: _site, location: _location, ...rest }) => rest);
}

function portal(name: string): PortalEndpoint {
  const url = `https://${name}.fake.example`;
  return { url, healthUrl: `${url}/health` };
}
