import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readDer } from './der.ts'
import { decodeOcspRequest } from './ocsp.ts'
import { mapped, readRequest, sweepMutations, type Example } from './testing/mutations.ts'

/**
 * A parser's stored inputs: files by other software, and inputs that it once handled wrongly. A new finding
 * is a new line.
 */
const parsers: readonly (readonly [string, Example['read']])[] = [
  ['requests', readRequest],
  ['ocsp-requests', mapped(decodeOcspRequest)],
  ['der', mapped(readDer)],
]

for (const [name, read] of parsers)
  describe(`the stored ${name}`, () => {
    const stored = readCorpus(name)

    it('give their stored results', () => {
      for (const { expected, der, from } of stored) {
        const response = read(der)
        assert.equal(response.ok ? 'read' : response.refusal.kind, expected, from)
      }
    })

    it('are accepted or refused after any change, without an exception', () => {
      const rounds = Math.ceil(10_000 / stored.length)
      const milliseconds = Math.ceil(5_000 / stored.length)
      for (const { der } of stored) sweepMutations({ der, read }, { rounds, milliseconds })
    })
  })

type Stored = { readonly expected: string; readonly der: Uint8Array; readonly from: string }

function readCorpus(name: string): readonly Stored[] {
  const file = new URL(`testing/corpus/${name}.txt`, import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [expected = '', base64 = '', ...from] = line.split(' ')
      const der = new Uint8Array(Buffer.from(base64, 'base64'))
      return { expected, der, from: from.join(' ') }
    })
}
