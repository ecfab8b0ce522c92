/** Small edits of TypeScript sources, for the generators. */
import ts from 'typescript'

export const kebab = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
export const camel = (name) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase())
export const pascal = (name) => camel(`-${name}`)

const parse = (text) => ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)

function find(node, matches) {
  if (matches(node)) return node
  return ts.forEachChild(node, (child) => find(child, matches))
}

/** Adds the line after the last import of the kind, or of a kind before it: packages, `#group/module`, own files. */
export function addImport(text, line) {
  const kindOf = (from) => (from.startsWith('.') ? 2 : from.startsWith('#') ? 1 : 0)
  const [, from] = /from '([^']+)'/.exec(line)
  const last = parse(text).statements.findLast(
    (one) => ts.isImportDeclaration(one) && kindOf(one.moduleSpecifier.text) <= kindOf(from),
  )
  if (last === undefined) return `${line}\n${text}`
  return `${text.slice(0, last.end)}\n${line}${text.slice(last.end)}`
}

/** Adds members before the closing brace or bracket of a literal. */
function addTo(text, literal, members) {
  const items = literal.properties ?? literal.elements
  const end = items.length > 0 ? items.at(-1).end : literal.end - 1
  const comma = items.length > 0 ? ', ' : ''
  return `${text.slice(0, end)}${comma}${members}${text.slice(end)}`
}

/** Adds members to the object or array that is the value of the variable. */
export function addToVariable(text, name, members) {
  const declared = find(
    parse(text),
    (node) => ts.isVariableDeclaration(node) && node.name.getText() === name,
  )
  let literal = declared?.initializer
  while (literal && (ts.isAsExpression(literal) || ts.isSatisfiesExpression(literal)))
    literal = literal.expression
  if (!literal || !(ts.isObjectLiteralExpression(literal) || ts.isArrayLiteralExpression(literal)))
    throw new Error(`there is no literal ${name}`)
  return addTo(text, literal, members)
}

/** Adds a member to the object that is the value of the property. */
export function addToProperty(text, names, member) {
  let node = parse(text)
  for (const name of names)
    node = find(
      node,
      (one) => ts.isPropertyAssignment(one) && one.name.getText().replaceAll("'", '') === name,
    )?.initializer
  if (!node || !ts.isObjectLiteralExpression(node))
    throw new Error(`there is no object ${names.join('.')}`)
  return addTo(text, node, member)
}

/** Adds an operation to those that the module binds. */
export function addToBound(text, member) {
  const call = find(
    parse(text),
    (node) => ts.isCallExpression(node) && node.expression.getText() === 'bindOperations',
  )
  const bound = call?.arguments[1]
  if (!bound || !ts.isObjectLiteralExpression(bound))
    throw new Error('the module binds no operations')
  return addTo(text, bound, member)
}

/** Adds a statement before the one with the variable. */
export function addBeforeVariable(text, name, statement) {
  const found = find(
    parse(text),
    (node) =>
      ts.isVariableStatement(node) &&
      node.declarationList.declarations.some((one) => one.name.getText() === name),
  )
  if (!found) throw new Error(`there is no variable ${name}`)
  const at = found.getFullStart()
  return `${text.slice(0, at)}\n  ${statement}${text.slice(at)}`
}
