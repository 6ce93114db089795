import * as tls from 'tls';

/** What a server shows of itself before anything is said. */
export interface TlsSeen {
  /** Why a browser would warn; empty when it wouldn't. */
  readonly problem: string;
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** ISO 8601; empty when no certificate came. */
  readonly validTo: string;
  readonly issuer: string;
}

const PATIENCE_MS = 20_000;

/** Looks at a server's certificate and protocol, trusted or not. Nothing is sent to it. */
export async function lookAtTls(host: string, port: number): Promise<TlsSeen> {
  return new Promise((resolve) => {
    const socket = tls.connect({ host, port, servername: host, rejectUnauthorized: false, timeout: PATIENCE_MS });
    const done = (seen: TlsSeen): void => {
      socket.destroy();
      resolve(seen);
    };
    const nothing = (problem: string): void => done({ problem, protocol: '', validTo: '', issuer: '' });
    socket.on('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      const date = new Date(certificate.valid_to);
      done({
        problem: socket.authorized ? '' : (socket.authorizationError?.toString() ?? 'not trusted'),
        protocol: socket.getProtocol() ?? '',
        validTo: Number.isNaN(date.valueOf()) ? '' : date.toISOString(),
        issuer: [certificate.issuer?.O ?? certificate.issuer?.CN ?? ''].flat()[0]!,
      });
    });
    socket.on('timeout', () => nothing('no answer'));
    socket.on('error', (error: Error) => nothing(error.message));
  });
}
