/** A proof (`Permit`, `LintedTbs`) is worth something only while nobody but its maker can cast one. */
export const brandOnlyByOwner = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', additionalProperties: { type: 'string' } }],
    messages: { forged: "'{{brand}}' is made only in {{owner}}." },
  },
  create(context) {
    const [owners = {}] = context.options
    const report = (node) => {
      if (node.typeAnnotation.type !== 'TSTypeReference') return
      const brand = context.sourceCode.getText(node.typeAnnotation.typeName)
      const owner = owners[brand]
      if (owner === undefined || new RegExp(owner).test(context.filename)) return
      context.report({ node, messageId: 'forged', data: { brand, owner } })
    }
    return { TSAsExpression: report, TSTypeAssertion: report }
  },
}
