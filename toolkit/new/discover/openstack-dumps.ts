import type { CloudGuess } from './cloud-guess';
import { dataOf, placeOf, type Dump } from './dump';
import { cell, flavorOf, textCell, type Row } from './flavor-facts';
import type { Guess } from '../../guess';

/** Lists of a cloud, each as OpenStack's command line or API writes it. */
export interface CloudDumps {
  readonly clouds: Dump | undefined;
  readonly flavors: Dump | undefined;
  readonly images: Dump | undefined;
  readonly networks: Dump | undefined;
  readonly zones: Dump | undefined;
  readonly dnsZones: Dump | undefined;
}

/** Reads the lists of a cloud. Pure. */
export function readCloud(dumps: CloudDumps): CloudGuess {
  return {
    entries: dumps.clouds === undefined ? [] : entriesOf(dumps.clouds),
    flavors: rows(dumps.flavors, 'flavors').map(({ row, dump }) => guess(dump, nameOf(row), flavorOf(row))),
    images: named(dumps.images, 'images', isActive),
    externalNetworks: named(dumps.networks, 'networks', isExternal),
    zones: named(dumps.zones, 'availabilityZoneInfo', isAvailable),
    dnsZones: named(dumps.dnsZones, 'zones', () => true).map((g) => ({ ...g, value: g.value.replace(/\.$/, '') })),
  };
}

/** Names of the entries; credentials beside them are left where they are. */
function entriesOf(dump: Dump): readonly Guess<string>[] {
  const { clouds = {} } = dataOf<{ readonly clouds?: object } | null>(dump, 'yaml') ?? {};
  const lines = dump.text.split('\n');
  return Object.keys(clouds).map((name) => {
    const line = lines.findIndex((l) => l.trim().replace(/['"]/g, '').startsWith(`${name}:`));
    return { value: name, source: `${dump.source}:${line + 1}` };
  });
}

function named(dump: Dump | undefined, key: string, fit: (row: Row) => boolean): readonly Guess<string>[] {
  return rows(dump, key)
    .filter(({ row }) => fit(row))
    .map(({ row }) => guess(dump!, nameOf(row), nameOf(row)));
}

/** The list itself, or an answer of the API that has it below a key. */
function rows(dump: Dump | undefined, key: string): readonly { readonly row: Row; readonly dump: Dump }[] {
  if (dump === undefined) {
    return [];
  }
  const data = dataOf<readonly Row[] | Readonly<Record<string, readonly Row[]>>>(dump, 'json');
  const list = Array.isArray(data) ? (data as readonly Row[]) : ((data as Readonly<Record<string, readonly Row[]>>)[key] ?? []);
  return list.map((row) => ({ row, dump }));
}

function guess<T>(dump: Dump, name: string, value: T): Guess<T> {
  return { value, source: placeOf(dump, name) };
}

function nameOf(row: Row): string {
  return textCell(row, 'Name', 'name', 'Zone Name', 'zoneName');
}

function isActive(row: Row): boolean {
  return /^(?:active)?$/i.test(textCell(row, 'Status', 'status'));
}

function isExternal(row: Row): boolean {
  const said = cell(row, 'Router Type', 'router:external', 'Router:External');
  return said === true || /^external$/i.test(String(said));
}

function isAvailable(row: Row): boolean {
  const state = cell(row, 'Zone Status', 'zoneState');
  return state === undefined || state === 'available' || (state as { readonly available?: boolean }).available === true;
}
