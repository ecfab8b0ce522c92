import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkBlank } from './rules.ts'
import type { SpareCardIn } from './spare-card.ts'

describe('the blank card of a spare card (R75)', () => {
  const card = { spareCardId: 'spare-1', pointId: 'point' } as SpareCardIn<'beingProduced'>
  const check = (found: readonly string[] | 'empty') =>
    checkBlank({ place: 'point', state: 'in-stock' }, { card, taken: undefined, found })

  it('is taken when it is empty, and refused with what is on it when it is not', () => {
    assert.ok(check('empty').ok)
    assert.deepEqual(check(['certificate-present']), {
      ok: false,
      refusal: { kind: 'blank-not-empty', findings: ['certificate-present'] },
    })
  })
})
