import type { NodeGroup } from './cluster-guess';
import { placeOf, type Dump } from './dump';
import { gpuModel } from '../../gpu-model';
import type { Guess } from '../../guess';

/** A node, as far as it is read. */
export interface Node {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
  readonly status: {
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly nodeInfo?: { readonly kubeletVersion?: string };
  };
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

const GPU = 'nvidia.com/gpu';
const CONTROL_PLANE = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;
/** Labels that say what kind a node is, the best first; a node's own name is none. */
const KINDS = [/pool|instance-type|node-role/, /./];
const OWN = 'kubernetes.io/hostname';
const UNITS: Readonly<Record<string, number>> = {
  '': 1 / 2 ** 20,
  Ki: 1 / 2 ** 10,
  Mi: 1,
  Gi: 2 ** 10,
  Ti: 2 ** 20,
  k: 1e3 / 2 ** 20,
  M: 1e6 / 2 ** 20,
  G: 1e9 / 2 ** 20,
};

/** Nodes for sessions, those of one size together. Nodes of the control plane and cordoned ones are left out. Pure. */
export function groupNodes(nodes: readonly Node[], dump: Dump): readonly Guess<NodeGroup>[] {
  const groups = new Map<string, Node[]>();
  for (const node of nodes.filter(isForWork)) {
    const { cores, memoryMebibytes, gpus } = sizesOf(node);
    // Nodes of one kind differ by what their systems keep: a GiB or two.
    const kind = [cores, Math.round(memoryMebibytes / 4096), gpus?.model, gpus?.count].join(' ');
    groups.set(kind, [...(groups.get(kind) ?? []), node]);
  }
  return [...groups.values()].map((members) => {
    const first = placeOf(dump, members[0]!.metadata.name);
    const sizes = members.map(sizesOf);
    return {
      source: members.length === 1 ? first : `${first} and ${members.length - 1} more like it`,
      value: {
        names: members.map((m) => m.metadata.name),
        cores: Math.min(...sizes.map((s) => s.cores)),
        memoryMebibytes: Math.min(...sizes.map((s) => s.memoryMebibytes)),
        gpus: sizes[0]!.gpus,
        label: labelOf(members, nodes),
        taints: (members[0]!.spec?.taints ?? []).filter(isOfAll(members)).map(({ key, value = '', effect }) => ({ key, value, effect })),
      },
    };
  });
}

function isForWork({ spec }: Node): boolean {
  return spec?.unschedulable !== true && !(spec?.taints ?? []).some((t) => CONTROL_PLANE.test(t.key));
}

function isOfAll(members: readonly Node[]): (taint: Taint) => boolean {
  return (taint) => members.every((m) => m.spec?.taints?.some((t) => t.key === taint.key && t.effect === taint.effect) === true);
}

function sizesOf({ metadata, status }: Node): Pick<NodeGroup, 'cores' | 'memoryMebibytes' | 'gpus'> {
  const { cpu = '1', memory = '1Gi', [GPU]: gpus = '0' } = status.allocatable ?? {};
  const [, amount, unit] = /^(\d+)(\w*)$/.exec(memory) ?? [undefined, '0', ''];
  return {
    cores: Math.max(1, Math.floor(cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu))),
    memoryMebibytes: Math.floor(Number(amount) * (UNITS[unit!] ?? 0)),
    gpus: gpus === '0' ? null : { model: gpuModel(metadata.labels?.[`${GPU}.product`] ?? ''), count: Number(gpus) },
  };
}

/** A label that tells the members from all other nodes. */
function labelOf(members: readonly Node[], all: readonly Node[]): NodeGroup['label'] {
  const has = (node: Node, key: string, value: string): boolean => node.metadata.labels?.[key] === value;
  const telling = Object.entries(members[0]!.metadata.labels ?? {}).filter(
    ([key, value]) =>
      key !== OWN && members.every((m) => has(m, key, value)) && all.filter((n) => !members.includes(n)).every((n) => !has(n, key, value)),
  );
  const best = KINDS.map((kind) => telling.find(([key]) => kind.test(key))).find((label) => label !== undefined);
  return best === undefined ? null : { key: best[0], value: best[1] };
}
