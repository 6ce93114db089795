import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Duration } from '../../core/duration';
import type { Flow } from '../../core/flow';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import { portOf } from '../../core/port';
import type { Auth } from '../auth/auth';
import type { LoginSpec } from '../auth/auth-spec';
import type { BatchCluster } from '../batch/batch-cluster';
import type { SoftwareCatalogue } from '../catalogue/software-catalogue';
import type { GpuPool } from '../gpu/gpu-pool';
import type { ServiceEntry } from '../portal/service-entry';
import type { Mount } from '../storage/mount';
import type { IHubHost } from './hub-host';
import type { HubBinding, HubEndpoint, HubSpec } from './hub-spec';
import type { Profile } from './profile';
import { fitProfile } from './profile-fit';

/** Props of Hub. */
export interface HubProps {
  /** Where the hub runs. */
  readonly platform: IHubHost;
  /** How users log in. */
  readonly auth: Auth;
  /** What users may choose; the first is the default. */
  readonly profiles: readonly Profile[];
  /** File systems that notebooks see. One of role home is needed: without it users lose their work. */
  readonly mounts: readonly Mount[];
  /**
   * Analysis environments, offered as kernels.
   *
   * @default - none: plain Python of the notebook server only
   */
  readonly software?: SoftwareCatalogue;
  /**
   * Batch cluster whose jobs the notebooks are, unless a profile names another.
   *
   * @default - notebooks run beside the hub
   */
  readonly batch?: BatchCluster;
  /**
   * GPUs for profiles of a hub without batch cluster.
   *
   * @default - none
   */
  readonly gpus?: readonly GpuPool[];
  /**
   * Name of the service for users.
   *
   * @default - the construct's id
   */
  readonly title?: string;
  /**
   * Idle time after which a notebook server ends. A forgotten server keeps its cores and GPU from others.
   *
   * @default - 1 hour
   */
  readonly idle?: Duration;
}

/** A notebook hub: users start JupyterLab beside their data. */
export class Hub extends Construct {
  /** Where the hub answers. */
  public readonly endpoint: HubEndpoint;

  private readonly title: string;
  private afterLogoutUrl: string;

  constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id);
    const check = new Check(this, 'Hub', Place.here());
    this.title = props.title ?? id;
    props.profiles.forEach((p, i) => p.validate(check, `profiles[${i}]`));
    check.unique('profiles', props.profiles);
    props.mounts.forEach((m, i) => m.validate(check, `mounts[${i}]`));
    check.unique('mounts', props.mounts);
    if (props.profiles.length === 0) {
      check.report('NoProfile', 'profiles', 'at least one profile is needed');
    }
    if (!props.mounts.some((m) => m.spec.role === 'home')) {
      check.report('NoHome', 'mounts', 'a mount of role home is needed, or users lose their work when a notebook ends');
    }
    const pools = (props.gpus ?? []).map((g) => g.spec);
    const batches = [...new Set([props.batch, ...props.profiles.map((p) => p.batch)])].filter((b) => b !== undefined);
    check.unique(
      'batch',
      batches.map((b) => b.spec),
    );
    if (batches.length > 1 && batches.some((b) => b.spec.choice === 'partitions')) {
      check.report('ChoiceOfOne', 'batch', 'partitions can be chosen in a hub with one batch cluster only; give the others profiles');
    }
    const spec: HubSpec = {
      name: kebab(id),
      title: this.title,
      identities: props.auth.identities.spec,
      profiles: props.profiles.map((p, i) => fitProfile(check, `profiles[${i}]`, p, (p.batch ?? props.batch)?.spec ?? null, pools)),
      mounts: props.mounts.map((m) => m.spec),
      environments: props.software?.environments ?? [],
      examples: (props.software?.packages ?? []).flatMap((p) => p.example ?? []),
      clusters: batches.map((b) => ({ ...b.spec, endpoint: b.endpoint })),
      idleSeconds: (props.idle ?? Duration.hours(1)).toSeconds(),
    };

    batches.forEach((b) => b.submittedFromHub());
    this.endpoint = props.platform.hubEndpoint(spec.name);
    this.afterLogoutUrl = this.endpoint.url;
    const login = props.auth.addClient(spec.name, {
      title: this.title,
      redirectUris: [this.endpoint.redirectUri],
      postLogoutRedirectUris: () => [this.afterLogoutUrl],
    });
    const binding = (): HubBinding => ({ ...spec, login, afterLogoutUrl: this.afterLogoutUrl });
    // Not for auth: the hub asks it only when somebody logs in, and both take long to start.
    this.node.addDependency(...batches);
    spec.mounts.forEach((m) => this.node.addDependency(props.platform.bindMount(m).ready));
    spec.environments.forEach((e) => this.node.addDependency(props.platform.bindEnvironment(e).ready));
    props.platform.bindHub(this, spec.name, binding);
    Blueprint.of(this).record(this, 'hub', binding, () => this.flows(login, kebab(props.auth.node.id)));
  }

  /** Where a log-out leads: called by a portal that shows this hub. */
  public logOutTo(url: string): void {
    this.afterLogoutUrl = url;
  }

  /** Link that opens a notebook of the catalogue's examples. */
  public exampleUrl(notebook: string): string {
    return `${this.endpoint.url}/hub/user-redirect/lab/tree/examples/${notebook}`;
  }

  /** For the portal. */
  public get service(): ServiceEntry {
    return {
      id: kebab(this.node.id),
      title: this.title,
      description: 'JupyterLab beside your data, with the facility’s analysis software.',
      url: `${this.endpoint.url}/hub/spawn`,
      healthUrl: this.endpoint.healthUrl,
      action: 'Open notebooks',
    };
  }

  private flows(login: LoginSpec, broker: string): Flow[] {
    const name = kebab(this.node.id);
    return [
      { from: 'users', to: name, port: portOf(this.endpoint.url), protocol: 'tcp', why: 'notebooks in the browser' },
      { from: name, to: broker, port: portOf(login.tokenUrl), protocol: 'tcp', why: 'log-ins of the notebooks' },
    ];
  }
}
