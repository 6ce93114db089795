// Which concepts a `Check` can stand for. One is made as `new Check(scope, 'Hub', place)` and handed on as an argument
// or in an object, so a check that is a parameter stands for all that its callers hand in.
import ts from 'typescript';

/** A function from an expression of type Check to its concepts. */
export function conceptsOf(calls, checker) {
  /** Symbol of a parameter or property -> expressions that it gets its value from. */
  const sources = new Map();
  const feed = (symbol, expression) => sources.set(symbol, [...(sources.get(symbol) ?? []), expression]);

  for (const call of calls) {
    // `this.check = new Check(...)` in a constructor.
    if (ts.isBinaryExpression(call.parent) && call.parent.right === call && isCheck(call.parent.left)) {
      feed(checker.getSymbolAtLocation(call.parent.left), call);
    }
    const parameters = checker.getResolvedSignature(call)?.declaration?.parameters ?? [];
    (call.arguments ?? []).forEach((argument, i) => {
      if (isCheck(argument) && parameters[i] !== undefined) {
        feed(checker.getSymbolAtLocation(parameters[i].name), argument);
      } else if (ts.isObjectLiteralExpression(argument)) {
        feedObject(argument);
      }
    });
  }

  function isCheck(node) {
    return checker.getTypeAtLocation(node).symbol?.name === 'Check';
  }

  /** `{ name, check }` where a context is wanted: the context's property stands for the check. */
  function feedObject(object) {
    const wanted = checker.getContextualType(object);
    for (const entry of object.properties) {
      if (ts.isShorthandPropertyAssignment(entry) && isCheck(entry.name)) {
        feed(wanted?.getProperty(entry.name.text), checker.getShorthandAssignmentValueSymbol(entry));
      } else if (ts.isPropertyAssignment(entry) && isCheck(entry.initializer)) {
        feed(wanted?.getProperty(entry.name.getText()), entry.initializer);
      }
    }
  }

  function ofSymbol(symbol, seen) {
    if (symbol === undefined || seen.has(symbol)) return [];
    seen.add(symbol);
    const declaration = symbol.valueDeclaration;
    if (declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
      return of(declaration.initializer, seen);
    }
    if (declaration !== undefined && ts.isBindingElement(declaration)) {
      const name = (declaration.propertyName ?? declaration.name).getText();
      return ofSymbol(checker.getTypeAtLocation(declaration.parent).getProperty(name), seen);
    }
    return (sources.get(symbol) ?? []).flatMap((source) => (source.kind === undefined ? ofSymbol(source, seen) : of(source, seen)));
  }

  function of(expression, seen = new Set()) {
    if (ts.isNewExpression(expression)) return [expression.arguments[1].text];
    return ofSymbol(checker.getSymbolAtLocation(expression), seen);
  }

  return (expression) => [...new Set(of(expression))];
}
