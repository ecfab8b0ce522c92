import { ESLintUtils } from '@typescript-eslint/utils'
import { TypeFlags } from 'typescript'

/**
 * A `Result` must be read, returned or passed on: otherwise its refusal is lost. One that can't refuse may be
 * dropped.
 */
export const noDroppedResult = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: { dropped: 'This Result is dropped: its refusal would go unheard.' },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context)
    const checker = services.program.getTypeChecker()

    const isResult = (type) =>
      type.isUnion() &&
      type.types.length > 1 &&
      type.types.every((member) => member.getProperty('ok') !== undefined) &&
      type.types.some(canRefuse)

    const canRefuse = (member) => {
      const refusal = member.getProperty('refusal')
      return refusal !== undefined && !(checker.getTypeOfSymbol(refusal).flags & TypeFlags.Never)
    }

    return {
      ExpressionStatement({ expression }) {
        const inner =
          expression.type === 'UnaryExpression' && expression.operator === 'void'
            ? expression.argument
            : expression
        if (inner.type === 'AssignmentExpression') return
        const type = services.getTypeAtLocation(inner)
        const settled = checker.getAwaitedType(type) ?? type
        if (isResult(settled)) context.report({ node: expression, messageId: 'dropped' })
      },
    }
  },
})
