// Compiles and lints sources as if they stood in the clone: all in one program, since starting one takes longest.
//   node judge-sources.mjs <{ "sites/x/site.ts": "text" } >[ "what is wrong" ]
import { ESLint } from 'eslint';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../../..');
const given = Object.entries(JSON.parse(readFileSync(0, 'utf8')));
const files = new Map(given.map(([file, text]) => [path.join(root, file), text]));

const { config } = ts.readConfigFile(path.join(root, 'tsconfig.test.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const host = ts.createCompilerHost({ ...options, incremental: false });
const { directoryExists, fileExists, getSourceFile, readFile } = host;
host.directoryExists = (folder) => [...files.keys()].some((file) => path.dirname(file) === folder) || directoryExists(folder);
host.fileExists = (file) => files.has(file) || fileExists(file);
host.readFile = (file) => files.get(file) ?? readFile(file);
host.getSourceFile = (file, language, ...rest) =>
  files.has(file) ? ts.createSourceFile(file, files.get(file), language, true) : getSourceFile(file, language, ...rest);
const program = ts.createProgram([...files.keys()], { ...options, incremental: false }, host);

const said = [...files.keys()].flatMap((file) =>
  ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map((d) => `${path.relative(root, file)}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`),
);
const parserOptions = { project: null, programs: [program] };
const eslint = new ESLint({ cwd: root, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions } }] });
for (const [filePath, text] of files) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  said.push(...messages.map((m) => `${path.relative(root, filePath)}:${m.line} ${m.ruleId}: ${m.message}`));
}
console.log(JSON.stringify(said));
