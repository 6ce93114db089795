// Finds the codes of problems in the sources, with TypeScript's own parser and checker:
//   new ValidationError('Code', message)
//   Problems.report(scope, { code: 'Code', message })
//   problem('Code', message)                          as in stacks/build-site.ts
//   check.report('Code', prop, message) and the shared checks of core/check.ts, prefixed by the check's concept
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { conceptsOf } from './concepts.mjs';
import { literals, render } from './message.mjs';

/** Hands on codes of others. */
const OWN = /\/core\/(problems|check)\.ts$/;
const LAYERS = /^(core|constructs|platforms|stacks|toolkit)\//;

/** Codes in the order of their names: { code, files, messages }. */
export function findCodes(root) {
  const folder = fileURLToPath(root);
  const config = ts.getParsedCommandLineOfConfigFile(
    `${folder}tsconfig.test.json`,
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter((source) => LAYERS.test(relative(folder, source.fileName)));
  const calls = sources.flatMap((source) => collect(source, (node) => ts.isCallExpression(node) || ts.isNewExpression(node)));
  const shared = sharedChecks(sources);
  const concepts = conceptsOf(calls, checker);
  const found = new Map();

  function add(given, prefixes, message, env, node) {
    const codes = literals(given, checker).flatMap((end) => prefixes.map((prefix) => prefix + end));
    if (codes.length === 0 && !OWN.test(node.getSourceFile().fileName)) {
      throw new Error(`${relative(folder, node.getSourceFile().fileName)}: the code must be written out: ${node.getText()}`);
    }
    codes.forEach((code) => record(code, message, env, node));
  }

  function record(code, message, env, node) {
    const entry = found.get(code) ?? { code, files: new Set(), messages: new Set() };
    entry.files.add(relative(folder, node.getSourceFile().fileName));
    entry.messages.add(render(message, checker, env));
    found.set(code, entry);
  }

  for (const call of calls) {
    const args = [...(call.arguments ?? [])];
    const callee = call.expression.getText();
    if (ts.isNewExpression(call) && callee === 'ValidationError') {
      add(args[0], [''], args[1], new Map(), call);
    } else if (callee === 'Problems.report' && ts.isObjectLiteralExpression(args[1])) {
      add(property(args[1], 'code'), [''], property(args[1], 'message'), new Map(), call);
    } else if (callee === 'problem') {
      add(args[0], [''], args[1], new Map(), call);
    } else if (ts.isPropertyAccessExpression(call.expression) && isCheck(call.expression.expression, checker)) {
      for (const { code, message, parameters } of shared.get(call.expression.name.text) ?? []) {
        const env = new Map(parameters.map((parameter, i) => [checker.getSymbolAtLocation(parameter.name), args[i]]));
        const given = ts.isIdentifier(code) ? env.get(checker.getSymbolAtLocation(code)) : code;
        add(given, concepts(call.expression.expression), message, env, call);
      }
    }
  }
  return [...found.values()]
    .map(({ code, files, messages }) => ({ code, files: [...files].sort(), messages: [...messages].sort() }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** What each method of Check reports: the code's end (a literal, or a parameter), the message and the parameters. */
function sharedChecks(sources) {
  const file = sources.find((source) => source.fileName.endsWith('/core/check.ts'));
  const methods = collect(file, ts.isMethodDeclaration);
  return new Map(
    methods.map((method) => {
      const parameters = [...method.parameters];
      if (method.name.text === 'report') {
        return ['report', [{ code: parameters[0].name, message: parameters[2].name, parameters }]];
      }
      const reports = collect(method, ts.isCallExpression).filter((call) => call.expression.getText() === 'this.report');
      return [method.name.text, reports.map(({ arguments: [code, , message] }) => ({ code, message, parameters }))];
    }),
  );
}

function isCheck(node, checker) {
  return node.kind !== ts.SyntaxKind.ThisKeyword && checker.getTypeAtLocation(node).symbol?.name === 'Check';
}

/** The value of an object literal's property, also in shorthand. */
function property(object, name) {
  const found = object.properties.find((p) => p.name?.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : found?.name;
}

function collect(node, wanted) {
  const found = wanted(node) ? [node] : [];
  ts.forEachChild(node, (child) => void found.push(...collect(child, wanted)));
  return found;
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
