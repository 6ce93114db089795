import { UNKNOWN_GPU } from '../../gpu-model';
import { ANSWERED } from '../answers/answers';
import type { Setting } from '../archetypes/archetype';
import type { CloudGuess, FlavorGuess } from '../discover/cloud-guess';
import { example, type Guess } from '../../guess';
import { exampleLine, guessLine, quoted, quotedList, size } from './code';

/** What desktops are wanted with, smallest first. */
const SIZES = [
  { cores: 2, memoryMebibytes: 4096 },
  { cores: 4, memoryMebibytes: 8192 },
  { cores: 8, memoryMebibytes: 16384 },
];
const EXAMPLE_FLAVOR: FlavorGuess = { name: 'm1.medium', ...SIZES[0]!, gpu: null };
const PREFERRED_IMAGES = [/^ubuntu.*24[.-]?04/i, /^ubuntu/i, /^(?:alma|rocky|debian|centos)/i, /./];
const NFS_PORT = 2049;

/** The smallest flavour of each wanted size, and of each model of GPU. Pure. */
export function flavorsOf({ flavors }: CloudGuess): readonly Guess<FlavorGuess>[] {
  const bySize = [...flavors].sort(
    ({ value: a }, { value: b }) => a.memoryMebibytes - b.memoryMebibytes || a.cores - b.cores || (a.name < b.name ? -1 : 1),
  );
  const plain = SIZES.flatMap(
    ({ cores, memoryMebibytes }) =>
      bySize.find(({ value }) => value.gpu === null && value.cores >= cores && value.memoryMebibytes >= memoryMebibytes) ?? [],
  );
  // The first becomes the desktops': one that is known.
  const models = [...new Set(bySize.flatMap(({ value }) => value.gpu?.model ?? []))].sort(
    (a, b) => Number(a === UNKNOWN_GPU) - Number(b === UNKNOWN_GPU),
  );
  const withGpu = models.map((model) => bySize.find(({ value }) => value.gpu?.model === model)!);
  const chosen = [...new Set(plain)];
  return [...(chosen.length === 0 ? [example(EXAMPLE_FLAVOR)] : chosen), ...withGpu];
}

/** The image for desktops. Pure. */
export function imageOf({ images }: CloudGuess): Guess<string> {
  const best = PREFERRED_IMAGES.map((pattern) => images.find((i) => pattern.test(i.value))).find((i) => i !== undefined);
  return best ?? example('ubuntu-24.04');
}

/** Where homes and data are, as desktops reach them. Pure. */
export function fileServerOf({ answers, found }: Setting): Guess<string> {
  const mount = found.mounts.find((m) => m.value.kind === 'nfs');
  const server = mount?.value.device.split(':')[0];
  return mount === undefined || server === undefined ? example(`nfs.${answers.domain.value}`) : { value: server, source: mount.source };
}

/** A cloud as a platform. Pure. */
export function renderCloud(setting: Setting): string {
  const { answers, found } = setting;
  const { cloud, domain } = answers;
  const external = found.cloud.externalNetworks[0] ?? example('public');
  const image = imageOf(found.cloud);
  const server = fileServerOf(setting);
  const zone = found.cloud.dnsZones.find((z) => z.value === domain.value);
  const { zones } = found.cloud;
  return `
    const cloud = new OpenStackPlatform(this, 'Cloud', {
      ${cloud.source === ANSWERED ? '' : guessLine(cloud.source)}
      cloud: ${quoted(cloud.value)},
      network: {
        ${guessLine(external.source, 'the network that leads to the outside')}
        external: ${quoted(external.value)},
        ${exampleLine('subnets that nothing else of the facility uses')}
        machines: '10.44.0.0/24',
        entry: '10.44.1.0/27',
        desktops: '10.44.4.0/22',
        ${exampleLine('the facility’s name servers')}
        dnsServers: ['192.0.2.53'],
      },
      ${exampleLine('where these are, for the security groups')}
      outside: {
        operators: ['192.0.2.0/26'],
        packages: ['192.0.2.80/32'],
        time: ['192.0.2.123/32'],
        portal: ['10.43.0.0/24'],
        auth: ['10.43.0.0/24'],
        ${guessLine(server.source, 'the file server; its address is an example where it isn’t in the name')}
        ${quoted(server.value)}: [${quoted(addressOf(server.value))}],
      },
      operatorKey: OPERATOR_KEY,
      ${guessLine(image.source)}
      image: Image.existing(${quoted(image.value)}),
      flavors: [
        ${flavorsOf(found.cloud).map(renderFlavor).join('\n')}
      ],
      ${zones.length < 2 ? '' : `${guessLine(zones.map((z) => z.source).join(', '))}\nzones: ${quotedList(zones.map((z) => z.value))},`}
      ${zone === undefined ? '' : `${guessLine(zone.source)}\ndns: { name: ${quoted(zone.value)}, existing: true },`}
    });`;
}

function renderFlavor({ value, source }: Guess<FlavorGuess>): string {
  const { name, cores, memoryMebibytes, gpu } = value;
  const more = gpu === null ? '' : `, gpu: { model: ${quoted(gpu.model)}, count: ${gpu.count} }`;
  return `${guessLine(source)}\nFlavor.existing(${quoted(name)}, { cores: ${cores}, memory: ${size(memoryMebibytes)}${more} }),`;
}

function addressOf(server: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(server) ? `${server}/32` : '192.0.2.100/32';
}

/** Desktops of the cloud, with the GPUs that its flavours have. Pure. */
export function renderDesktops(setting: Setting): string {
  const { found } = setting;
  const gpu = flavorsOf(found.cloud).find((f) => f.value.gpu !== null);
  const pool =
    gpu === undefined
      ? ''
      : `${guessLine(gpu.source, 'the model; how many there are is an example')}
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: ${quoted(gpu.value.gpu!.model)}, count: 1 });`;
  const server = fileServerOf(setting);
  return `
    ${pool}
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: [${quoted(imageOf(found.cloud).value)}],
      ${gpu === undefined ? '' : 'gpus: [gpus],'}
      ${guessLine(server.source)}
      connections: [{ to: ${quoted(server.value)}, port: ${NFS_PORT}, why: 'homes and data' }],
    });`;
}
