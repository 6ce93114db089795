import * as fs from 'fs';
import * as path from 'path';
import type { Construct } from 'constructs';
import { Blueprint } from '../core/blueprint';
import { ValidationError } from '../core/errors';
import { KIT_ROOT } from '../core/kit';
import { nearest } from '../core/nearest';
import { Place } from '../core/place';
import type { Problem } from '../core/problem';
import { SiteStack } from './site-stack';

type SiteClass = new (app: Construct) => SiteStack;

/** Builds one site below the app. Whatever goes wrong comes back as problems; nothing is thrown. */
export function buildSite(app: Construct, sites: string, name: string): readonly Problem[] {
  const problem = (code: string, message: string, more: Partial<Problem> = {}): Problem[] => [
    { code, site: name, construct: `site-${name}`, prop: '', message, ...more },
  ];
  const file = `${sites}/${name}/site.ts`;
  if (!fs.existsSync(path.join(KIT_ROOT, file))) {
    const allowed = fs.readdirSync(path.join(KIT_ROOT, sites)).filter((n) => fs.existsSync(path.join(KIT_ROOT, sites, n, 'site.ts')));
    const near = nearest(name, allowed);
    return problem('SiteUnknown', `there is no ${file}`, { allowed, ...(near !== undefined && { nearest: near }) });
  }
  const before = new Set(app.node.children);
  const built = (): readonly Problem[] =>
    app.node.children.filter((c) => !before.has(c)).flatMap((c) => (c instanceof SiteStack ? c.problems : []));
  try {
    // The compiled site lies beside this file's compiled twin.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- sites are found at run time, and the engine builds synchronously
    const exports = require(path.join(__dirname, '..', sites, name, 'site')) as Record<string, unknown>;
    const classes = Object.values(exports).filter((e): e is SiteClass => typeof e === 'function' && e.prototype instanceof SiteStack);
    if (classes.length !== 1) {
      return problem('SiteClass', `must export exactly one class that extends SiteStack, found ${classes.length}`, {
        location: `${file}:1:1`,
      });
    }
    const site = new classes[0]!(app);
    Blueprint.of(site).complete();
    if (site.facts.name !== name) {
      return [
        ...problem('SiteName', `the folder is '${name}', but the site calls itself '${site.facts.name}'`, { location: `${file}:1:1` }),
        ...built(),
      ];
    }
    return site.problems;
  } catch (error) {
    return [...built(), ...thrown(error, problem)];
  }
}

function thrown(error: unknown, problem: (code: string, message: string, more?: Partial<Problem>) => Problem[]): Problem[] {
  if (!(error instanceof Error)) {
    return problem('SiteFailed', `the site's constructor threw '${String(error)}'`);
  }
  if (process.env['DAAS_TRACE'] === '1') {
    process.stderr.write(`${error.stack}\n`);
  }
  const location = Place.ofError(error).location;
  const code = error instanceof ValidationError ? error.code : 'SiteFailed';
  return problem(code, firstLine(error.message), location === undefined ? {} : { location });
}

function firstLine(message: string): string {
  return message.split('\n')[0]!;
}
