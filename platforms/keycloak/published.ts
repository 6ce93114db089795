/**
 * Begins of the paths that the broker's public address answers: what log-ins and their pages need. Its administration is not
 * among them; upstream advises so (https://www.keycloak.org/server/reverseproxy).
 */
export const PUBLIC_PATHS = ['/realms/', '/resources/', '/.well-known/'] as const;

/**
 * Where an operator opens the console: at the end of a tunnel, or of a forwarded port, to the port that Keycloak listens at.
 *
 * @param port TCP port
 */
export function consoleUrl(port: number): string {
  return `http://localhost:${port}`;
}
