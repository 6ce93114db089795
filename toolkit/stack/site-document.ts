import * as fs from 'fs';
import * as path from 'path';
import type { BlueprintRecord } from '../app/blueprint-record';
import { KitError } from '../kit-error';
import { isObject, textOf, type Json, type JsonObject } from '../json';

/** What the engine writes for a stack. */
const FILE = 'cdk.tf.json';

/** One resource block of a synthesised stack. */
export interface Resource {
  /** `terraform_data.Portal_Play_Service_D9A9BE11`. */
  readonly address: string;
  readonly type: string;
  /** Path of the construct below the site: `Portal/Play/Service`. */
  readonly construct: string;
  /** What Terraform reads, without the engine's notes. */
  readonly config: JsonObject;
}

/** A synthesised site: the only reader of what synthesis writes. */
export interface SiteDocument {
  /** `psi`. */
  readonly name: string;
  /** Folder with the stack's `cdk.tf.json`. */
  readonly folder: string;
  readonly blueprint: BlueprintRecord;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Attributes of data sources, by address without `data.`. */
  readonly data: ReadonlyMap<string, JsonObject>;
  /** Addresses that the site says were others before, by the new one. */
  readonly moved: ReadonlyMap<string, string>;
  /** Everything of the file beside resources and blueprint: providers, outputs, backend, variables. */
  readonly rest: JsonObject;
}

/** Reads the sites of an output folder, as `cdktf synth` leaves it. */
export function readSites(out: string): ReadonlyMap<string, SiteDocument> {
  return byName(stackFolders(out).map(readSite));
}

/** Reads two output folders. Sites whose files are the same byte for byte are read once: they are the same object then. */
export function readBoth(
  base: string,
  head: string,
): readonly [base: ReadonlyMap<string, SiteDocument>, head: ReadonlyMap<string, SiteDocument>] {
  const old = new Map(stackFolders(base).map((folder) => [path.basename(folder), { bytes: bytesOf(folder), site: readSite(folder) }]));
  const now = stackFolders(head).map((folder) => {
    const before = old.get(path.basename(folder));
    return before?.bytes.equals(bytesOf(folder)) === true ? before.site : readSite(folder);
  });
  return [byName([...old.values()].map(({ site }) => site)), byName(now)];
}

function stackFolders(out: string): readonly string[] {
  const stacks = path.join(out, 'stacks');
  if (!fs.existsSync(stacks)) {
    throw new KitError(`${out} has no folder 'stacks'`, 'give the folder that cdktf synth wrote, such as cdktf.out');
  }
  const names = fs.readdirSync(stacks).filter((n) => fs.existsSync(path.join(stacks, n, FILE)));
  return names.sort().map((n) => path.join(stacks, n));
}

function bytesOf(folder: string): Buffer {
  return fs.readFileSync(path.join(folder, FILE));
}

function byName(sites: readonly SiteDocument[]): ReadonlyMap<string, SiteDocument> {
  return new Map(sites.map((s) => [s.name, s]));
}

/** Reads one site, from the folder of its stack. */
export function readSite(folder: string): SiteDocument {
  const file = path.join(folder, FILE);
  const { resource, '//': notes, ...rest } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, JsonObject>;
  const blueprint = notes?.['blueprint'] as unknown as BlueprintRecord | undefined;
  if (blueprint === undefined) {
    throw new KitError(`${file} has no blueprint record`, 'it was written by another program, or by a release before the record');
  }
  const resources = blocks(resource).map(([type, name, config]) => toResource(type, name, config));
  return {
    name: blueprint.site.name,
    folder,
    blueprint,
    resources: new Map(resources.sort((a, b) => (a.address < b.address ? -1 : 1)).map((r) => [r.address, r])),
    data: new Map(blocks(rest['data']).map(([type, name, config]) => [`${type}.${name}`, config])),
    moved: movedTo(rest['moved']),
    rest,
  };
}

function blocks(byType: JsonObject | undefined): readonly (readonly [type: string, name: string, config: JsonObject])[] {
  return Object.entries(byType ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName as JsonObject).map(([name, config]) => [type, name, config as JsonObject] as const),
  );
}

function movedTo(moves: Json | undefined): ReadonlyMap<string, string> {
  const list = Array.isArray(moves) ? (moves as readonly Json[]) : moves === undefined ? [] : [moves];
  return new Map(list.filter(isObject).map(({ from, to }) => [textOf(to), textOf(from)]));
}

function toResource(type: string, name: string, config: JsonObject): Resource {
  const { '//': notes, ...attributes } = config;
  const metadata = isObject(notes) ? notes['metadata'] : undefined;
  const construct = isObject(metadata) ? textOf(metadata['path']).split('/').slice(1).join('/') : name;
  return { address: `${type}.${name}`, type, construct, config: attributes };
}
