import * as fs from 'fs';
import * as path from 'path';
import type { App } from '../core/engine';
import { KIT_ROOT } from '../core/kit';
import { formatProblem, type Problem } from '../core/problem';
import { buildSite } from './build-site';

/**
 * Builds and synthesises the sites.
 *
 * Environment: DAAS_SITES narrows to some sites (comma-separated names); DAAS_SITES_DIR is another folder of sites,
 * relative to the clone; DAAS_PROBLEMS is a file that gets all problems as JSON, and nothing is synthesised.
 */
export function runSites(app: App): void {
  const problems: Problem[] = [];
  for (const name of siteNames()) {
    problems.push(...buildSite(app, folder(), name));
  }
  const report = process.env['DAAS_PROBLEMS'];
  if (report !== undefined) {
    fs.writeFileSync(report, JSON.stringify(problems));
    return;
  }
  if (problems.length > 0) {
    const sites = new Set(problems.map((p) => p.site)).size;
    const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${sites} ${sites === 1 ? 'site' : 'sites'}`;
    console.error(`${problems.map(formatProblem).join('\n\n')}\n\n${count}; nothing was synthesised.`);
    console.error('To work on one site while another is broken: DAAS_SITES=<name>.');
    process.exit(1);
  }
  app.synth();
}

function folder(): string {
  return process.env['DAAS_SITES_DIR'] ?? 'sites';
}

function siteNames(): string[] {
  const source = path.join(KIT_ROOT, folder());
  const all = fs.readdirSync(source).filter((name) => fs.existsSync(path.join(source, name, 'site.ts')));
  const wanted = process.env['DAAS_SITES']?.split(',').filter((name) => name !== '');
  return wanted === undefined ? all.sort() : wanted;
}
