import type { Construct } from 'constructs';
import type { OpenOnDemandSpec } from '../../constructs/portal/open-ondemand-spec';
import type { PortalEndpoint } from '../../constructs/portal/portal-host';
import { Problems } from '../../core/problems';
import { bindLab } from './environment';
import type { Machine } from './machine';
import { renderOpenOnDemand } from './open-ondemand-settings';

/** Where Open OnDemand answers: its log-in page needs no session. */
export function openOnDemandEndpoint(machine: Machine): PortalEndpoint {
  const url = machine.publicUrl('onDemand');
  return { url, healthUrl: `${url}/public/need_auth.html` };
}

/** Open OnDemand and its Apache behind the reverse proxy. */
export function bindOpenOnDemand(scope: Construct, machine: Machine, spec: OpenOnDemandSpec): void {
  if (machine.target.kind === 'local') {
    const message = 'Open OnDemand starts a web server for each user, which needs root: use HostsPlatform.ssh';
    Problems.report(scope, { code: 'HostsOnDemandNeedsRoot', prop: 'platform', message });
  }
  const { url } = openOnDemandEndpoint(machine);
  const settings = renderOpenOnDemand(spec, url, machine.target.directory);
  const { secret } = spec.login;
  const play = machine.play(scope, 'Play', {
    role: 'open_ondemand',
    name: spec.name,
    root: true,
    settings: () => settings,
    removal: {
      name: spec.name,
      port: settings.port,
      clusters: Object.keys(settings.clusters),
      apps: settings.apps.map((app) => app.folder),
      desktops: Object.keys(settings.desktops),
    },
    secrets: () => ({ ...(secret !== null && { CLIENT_SECRET: secret }), COOKIE_SECRET: spec.cookieSecret }),
    sources: () => ['platforms/hosts/ansible/roles/reverse_proxy', 'platforms/hosts/ansible/roles/packages'],
  });
  play.node.addDependency(bindLab(machine).ready);
}
