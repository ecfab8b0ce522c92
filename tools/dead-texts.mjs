/**
 * Texts that nothing shows: keys of an exported table of texts (`…-texts.ts`, `texts.ts`) that no file with the table uses, by
 * name (`.key`, `'key'`) or by a pattern (`kind.${kind}`). Where a variable names the key, or another file, it may be any
 * that is written in the sources. A table that is used as a whole has no dead texts.
 */
import path from 'node:path'
import ts from 'typescript'

/** Each with its place. Sources: `{ file, text }` of all apps and libraries. */
export function findDeadTexts(sources) {
  const files = sources.map(({ file, text }) => ({ file, ...read(file, text) }))
  const tables = files
    .filter(({ file }) => /(?:^|[/-])texts\.ts$/.test(file))
    .flatMap(({ file, declared }) => declared.map((table) => ({ file, ...table })))
  return tables.flatMap((table) => {
    const users = files.flatMap((one) => {
      const name = localNameOf(table, one)
      return name === undefined ? [] : [{ ...one, name }]
    })
    if (users.some(({ wholes, name }) => wholes.has(name))) return []
    const isAnywhere = users.some(({ isComputed }) => isComputed)
    return table.keys
      .filter(({ key }) => !(isAnywhere && files.some((one) => writes(one, key))))
      .filter(({ key }) => !users.some((user) => writes(user, key) || user.properties.has(key)))
      .map(({ key, line }) => `${table.file}:${String(line)}: nothing uses the text ${key}`)
  })
}

function localNameOf(table, { file, imports }) {
  if (file === table.file) return table.name
  return imports.find(
    ({ name, from }) =>
      name === table.name &&
      (from.startsWith('.')
        ? path.join(path.dirname(file), from) === table.file
        : table.file.endsWith(`/${path.basename(from).replace(/\.ts$/, '')}.ts`)),
  )?.local
}

const writes = ({ strings, patterns }, key) =>
  strings.has(key) || patterns.some((pattern) => pattern.test(key))

function read(file, text) {
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found = {
    declared: [],
    imports: [],
    strings: new Set(),
    properties: new Set(),
    patterns: [],
    wholes: new Set(),
    isComputed: false,
  }
  const translators = new Set()
  const visit = (node) => {
    if (ts.isVariableStatement(node) && isExported(node)) found.declared.push(...tablesOf(node))
    if (ts.isImportDeclaration(node)) found.imports.push(...importsOf(node))
    if (ts.isStringLiteralLike(node) && !isKey(node)) found.strings.add(node.text)
    if (ts.isPropertyAccessExpression(node)) found.properties.add(node.name.text)
    if (ts.isBindingElement(node)) found.properties.add((node.propertyName ?? node.name).getText())
    if (ts.isTemplateExpression(node)) found.patterns.push(patternOf(node))
    if (ts.isIdentifier(node) && isWhole(node)) found.wholes.add(node.text)
    if (ts.isVariableDeclaration(node) && isTranslator(node.initializer))
      translators.add(node.name.getText())
    if (ts.isIdentifier(node) && translators.has(node.text)) found.isComputed ||= isComputed(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function importsOf({ importClause, moduleSpecifier }) {
  const bindings = importClause?.namedBindings
  if (bindings === undefined || !ts.isNamedImports(bindings)) return []
  return bindings.elements.map(({ name, propertyName }) => ({
    local: name.text,
    name: (propertyName ?? name).text,
    from: moduleSpecifier.text,
  }))
}

const isExported = (node) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true

const isTranslator = (node) =>
  node !== undefined && ts.isCallExpression(node) && node.expression.getText() === 'useTexts'

/** A translator that another file gets, or that is called with a variable. */
function isComputed(translator) {
  const { parent } = translator
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAccessExpression(parent)) return false
  if (!ts.isCallExpression(parent) || parent.expression !== translator) return true
  return !isWritten(parent.arguments[0])
}

/** A choice between written keys is written too. */
const isWritten = (node) =>
  node !== undefined &&
  (ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isConditionalExpression(node) && isWritten(node.whenTrue) && isWritten(node.whenFalse)))

const isKey = (node) => ts.isPropertyAssignment(node.parent) && node.parent.name === node

function tablesOf(statement) {
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    let value = initializer
    while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)))
      value = value.expression
    if (value === undefined || !ts.isObjectLiteralExpression(value)) return []
    const keys = value.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)
        ? [{ key: property.name.text, line: lineOf(property) }]
        : [],
    )
    return [{ name: name.getText(), keys }]
  })
}

const lineOf = (node) =>
  node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1

/** Anything but its declaration, an import or export, one of its members, its type, and `useTexts(table)`. */
function isWhole(node) {
  const { parent } = node
  if (ts.isVariableDeclaration(parent) && parent.name === node) return false
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false
  if (ts.isPropertyAccessExpression(parent)) return false
  if (ts.isTypeQueryNode(parent)) return false
  if (ts.isElementAccessExpression(parent) && parent.expression === node)
    return (
      !ts.isStringLiteralLike(parent.argumentExpression) &&
      !ts.isTemplateExpression(parent.argumentExpression)
    )
  return !isTranslator(parent)
}

function patternOf({ head, templateSpans }) {
  const parts = [head.text, ...templateSpans.map(({ literal }) => literal.text)]
  const isEmpty = parts.every((part) => part === '')
  return new RegExp(isEmpty ? '$^' : `^${parts.map((part) => RegExp.escape(part)).join('.*')}$`)
}
