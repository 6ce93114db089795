import { X509Certificate } from 'crypto';
import * as fs from 'fs';
import * as tls from 'tls';

/** Where distributions keep the authorities that they trust, the facility's own among them. */
const BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];

/** Certificates of a PEM text, in its order. */
export function readCertificates(text: string): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** Authorities that this machine trusts: Node.js's, those of NODE_EXTRA_CA_CERTS, the system's. */
export function trustedRoots(): readonly X509Certificate[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const files = [...(extra === undefined ? [] : [extra]), ...BUNDLES].filter((file) => fs.existsSync(file));
  return readCertificates([...tls.rootCertificates, ...files.map((file) => fs.readFileSync(file, 'utf8'))].join('\n'));
}
