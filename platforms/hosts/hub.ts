import type { Construct } from 'constructs';
import type { HubBinding, HubEndpoint } from '../../constructs/hub/hub-spec';
import { Secret } from '../../core/secret';
import { VERSIONS } from '../../core/versions';
import { bindJobSubmission } from './job-submission';
import { bindLab, bindServicesPython } from './environment';
import { renderHubSettings } from './hub-settings';
import type { Machine } from './machine';
import { hostPathOf } from './mount';

/** Where the hub of a machine answers: there is one. */
export function hubEndpoint(machine: Machine): HubEndpoint {
  const url = machine.publicUrl('hub');
  return { url, healthUrl: `${url}/hub/health`, redirectUri: `${url}/hub/oauth_callback` };
}

/** JupyterHub and its proxy as services of the machine. */
export function bindHub(scope: Construct, machine: Machine, name: string, spec: () => HubBinding): void {
  const { url } = hubEndpoint(machine);
  machine.packages.add('node');
  const play = machine.play(scope, 'Play', {
    role: 'hub',
    name,
    settings: () => {
      const hub = spec();
      return {
        name,
        examples: hub.examples,
        url,
        healthUrl: `http://127.0.0.1:${machine.ports.hub}/hub/health`,
        proxy: { bind: '127.0.0.1', port: machine.ports.hub, apiPort: machine.ports.proxyApi, version: VERSIONS.configurableHttpProxy },
        hubApi: `http://127.0.0.1:${machine.ports.hubApi}`,
        hub: renderHubSettings(hub, machine, url, (mount) => hostPathOf(machine, mount)),
      };
    },
    removal: { name },
    secrets: () => ({
      ...(spec().login.secret !== null && { CLIENT_SECRET: spec().login.secret! }),
      CRYPT_KEY: Secret.site('HUB_CRYPT_KEY').reference,
      COOKIE_SECRET: Secret.site('HUB_COOKIE_SECRET').reference,
      PROXY_TOKEN: Secret.site('HUB_PROXY_TOKEN').reference,
    }),
    sources: () => ['packages/jupyterhub-daas', 'platforms/hosts/node/proxy', 'constructs/catalogue/use-cases'],
  });
  play.node.addDependency(bindJobSubmission(scope, machine, spec));
  play.node.addDependency(bindServicesPython(machine).ready, bindLab(machine).ready);
}
