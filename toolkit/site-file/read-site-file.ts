import * as fs from 'fs';
import * as path from 'path';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { KIT_ROOT } from '../../core/kit';
import { nearest } from '../../core/nearest';
import type { Problem } from '../../core/problem';
import { KIND_WORDS, type Shape } from './shape';

/** A YAML file of a site, with all that is wrong with it. */
export interface SiteFile<T> {
  /** Undefined while there are problems. */
  readonly data: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads `sites/NAME/<name>` and checks it; undefined where the site has no such file. */
export function readSiteFile<T>(site: string, name: string, shape: Shape): SiteFile<T> | undefined {
  const file = `sites/${site}/${name}`;
  const place = path.join(KIT_ROOT, file);
  return fs.existsSync(place) ? checkSiteFile<T>(site, file, fs.readFileSync(place, 'utf8'), shape) : undefined;
}

/** Checks the text of such a file. */
export function checkSiteFile<T>(site: string, file: string, text: string, shape: Shape): SiteFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: Problem[] = [];
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const found = (prop: string, offset: number) => ({ site, construct: `site-${site}`, prop, location: at(offset) });
  function problem(code: string, message: string, where: ReturnType<typeof found>, more: Partial<Problem> = {}): void {
    problems.push({ code, message, ...where, ...more });
  }

  function check(node: Node | null, wanted: Shape, prop: string): void {
    const offset = node?.range?.[0] ?? 0;
    if (node === null || isAlias(node) || !fits(node, wanted)) {
      problem('SiteFileKind', `must be ${KIND_WORDS[wanted.kind]}`, found(prop, offset));
      return;
    }
    if (isSeq(node) && wanted.kind === 'list') {
      node.items.forEach((item, i) => check(item as Node | null, wanted.of, `${prop}[${i}]`));
    } else if (isMap(node) && (wanted.kind === 'map' || wanted.kind === 'table')) {
      const keys = node.items.map((i) => String((i.key as Node & { value: unknown }).value));
      for (const item of node.items) {
        const key = String((item.key as Node & { value: unknown }).value);
        const inner = prop === '' ? key : `${prop}.${key}`;
        const shapeOfKey = wanted.kind === 'table' ? wanted.of : wanted.keys[key];
        if (shapeOfKey === undefined) {
          const allowed = Object.keys((wanted as { keys: object }).keys);
          const near = nearest(key, allowed);
          const more = near === undefined ? { allowed } : { allowed, nearest: near };
          problem('SiteFileKeyUnknown', `there is no key '${key}' here`, found(inner, (item.key as Node).range![0]), more);
        } else {
          check(item.value as Node | null, shapeOfKey, inner);
        }
      }
      for (const key of wanted.kind === 'map' ? wanted.required.filter((k) => !keys.includes(k)) : []) {
        problem('SiteFileKeyMissing', `the key '${key}' is missing`, found(prop, offset));
      }
    } else if (isScalar(node) && wanted.kind === 'text' && wanted.allowed !== undefined && !wanted.allowed.includes(String(node.value))) {
      const near = nearest(String(node.value), wanted.allowed);
      const more = near === undefined ? { allowed: wanted.allowed } : { allowed: wanted.allowed, nearest: near };
      problem('SiteFileValue', `'${String(node.value)}' is not allowed here`, found(prop, offset), more);
    } else if (isScalar(node) && wanted.kind === 'number' && Number(node.value) < wanted.minimum) {
      problem('SiteFileNumber', `must be ${wanted.minimum} or more, got '${String(node.value)}'`, found(prop, offset));
    }
  }

  for (const error of document.errors) {
    problem('SiteFileSyntax', `is not YAML: ${error.message.split('\n')[0]!}`, found('', error.pos[0]));
  }
  if (problems.length === 0) {
    check(document.contents, shape, '');
  }
  return { data: problems.length === 0 ? (document.toJS() as T) : undefined, problems };
}

function fits(node: Node, { kind }: Shape): boolean {
  if (kind === 'list') {
    return isSeq(node);
  }
  if (kind === 'map' || kind === 'table') {
    return isMap(node);
  }
  const value = isScalar(node) ? node.value : undefined;
  return kind === 'text' ? typeof value === 'string' : typeof value === (kind === 'number' ? 'number' : 'boolean');
}
