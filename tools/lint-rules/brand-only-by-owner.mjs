import { ESLintUtils } from '@typescript-eslint/utils'

/** A proof (`Permit`, `LintedTbs`) is worth something only while nobody but its maker can cast one. */
export const brandOnlyByOwner = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [{ type: 'object', additionalProperties: { type: 'string' } }],
    messages: { forged: "'{{brand}}' is made only in {{owner}}." },
  },
  defaultOptions: [{}],
  create(context, [owners]) {
    const report = (node, typeNode) => {
      if (typeNode.type !== 'TSTypeReference') return
      const brand = context.sourceCode.getText(typeNode.typeName)
      const owner = owners[brand]
      if (owner === undefined || new RegExp(owner).test(context.filename)) return
      context.report({ node, messageId: 'forged', data: { brand, owner } })
    }
    return {
      TSAsExpression: (node) => report(node, node.typeAnnotation),
      TSTypeAssertion: (node) => report(node, node.typeAnnotation),
    }
  },
})
