/** Rules of the domain take what they need as arguments: they read no clock, draw nothing, wait and throw never. */
export const pureRules = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      clock: 'Take `now` as an argument; kernel knows dates.',
      random: 'Take randomness as an argument.',
      throw: 'Rules refuse with a Result.',
      wait: 'Rules do not wait: the shell does.',
    },
  },
  create(context) {
    const report = (messageId) => (node) => context.report({ node, messageId })
    const isCallOf = ({ callee }, object, property) =>
      callee.type === 'MemberExpression' &&
      callee.object.name === object &&
      callee.property.name === property
    return {
      CallExpression(node) {
        if (isCallOf(node, 'Date', 'now')) report('clock')(node)
        if (isCallOf(node, 'Math', 'random')) report('random')(node)
      },
      'NewExpression[callee.name="Date"]': report('clock'),
      ThrowStatement: report('throw'),
      AwaitExpression: report('wait'),
    }
  },
}
