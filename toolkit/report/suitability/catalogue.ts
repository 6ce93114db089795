import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { KitError } from '../../kit-error';
import { OpenStackClient, type Service } from '../../openstack/openstack-client';

/** A size of machines, as Nova tells it. */
export interface CloudFlavor {
  readonly name: string;
  readonly vcpus: number;
  /** MiB. */
  readonly ram: number;
  readonly extra_specs?: Readonly<Record<string, string>>;
}

/** What a cloud offers: the answers of its API, put into one file. */
export interface CloudCatalogue {
  /** For people: `Provider X, region 1`. */
  readonly name: string;
  readonly flavors: readonly CloudFlavor[];
  readonly volume_types: readonly { readonly name: string }[];
  readonly share_types: readonly { readonly name: string; readonly extra_specs?: Readonly<Record<string, unknown>> }[];
  /** Types of the service catalogue: `compute`, `sharev2`. */
  readonly services: readonly { readonly type: string }[];
}

/** Reads a dump: JSON or YAML with the lists of the API. */
export function readCatalogue(file: string): CloudCatalogue {
  if (!fs.existsSync(file)) {
    throw new KitError(`there is no file ${file}`, 'daas report --cloud NAME --dump FILE writes one from an entry of clouds.yaml');
  }
  const data = parse(fs.readFileSync(file, 'utf8')) as Partial<CloudCatalogue> | null;
  const missing = (['flavors', 'services'] as const).filter((key) => !Array.isArray(data?.[key]));
  if (missing.length > 0) {
    throw new KitError(
      `${file} has no list '${missing.join("', '")}'`,
      'it needs flavors, services, volume_types and share_types, as the API gives them',
    );
  }
  return { name: path.basename(file).replace(/\.\w+$/, ''), volume_types: [], share_types: [], ...data } as CloudCatalogue;
}

const SERVICES = ['compute', 'network', 'image', 'volumev3', 'load-balancer', 'sharev2', 'container-infra', 'dns'];

/** Asks a cloud, with an entry of clouds.yaml. Reads only. */
export async function askCloud(cloud: string): Promise<CloudCatalogue> {
  const client = await OpenStackClient.logIn(cloud);
  const list = async <T>(...args: Parameters<OpenStackClient['list']>) => (await client.list(...args)) as unknown as readonly T[];
  return {
    name: cloud,
    flavors: await list<CloudFlavor>('compute', '/flavors/detail', 'flavors'),
    volume_types: await list<{ name: string }>('volumev3', '/types', 'volume_types'),
    share_types: await list<{ name: string }>('sharev2', '/types', 'share_types'),
    services: SERVICES.filter((type) => client.has(type as Service)).map((type) => ({ type })),
  };
}
