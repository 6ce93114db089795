import type { Construct } from 'constructs';
import type { AuthEndpoint, AuthSpec } from '../../constructs/auth/auth-spec';
import { Secret } from '../../core/secret';
import { VERSIONS } from '../../core/versions';
import { authEndpoint as realmEndpoint } from '../keycloak/auth-endpoint';
import { consoleUrl, PUBLIC_PATHS } from '../keycloak/published';
import { renderRealm } from '../keycloak/realm';
import { bindAccounts } from './accounts';
import type { Machine } from './machine';
import { SshMachines } from './ssh-machines';
import type { Play } from './play';

/** Addresses of a realm of the machine's Keycloak. */
export function authEndpoint(machine: Machine, realm: string): AuthEndpoint {
  return realmEndpoint(machine.publicUrl('broker'), realm);
}

/** A realm of the machine's Keycloak. */
export function bindAuth(scope: Construct, machine: Machine, realm: string, spec: () => AuthSpec): void {
  const { issuer } = authEndpoint(machine, realm);
  const play = machine.play(scope, 'Play', {
    role: 'realm',
    name: `realm-${realm}`,
    settings: () => ({ realm: renderRealm(spec(), { issuer }).realm, serverUrl: serverUrl(machine), adminUser: 'admin' }),
    removal: { realm: { realm }, serverUrl: serverUrl(machine), adminUser: 'admin', removeData: machine.removeData },
    secrets: () => ({ ...renderRealm(spec(), { issuer }).secrets, ADMIN_PASSWORD: spec().adminPassword }),
  });
  play.node.addDependency(keycloak(machine));
  if (machine instanceof SshMachines && machine.createsAccounts) {
    bindAccounts(scope, machine, realm, spec);
  }
}

/** One server for all realms of the machine. */
function keycloak(machine: Machine): Play {
  const directory = `${machine.target.directory}/services/keycloak`;
  machine.packages.add('java');
  return machine.once('Keycloak', (scope) =>
    machine.play(scope, 'Keycloak', {
      role: 'keycloak',
      name: 'keycloak',
      settings: () => ({
        name: 'keycloak',
        version: VERSIONS.keycloak,
        bind: '127.0.0.1',
        port: machine.ports.broker,
        publicUrl: machine.publicUrl('broker'),
        publicPaths: PUBLIC_PATHS,
        consoleUrl: consoleUrl(machine.ports.broker),
        directory,
      }),
      removal: { name: 'keycloak', directory, removeData: machine.removeData },
      secrets: () => ({ ADMIN_PASSWORD: Secret.site('BROKER_ADMIN_PASSWORD').reference }),
    }),
  );
}

/** Where the machine itself reaches its Keycloak, to administer it. */
function serverUrl(machine: Machine): string {
  return `http://127.0.0.1:${machine.ports.broker}`;
}
