import { X509Certificate } from 'crypto';
import * as tls from 'tls';

const PATIENCE_MS = 10_000;

/**
 * Certificates that a server sends, its own first; nothing is sent to it.
 *
 * @returns why there are none, as a text
 */
export async function serverChain(name: string, address: string, port: number): Promise<readonly X509Certificate[] | string> {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: address, port, servername: name, rejectUnauthorized: false, timeout: PATIENCE_MS });
    const done = (result: readonly X509Certificate[] | string): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('secureConnect', () => done(chainOf(socket.getPeerCertificate(true))));
    socket.on('timeout', () => done('no answer'));
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
}

/** Each has its issuer's, the root its own. */
function chainOf(peer: tls.DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let at: tls.DetailedPeerCertificate | undefined = peer;
  while (at?.raw !== undefined && !chain.some((c) => c.raw.equals(at!.raw))) {
    chain.push(new X509Certificate(at.raw));
    at = at.issuerCertificate;
  }
  return chain;
}
