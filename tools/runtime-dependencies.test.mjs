import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import ts from 'typescript'
import { notPermitted, runtimeDependencies } from './runtime-dependencies.mjs'

const modules = ['cards/orders', 'cards/stock', 'people/persons', 'audit']

/** Invented modules: each creates one object, of functions and of data. */
const module = (name) => `
  export type ${name} = ReturnType<typeof create${name}>
  export function create${name}(_deps: object) {
    return { ask: (question: string) => question, numbers: [1, 2], record: () => 'recorded' }
  }`

const sources = {
  'cards/orders/index.ts': module('Orders'),
  'cards/stock/index.ts': `${module('Stock')}\nexport const readStock = () => 'read'`,
  'people/persons/index.ts': module('People'),
  'audit/index.ts': module('Audit'),
  'platform/outbox.ts': `
    export type JobHandler = { readonly handle: () => string }
    export const createOutbox = (_deps: object) => ({ plan: () => 'planned' })`,
}

const start = `
  import { createAudit } from '../audit/index.ts'
  import { createOrders } from '../cards/orders/index.ts'
  import { createStock, readStock } from '../cards/stock/index.ts'
  import { createPeople } from '../people/persons/index.ts'
  import { createOutbox, type JobHandler } from '../platform/outbox.ts'
  const stock = createStock({})
  const people = createPeople({})
`

/** Code that sets up the process → the resulting dependencies of orders. */
const cases = {
  'a function by its name': ['createOrders({ ask: stock.ask })', ['cards/stock']],
  'a function of a module itself': ['createOrders({ readStock })', ['cards/stock']],
  'a closure': ['createOrders({ ask: (text: string) => stock.ask(text) })', ['cards/stock']],
  'a whole module by shorthand': [
    'createOrders({ stock, people })',
    ['cards/stock', 'people/persons'],
  ],
  'a spread object': ['createOrders({ ...{ stock } })', ['cards/stock']],
  'a local variable of two hops': [
    'const first = stock.ask\nconst deps = { ask: first }\ncreateOrders(deps)',
    ['cards/stock'],
  ],
  'a property that was taken out': [
    'const { ask } = people\ncreateOrders({ ask })',
    ['people/persons'],
  ],
  'a local function': [
    'function deps(ask: object) { return { ask, number: people.ask } }\ncreateOrders(deps(stock))',
    ['cards/stock', 'people/persons'],
  ],
  'a condition': ['createOrders({ ...(people.numbers.length > 1 && { stock }) })', ['cards/stock']],
  'a variable that is declared later': [
    'createOrders({ ask: () => later.ask("when?") })\nconst later = createPeople({})',
    ['people/persons'],
  ],
  'parts that another file put together': [
    'const assemble = () => ({ people, stock })\nfunction web({ people: them }: ReturnType<typeof assemble>) { createOrders({ them }) }\nweb(assemble())',
    ['people/persons'],
  ],
  'data alone makes none': ['createOrders({ numbers: stock.numbers.map((one) => one + 1) })', []],
  'the frame makes none': [
    'const outbox = createOutbox({ people })\nconst { record } = createAudit({})\ncreateOrders({ plan: outbox.plan, record })',
    [],
  ],
  'a registered job makes none': [
    'const jobs: readonly JobHandler[] = [{ handle: () => stock.ask("now") }]\ncreateOrders({ jobs })',
    [],
  ],
}

describe('the dependencies at start', () => {
  let root
  let found
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'runtime-dependencies-'))
    const write = async (file, text) => {
      const at = path.join(root, 'apps/server/src', file)
      await mkdir(path.dirname(at), { recursive: true })
      await writeFile(at, text)
      return at
    }
    for (const [file, text] of Object.entries(sources)) await write(file, text)
    const entries = []
    for (const [index, [text]] of Object.values(cases).entries())
      entries.push(await write(`entry/case-${index}.ts`, `${start}\n${text}`))
    const program = ts.createProgram(entries, {
      ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, types: [] },
      ...{ target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.NodeNext },
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    })
    found = entries.map((entry) =>
      runtimeDependencies(program, modules, (file) => path.resolve(file) === entry),
    )
  })
  after(() => rm(root, { recursive: true }))

  for (const [index, [name, [, expected]]] of Object.entries(cases).entries())
    it(`are found through: ${name}`, () => {
      const others = found[index].filter(({ from }) => from === 'cards/orders').map(({ to }) => to)
      assert.deepEqual(others.sort(), expected)
    })

  it('fail when the table does not permit them', () => {
    const wrong = { from: 'cards/stock', to: 'cards/orders', at: 'parts.ts:1' }
    const right = { from: 'cards/orders', to: 'cards/stock', at: 'parts.ts:2' }
    const table = { 'cards/orders': ['cards/stock'], 'cards/stock': [] }
    assert.deepEqual(notPermitted([wrong, right], table), [wrong])
  })
})
