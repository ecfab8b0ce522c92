import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { excluding, mayHaveBoth } from './one-card.ts'

const [physician, dentist] = ['T20', 'T22']
const together = [physician, dentist]
const code = fc.constantFrom('T10', 'T11', physician, 'T21', dentist, 'S10')

describe('one card a right (R5)', () => {
  it('holds for two cards exactly when one is a physician’s and the other a dentist’s', () => {
    fc.assert(
      fc.property(code, code, (one, other) => {
        const isThePair = [one, other].toSorted().join() === 'T20,T22'
        const both = mayHaveBoth({ rightCode: one }, { rightCode: other }, { together })
        assert.equal(both, isThePair)
        assert.equal(mayHaveBoth({ rightCode: other }, { rightCode: one }, { together }), both)
      }),
    )
  })

  it('never lets a person have three cards, nor two of one right, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 12 }), (wanted) => {
        const cards: { rightCode: string }[] = []
        for (const rightCode of wanted)
          if (!excluding({ rightCode }, cards, { together })) cards.push({ rightCode })
        assert.ok(cards.length <= 2)
        assert.equal(new Set(cards.map(({ rightCode }) => rightCode)).size, cards.length)
        if (cards.length === 2)
          assert.deepEqual(cards.map(({ rightCode }) => rightCode).toSorted(), together)
      }),
    )
  })

  it('lets nobody have two cards where no rights go together', () => {
    fc.assert(
      fc.property(code, code, (one, other) => {
        assert.ok(!mayHaveBoth({ rightCode: one }, { rightCode: other }, { together: [] }))
      }),
    )
  })
})
