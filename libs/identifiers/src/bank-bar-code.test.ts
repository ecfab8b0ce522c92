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
  dueOn: localDate('2010-01-31'),
}

const testInvoices = {
  national: [
    [
      ...(['FI5810171000000122', 48_299, '559582243294671', '2012-01-31'] as const),
      '458101710000001220004829900000000559582243294671120131',
    ],
    [
      ...(['FI0250004640001302', 69_380, '69875672083435364', '2011-07-24'] as const),
      '402500046400013020006938000000069875672083435364110724',
    ],
    [
      ...(['FI1566010001530641', 744_454, '7758474790647489', '2019-12-19'] as const),
      '415660100015306410074445400000007758474790647489191219',
    ],
    [
      ...(['FI7331313001000058', 0, '868624', '2013-08-09'] as const),
      '473313130010000580000000000000000000000000868624130809',
    ],
    [
      ...(['FI8333010001100775', 15_000_020, '92125374252539897737', '2016-05-25'] as const),
      '483330100011007751500002000092125374252539897737160525',
    ],
    [
      ...(['FI9239390001003391', 2, '1357914', '2099-12-24'] as const),
      '492393900010033910000000200000000000000001357914991224',
    ],
  ],
  international: [
    [
      ...(['FI7944052020036082', 488_315, 'RF09868516259619897', '2010-06-12'] as const),
      '579440520200360820048831509000000868516259619897100612',
    ],
    [
      ...(['FI1566010001530641', 744_454, 'RF847758474790647489', '2019-12-19'] as const),
      '515660100015306410074445484000007758474790647489191219',
    ],
    [
      ...(['FI8333010001100775', 15_000_020, 'RF7192125374252539897737', '2016-05-25'] as const),
      '583330100011007751500002071092125374252539897737160525',
    ],
    [
      ...(['FI9239390001003391', 2, 'RF951357914', '2099-12-24'] as const),
      '592393900010033910000000295000000000000001357914991224',
    ],
  ],
} as const

describe('a bank bar code (R658)', () => {
  it('has account, amount, reference and due date of the guide’s examples', () => {
    assert.equal(bankBarCodeOf(national), '479440520200360820048831500000000868516259619897100612')
    assert.equal(
      bankBarCodeOf(international),
      '558101710000001220004829906000000559582243294671100131',
    )
  })

  it('is that of every test invoice of the guide with a due date', () => {
    // Account, cents, reference, due date and digits; several other implementations test the same.
    for (const [iban, cents, reference, due, digits] of [
      ...testInvoices.national,
      ...testInvoices.international,
    ])
      assert.equal(
        bankBarCodeOf({
          ...{ iban, cents, dueOn: localDate(due) },
          reference: reference as string as ReferenceNumber,
        }),
        digits,
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
    // Those of the guide's second and third test invoices are 55 and 14.
    const checks = testInvoices.national
      .slice(0, 2)
      .map(([, , , , digits]) => code128Of(digits).slice(-13, -7).join(''))
    assert.deepEqual(checks, ['311321', '122231'])
  })
})
