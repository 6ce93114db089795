import * as fs from 'fs';
import * as path from 'path';
import type { BlueprintRecord } from '../app/blueprint-record';
import { KitError } from '../kit-error';
import { isObject, textOf, type JsonObject } from './json';

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

/** A synthesised site, as far as a comparison needs it. */
export interface SiteDocument {
  /** `psi`. */
  readonly name: string;
  /** Folder with the stack's `cdk.tf.json`. */
  readonly folder: string;
  readonly blueprint: BlueprintRecord;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Everything of the file beside resources and blueprint: providers, outputs, backend, variables. */
  readonly rest: JsonObject;
}

/** Reads the sites of an output folder, as `cdktf synth` leaves it. */
export function readSites(out: string): ReadonlyMap<string, SiteDocument> {
  const stacks = path.join(out, 'stacks');
  if (!fs.existsSync(stacks)) {
    throw new KitError(`${out} has no folder 'stacks'`, 'give the folder that cdktf synth wrote, such as cdktf.out');
  }
  const names = fs.readdirSync(stacks).filter((n) => fs.existsSync(path.join(stacks, n, 'cdk.tf.json')));
  const sites = names.sort().map((n) => readSite(path.join(stacks, n)));
  return new Map(sites.map((s) => [s.name, s]));
}

function readSite(folder: string): SiteDocument {
  const file = path.join(folder, 'cdk.tf.json');
  const { resource, '//': notes, ...rest } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, JsonObject>;
  const blueprint = notes?.['blueprint'] as unknown as BlueprintRecord | undefined;
  if (blueprint === undefined) {
    throw new KitError(`${file} has no blueprint record`, 'it was written by another program, or by a release before the record');
  }
  const resources = Object.entries(resource ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName as JsonObject).map(([name, config]) => toResource(type, name, config as JsonObject)),
  );
  return {
    name: blueprint.site.name,
    folder,
    blueprint,
    resources: new Map(resources.sort((a, b) => (a.address < b.address ? -1 : 1)).map((r) => [r.address, r])),
    rest: rest as JsonObject,
  };
}

function toResource(type: string, name: string, config: JsonObject): Resource {
  const { '//': notes, ...attributes } = config;
  const metadata = isObject(notes) ? notes['metadata'] : undefined;
  const construct = isObject(metadata) ? textOf(metadata['path']).split('/').slice(1).join('/') : name;
  return { address: `${type}.${name}`, type, construct, config: attributes };
}
