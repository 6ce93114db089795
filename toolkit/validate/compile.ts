import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';

const DIAGNOSTIC = /^(?<file>[^()\n]+)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/;

/** The sites that the clone's own build compiles. */
const BUILT = 'sites';

/** Compiles sites of a folder against the compiled kit; what TypeScript says becomes problems. */
export function compileSites(sites: string, names: readonly string[]): readonly Problem[] {
  // By the clone's build: it notes what it compiled, and an edit that is taken back is compiled back.
  const found = sites === BUILT ? build(names) : check(sites, names, { outDir: '../dist' });
  // While the syntax of one file is broken, TypeScript says nothing of the types of the others.
  const broken = found.filter((p) => /^TS1\d{3}$/.test(p.code)).map((p) => p.site);
  const others = names.filter((name) => !broken.includes(name));
  return found.length > 0 && found.length === broken.length && others.length > 0
    ? [...found, ...check(sites, others, sites === BUILT ? { noEmit: true } : { outDir: '../dist' })]
    : found;
}

function build(names: readonly string[]): readonly Problem[] {
  // As scripts/compile: the demo needs no bindings of a cloud.
  const alone = names.length === 1 && names[0] === 'demo';
  return compile(BUILT, ['-b', path.join(KIT_ROOT, alone ? 'tsconfig.demo.json' : 'tsconfig.json')]).filter((p) => names.includes(p.site));
}

function check(sites: string, names: readonly string[], output: object): readonly Problem[] {
  const config = path.join(KIT_ROOT, '.daas', 'tsconfig.validate.json');
  fs.mkdirSync(path.dirname(config), { recursive: true });
  const compilerOptions = { composite: false, incremental: false, rootDir: '..', ...output };
  const references = [{ path: '../tsconfig.kit.json' }, { path: '../tsconfig.openstack.json' }];
  const include = names.map((name) => `../${sites}/${name}/**/*.ts`);
  const exclude = [`../${sites}/**/*.test.ts`];
  fs.writeFileSync(config, JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions, include, exclude, references }));
  return compile(sites, ['-p', config]);
}

function compile(sites: string, args: readonly string[]): readonly Problem[] {
  const tsc = path.join(KIT_ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, ...args, '--pretty', 'false'], { cwd: KIT_ROOT, encoding: 'utf8' });
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
