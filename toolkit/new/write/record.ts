import { createHash } from 'crypto';
import * as fs from 'fs';
import { parse, stringify } from 'yaml';
import type { Given } from '../answers/answers';

/** Name of the file that says how a site was begun. */
export const RECORD = 'begun.yaml';

/** What a site was begun with. */
export interface Record {
  /** What was answered, not what was guessed. */
  readonly answers: Given;
  /** SHA-256 of each file as it was written: one that is still so may be written anew. */
  readonly written: Readonly<globalThis.Record<string, string>>;
}

/** The record of a site's folder; an empty one where there is none. */
export function readRecord(file: string): Record {
  const data = fs.existsSync(file) ? (parse(fs.readFileSync(file, 'utf8')) as Partial<Record> | null) : null;
  return { answers: data?.answers ?? {}, written: data?.written ?? {} };
}

/** Text of the record. Pure. */
export function renderRecord(record: Record): string {
  return `# Written by \`npx daas new\`, so that it can be run again: what was answered, and its files as they were written.\n${stringify(record)}`;
}

/** Checksum of a file's text. */
export function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
