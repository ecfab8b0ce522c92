import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readDer } from './der.ts'
import { decodeOcspRequest } from './ocsp.ts'
import { mapped, readRequest, sweepMutations, type Example } from './testing/mutations.ts'

/** A parser's kept bytes: what others wrote, and whatever it once met wrongly. A new find is a new line. */
const parsers: readonly (readonly [string, Example['read']])[] = [
  ['requests', readRequest],
  ['ocsp-requests', mapped(decodeOcspRequest)],
  ['der', mapped(readDer)],
]

for (const [name, read] of parsers)
  describe(`the kept ${name}`, () => {
    const kept = readCorpus(name)

    it('are answered as they were', () => {
      for (const { expected, der, from } of kept) {
        const answer = read(der)
        assert.equal(answer.ok ? 'read' : answer.refusal.kind, expected, from)
      }
    })

    it('are read or refused after any change, and nothing is thrown', () => {
      const rounds = Math.ceil(10_000 / kept.length)
      const milliseconds = Math.ceil(5_000 / kept.length)
      for (const { der } of kept) sweepMutations({ der, read }, { rounds, milliseconds })
    })
  })

type Kept = { readonly expected: string; readonly der: Uint8Array; readonly from: string }

function readCorpus(name: string): readonly Kept[] {
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
