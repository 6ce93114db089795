import { createRequire } from 'node:module';

const ts = createRequire(import.meta.url)('typescript');

/** Turns the order of the properties of every object literal round: the program means the same. */
export const permute = (context) => (source) => {
  const visit = (node) => {
    const seen = ts.visitEachChild(node, visit, context);
    const plain =
      ts.isObjectLiteralExpression(seen) && seen.properties.every((p) => ts.isPropertyAssignment(p) || ts.isShorthandPropertyAssignment(p));
    return plain ? context.factory.updateObjectLiteralExpression(seen, [...seen.properties].reverse()) : seen;
  };
  return ts.visitNode(source, visit);
};
