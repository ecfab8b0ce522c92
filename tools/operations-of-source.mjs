/**
 * What is wrong with the operations of the API: each contract is known and served by one operation, each name and
 * address is one contract’s, and a response is named a view.
 */
import ts from 'typescript'

/**
 * `contracts`: `{ module, name, contract }` of libs/api; `sources`: `{ file, text }` of the server. Returns one
 * line per fault, with the file.
 */
export function findOperationFaults(contracts, sources) {
  const served = sources.flatMap(({ file, text }) => operationsIn(file, text))
  const fileOf = (module) => `libs/api/src/${module}.ts`
  return [
    ...contracts.flatMap(({ module, name }) => {
      const by = served.filter((one) => one.module === module && one.name === name)
      if (by.length === 1) return []
      return by.length === 0
        ? [`${fileOf(module)}: no operation serves ${name}`]
        : by.map(({ file }) => `${file}: another operation serves ${name} too`)
    }),
    ...repeated(contracts, ({ name }) => name).map(
      ({ module, name }) => `${fileOf(module)}: another endpoint has the name ${name} too`,
    ),
    ...repeated(contracts, ({ contract }) => addressOf(contract)).map(
      ({ module, contract }) =>
        `${fileOf(module)}: another endpoint has the address ${addressOf(contract)} too`,
    ),
  ]
}

/**
 * `files`: `{ module, text }` of libs/api/src; `modules`: the names of those in permissions.ts, whose operations the
 * server, the pages and the OpenAPI document see. Returns one line per fault, with the file.
 */
export const findContractFaults = (files, modules) =>
  files.flatMap(({ module, text }) => {
    const file = `libs/api/src/${module}.ts`
    const isLeftOut =
      /= (defineEndpoint|definePermission)\(/.test(text) && !modules.includes(module)
    return [
      ...(isLeftOut ? [`${file}: not in the modules of libs/api/src/permissions.ts`] : []),
      ...[...text.matchAll(/^ {2}response: (\w+)(?=,$|\.extend\()/gm)]
        .filter(([, name]) => !name.endsWith('View'))
        .map(([, name]) => `${file}: the response ${name} is not named …View`),
    ]
  })

const addressOf = ({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`

const repeated = (rows, keyOf) =>
  [...Map.groupBy(rows, keyOf).values()].filter((each) => each.length > 1).flat()

const binders = new Set(['operation', 'sessionOperation', 'streamOperation', 'rowsOperation'])

/** The contracts that a file of the server binds to actions. */
function operationsIn(file, text) {
  if (!/operation\(/i.test(text)) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const imported = importsOfApi(source)
  const found = []
  const visit = (node) => {
    if (ts.isCallExpression(node) && binders.has(node.expression.getText(source))) {
      const [row] = node.arguments
      const contract =
        row &&
        ts.isObjectLiteralExpression(row) &&
        row.properties.find((property) => property.name?.getText(source) === 'contract')
      const value = contract?.initializer ?? contract?.name
      if (value !== undefined) {
        const [first, name] = value.getText(source).split('.')
        const from = imported.get(first)
        if (from !== undefined) found.push({ file, module: from.module, name: name ?? from.name })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Local names of what the file imports from libs/api. */
function importsOfApi(source) {
  const found = new Map()
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue
    const [, module] = /^@sotevarmenne\/api\/(.+)$/.exec(statement.moduleSpecifier.text) ?? []
    const bindings = statement.importClause?.namedBindings
    if (module === undefined || bindings === undefined) continue
    if (ts.isNamespaceImport(bindings)) found.set(bindings.name.text, { module })
    else
      for (const { name, propertyName } of bindings.elements)
        found.set(name.text, { module, name: (propertyName ?? name).text })
  }
  return found
}
