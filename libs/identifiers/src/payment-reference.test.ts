import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  creditorReferenceOf,
  referenceNumberOf,
  type ReferenceNumber,
} from './payment-reference.ts'

const numbers = fc.bigInt({ min: 100n, max: 9_999_999_999_999_999_999n })

describe('the reference of a payment', () => {
  it('ends in the digit that checks it', () => {
    assert.equal(referenceNumberOf(123456), '1234561')
    assert.equal(referenceNumberOf(862074), '8620741')
  })

  it('is written as a creditor reference too', () => {
    // The standard's own example, whose last digit checks nothing.
    assert.equal(
      creditorReferenceOf('539007547034' as string as ReferenceNumber),
      'RF18539007547034',
    )
    assert.equal(creditorReferenceOf(referenceNumberOf(123456)), 'RF341234561')
  })

  it('tells when a single digit of it is read wrong', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const text = String(number)
        const index = at % text.length
        const wrong = `${text.slice(0, index)}${String((Number(text[index]) + by) % 10)}${text.slice(index + 1)}`
        fc.pre(!wrong.startsWith('0'))
        assert.notEqual(referenceNumberOf(BigInt(wrong)).at(-1), referenceNumberOf(number).at(-1))
      }),
    )
  })

  it('is one more than a multiple of 97 as a number, its first four signs behind', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const reference = creditorReferenceOf(referenceNumberOf(number))
        const turned = `${reference.slice(4)}${reference.slice(0, 4)}`
        const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
        assert.equal(BigInt(digits) % 97n, 1n)
      }),
    )
  })
})
