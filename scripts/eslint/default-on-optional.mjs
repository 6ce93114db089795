// An optional prop without a documented default sends its reader into the source: every one says `@default`.
//   { everyExported: true }   all exported interfaces, not only those named *Props and *Options

const PROPS = /(Props|Options)$/;

/** @type {import('eslint').Rule.RuleModule} */
export const defaultOnOptional = {
  meta: {
    type: 'suggestion',
    docs: { description: 'require @default on optional props of interfaces' },
    schema: [{ type: 'object', properties: { everyExported: { type: 'boolean' } }, additionalProperties: false }],
    messages: { missing: "'{{name}}' is optional: its JSDoc must say @default" },
  },
  create(context) {
    const { everyExported = false } = context.options[0] ?? {};

    function counts({ id, parent }) {
      return PROPS.test(id.name) || (everyExported && parent.type === 'ExportNamedDeclaration');
    }

    function isDocumented(node) {
      const comment = context.sourceCode.getCommentsBefore(node).at(-1);
      return comment?.type === 'Block' && comment.value.startsWith('*') && /@default\s+\S/.test(comment.value);
    }

    return {
      'TSInterfaceDeclaration > TSInterfaceBody > [optional=true]'(node) {
        if (counts(node.parent.parent) && !isDocumented(node)) {
          context.report({ node, messageId: 'missing', data: { name: context.sourceCode.getText(node.key) } });
        }
      },
    };
  },
};
