import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { JsonObject } from '../../../toolkit/json';
import { compareSites, type Report } from '../../../toolkit/diff/report';
import { readSites } from '../../../toolkit/stack/site-document';

/** Resources by type and name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** Writes sites as `cdktf synth` leaves them; the caller removes the folder. */
export function writeStacks(sites: Readonly<Record<string, Resources>>, entries: readonly object[] = []): string {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-test-'));
  for (const [name, resource] of Object.entries(sites)) {
    const folder = path.join(out, 'stacks', `site-${name}`);
    fs.mkdirSync(folder, { recursive: true });
    const facts = { name, facility: name, domain: 'daas.example', contact: 'a@b.example', removeDataOnDestroy: false };
    const blueprint = { version: 1, site: facts, entries, flows: [], secrets: [] };
    fs.writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ '//': { blueprint }, resource, terraform: {} }));
  }
  return out;
}

/** The report of a change from one set of sites to another. */
export function reportOf(base: Readonly<Record<string, Resources>>, head: Readonly<Record<string, Resources>>): Report {
  const folders = [writeStacks(base), writeStacks(head)];
  try {
    return compareSites(readSites(folders[0]!), readSites(folders[1]!), []);
  } finally {
    folders.forEach((f) => fs.rmSync(f, { recursive: true }));
  }
}
