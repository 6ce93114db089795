import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KitError } from '../kit-error';
import type { Difference } from '../json';
import { offlinePlanner } from './plan/planner';
import { renderHtml } from './render/html';
import { renderMarkdown } from './render/markdown';
import { renderText } from './render/text';
import { compareSites, type Report } from './report';
import { hideSecret } from './show-value';
import { readBoth } from '../stack/site-document';
import { synthesiseCommit, synthesiseWorkingTree } from './synthesise';

/** Where the two sides come from. */
export interface DiffSource {
  /** Commit, branch or tag; undefined with `baseOut`. */
  readonly base: string | undefined;
  /** The same for the other side; undefined for the working tree. */
  readonly head: string | undefined;
  /** Folder that `cdktf synth` wrote, instead of `base`. */
  readonly baseOut: string | undefined;
  /** Folder that `cdktf synth` wrote, instead of `head`. */
  readonly headOut: string | undefined;
}

/** Forms of the report. */
export const FORMATS = ['text', 'markdown', 'json', 'html'] as const;

/** One of them. */
export type Format = (typeof FORMATS)[number];

/**
 * What a change does to which site.
 *
 * @param wanted site names; empty for all
 * @param plan whether Terraform plans it with the providers that are installed
 * @param say gets remarks for the operator
 */
export async function diff(source: DiffSource, wanted: readonly string[], plan: boolean, say: (line: string) => void): Promise<Report> {
  if (source.base === undefined && source.baseOut === undefined) {
    throw new KitError('nothing to compare with', 'give --base REF, or --base-out DIR');
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-diff-'));
  try {
    // Both at once; where one fails, the other one still ends before its files are taken away.
    const sides = await Promise.allSettled([side('base', source.base, source.baseOut), side('head', source.head, source.headOut)]);
    const [base, head] = sides.map((s) => (s.status === 'fulfilled' ? s.value : raise(s.reason)));
    const [old, now] = readBoth(base!, head!);
    const unknown = wanted.filter((name) => !old.has(name) && !now.has(name));
    if (unknown.length > 0) {
      throw new KitError(
        `no site '${unknown.join("', '")}' on either side`,
        `known: ${[...new Set([...old.keys(), ...now.keys()])].sort().join(', ')}`,
      );
    }
    return compareSites(old, now, wanted, plan ? offlinePlanner(scratch) : undefined);
  } finally {
    // Thousands of files: Node takes several times as long.
    execFileSync('rm', ['-rf', scratch]);
  }

  async function side(name: string, ref: string | undefined, ready: string | undefined): Promise<string> {
    if (ready !== undefined) {
      return ready;
    }
    const out = path.join(scratch, name, 'out');
    fs.mkdirSync(out, { recursive: true });
    if (ref === undefined) {
      await synthesiseWorkingTree(out);
    } else {
      await synthesiseCommit(ref, path.join(scratch, name), out, say);
    }
    return out;
  }
}

function raise(reason: unknown): never {
  throw reason;
}

/** The report in one of its forms. */
export function render(report: Report, format: Format): string {
  switch (format) {
    case 'text':
      return renderText(report);
    case 'markdown':
      return renderMarkdown(report);
    case 'html':
      return renderHtml(report);
    case 'json':
      return `${JSON.stringify(forMachines(report), null, 2)}\n`;
  }
}

/** Addresses and meanings; whole configurations are in the synthesised files. */
function forMachines(report: Report): object {
  return {
    ...report,
    sites: report.sites.map((site) => ({
      ...site,
      changes: site.changes.map(({ resource, before: _before, ...change }) => ({
        address: resource.address,
        construct: resource.construct,
        ...change,
        differences: change.differences.map(withoutSecrets),
      })),
      rest: site.rest.map(({ risk, sentence, ...d }) => ({ ...withoutSecrets(d), risk, sentence })),
    })),
  };
}

function withoutSecrets({ path: at, before, after }: Difference): Difference {
  return { path: at, before: hideSecret(before, at), after: hideSecret(after, at) };
}
