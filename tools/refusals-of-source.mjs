import ts from 'typescript'

/**
 * The kinds of refusal that the code refuses with (`refuse({ kind: … })`) or declares problems for (members of
 * `problems`, of a constant named for them, or with a numeric `status`), each with its file, which no test names in
 * quotation marks.
 */
export function findUntestedRefusals(sources, tests) {
  const named = new Set(tests.flatMap(({ text }) => quotedWords(text)))
  return sources
    .flatMap(({ file, text }) => kindsIn(text).map((kind) => ({ kind, file })))
    .filter(({ kind }) => !named.has(kind))
    .filter(({ kind }, at, all) => all.findIndex((one) => one.kind === kind) === at)
    .map(({ kind, file }) => `${file}: no test names the refusal '${kind}'`)
}

function kindsIn(text) {
  if (!/\bstatus: \d|[pP]roblems\b|\brefuse\(/.test(text)) return []
  const kinds = new Set()
  const visit = (node) => {
    if (isNamed(node) && isProblem(node.initializer)) kinds.add(node.name.text)
    if (isOfProblems(node))
      for (const member of literalOf(node.initializer).properties)
        if (isNamed(member)) kinds.add(member.name.text)
    const refused = refusedKind(node)
    if (refused !== undefined) kinds.add(refused)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest))
  return [...kinds]
}

/** A member whose name is written out. */
const isNamed = (node) =>
  ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))

const isOfProblems = (node) =>
  (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) &&
  /problems$/i.test(node.name.text ?? '') &&
  literalOf(node.initializer) !== undefined

/** Of `refuse({ kind: '…' })`. */
function refusedKind(node) {
  if (
    !ts.isCallExpression(node) ||
    !ts.isIdentifier(node.expression) ||
    node.expression.text !== 'refuse'
  )
    return undefined
  const refusal = literalOf(node.arguments[0])
  const kind = refusal?.properties.find((each) => isNamed(each) && each.name.text === 'kind')
  return kind !== undefined && ts.isStringLiteral(kind.initializer)
    ? kind.initializer.text
    : undefined
}

/** The object that is written, also one with `as` or `satisfies`. */
function literalOf(node) {
  if (node === undefined) return undefined
  if (ts.isObjectLiteralExpression(node)) return node
  return ts.isSatisfiesExpression(node) || ts.isAsExpression(node)
    ? literalOf(node.expression)
    : undefined
}

const isProblem = (node) =>
  ts.isObjectLiteralExpression(node) &&
  node.properties.some(
    (property) =>
      ts.isPropertyAssignment(property) &&
      property.name.text === 'status' &&
      ts.isNumericLiteral(property.initializer),
  )

const quotedWords = (text) =>
  [...text.matchAll(/(['"`])([a-z][a-zA-Z0-9-]*)\1/g)].map(([, , word]) => word)
