import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { it } from 'node:test'
import { typeChecker } from './type-check.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

it('the type checker refuses a name that a union lacks, and nothing that has its type', () => {
  const file = 'apps/server/src/pki/revocation/domain/reasons.ts'
  const text = readFileSync(path.join(root, file), 'utf8')
  const errorOf = typeChecker(root)
  assert.equal(errorOf(file, text), undefined)
  assert.match(errorOf(file, `${text}\nexport const none: 'one' = 'one!'`) ?? '', /not assignable/)
  assert.equal(errorOf(file, text), undefined)
  assert.match(errorOf(file, `${text}\nexport const = 1`) ?? '', /expected/)
})
