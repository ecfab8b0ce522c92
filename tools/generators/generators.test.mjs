import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import ts from 'typescript'
import { findOperationFaults } from '../operations-of-source.mjs'
import { planModule } from './new-module.mjs'
import { planOperation } from './new-operation.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const rejectBatch = {
  ...{ module: 'cards/stock', name: 'rejectBatch', method: 'POST' },
  address: '/blanks/batches/:batchId/rejection',
}

/** The files by their last part; each one can be parsed. */
function textsOf(files) {
  for (const [file, text] of files)
    if (/\.m?[jt]s$/.test(file)) {
      const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true })
      assert.deepEqual(diagnostics, [], file)
    }
  return new Map(files.map(([file, text]) => [path.basename(file), text]))
}

const isServed = (files, { module, name, contract }) =>
  findOperationFaults(
    [{ module, name, contract }],
    files.map(([file, text]) => ({ file, text })),
  )

describe('the generator of operations', () => {
  it('writes a contract, the operation that serves it, and its binding', () => {
    const files = planOperation(root, rejectBatch)
    const texts = textsOf(files)
    assert.deepEqual([...texts.keys()], ['stock.ts', 'reject-batch.ts', 'create-blanks.ts'])
    const contract = { method: 'POST', path: rejectBatch.address }
    assert.deepEqual(isServed(files, { module: 'stock', name: 'rejectBatch', contract }), [])
    assert.match(texts.get('stock.ts'), /export const rejectBatch = defineEndpoint/)
    assert.match(
      texts.get('create-blanks.ts'),
      /import \{ rejectBatch \} from '\.\/reject-batch\.ts'/,
    )
    assert.match(texts.get('create-blanks.ts'), /bindOperations\(deps, \{[^}]*\brejectBatch\b/)
  })

  it('leaves what a person has to write so that it does not compile', () => {
    for (const [name, text] of textsOf(planOperation(root, rejectBatch)))
      if (name !== 'create-blanks.ts') assert.match(text, /\bWRITE\b/, name)
  })

  it('refuses an operation that exists, and a module without operations', () => {
    assert.throws(
      () => planOperation(root, { ...rejectBatch, module: 'cards/visitors', name: 'viewVisitor' }),
      /view-visitor\.ts exists/,
    )
    assert.throws(() => planOperation(root, { ...rejectBatch, module: 'pki/ca' }), /no operations/)
  })
})

describe('the generator of modules', () => {
  it('writes a module with one operation, and connects it', () => {
    const files = planModule(root, { module: 'cards/blank-counts' })
    const texts = textsOf(files)
    const contract = { method: 'GET', path: '/blank-counts' }
    assert.deepEqual(
      isServed(files, { module: 'blank-counts', name: 'viewBlankCounts', contract }),
      [],
    )
    assert.match(texts.get('permissions.ts'), /,\s*blankCounts,?\s*\}/)
    assert.match(texts.get('dependencies.config.mjs'), /'blank-counts': \[\]/)
    assert.match(texts.get('parts.ts'), /const blankCounts = createBlankCounts\(runtime\)/)
  })

  it('refuses a module that exists', () => {
    assert.throws(() => planModule(root, { module: 'cards/stock' }), /exists/)
  })
})
