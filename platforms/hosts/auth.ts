import type { Construct } from 'constructs';
import type { AuthEndpoint, AuthSpec } from '../../constructs/auth/auth-spec';
import type { LocalMachine } from './local-machine';

/** Addresses of a realm of the machine's Keycloak. */
export function authEndpoint(machine: LocalMachine, realm: string): AuthEndpoint {
  const issuer = `${serverUrl(machine)}/realms/${realm}`;
  const protocol = `${issuer}/protocol/openid-connect`;
  return {
    issuer,
    authorizeUrl: `${protocol}/auth`,
    tokenUrl: `${protocol}/token`,
    userinfoUrl: `${protocol}/userinfo`,
    logoutUrl: `${protocol}/logout`,
    jwksUrl: `${protocol}/certs`,
    accountUrl: `${issuer}/account`,
    healthUrl: `${issuer}/.well-known/openid-configuration`,
  };
}
export function bindAuth(_s: Construct, _m: LocalMachine, _a: () => AuthSpec): void {}
function serverUrl(machine: LocalMachine): string {
  return `http://localhost:${machine.ports.broker}`;
}
