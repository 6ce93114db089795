import type { X509Certificate } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { together, type Found } from '../problem';
import type { EntryPoint, EntryPoints, GivenCertificate } from './entry-points';
import { judgeCertificate } from './judge-certificate';
import { serverChain } from './server-chain';
import { readCertificates } from './trusted-roots';

/** Certificate files that the site gives, and certificates of servers that answer already. */
export async function checkCertificates(
  { points, given, ownAuthority }: EntryPoints,
  addresses: ReadonlyMap<string, readonly string[]>,
  now: Date,
  roots: readonly X509Certificate[],
): Promise<Found> {
  const files = given.map((certificate) => checkFile(certificate, now, roots));
  const reached = points.filter((p) => p.tls && addresses.has(p.name));
  const trusted = ownAuthority ? undefined : roots;
  const servers = await Promise.all(reached.map(async (point) => checkServer(point, addresses.get(point.name)![0]!, now, trusted)));
  return together([...files, ...servers]);
}

function checkFile({ file, names }: GivenCertificate, now: Date, roots: readonly X509Certificate[]): Found {
  const place = path.resolve(KIT_ROOT, file);
  const chain = fs.existsSync(place) ? readCertificates(fs.readFileSync(place, 'utf8')) : [];
  if (chain.length > 0) {
    return judgeCertificate({ where: file, names, chain }, now, roots);
  }
  const problem = {
    code: 'CertificateFile',
    message: `${file} has no certificate`,
    remedy: `put the certificate and its chain there as PEM`,
  };
  return { problems: [problem], notes: [] };
}

async function checkServer(
  { name, port }: EntryPoint,
  address: string,
  now: Date,
  roots: readonly X509Certificate[] | undefined,
): Promise<Found> {
  const where = `${name}:${port}`;
  const chain = await serverChain(name, address, port);
  return typeof chain === 'string'
    ? { problems: [], notes: [`nothing shows a certificate at ${where} yet: ${chain}`] }
    : judgeCertificate({ where, names: [name], chain }, now, roots);
}
