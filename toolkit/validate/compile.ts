import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';

const DIAGNOSTIC = /^(?<file>[^()\n]+)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/;

/** Compiles sites of a folder against the compiled kit; what TypeScript says becomes problems. */
export function compileSites(sites: string, names: readonly string[]): readonly Problem[] {
  const found = compile(sites, names);
  // While the syntax of one file is broken, TypeScript says nothing of the types of the others.
  const broken = found.filter((p) => /^TS1\d{3}$/.test(p.code)).map((p) => p.site);
  const others = names.filter((name) => !broken.includes(name));
  return found.length > 0 && found.length === broken.length && others.length > 0 ? [...found, ...compile(sites, others)] : found;
}

function compile(sites: string, names: readonly string[]): readonly Problem[] {
  const config = path.join(KIT_ROOT, '.daas', 'tsconfig.validate.json');
  fs.mkdirSync(path.dirname(config), { recursive: true });
  const compilerOptions = { composite: false, incremental: false, rootDir: '..', outDir: '../dist', pretty: false };
  const references = [{ path: '../tsconfig.kit.json' }, { path: '../tsconfig.openstack.json' }];
  const include = names.map((name) => `../${sites}/${name}/**/*.ts`);
  const exclude = [`../${sites}/**/*.test.ts`];
  fs.writeFileSync(config, JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions, include, exclude, references }));
  const tsc = path.join(KIT_ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', config], { cwd: KIT_ROOT, encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const match = DIAGNOSTIC.exec(line);
    return match === null ? [] : [toProblem(sites, match.groups as Record<string, string>)];
  });
}

function toProblem(sites: string, found: Record<string, string>): Problem {
  const file = path.relative(KIT_ROOT, path.resolve(KIT_ROOT, found['file']!));
  const site = path.relative(sites, file).split(path.sep)[0]!;
  const near = /Did you mean(?: to write)? '([^']+)'\?/.exec(found['message']!)?.[1];
  return {
    code: found['code']!,
    site,
    construct: `site-${site}`,
    prop: '',
    location: `${file}:${found['line']}:${found['column']}`,
    message: found['message']!,
    ...(near !== undefined && { nearest: near }),
  };
}
