import type { OnDemandClusterSpec, OpenOnDemandSpec } from '../../constructs/portal/open-ondemand-spec';
import { renderDesktop, renderJupyterForm, type OnDemandApp } from './open-ondemand-apps';

/** Where Apache listens behind the reverse proxy. */
export const ON_DEMAND_PORT = 8085;

/** Settings of the role open_ondemand. Plain data: each object becomes a YAML file of Open OnDemand. */
export interface OpenOnDemandSettings {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly release: OpenOnDemandSpec['release'];
  /** ood_portal.yml, without its two secrets. */
  readonly portal: object;
  /** nginx_stage.yml. */
  readonly nginxStage: object;
  /** clusters.d/<name>.yml. */
  readonly clusters: Readonly<Record<string, object>>;
  /** Interactive applications: JupyterLab for each cluster. */
  readonly apps: readonly OnDemandApp[];
  /** apps/bc_desktop/<cluster>.yml; empty for none. */
  readonly desktops: Readonly<Record<string, object>>;
}

/** What Open OnDemand is on a host. Pure. */
export function renderOpenOnDemand(spec: OpenOnDemandSpec, url: string, directory: string): OpenOnDemandSettings {
  const byName = <T>(render: (cluster: OnDemandClusterSpec) => T): Record<string, T> =>
    Object.fromEntries(spec.clusters.map((cluster) => [cluster.name, render(cluster)]));
  const { desktop } = spec;
  return {
    name: spec.name,
    url,
    port: ON_DEMAND_PORT,
    release: spec.release,
    portal: renderPortal(spec, url),
    nginxStage: {
      ondemand_portal: spec.name,
      ondemand_title: `${spec.facility}: ${spec.title}`,
      // A user could otherwise run code in the web server by a Gemfile of his own.
      disable_bundle_user_config: true,
    },
    clusters: byName((cluster) => ({ v2: { metadata: { title: cluster.title }, job: renderJob(cluster) } })),
    apps: spec.clusters.map((cluster) => renderJupyterForm(cluster, `${directory}/env/lab`)),
    desktops: desktop === null ? {} : byName((cluster) => renderDesktop(cluster, desktop)),
  };
}

function renderPortal(spec: OpenOnDemandSpec, url: string): object {
  const { login } = spec;
  return {
    servername: new URL(url).hostname,
    listen_addr_port: `127.0.0.1:${ON_DEMAND_PORT}`,
    port: String(ON_DEMAND_PORT),
    security_csp_frame_ancestors: url,
    auth: ['AuthType openid-connect', 'Require valid-user'],
    // Only names that can be POSIX users; what else a broker sends is refused.
    user_map_match: '^([a-z_][a-z0-9_-]*)$',
    oidc_uri: '/oidc',
    oidc_redirect_uri: `${url}/oidc`,
    oidc_provider_metadata_url: `${login.issuer}/.well-known/openid-configuration`,
    oidc_client_id: login.clientId,
    oidc_remote_user_claim: spec.userClaim,
    oidc_scope: login.scopes.join(' '),
    // TLS ends at the reverse proxy, so that Open OnDemand's own default would be the one for plain http.
    oidc_cookie_same_site: 'Off',
    logout_redirect: `/oidc?logout=${encodeURIComponent(url)}`,
    // Newer versions of mod_auth_openidc believe these headers only when told, older ones don't know the directive.
    custom_vhost_directives: [
      '<IfDirective OIDCXForwardedHeaders>',
      '  OIDCXForwardedHeaders X-Forwarded-Proto X-Forwarded-Host',
      '</IfDirective>',
    ],
    host_regex: spec.nodeNames,
    node_uri: '/node',
    rnode_uri: '/rnode',
    dex: false,
  };
}

/** How ood_core, Open OnDemand's library, talks to the scheduler. */
function renderJob({ scheduler, configurationFile }: OnDemandClusterSpec): object {
  switch (scheduler) {
    case 'slurm':
      return { adapter: 'slurm', bin: '/usr/bin', ...(configurationFile !== null && { conf: configurationFile }) };
    case 'grid-engine':
      return { adapter: 'sge', bin: '/usr/bin', ...(configurationFile !== null && { conf: configurationFile }) };
    case 'torque':
      return { adapter: 'torque', bin: '/usr/bin' };
  }
}
