import type { Guess } from '../guess';
import { expandHosts } from './host-list';
import { gpusOf, minutesOf, type Partition } from './partition';

/** What slurm.conf tells. */
export interface SlurmFacts {
  readonly queues: readonly Guess<Partition>[];
  readonly controller: Guess<string> | undefined;
  readonly nodes: Guess<readonly string[]> | undefined;
}

type Settings = ReadonlyMap<string, string>;

interface Line {
  readonly number: number;
  readonly settings: Settings;
}

/** Reads slurm.conf (https://slurm.schedmd.com/slurm.conf.html). Pure. */
export function readSlurmConf(text: string, file: string): SlurmFacts {
  const lines = linesOf(text);
  const source = (line: Line): string => `${file}:${line.number}`;
  const nodes = described(lines, 'nodename');
  const partitions = described(lines, 'partitionname');
  const all = nodes.flatMap(({ name }) => expandHosts(name));
  const controller = lines.find((l) => l.settings.has('slurmctldhost') || l.settings.has('controlmachine'));
  return {
    controller: controller && {
      value: (controller.settings.get('slurmctldhost') ?? controller.settings.get('controlmachine'))!.replace(/\(.*$/, ''),
      source: source(controller),
    },
    nodes: nodes.length === 0 ? undefined : { value: all, source: nodes.map((n) => source(n.line)).join(', ') },
    queues: partitions.map(({ name, line, settings }) => {
      const named = settings.get('nodes') ?? 'ALL';
      const members = new Set(/^all$/i.test(named) ? all : expandHosts(named));
      const own = nodes.filter((n) => expandHosts(n.name).some((host) => members.has(host)));
      const largest = (size: (s: Settings) => number): number => Math.max(1, ...own.map((n) => size(n.settings)));
      return {
        source: [source(line), ...own.map((n) => source(n.line))].join(', '),
        value: {
          name,
          limitMinutes: minutesOf(settings.get('maxtime') ?? 'INFINITE'),
          cores: largest(coresOf),
          memoryMebibytes: largest((s) => Number(s.get('realmemory') ?? 1)),
          gpus: own.map((n) => gpusOf(n.settings.get('gres') ?? '')).find((g) => g !== null) ?? null,
          usual: /^yes$/i.test(settings.get('default') ?? ''),
        },
      };
    }),
  };
}

/** Lines of one kind, with what the lines named DEFAULT before them say. */
function described(lines: readonly Line[], kind: string): readonly { name: string; line: Line; settings: Settings }[] {
  let usual: Settings = new Map();
  const found: { name: string; line: Line; settings: Settings }[] = [];
  for (const line of lines) {
    const name = line.settings.get(kind);
    if (name?.toUpperCase() === 'DEFAULT') {
      usual = new Map([...usual, ...line.settings]);
    } else if (name !== undefined) {
      found.push({ name, line, settings: new Map([...usual, ...line.settings]) });
    }
  }
  return found;
}

function coresOf(node: Settings): number {
  const number = (key: string): number => Number(node.get(key) ?? 1);
  const sockets = node.has('sockets') ? number('sockets') : number('boards') * number('socketsperboard');
  return node.has('cpus') ? number('cpus') : sockets * number('corespersocket') * number('threadspercore');
}

/** Settings by their names in lower case; a backslash at the end continues a line. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let [held, start] = ['', 0];
  text.split('\n').forEach((raw, i) => {
    start = held === '' ? i + 1 : start;
    held += raw.replace(/#.*$/, '').trimEnd();
    if (held.endsWith('\\')) {
      held = `${held.slice(0, -1)} `;
      return;
    }
    const pairs = [...held.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map((m) => [m[1]!.toLowerCase(), m[2]!.replaceAll('"', '')] as const);
    if (pairs.length > 0) {
      lines.push({ number: start, settings: new Map(pairs) });
    }
    held = '';
  });
  return lines;
}
