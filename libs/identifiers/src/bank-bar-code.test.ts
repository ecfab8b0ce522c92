import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { bankBarCodeOf, code128Of } from './bank-bar-code.ts'
import {
  creditorReferenceOf,
  type CreditorReference,
  type ReferenceNumber,
} from './payment-reference.ts'

// The examples of Finance Finland's guide.
const national = {
  ...{ iban: 'FI7944052020036082', cents: 488_315 },
  reference: '868516259619897' as string as ReferenceNumber,
  dueOn: localDate('2010-06-12'),
}
const international = {
  ...{ iban: 'FI5810171000000122', cents: 48_299 },
  reference: 'RF06559582243294671' as string as CreditorReference,
  dueOn: localDate('2012-01-31'),
}

describe('a bank bar code (R658)', () => {
  it('has account, amount, reference and due date of the guide’s examples', () => {
    assert.equal(bankBarCodeOf(national), '479440520200360820048831500000000868516259619897100612')
    assert.equal(
      bankBarCodeOf(international),
      '558101710000001220004829906000000559582243294671120131',
    )
  })

  it('names the same payment in both versions', () => {
    const reference = creditorReferenceOf(national.reference)
    const both = [national, { ...national, reference }].map((one) => bankBarCodeOf(one) ?? '')
    assert.deepEqual(
      both.map((digits) => [digits.length, digits[0], digits.slice(1, 25), digits.slice(-21)]),
      ['4', '5'].map((version) => [
        ...[54, version, '794405202003608200488315'],
        '868516259619897100612',
      ]),
    )
  })

  it('leaves an amount that it can’t name to the payer, and another country’s account has none', () => {
    const amountOf = (cents: number) => bankBarCodeOf({ ...national, cents })?.slice(17, 25)
    assert.equal(amountOf(99_999_999), '99999999')
    assert.equal(amountOf(100_000_000), '00000000')
    assert.equal(amountOf(0), '00000000')
    assert.equal(bankBarCodeOf({ ...national, iban: 'EE382200221020145685' }), undefined)
  })

  it('is drawn in Code 128 of 332 modules, with its check character', () => {
    const widths = code128Of(bankBarCodeOf(national) ?? '')
    assert.equal(
      widths.reduce((sum, width) => sum + width, 0),
      332,
    )
    // Start C, then 47; the check character is 40, before the stop character (tried with zbarimg).
    assert.equal(widths.slice(0, 12).join(''), '211232133121')
    assert.equal(widths.slice(-13).join(''), '2311132331112')
  })
})
