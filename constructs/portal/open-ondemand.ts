import type { Construct } from 'constructs';
import { kebab } from '../../core/names';
import { Secret } from '../../core/secret';
import { Site } from '../../core/site';
import type { BatchCluster } from '../batch/batch-cluster';
import type { OnDemandDesktop, OpenOnDemandSpec } from './open-ondemand-spec';
import type { IOpenOnDemandHost } from './portal-host';
import type { PortalBinding, PortalContext, PortalKind } from './portal-kind';

/** Options of `Portal.openOnDemand`. */
export interface OpenOnDemandOptions {
  /** Clusters that users submit to. */
  readonly clusters: readonly BatchCluster[];
  /**
   * Regular expression of the names of compute nodes: `node[0-9]+[.]cluster[.]facility[.]example`. Users reach sessions
   * there through the portal; a pattern that is too wide makes it a proxy into the facility's network.
   */
  readonly nodeNames: string;
  /**
   * Desktop on compute nodes, offered as an interactive session; they need it and a VNC server (TurboVNC) installed.
   *
   * @default - no desktops
   */
  readonly desktop?: OnDemandDesktop;
  /**
   * Upstream's release package (`ondemand-release-web`) for the host's distribution, and its SHA-256: it brings the
   * package source.
   *
   * @default - the host has the package source, or Open OnDemand
   */
  readonly release?: { readonly url: string; readonly sha256: string };
  /**
   * Name of the portal for users.
   *
   * @default - 'Open OnDemand'
   */
  readonly title?: string;
}

const DESKTOPS: readonly OnDemandDesktop[] = ['xfce', 'mate', 'gnome', 'kde'];

/** Ohio Supercomputer Center's web front end of batch clusters: files, jobs, shells, interactive sessions. */
export class OpenOnDemand implements PortalKind<IOpenOnDemandHost> {
  constructor(private readonly options: OpenOnDemandOptions) {}

  public bind(scope: Construct, host: IOpenOnDemandHost, context: PortalContext): PortalBinding {
    this.validate(context);
    const { name, auth } = context;
    const title = this.options.title ?? 'Open OnDemand';
    const endpoint = host.openOnDemandEndpoint(name);
    const login = auth.addClient(name, {
      title,
      redirectUris: [`${endpoint.url}/oidc`],
      postLogoutRedirectUris: () => [endpoint.url],
    });
    scope.node.addDependency(auth, ...this.options.clusters);
    this.options.clusters.forEach((cluster) => cluster.submittedFromHub());
    const spec: OpenOnDemandSpec = {
      name,
      title,
      facility: Site.of(scope).facility,
      login,
      userClaim: auth.identities.spec.user,
      clusters: this.options.clusters.map((cluster) => ({
        name: kebab(cluster.node.id),
        title: cluster.node.id,
        scheduler: cluster.spec.scheduler,
        queues: cluster.spec.queues,
        configurationFile: cluster.endpoint.configurationFile,
      })),
      nodeNames: this.options.nodeNames,
      desktop: this.options.desktop ?? null,
      release: this.options.release ?? null,
      cookieSecret: Secret.site(`${name.replaceAll('-', '_').toUpperCase()}_COOKIE_SECRET`).reference,
    };
    host.bindOpenOnDemand(scope, spec);
    const about = { title: 'Open OnDemand', description: 'Files, jobs and desktops of the batch cluster.', action: 'Open OnDemand' };
    return { endpoint, spec: { kind: 'open-ondemand', ...spec }, about };
  }

  private validate({ check }: PortalContext): void {
    const { clusters, nodeNames, desktop, release } = this.options;
    if (clusters.length === 0) {
      check.report('NoCluster', 'kind.clusters', 'at least one cluster is needed: Open OnDemand is its front end');
    }
    if (!isPattern(nodeNames) || new RegExp(`^(${nodeNames})$`).test('localhost')) {
      const message = `must be a regular expression of compute nodes, and not of localhost, got '${nodeNames}'`;
      check.report('NodeNames', 'kind.nodeNames', message);
    }
    if (desktop !== undefined) {
      check.oneOf('DesktopUnknown', 'kind.desktop', desktop, DESKTOPS, 'desktop');
    }
    if (release !== undefined) {
      check.url('kind.release.url', release.url);
      if (!/^[0-9a-f]{64}$/.test(release.sha256)) {
        check.report('ReleaseChecksum', 'kind.release.sha256', `must have 64 hexadecimal digits, got '${release.sha256}'`);
      }
    }
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== '(?:)';
  } catch {
    return false;
  }
}
