import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  creditorReferenceOf,
  numberOfReference,
  parsePaymentReference,
  referenceNumberOf,
  type ReferenceNumber,
} from './payment-reference.ts'

const numbers = fc.bigInt({ min: 100n, max: 9_999_999_999_999_999_999n })

describe('a payment reference', () => {
  it('ends in its check digit', () => {
    assert.equal(referenceNumberOf(123456), '1234561')
    assert.equal(referenceNumberOf(862074), '8620741')
  })

  it('can also be written as a creditor reference', () => {
    // The standard's own example, in which the last digit is no check digit.
    assert.equal(
      creditorReferenceOf('539007547034' as string as ReferenceNumber),
      'RF18539007547034',
    )
    assert.equal(creditorReferenceOf(referenceNumberOf(123456)), 'RF341234561')
  })

  it('is read as banks and people write it, and gives its number back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99_999_999 }), (number) => {
        const reference = referenceNumberOf(number)
        const written = [
          ...[reference, reference.padStart(20, '0'), reference.replaceAll(/(..)/g, '$1 ')],
          ...[creditorReferenceOf(reference), creditorReferenceOf(reference).toLowerCase()],
        ]
        for (const text of written) {
          const read = parsePaymentReference(text)
          assert.equal(read.ok && numberOfReference(read.value), number, text)
        }
      }),
    )
  })

  it('with a wrong check digit, a wrong RF check or other characters is not read', () => {
    for (const text of ['1234562', 'RF351234561', 'RF34123456', '12345x1', '', '0000', '123'])
      assert.equal(parsePaymentReference(text).ok, false, text)
  })

  it('is refused when any single digit is wrong', () => {
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

  it('has, with its first four characters moved to the end, a remainder of 1 modulo 97', () => {
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
