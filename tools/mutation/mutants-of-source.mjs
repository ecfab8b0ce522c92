import ts from 'typescript'

/**
 * The mutants of a TypeScript source: each changes one place, `{ at, end, ranAt, line, from, to }`, so that a test that
 * covers the rule there must fail. Types and imports are left alone: they have no effect at run time. With `within`:
 * only in calls of the function of that name.
 */
export function mutantsOf(text, within) {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)
  const mutants = []
  const visit = (node, isWanted) => {
    if (ts.isTypeNode(node) || isWithoutEffect(node)) return
    const isInside = isWanted || (ts.isCallExpression(node) && node.expression.getText() === within)
    if (isInside) for (const [place, to] of changesOf(node)) mutants.push(mutant(source, place, to))
    ts.forEachChild(node, (child) => visit(child, isInside))
  }
  visit(source, within === undefined)
  return mutants
}

export const mutate = (text, { at, end, to }) => text.slice(0, at) + to + text.slice(end)

const isWithoutEffect = (node) =>
  ts.isImportDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeParameterDeclaration(node) ||
  (ts.isExportDeclaration(node) && node.exportClause !== undefined) ||
  // What a fault says is for people.
  ts.isThrowStatement(node)

function mutant(source, node, to) {
  const [at, end] = [node.getStart(source), node.getEnd()]
  const { line } = source.getLineAndCharacterOfPosition(at)
  // V8 counts an operator with its right side, which may never run.
  const ranAt = ts.isToken(node) && ts.isBinaryExpression(node.parent) ? node.parent : node
  const from = source.text.slice(at, end)
  return { at, end, ranAt: ranAt.getStart(source), line: line + 1, from, to }
}

/** Pairs of a place and what comes there instead. */
function changesOf(node) {
  if (ts.isBinaryExpression(node)) return changesOfBinary(node)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [[node, node.operand.getText()]]
  if (ts.isConditionalExpression(node)) return eachWay(node.condition)
  if (ts.isIfStatement(node)) return eachWay(node.expression)
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']]
  if (ts.isNumericLiteral(node) && !isName(node)) return [[node, `(${node.getText()} + 1)`]]
  if (ts.isStringLiteral(node) && !isName(node) && !isProse(node))
    return [[node, JSON.stringify(`${node.text}!`)]]
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => [element, '...[]'])
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name } = node.expression
    const other = methods[name.text]
    return other === undefined ? [] : [[name, other]]
  }
  return []
}

const eachWay = (condition) => [
  [condition, 'true'],
  [condition, 'false'],
]

const operators = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
}
const methods = { some: 'every', every: 'some', min: 'max', max: 'min' }

function changesOfBinary({ operatorToken, left }) {
  const operator = operatorToken.getText()
  if (operator === '??') return [[operatorToken, '&&']]
  // Text is not subtracted.
  if (operator === '+' && (ts.isStringLiteral(left) || ts.isTemplateExpression(left))) return []
  return (operators[operator] ?? []).map((other) => [operatorToken, other])
}

/** Words for people, such as the source of a rule: no rule depends on them. */
const isProse = ({ text, parent }) =>
  /\p{L}[,:;.)]* [(§]*[\p{L}\d]/u.test(text) && !ts.isBinaryExpression(parent)

/** The name of a member, or of a module. */
const isName = (node) =>
  node.parent.name === node ||
  ts.isLiteralTypeNode(node.parent) ||
  ts.isExportDeclaration(node.parent)
