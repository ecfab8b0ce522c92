import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mistakeInPin, mistakesInPins } from './new-pins.ts'

const kindOf = (pin: string, more: Partial<Parameters<typeof mistakeInPin>[0]> = {}) =>
  mistakeInPin({ pin, again: pin, ...more })?.kind

describe('a new PIN', () => {
  for (const [kind, pins] of Object.entries({
    'pin-not-4-to-8-digits': ['', '123', '123456789', '12a4', '25 80', '٢٥٨٠'],
    'pin-repeats-a-digit': ['0000', '1111', '99999999'],
    'pin-is-a-sequence': ['1234', '4321', '0123', '7890', '3210', '345678', '87654321', '9876'],
    'pin-is-a-date': [
      ...['1985', '2003', '14031988', '19880314'],
      // Day and month alone in either order, and with a year of two digits.
      ...['0909', '1403', '0314', '3112', '1231', '140388', '311299', '880314', '030712'],
    ],
  }))
    it(`is refused: ${kind}`, () => {
      for (const pin of pins) assert.equal(kindOf(pin), kind, pin)
    })

  it('may be any other number of 4 to 8 digits', () => {
    for (const pin of [
      '2580',
      '1235',
      '1331',
      '0013',
      '1300',
      '3213',
      '1850',
      '2147',
      '470983',
      '321399',
      '991332',
      '99147036',
    ])
      assert.equal(kindOf(pin), undefined, pin)
  })

  it('has as many digits as the card requires, and is not the PIN that it replaces', () => {
    assert.equal(kindOf('47091', { minDigits: 6 }), 'pin-too-short')
    assert.equal(kindOf('470983', { minDigits: 6 }), undefined)
    assert.equal(kindOf('2580', { former: '2580' }), 'pin-is-the-former-one')
    assert.equal(kindOf('2580', { former: '2581' }), undefined)
  })

  it('is typed twice in the same way', () => {
    assert.equal(kindOf('2580', { again: '2508' }), 'pins-differ')
  })
})

describe('both new PINs', () => {
  const typed = (pin1: string, pin2: string) => ({ pin1, pin1Again: pin1, pin2, pin2Again: pin2 })

  it('are not the same', () => {
    assert.deepEqual(mistakesInPins(typed('2580', '2580')), [
      { kind: 'pin1-is-pin2', which: 'pin2' },
    ])
    assert.deepEqual(mistakesInPins(typed('2580', '2581')), [])
  })

  it('have all their mistakes named at once', () => {
    assert.deepEqual(mistakesInPins(typed('1111', '1234'), { pin1: 4, pin2: 6 }), [
      { kind: 'pin-repeats-a-digit', which: 'pin1' },
      { kind: 'pin-too-short', minDigits: 6, which: 'pin2' },
    ])
  })
})
