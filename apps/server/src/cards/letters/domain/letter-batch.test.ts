import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { clockDifferenceAllowed, maxLetters, maxWrongProofs } from './activation-letter.ts'
import { lettersInManifest, manifestOf, maxLettersInBatch } from './letter-batch.ts'

const letters = fc.uniqueArray(
  fc
    .tuple(fc.stringMatching(/^\d{10}$/), fc.stringMatching(/^[0-9a-f]{64}$/))
    .map(([letterNumber, digest]) => ({ letterNumber, digest })),
  { selector: ({ letterNumber }) => letterNumber, minLength: 1, maxLength: 20 },
)

it('letters have limits: five wrong proofs of a code (R24), four letters of a card, five hundred in a batch', () => {
  assert.deepEqual([maxWrongProofs, maxLetters, maxLettersInBatch], [5, 4, 500])
  assert.equal(clockDifferenceAllowed, 5 * 60_000)
})

describe('the manifest of a letter batch', () => {
  it('is the same in whatever order its letters were written, and lists each of them', () => {
    fc.assert(
      fc.property(letters, (some) => {
        const manifest = manifestOf(some)
        assert.equal(manifestOf(some.toReversed()), manifest)
        assert.deepEqual(
          lettersInManifest(manifest),
          some.toSorted((one, other) => (one.letterNumber < other.letterNumber ? -1 : 1)),
        )
      }),
    )
  })

  it('is a file that sha256sum checks', () => {
    const digest = 'a'.repeat(64)
    assert.equal(
      manifestOf([{ letterNumber: '0123456789', digest }]),
      `${digest}  0123456789.pdf\n`,
    )
  })

  it('is rejected when a line of it is not a letter', () => {
    for (const wrong of [
      '',
      'a\n',
      `${'a'.repeat(64)}  ../etc.pdf\n`,
      `${'a'.repeat(64)}  0123456789.pdf`,
    ])
      assert.equal(lettersInManifest(wrong), undefined)
  })
})
