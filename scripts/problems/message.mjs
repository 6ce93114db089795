// Messages as readers see them: constants filled in, everything else as `<name>`.
import ts from 'typescript';

/** All strings that an expression can be, as far as they are written in the source. */
export function literals(node, checker) {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue, checker), ...literals(node.whenFalse, checker)];
  return literals(constant(node, checker), checker);
}

/**
 * An expression as text.
 *
 * @param env parameters of a shared check -> what its caller handed in
 */
export function render(node, checker, env) {
  if (node === undefined) return '';
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => render(span.expression, checker, env) + span.literal.text).join('');
  }
  const symbol = checker.getSymbolAtLocation(node);
  if (env.has(symbol)) return render(env.get(symbol), checker, new Map());
  const value = constant(node, checker);
  const plain = value !== undefined && (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value) || ts.isNumericLiteral(value));
  return plain ? render(value, checker, env) : `\\<${name(node)}>`;
}

/** What a `const` is set to, wherever it is declared. */
function constant(node, checker) {
  let symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  if (ts.isShorthandPropertyAssignment(node.parent)) symbol = checker.getShorthandAssignmentValueSymbol(node.parent);
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declaration = symbol?.valueDeclaration;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

/** `this.spec.image` -> `image`; `classes.length` -> `length`. */
function name(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) return name(node.expression);
  if (ts.isCallExpression(node)) return node.arguments.length > 0 ? name(node.arguments[0]) : name(node.expression);
  return ts.isIdentifier(node) ? node.text : 'value';
}
