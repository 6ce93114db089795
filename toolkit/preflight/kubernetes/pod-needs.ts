import { isObject, textOf, type Json, type JsonObject } from '../../json';
import type { Written } from './cluster-needs';
import { mebibytes, quantity } from './quantity';

/** Pods of one kind that a site keeps running, with what is guaranteed to each. */
export interface PodsNeed {
  readonly why: string;
  readonly replicas: number;
  /** More of them while a rolling update runs. */
  readonly surge: number;
  readonly cores: number;
  readonly memoryMebibytes: number;
}

const WORKLOADS = /^kubernetes_(deployment|stateful_set|job|cron_job)(_v1)?$/;
/** Charts whose pods are replaced by new ones beside them; others stop the old one first. */
const ROLLING_CHARTS = ['cloudnative-pg'];
/** Part of a chart's values whose pods run on every node. */
const ON_EVERY_NODE = 'prePuller';
const USUAL_SURGE = 0.25;

/** What a workload or a chart guarantees its pods. `nodes` is how many pull images. Pure. */
export function podNeeds(written: Written, nodes: number): readonly PodsNeed[] {
  if (written.chart !== '') {
    return chartPods(written, written.body, nodes);
  }
  return WORKLOADS.test(written.type) ? [workloadPods(written)] : [];
}

function workloadPods({ type, construct, body }: Written): PodsNeed {
  const spec = first(body['spec']);
  const workload = type.startsWith('kubernetes_cron_job') ? first(first(spec['job_template'])['spec']) : spec;
  const pod = first(first(workload['template'])['spec']);
  const replicas = Number(spec['replicas'] ?? 1);
  const strategy = first(spec['strategy']);
  const rolls = type.startsWith('kubernetes_deployment') && strategy['type'] !== 'Recreate';
  const initial = objects(pod['init_container']).map(requests);
  const running = objects(pod['container']).map(requests);
  const most = (of: (r: Requests) => number): number => Math.max(sum(running.map(of)), ...initial.map(of));
  return {
    why: construct,
    replicas,
    surge: rolls ? surgeOf(replicas, first(strategy['rolling_update'])['max_surge']) : 0,
    cores: most((r) => r.cores),
    memoryMebibytes: most((r) => r.memoryMebibytes),
  };
}

/** A share is rounded up, as the controller does. */
function surgeOf(replicas: number, given: Json | undefined): number {
  const text = given === undefined ? '' : textOf(given);
  return /^\d+$/.test(text) ? Number(text) : Math.ceil(replicas * (text.endsWith('%') ? Number.parseFloat(text) / 100 : USUAL_SURGE));
}

/** Parts of a chart's values that have requests of their own; what is switched off isn't there. */
function chartPods(written: Written, values: JsonObject, nodes: number, path: readonly string[] = []): readonly PodsNeed[] {
  if (values['enabled'] === false) {
    return [];
  }
  const resources = values['resources'];
  const given = values['replicas'] ?? values['replicaCount'] ?? values['instances'];
  const replicas = path[0] === ON_EVERY_NODE ? nodes : Number(given ?? 1);
  const own =
    isObject(resources) && isObject(resources['requests'])
      ? [
          {
            why: [written.construct, ...path].join('/'),
            replicas,
            surge: ROLLING_CHARTS.includes(written.chart) ? 1 : 0,
            ...requests(values),
          },
        ]
      : [];
  const parts = Object.entries(values).flatMap(([key, part]) => (isObject(part) ? chartPods(written, part, nodes, [...path, key]) : []));
  return [...own, ...parts];
}

interface Requests {
  readonly cores: number;
  readonly memoryMebibytes: number;
}

function requests(container: JsonObject): Requests {
  const asked = first(first(container['resources'])['requests']);
  return { cores: quantity(asked['cpu']), memoryMebibytes: mebibytes(asked['memory']) };
}

/** A block, which the provider's schema may have as a list of one. */
function first(value: Json | undefined): JsonObject {
  return objects(value)[0] ?? {};
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : [value ?? null]).filter(isObject);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
