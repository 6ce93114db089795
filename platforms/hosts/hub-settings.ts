import type { HubBinding } from '../../constructs/hub/hub-spec';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import type { LocalPorts } from '../../core/local-ports';
import type { PortRange } from '../../core/port-range';
import { renderCuda, renderGres, renderSpawner } from './batch-spawner';
import { renderKernelSource } from './kernel-source';
import type { TargetSpec } from './target';

/** What a hub's settings take from the machine. */
export interface HubMachine {
  readonly target: Pick<TargetSpec, 'directory' | 'kind'>;
  readonly ports: LocalPorts;
  readonly hubBind: string;
  readonly hubConnectUrl: string | null;
  readonly notebookPorts: PortRange | null;
}

/** Folders of a target, as the roles lay them out. */
export function folders(directory: string): { readonly env: string; readonly services: string; readonly examples: string } {
  return { env: `${directory}/env`, services: `${directory}/services`, examples: `${directory}/env/examples` };
}

/**
 * Settings of the package jupyterhub_daas (its README has the schema). Pure.
 *
 * @param hostPath folder of the hosts that holds a mount's data
 */
export function renderHubSettings(hub: HubBinding, machine: HubMachine, url: string, hostPath: (mount: MountSpec) => string): object {
  const { ports } = machine;
  const { env, services, examples } = folders(machine.target.directory);
  const { login } = hub;
  return {
    name: hub.title,
    url,
    hub: { bind: machine.hubBind, port: ports.hubApi, connectUrl: machine.hubConnectUrl },
    proxy: { apiUrl: `http://127.0.0.1:${ports.proxyApi}` },
    stateDirectory: `${services}/${hub.name}`,
    login: {
      label: login.label,
      clientId: login.clientId,
      authorizeUrl: login.authorizeUrl,
      tokenUrl: login.tokenUrl,
      userinfoUrl: login.userinfoUrl,
      logoutUrl: login.logoutUrl,
      afterLogoutUrl: hub.afterLogoutUrl,
      scopes: login.scopes,
    },
    identity: hub.identities,
    profiles: hub.profiles.map((profile) => ({
      name: profile.name,
      title: profile.title,
      description: profile.description,
      cores: profile.cores,
      memoryMebibytes: profile.memoryMebibytes,
      gpus: profile.gpu?.count ?? 0,
      gres: renderGres(profile, hub.clusters),
      cuda: renderCuda(profile, hub.clusters),
      cluster: machine.target.kind === 'ssh' ? profile.cluster : null,
      queue: profile.queue,
      limitSeconds: profile.limitSeconds,
    })),
    mounts: hub.mounts.map((m) => ({
      name: m.name,
      role: m.role,
      source: hostPath(m),
      path: m.mountPath,
      perProposal: m.perProposal,
      readOnly: m.readOnly,
    })),
    lab: { prefix: `${env}/lab` },
    environments: hub.environments.map((e) => renderKernelSource(e, env)),
    examples: hub.examples.length === 0 ? null : examples,
    spawner: renderSpawner(hub.clusters, machine.target.kind, `${env}/sandbox/bwrap`, machine.notebookPorts),
    culling: { idleSeconds: hub.idleSeconds, everySeconds: 60 },
    runtimeReadOnlyPaths: [],
    // A queue may be long; a job that still waits then is given up with the reason.
    startTimeoutSeconds: hub.clusters.length > 0 && machine.target.kind === 'ssh' ? 300 : 120,
  };
}
