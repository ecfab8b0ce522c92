import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import ts from 'typescript'

const folder = new URL('./', import.meta.url)
const files = (await readdir(folder)).filter((name) => /^([a-z]+-)?parts\.ts$/.test(name)).sort()

describe('the parts of a process', () => {
  it('are created in these files', () => {
    assert.ok(files.includes('parts.ts') && files.includes('card-parts.ts'), files.join())
  })

  for (const file of files)
    it(`use no part that is created later: ${file}`, async () => {
      const { body } = await creatorIn(file)
      const steps = body.statements.map((step) => ({
        makes: ts.isVariableStatement(step)
          ? step.declarationList.declarations.flatMap(({ name }) => namesIn(name))
          : [],
        uses: usesIn(step),
      }))
      assert.ok(steps.length > 2)

      const forward = steps.flatMap(({ makes, uses }, at) => {
        const later = new Set(steps.slice(at + 1).flatMap((step) => step.makes))
        return [...uses]
          .filter((name) => later.has(name))
          .map((name) => `${makes.join()} → ${name}`)
      })
      assert.deepEqual(forward, [])
    })

  it('are put together in at most 200 lines', async () => {
    const { body } = await creatorIn('parts.ts')
    assert.ok(body.getText().split('\n').length < 200)
  })
})

/** The function that creates the parts of the file. */
async function creatorIn(file: string) {
  const text = await readFile(new URL(file, folder), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const creator = source.statements
    .filter((statement) => ts.isFunctionDeclaration(statement))
    .find(({ name }) => /^create(\w+)?Parts$/.test(name?.text ?? ''))
  assert.ok(creator?.body)
  return { body: creator.body }
}

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
