import { differences, textOf, type Difference, type Json } from '../../json';
import { parseYaml } from '../../late-yaml';
import type { ResourceChange } from '../resource-change';
import type { Judgement } from './judgement';

/**
 * What a change of top-level values restarts, by chart. Read in the templates of jupyterhub 4.4.0: the hub's pod has the
 * checksum of a secret that holds all values, so that any change restarts it; other pods have only their own settings.
 */
const RESTARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  jupyterhub: {
    '': 'the hub restarts: no log-in or start for some seconds; running notebooks go on',
    singleuser: 'running notebooks keep what they have until they are started again',
    proxy: 'where its own settings change, the proxy restarts: open notebooks connect anew',
    scheduling: 'placeholders and the scheduler of notebooks are made anew',
    prePuller: 'images are pulled to the nodes',
    ingress: 'addresses of the hub change',
    hub: '',
    cull: '',
  },
};

/** A release of a chart. */
export function judgeHelm(change: ResourceChange): Judgement {
  const chart = textOf(change.resource.config['chart']).split('/').pop()!;
  switch (change.action) {
    case 'create':
      return { risk: 'adds', sentence: `chart ${chart} is installed` };
    case 'delete':
      return { risk: 'interrupts-users', sentence: `chart ${chart} is uninstalled: what it serves is gone` };
    case 'replace':
      return { risk: 'interrupts-users', sentence: `chart ${chart} is uninstalled and installed again: what it serves is away meanwhile` };
    case 'update':
      return { risk: 'interrupts-users', sentence: upgrade(chart, change.differences, valuesChanged(change)) };
  }
}

function upgrade(chart: string, own: readonly Difference[], values: readonly Difference[]): string {
  const version = own.find((d) => d.path === 'version');
  const known = RESTARTS[chart] ?? {};
  const keys = [...new Set(values.map((d) => d.path.split(/[.[]/)[0]!))].sort();
  const always = keys.length === 0 ? [] : [known[''] ?? ''];
  const effects = [...new Set([...always, ...keys.map((key) => known[key] ?? `pods that use '${key}' may restart`)])].filter(
    (e) => e !== '',
  );
  return [
    ...(version === undefined
      ? []
      : [`chart ${chart} goes from ${show(version.before)} to ${show(version.after)}: all its pods may restart`]),
    ...effects,
  ].join('; ');
}

/** What differs inside the values, which are text to Terraform. */
function valuesChanged({ before, resource }: ResourceChange): readonly Difference[] {
  return differences(merged(before?.config['values']), merged(resource.config['values']));
}

function merged(values: Json | undefined): Json {
  const texts = Array.isArray(values) ? (values as readonly Json[]) : [];
  return Object.assign({}, ...texts.map((t) => read(textOf(t)))) as Json;
}

/** Text with a Terraform function around it isn't YAML: it is compared as it stands. */
function read(text: string): Json {
  return text.startsWith('${') ? { values: text } : (parseYaml(text) as Json);
}

function show(value: Json | undefined): string {
  return value === undefined ? 'none' : textOf(value);
}
