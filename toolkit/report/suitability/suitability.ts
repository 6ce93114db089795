import type { BlueprintRecord } from '../../app/blueprint-record';
import { specsOf } from '../capabilities';
import type { CloudCatalogue, CloudFlavor } from './catalogue';

/** Something that a site on a cloud needs of it. */
export interface Need {
  readonly title: string;
  /** Sites that need it; empty for what every site on a cloud does. */
  readonly sites: readonly string[];
  /** What meets it; null when nothing does. */
  readonly met: (cloud: CloudCatalogue) => string | null;
}

/** A need, held against some clouds. */
export interface Suitability {
  readonly need: string;
  readonly sites: readonly string[];
  /** By the cloud's name: what meets it, or null. */
  readonly clouds: Readonly<Record<string, string | null>>;
}

interface Machines {
  readonly cores: number;
  readonly memoryMebibytes: number;
  readonly gpu: { readonly model: string; readonly count: number } | null;
  readonly volume: object | null;
  readonly exposure: { readonly kind: string } | null;
}

/** Names that a service has had in service catalogues. */
const SERVICES = {
  compute: ['compute'],
  network: ['network'],
  images: ['image'],
  volumes: ['volumev3', 'block-storage', 'volume'],
  'load balancers': ['load-balancer'],
  'file shares': ['sharev2', 'shared-file-system', 'share'],
  'Kubernetes clusters': ['container-infra', 'container-infrastructure-management'],
} as const;

/** How well clouds fit the sites that stand on one. */
export function suitability(records: readonly BlueprintRecord[], clouds: readonly CloudCatalogue[]): readonly Suitability[] {
  return needsOf(records).map(({ title, sites, met }) => ({
    need: title,
    sites,
    clouds: Object.fromEntries(clouds.map((c) => [c.name, met(c)])),
  }));
}

/** What the blueprint asks of a cloud: services, sizes of machines, GPUs. */
export function needsOf(records: readonly BlueprintRecord[]): readonly Need[] {
  const sitesWith = (has: (r: BlueprintRecord) => boolean) => records.filter(has).map((r) => r.site.name);
  const pools = records.flatMap((r) =>
    (specsOf(r, 'machines') as unknown as readonly Machines[]).map((m) => ({ site: r.site.name, ...m })),
  );
  const sites = (found: readonly { site: string }[]) => [...new Set(found.map((p) => p.site))];
  const needs: readonly Need[] = [
    service('compute', []),
    service('network', []),
    service('images', []),
    service('volumes', sites(pools.filter((p) => p.volume !== null))),
    service('load balancers', sites(pools.filter((p) => p.exposure?.kind === 'load-balancer'))),
    service(
      'file shares',
      sitesWith((r) => specsOf(r, 'share').length > 0),
    ),
    service(
      'Kubernetes clusters',
      sitesWith((r) => specsOf(r, 'cluster').length > 0),
    ),
    {
      title: 'a share type',
      sites: sitesWith((r) => specsOf(r, 'share').length > 0),
      met: (cloud) => cloud.share_types[0]?.name ?? null,
    },
  ];
  const always = ['compute', 'network', 'images'];
  return [...needs.filter((n) => n.sites.length > 0 || always.includes(n.title)), ...sizes(pools), ...gpus(records, pools)];
}

function service(title: keyof typeof SERVICES, sites: readonly string[]): Need {
  const types: readonly string[] = SERVICES[title];
  return { title, sites, met: (cloud) => cloud.services.find((s) => types.includes(s.type))?.type ?? null };
}

/** Each size once; a flavor may be larger, up to twice: beyond that most of it is paid for nothing. */
function sizes(pools: readonly (Machines & { site: string })[]): readonly Need[] {
  const plain = pools.filter((p) => p.gpu === null);
  const keys = [...new Set(plain.map((p) => `${p.cores}:${p.memoryMebibytes}`))].sort((a, b) => parseInt(a) - parseInt(b));
  return keys.map((key) => {
    const [cores, memory] = key.split(':').map(Number) as [number, number];
    const fits = (f: CloudFlavor): boolean =>
      gpuOf(f) === '' && f.vcpus >= cores && f.vcpus <= 2 * cores && f.ram >= memory && f.ram <= 2 * memory;
    return {
      title: `machines of ${cores} cores and ${memory / 1024} GiB`,
      sites: [...new Set(plain.filter((p) => `${p.cores}:${p.memoryMebibytes}` === key).map((p) => p.site))],
      met: (cloud) => [...cloud.flavors].filter(fits).sort((a, b) => a.ram - b.ram)[0]?.name ?? null,
    };
  });
}

function gpus(records: readonly BlueprintRecord[], pools: readonly (Machines & { site: string })[]): readonly Need[] {
  const wanted = [
    ...pools.flatMap((p) => (p.gpu === null ? [] : [{ site: p.site, model: p.gpu.model }])),
    ...records.flatMap((r) =>
      specsOf(r, 'desktops').flatMap((d) => (d['gpuModels'] as readonly string[]).map((model) => ({ site: r.site.name, model }))),
    ),
  ];
  const models = [...new Set(wanted.map((w) => w.model))].sort();
  return models.map((model) => ({
    title: `machines with ${model}`,
    sites: [...new Set(wanted.filter((w) => w.model === model).map((w) => w.site))],
    met: (cloud) => cloud.flavors.find((f) => gpuOf(f).toLowerCase().includes(model.toLowerCase()))?.name ?? null,
  }));
}

/** What a flavor says of its GPU, with its name, which often tells the model; empty without GPU. */
function gpuOf(flavor: CloudFlavor): string {
  const specs = Object.entries(flavor.extra_specs ?? {}).filter(([key]) =>
    /pci_passthrough:alias|resources:VGPU|trait:CUSTOM_.*GPU|accel/i.test(key),
  );
  return specs.length === 0 ? '' : `${flavor.name} ${specs.map(([, value]) => value).join(' ')}`;
}
