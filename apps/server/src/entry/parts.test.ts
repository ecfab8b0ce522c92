import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import ts from 'typescript'

/**
 * What `parts.ts` puts together before what it uses, by closures that are called later: the dependency table does not see them.
 * This list only gets shorter.
 */
const known = ['visits → fees', 'cards → orders', 'cards → notices', 'spareCards → orders']

it('no part is put together with a part that comes later, but for those that are known', async () => {
  const source = ts.createSourceFile(
    'parts.ts',
    await readFile(new URL('parts.ts', import.meta.url), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const assemble = source.statements.find(
    (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === 'assemble',
  )
  assert.ok(assemble && ts.isFunctionDeclaration(assemble) && assemble.body)
  const steps = assemble.body.statements.map((step) => ({
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
  assert.deepEqual(
    forward.filter((each) => !known.includes(each)),
    [],
  )
})

const namesIn = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isBindingElement(element) ? namesIn(element.name) : [],
      )

/** The variables that the step reads; members of objects are none. */
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
