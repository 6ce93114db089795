import { isObject, textOf, type Json, type JsonObject } from '../../json';
import type { SiteDocument } from '../../stack/site-document';
import { servicesOf } from '../../verify/services';

/** An address that users open. */
export interface EntryPoint {
  readonly name: string;
  readonly port: number;
  readonly tls: boolean;
  /** Whether the deployment itself makes its DNS record. */
  readonly managed: boolean;
}

/** A certificate that the site gives. */
export interface GivenCertificate {
  /** Relative to the clone. */
  readonly file: string;
  /** Names that it has to be for. */
  readonly names: readonly string[];
}

/** Where users get into a site. Plain data. */
export interface EntryPoints {
  readonly points: readonly EntryPoint[];
  readonly given: readonly GivenCertificate[];
  /** Whether the site has an authority of its own, which nobody else knows. */
  readonly ownAuthority: boolean;
}

/** Names and certificates of a site. Pure. */
export function entryPoints({ resources, blueprint, rest }: Pick<SiteDocument, 'resources' | 'blueprint' | 'rest'>): EntryPoints {
  const { auths, hubs, portals } = servicesOf(blueprint);
  const outputs = isObject(rest['output']) ? Object.values(rest['output']).filter(isObject) : [];
  const urls = [
    ...outputs.map((o) => textOf(o['value'])),
    ...portals.filter((p) => p.kind !== 'existing').map((p) => p.url ?? ''),
    ...hubs.map((h) => h.url),
    ...auths.map((a) => a.issuer),
  ];
  const records = [...resources.values()].filter((r) => r.type === 'openstack_dns_recordset_v2').map((r) => textOf(r.config['name']));
  const managed = records.map((name) => name.replace(/\.$/, '').toLowerCase());
  const proxies = [...resources.values()].map((r) => proxySettings(r.config)).filter((s) => s !== undefined);
  return {
    points: points(urls, managed),
    given: proxies.flatMap(({ certificate, names }) => (certificate.kind === 'given' ? [{ file: textOf(certificate.file), names }] : [])),
    ownAuthority: proxies.some(({ certificate }) => certificate.kind === 'internal'),
  };
}

/** Public ones, each once; on the loopback interface nobody asks DNS. */
function points(urls: readonly string[], managed: readonly string[]): readonly EntryPoint[] {
  const found = urls
    .filter((url) => /^https?:\/\/[^$]+$/.test(url))
    .map((text) => new URL(text))
    .filter(({ hostname }) => hostname !== 'localhost' && !/^[\d.]+$|^\[/.test(hostname))
    .map(({ hostname, port, protocol }) => ({
      name: hostname,
      port: Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port),
      tls: protocol === 'https:',
      managed: managed.includes(hostname),
    }));
  return [...new Map(found.map((p) => [`${p.name}:${p.port}`, p])).values()];
}

interface ProxySettings {
  readonly certificate: { readonly kind: string; readonly file?: string };
  readonly names: readonly string[];
}

/** Settings of the reverse proxy, which has the certificates of hosts. */
function proxySettings(config: JsonObject): ProxySettings | undefined {
  const triggers = config['triggers_replace'];
  const settings: Json | undefined = isObject(triggers) ? triggers['settings'] : undefined;
  return isObject(settings) && isObject(settings['certificate']) && Array.isArray(settings['names'])
    ? (settings as unknown as ProxySettings)
    : undefined;
}
