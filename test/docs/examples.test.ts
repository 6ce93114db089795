import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Construct } from 'constructs';
import * as ts from 'typescript';
import { App } from '../../core/engine';
import { SiteStack } from '../../stacks/site-stack';

const ROOT = path.resolve(__dirname, '../..');
/** Where an example would stand as a site: its imports are found from here. */
const FOLDER = path.join(ROOT, 'sites/example');

interface Example {
  /** `constructs/hub/README.md:11`, the line of its fence. */
  readonly place: string;
  readonly markdown: string;
  /** The example on the lines that it has in its page, so that positions are those of the page. */
  readonly text: string;
}

/** The ts blocks of a page. */
function examplesOf(markdown: string, page: string): Example[] {
  return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: code }) => {
    const fence = page.slice(0, index).split('\n').length;
    return { place: `${markdown}:${fence}`, markdown, text: '\n'.repeat(fence) + code };
  });
}

/** What TypeScript says of examples, as `page:line message`; one program for all. */
function diagnose(examples: readonly Example[]): string[] {
  const files = new Map(examples.map((example) => [path.join(FOLDER, `${example.place.replace(/\W/g, '-')}.ts`), example]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(`${ROOT}/tsconfig.base.json`, ts.sys.readFile).config, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, incremental: false, noEmit: true });
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language, ...rest) => {
    const example = files.get(file);
    return example === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, example.text, language);
  };
  const program = ts.createProgram([...files.keys()], { ...options, incremental: false, noEmit: true }, host);
  return [...files].flatMap(([file, { markdown }]) => {
    const source = program.getSourceFile(file)!;
    return ts.getPreEmitDiagnostics(program, source).map(({ start, messageText }) => {
      const { line } = source.getLineAndCharacterOfPosition(start ?? 0);
      return `${markdown}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

type SiteClass = new (app: Construct) => SiteStack;

/** The sites that an example exports. */
function sitesOf({ text }: Example): SiteClass[] {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported: Record<string, unknown> = {};
  const load = (name: string): unknown => jest.requireActual(name.startsWith('.') ? path.resolve(FOLDER, name) : name);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- examples are pages of this repository
  new Function('require', 'exports', outputText)(load, exported);
  return Object.values(exported).filter((e): e is SiteClass => typeof e === 'function' && e.prototype instanceof SiteStack);
}

const PAGES = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'README.md', 'docs/*.md', 'constructs/*.md'],
  {
    cwd: ROOT,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((page) => page !== '' && fs.existsSync(path.join(ROOT, page)));

const EXAMPLES = PAGES.flatMap((page) => examplesOf(page, fs.readFileSync(path.join(ROOT, page), 'utf8')));

test('every example in the documentation compiles against the sources', () => {
  for (const concept of ['auth', 'portal', 'hub', 'storage', 'gpu', 'batch', 'catalogue']) {
    expect(EXAMPLES.map((e) => e.markdown)).toContain(`constructs/${concept}/README.md`);
  }
  expect(diagnose(EXAMPLES)).toEqual([]);
}, 60_000);

test('every example that is a site can be deployed as it is written', () => {
  const sites = EXAMPLES.flatMap((example) => sitesOf(example).map((site) => ({ place: example.place, site })));
  expect(sites.length).toBeGreaterThanOrEqual(7);
  const problems = sites.flatMap(({ place, site: Site }) =>
    new Site(new App()).problems.map(({ code, message }) => `${place} ${code} ${message}`),
  );
  expect(problems).toEqual([]);
});

test('fails with the page and line of what does not compile', () => {
  const page = "# Page\n\n```ts\nimport { Size } from '../../constructs';\nexport const size = Size.gigabytes(1);\n```\n";
  expect(diagnose(examplesOf('docs/page.md', page))).toEqual(["docs/page.md:5 Property 'gigabytes' does not exist on type 'typeof Size'."]);
}, 60_000);

test('the pages of the concepts name no code that does not exist', () => {
  const codes = (page: string): string[] =>
    [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code!);
  const known = codes('docs/reference/problems.md');
  const named = PAGES.filter((page) => /^constructs\/\w+\/README\.md$/.test(page)).flatMap(codes);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((code) => !known.includes(code))).toEqual([]);
});
