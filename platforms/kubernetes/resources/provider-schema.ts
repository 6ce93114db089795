import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

/** An attribute's type (`string`, `map(string)!` when required), or a block: its name, and how many there are. */
export type SchemaEntry = string | readonly [block: string, least: number, most: number];

/** What may stand in a block. */
export type SchemaBlock = Readonly<Record<string, SchemaEntry>>;

interface SchemaFile {
  readonly resources: Readonly<Record<string, SchemaBlock>>;
  readonly blocks: Readonly<Record<string, SchemaBlock>>;
}

let file: SchemaFile | undefined;

/** The provider's schema, read once (scripts/kubernetes-schema.mjs writes it). */
export function providerSchema(): SchemaFile {
  file ??= JSON.parse(fs.readFileSync(path.join(KIT_ROOT, 'platforms/kubernetes/resources/provider-schema.json'), 'utf8')) as SchemaFile;
  return file;
}
