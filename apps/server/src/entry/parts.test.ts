import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import ts from 'typescript'

it('no part uses a part that is created later', async () => {
  const source = ts.createSourceFile(
    'parts.ts',
    await readFile(new URL('parts.ts', import.meta.url), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const createParts = source.statements.find(
    (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === 'createParts',
  )
  assert.ok(createParts && ts.isFunctionDeclaration(createParts) && createParts.body)
  const steps = createParts.body.statements.map((step) => ({
    makes: ts.isVariableStatement(step)
      ? step.declarationList.declarations.flatMap(({ name }) => namesIn(name))
      : [],
    uses: usesIn(step),
  }))
  assert.ok(steps.length > 30)

  const forward = steps.flatMap(({ makes, uses }, at) => {
    const later = new Set(steps.slice(at + 1).flatMap((step) => step.makes))
    return [...uses].filter((name) => later.has(name)).map((name) => `${makes.join()} → ${name}`)
  })
  assert.deepEqual(forward, [])
})

const namesIn = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isBindingElement(element) ? namesIn(element.name) : [],
      )

/** The variables that the step reads; members of objects do not count. */
function usesIn(step: ts.Node): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      visit(node.expression)
      return
    }
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    if (ts.isIdentifier(node)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(step)
  return found
}
