import { fileDump, type Dump } from '../../../toolkit/new/discover/dump';
import { folderDumps } from '../../../toolkit/new/discover/folder-dumps';
import { flavorOf } from '../../../toolkit/new/discover/flavor-facts';
import { gpuModel } from '../../../toolkit/gpu-model';
import { readCluster } from '../../../toolkit/new/discover/kubernetes-dumps';
import { readCloud } from '../../../toolkit/new/discover/openstack-dumps';
import { flavorsOf, imageOf } from '../../../toolkit/new/render/cloud';
import { DUMPS } from './parts';

const values = (guesses: readonly { readonly value: unknown }[]) => guesses.map((g) => g.value);

test.each([
  ['nvidia_a100', 'A100'],
  ['NVIDIA-A100-SXM4-80GB', 'A100'],
  ['Tesla-V100-SXM2-32GB', 'V100'],
  ['CUSTOM_NVIDIA_A16_4Q', 'A16'],
  ['', 'GPU'],
])('the model of %s is %s', (text, model) => {
  expect(gpuModel(text)).toBe(model);
});

describe('a cloud', () => {
  const dumps = folderDumps(`${DUMPS}/openstack`).cloud;
  const cloud = readCloud(dumps);

  test('tells names of its entries, active images, networks to the outside, zones and DNS zones', () => {
    expect(cloud.entries).toEqual([
      { value: 'other', source: 'clouds.yaml:2' },
      { value: 'beam', source: 'clouds.yaml:5' },
    ]);
    expect(values(cloud.images)).toEqual(['debian-13', 'ubuntu-24.04-beam']);
    expect(values(cloud.externalNetworks)).toEqual(['outside']);
    expect(values(cloud.zones)).toEqual(['hall-1', 'hall-2']);
    expect(values(cloud.dnsZones)).toEqual(['daas.beam.example']);
  });

  test('has its smallest fitting flavours proposed, and one of each model of GPU', () => {
    expect(values(flavorsOf(cloud))).toEqual([
      { name: 'c2', cores: 2, memoryMebibytes: 4096, gpu: null },
      { name: 'c4.big', cores: 4, memoryMebibytes: 16384, gpu: null },
      { name: 'gpu.slice', cores: 2, memoryMebibytes: 8192, gpu: { model: 'A16', count: 1 } },
      { name: 'gpu.whole', cores: 16, memoryMebibytes: 65536, gpu: { model: 'H100', count: 2 } },
    ]);
    expect(imageOf(cloud).value).toBe('ubuntu-24.04-beam');
  });

  test('is read from the API’s answers too, and from what daas report dumps', () => {
    const api = { name: 'g', vcpus: 4, ram: 8192, extra_specs: { 'pci_passthrough:alias': 'a40:2' } };
    expect(flavorOf(api)).toEqual({ name: 'g', cores: 4, memoryMebibytes: 8192, gpu: { model: 'A40', count: 2 } });
    const catalogue: Dump = { source: 'cloud.json', text: JSON.stringify({ flavors: [api] }), isFile: true };
    expect(readCloud({ ...dumps, flavors: catalogue }).flavors).toMatchObject([{ value: { name: 'g' }, source: 'cloud.json:1' }]);
    const live: Dump = { source: 'GET network /networks', text: '[{"name":"p","router:external":true}]', isFile: false };
    expect(readCloud({ ...dumps, networks: live }).externalNetworks).toEqual([{ value: 'p', source: 'GET network /networks: p' }]);
  });

  test('tells the model by the flavour’s name where nothing else does, and never takes a size for one', () => {
    const sliced = (name: string) => flavorOf({ name, extra_specs: { 'resources:VGPU': '1' } }).gpu;
    expect(sliced('esrf.gpu.a16.large')).toEqual({ model: 'A16', count: 1 });
    expect(sliced('g1.vgpu')).toEqual({ model: 'GPU', count: 1 });
  });

  test('fails when a list isn’t JSON, with its name', () => {
    expect(() => readCloud({ ...dumps, zones: { source: 'zones.json', text: '+---+', isFile: true } })).toThrow(/^zones\.json is no JSON/);
  });
});

describe('a cluster', () => {
  const { kubeconfig, objects } = folderDumps(`${DUMPS}/kubernetes`);
  const cluster = readCluster(kubeconfig, objects);

  test('tells its contexts, the current one first, with their lines', () => {
    expect(cluster.contexts).toEqual([
      { value: 'beam-daas', source: 'kubeconfig:9' },
      { value: 'beam-test', source: 'kubeconfig:7' },
    ]);
  });

  test('has nodes of one kind together, without the control plane, by a label and taints of their own', () => {
    expect(cluster.version?.value).toBe('v1.34.1');
    expect(values(cluster.groups)).toEqual([
      {
        names: ['w-1', 'w-2'],
        cores: 31,
        memoryMebibytes: 127999,
        gpus: null,
        label: { key: 'beam.example/pool', value: 'work' },
        taints: [],
      },
      {
        names: ['g-1'],
        cores: 62,
        memoryMebibytes: 512000,
        gpus: { model: 'A100', count: 4 },
        label: { key: 'nvidia.com/gpu.product', value: 'NVIDIA-A100-SXM4-80GB' },
        taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
      },
    ]);
    expect(cluster.groups[0]!.source).toMatch(/^kubernetes\.json:\d+ and 1 more like it$/);
  });

  test('tells classes of storage and ingress, cert-manager and the GPU operator', () => {
    expect([cluster.blockClass?.value, cluster.sharedClass?.value, cluster.ingressClass?.value]).toEqual(['disks', 'files', 'traefik']);
    expect([cluster.certManager?.value, cluster.gpuOperator?.value]).toEqual([true, true]);
  });

  test('has its nodes named where no label tells them from others', () => {
    const node = (name: string, memory: string) => ({ kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory } } });
    const text = JSON.stringify({ items: [node('a', '16Gi'), node('b', '64Gi')] });
    const { groups } = readCluster(undefined, { source: 'kubernetes.json', text, isFile: true });
    expect(groups.map((g) => [g.value.names, g.value.label])).toEqual([
      [['a'], null],
      [['b'], null],
    ]);
  });
});

test('a file that isn’t there is no dump', () => {
  expect(fileDump(`${DUMPS}/nowhere`)).toBeUndefined();
});
