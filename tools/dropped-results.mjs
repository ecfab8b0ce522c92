import path from 'node:path'
import ts from 'typescript'

/**
 * Where a `Result` is dropped instead of read, returned or passed on: its refusal would be lost. One that can't refuse
 * may be dropped.
 */
export function findDroppedResults(program) {
  const checker = program.getTypeChecker()

  const canRefuse = (member) => {
    const refusal = member.getProperty('refusal')
    return refusal !== undefined && !(checker.getTypeOfSymbol(refusal).flags & ts.TypeFlags.Never)
  }
  const isResult = (type) =>
    type.isUnion() &&
    type.types.every((member) => member.getProperty('ok') !== undefined) &&
    type.types.some(canRefuse)
  const isDropped = (expression) =>
    mayGive(expression) &&
    isResult(
      checker.getAwaitedType(checker.getTypeAtLocation(expression)) ??
        checker.getTypeAtLocation(expression),
    )

  const found = []
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) continue
    const ofNode = importedFromNode(file)
    const look = (node) => {
      if (ts.isExpressionStatement(node)) {
        const expression = ts.isVoidExpression(node.expression)
          ? node.expression.expression
          : node.expression
        if (!ofNode.has(calledIn(expression)) && isDropped(expression)) {
          const { line } = file.getLineAndCharacterOfPosition(node.getStart())
          found.push(`${file.fileName}:${line + 1}`)
        }
      }
      ts.forEachChild(node, look)
    }
    look(file)
  }
  return found
}

/** An assignment keeps it. */
const mayGive = (expression) =>
  !(
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    expression.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  )

/** Names in this file of what Node gives, whose functions return no Result: half of the calls in tests. */
const importedFromNode = (file) =>
  new Set(
    file.statements
      .filter((one) => ts.isImportDeclaration(one) && one.moduleSpecifier.text.startsWith('node:'))
      .flatMap(({ importClause }) => [
        importClause?.name,
        ...(importClause?.namedBindings?.elements?.map(({ name }) => name) ?? []),
      ])
      .map((name) => name?.text)
      .filter((name) => name !== undefined),
  )

/** `assert` of `assert.equal(…)`, `it` of `it(…)`. */
function calledIn(expression) {
  const called = ts.isAwaitExpression(expression) ? expression.expression : expression
  if (!ts.isCallExpression(called)) return undefined
  const named = ts.isPropertyAccessExpression(called.expression)
    ? called.expression.expression
    : called.expression
  return ts.isIdentifier(named) ? named.text : undefined
}

/** The program that a tsconfig.json describes. */
export function programOf(file) {
  const { config } = ts.readConfigFile(file, ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file))
  return ts.createProgram(fileNames, options)
}
