import type { AuthEndpoint } from '../../constructs/auth/auth-spec';

/** Addresses of a realm of a Keycloak, as its discovery document has them. */
export function authEndpoint(serverUrl: string, realm: string): AuthEndpoint {
  const issuer = `${serverUrl}/realms/${realm}`;
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
