import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { findDroppedResults, programOf } from './dropped-results.mjs'

const words = `
import { fail } from 'node:assert'
type Result<V, R> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly refusal: R }
declare function close(): Result<string, 'closed'>
declare function closeLater(): Promise<Result<string, 'closed'>>
declare function keep(): Result<string, never>
declare function count(): number
`
const read = [
  'const response = close(); export { response }',
  'export const later = async () => await closeLater()',
  'if (!close().ok) count()',
  'let last; last = close(); export { last }',
  'count()',
  'keep()',
  'fail()',
]
const dropped = [
  'close()',
  'void closeLater()',
  'export async function f() { await closeLater() }',
  'export const f = () => { close() }',
]

it('a dropped Result is found, unless it cannot refuse', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dropped-results-'))
  try {
    const write = (name, text) => writeFile(path.join(folder, name), text)
    await write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { target: 'es2024', strict: true, types: [] } }),
    )
    for (const [index, text] of read.entries()) await write(`read-${index}.ts`, words + text)
    for (const [index, text] of dropped.entries()) await write(`dropped-${index}.ts`, words + text)
    const found = findDroppedResults(programOf(path.join(folder, 'tsconfig.json')))
    assert.deepEqual(
      found.map((place) => path.basename(place)).sort(),
      dropped.map((_, index) => `dropped-${index}.ts:8`),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
