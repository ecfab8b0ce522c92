import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkNewPins, isActivationCode, minOfAnyCard } from './card-pins.ts'

/** The lengths of the slides (PINs) and of the activation letters of 2017 (DVV: one code of eight digits). */
const digits = (length: number) => '2580369147'.slice(0, length)
const lengths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe('what a holder types at a card', () => {
  it('is a PIN of four to eight digits, and nothing but digits (R31)', () => {
    const good = { pin1: digits(4), pin2: digits(8) }
    assert.ok(checkNewPins(good, minOfAnyCard).ok)
    for (const which of ['pin1', 'pin2'] as const) {
      const taken = lengths.filter(
        (length) => checkNewPins({ ...good, [which]: digits(length) }, minOfAnyCard).ok,
      )
      assert.deepEqual(taken, [4, 5, 6, 7, 8], which)
      for (const wrong of ['258a', ' 2580', '2580\n', '٢٥٨٠'])
        assert.deepEqual(checkNewPins({ ...good, [which]: wrong }, minOfAnyCard), {
          ...{ ok: false, refusal: { kind: 'pin-not-4-to-8-digits', which } },
        })
    }
  })

  it('is a PIN of as many digits as the card demands of each (R75)', () => {
    const min = { pin1: 4, pin2: 6 }
    assert.ok(checkNewPins({ pin1: digits(4), pin2: digits(6) }, min).ok)
    assert.deepEqual(checkNewPins({ pin1: digits(4), pin2: digits(5) }, min), {
      ...{ ok: false, refusal: { kind: 'pin-too-short', which: 'pin2', minDigits: 6 } },
    })
  })

  it('is an activation code of eight digits (R30)', () => {
    assert.deepEqual(
      lengths.filter((length) => isActivationCode(digits(length))),
      [8],
    )
    assert.equal(isActivationCode('1234567a'), false)
  })
})
