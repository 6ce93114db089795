import type { HubBinding } from '../../constructs/hub/hub-spec';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import type { LocalPorts } from '../../core/local-ports';
import type { TargetSpec } from './target';

/** What a hub's settings take from the machine. */
export interface HubMachine {
  readonly target: Pick<TargetSpec, 'directory'>;
  readonly ports: LocalPorts;
  readonly hubBind: string;
  readonly hubConnectUrl: string | null;
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
    profiles: hub.profiles.map(({ name, title, description, cores, memoryMebibytes, gpu, queue, limitSeconds }) => ({
      name,
      title,
      description,
      cores,
      memoryMebibytes,
      gpus: gpu?.count ?? 0,
      queue,
      limitSeconds,
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
    environments: hub.environments.map((e) => ({ name: e.name, title: e.title, prefix: `${env}/${e.name}` })),
    examples: hub.examples.length === 0 ? null : examples,
    spawner:
      hub.batch === null
        ? { kind: 'local', sandbox: `${env}/sandbox/bwrap` }
        : { kind: 'slurm', sandbox: `${env}/sandbox/bwrap`, conf: hub.batch.endpoint.configurationFile, bin: null },
    culling: { idleSeconds: hub.idleSeconds, everySeconds: 60 },
    runtimeReadOnlyPaths: [],
    startTimeoutSeconds: 120,
  };
}
