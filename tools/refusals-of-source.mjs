import ts from 'typescript'

/**
 * The kinds of refusal that the server declares problems for (a member with a numeric `status`), each with its file,
 * which no test names in quotation marks.
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
  if (!/\bstatus: \d/.test(text)) return []
  const kinds = []
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && isProblem(node.initializer)) kinds.push(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest))
  return kinds
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
  [...text.matchAll(/(['"`])([a-z][a-z0-9-]*)\1/g)].map(([, , word]) => word)
