import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exampleSeller } from '#billing/invoices/index.ts'
import { maxEntries } from './domain/bank-file.ts'
import { readBankFile } from './read-bank-file.ts'
import { asFile, camtOf, referencePaymentsOf, type Reported } from './testing.ts'

const seller = { seller: exampleSeller }
const read = (text: string, encoding?: BufferEncoding) =>
  readBankFile(seller, asFile(text, encoding))
const kindOf = (text: string, encoding?: BufferEncoding) => {
  const result = read(text, encoding)
  return result.ok ? 'ok' : result.refusal.kind
}
const reported: readonly Reported[] = [
  { bankId: 'A1', reference: '1000013', cents: 4600, payer: 'Sairaala Oy' },
  { bankId: 'A2', reference: '1000026', cents: 1, day: '2026-11-09', isReversal: true },
]

describe('a bank’s file', () => {
  it('gives the same entries, with the same keys, in either format', () => {
    const [xml, fixed] = [read(camtOf(reported)), read(referencePaymentsOf(reported))]
    assert.ok(xml.ok && fixed.ok, JSON.stringify([xml, fixed]))
    assert.deepEqual([xml.value.format, fixed.value.format], ['camt.054', 'ktl'])
    assert.deepEqual(xml.value.entries, fixed.value.entries)
    assert.deepEqual(
      xml.value.entries.map(({ bankKey: _, ...entry }) => entry),
      [
        ...[
          { paidOn: '2026-11-10', amountCents: 4600, reference: '1000013', payer: 'Sairaala Oy' },
          { paidOn: '2026-11-09', amountCents: -1, reference: '1000026' },
        ],
      ],
    )
  })

  it('keeps two payments that are alike in everything, and knows them in another file', () => {
    const [one] = reported
    assert.ok(one)
    const twice = read(camtOf([one, one]))
    const later = read(camtOf([one, one], { messageId: 'MSG-2' }))
    assert.ok(twice.ok && later.ok)
    assert.equal(new Set(twice.value.entries.map(({ bankKey }) => bankKey)).size, 2)
    assert.deepEqual(twice.value.entries, later.value.entries)
  })

  it('in XML counts an entry of several transactions by each, and leaves out debits and what is not booked', () => {
    const several = camtOf(reported.slice(0, 1)).replace(
      '</TxDtls>',
      '</TxDtls><TxDtls><Refs><AcctSvcrRef>A3</AcctSvcrRef></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">5</Amt></TxAmt></AmtDtls></TxDtls>',
    )
    const withAmount = several.replace(
      '</Refs>',
      '</Refs><AmtDtls><TxAmt><Amt Ccy="EUR">41.00</Amt></TxAmt></AmtDtls>',
    )
    const found = read(withAmount)
    assert.ok(found.ok, JSON.stringify(found))
    assert.deepEqual(
      found.value.entries.map(({ amountCents }) => amountCents),
      [4100, 500],
    )
    assert.equal(kindOf(several), 'bank-file-malformed')
    const one = camtOf(reported.slice(0, 1))
    for (const other of [
      one.replace('CRDT', 'DBIT'),
      one.replace('BOOK', 'PDNG'),
      one.replace('<Sts>', '<RvslInd>true</RvslInd><Sts>'),
    ]) {
      const skipped = read(other)
      assert.deepEqual(skipped.ok && [skipped.value.entries.length, skipped.value.skipped], [0, 1])
    }
  })

  it('in XML is read in the newer version too', () => {
    const newer = camtOf(reported)
      .replace('camt.054.001.02', 'camt.054.001.08')
      .replaceAll('<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>')
      .replace('<Dbtr><Nm>Sairaala Oy</Nm></Dbtr>', '<Dbtr><Pty><Nm>Sairaala Oy</Nm></Pty></Dbtr>')
    const [older, found] = [read(camtOf(reported)), read(newer)]
    assert.ok(older.ok && found.ok)
    assert.deepEqual(found.value, older.value)
  })

  it('in XML with a document type, an entity, or not well-formed is refused: no entity is expanded', () => {
    const good = camtOf(reported)
    const withDoctype = good.replace(
      '<Document',
      '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><Document',
    )
    assert.equal(kindOf(withDoctype), 'bank-file-malformed')
    assert.equal(kindOf(good.replace('Sairaala', '&x;')), 'bank-file-malformed')
    assert.equal(kindOf(good.slice(0, -20)), 'bank-file-malformed')
    assert.equal(kindOf(good.replace('</Ntry>', '</Entry>')), 'bank-file-malformed')
    assert.equal(kindOf(good.replace('4600', '4600')), 'ok')
    const deep = good.replace('Sairaala Oy', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`)
    assert.equal(kindOf(deep), 'bank-file-malformed')
  })

  it('in XML with a missing or wrong field is refused', () => {
    const good = camtOf(reported)
    for (const bad of [
      ...[good.replace('>46.00<', '>46.001<'), good.replace('>46.00<', '>-46.00<')],
      ...[good.replace('>46.00<', '>1e3<'), good.replace('>46.00<', '>0.00<')],
      ...[good.replace('2026-11-10</Dt>', '2026-11-31</Dt>'), good.replace('CRDT', 'CREDIT')],
      good.replace('<MsgId>MSG-1</MsgId>', ''),
    ])
      assert.equal(kindOf(bad), 'bank-file-malformed', bad.slice(0, 700))
    assert.equal(kindOf(camtOf(reported, { currency: 'SEK' })), 'bank-file-currency')
    assert.equal(kindOf(camtOf(reported, { iban: 'FI4250001510000023' })), 'bank-file-account')
    assert.equal(kindOf(good.replace('camt.054', 'camt.053')), 'bank-file-unknown')
  })

  it('in another encoding than UTF-8 is refused', () => {
    const named = camtOf([{ bankId: 'A', reference: '1000013', cents: 1, payer: 'Äänekoski' }])
    assert.equal(kindOf(named), 'ok')
    assert.equal(kindOf(named, 'latin1'), 'bank-file-encoding')
    assert.equal(kindOf(camtOf(reported).replace('UTF-8', 'ISO-8859-1')), 'bank-file-encoding')
    assert.equal(kindOf(`\uFEFF${named}`, 'utf16le'), 'bank-file-unknown')
  })

  it('in the fixed format is refused where a record is wrong or its sums are others', () => {
    const good = referencePaymentsOf(reported)
    assert.equal(kindOf(good), 'ok')
    const lines = good.split('\r\n')
    const without = (index: number) => lines.filter((_, at) => at !== index).join('\r\n')
    assert.equal(kindOf(without(1)), 'bank-file-incomplete')
    assert.equal(kindOf(without(3)), 'bank-file-incomplete')
    for (const bad of [
      ...[good.replace('0000004600', '00000046,0'), good.replace('3123', '7123')],
      ...[good.replace('261109261109', '261131261109'), good.replace('A1  ', '    ')],
      `${good}x`,
    ])
      assert.equal(kindOf(bad), 'bank-file-malformed')
    assert.equal(kindOf(good.replaceAll('12345600000785', '12345600000786')), 'bank-file-account')
    assert.equal(kindOf('nimi;summa\n'), 'bank-file-unknown')
    assert.equal(kindOf(''), 'bank-file-unknown')
  })

  it('is refused with every row that has something wrong, in either format (R650)', () => {
    const three = [...reported, { bankId: 'A3', reference: '1000013', cents: 700 }]
    const faultsOf = (text: string) => {
      const result = read(text)
      return !result.ok && 'rows' in result.refusal
        ? result.refusal.rows.map(({ line, field }) => [line, field])
        : []
    }
    const fixed = referencePaymentsOf(three)
      .replace('0000004600', '00000046,0')
      .replace('261109261109', '261131261109')
    assert.deepEqual(faultsOf(fixed), [
      [2, 'amount'],
      [3, 'day'],
    ])
    const xml = camtOf(three)
    const lines = xml.split('\n')
    const lineOf = (part: string) => lines.findIndex((line) => line.includes(part)) + 1
    const wrong = xml
      .replace('>46.00<', '>46.001<')
      .replace('2026-11-09', '2026-11-31')
      .replace('"EUR">7.00', '"SEK">7.00')
    assert.deepEqual(faultsOf(wrong), [
      [lineOf('>46.00<'), 'amount'],
      // An entry begins a line before its amount.
      [lineOf('>0.01<') - 1, 'day'],
      [lineOf('>7.00<'), 'currency'],
    ])
    const many = referencePaymentsOf(
      Array.from({ length: 150 }, () => ({ bankId: 'A', reference: '13', cents: 3 })),
    ).replaceAll('0000000003', '000000000x')
    const refused = read(many)
    assert.ok(!refused.ok && 'rows' in refused.refusal)
    assert.deepEqual([refused.refusal.rows.length, refused.refusal.count], [100, 150])
  })

  it('has ten thousand entries at most', () => {
    const many = (count: number): readonly Reported[] =>
      Array.from({ length: count }, (_, index) => ({
        ...{ bankId: `A${String(index)}`, reference: '1000013', cents: 100 },
      }))
    for (const write of [camtOf, referencePaymentsOf]) {
      const full = read(write(many(maxEntries)))
      assert.equal(full.ok && full.value.entries.length, maxEntries)
      assert.equal(kindOf(write(many(maxEntries + 1))), 'bank-file-too-long')
    }
  })

  it('can’t be read without the account of a seller', () => {
    const result = readBankFile({ seller: undefined }, asFile(camtOf(reported)))
    assert.equal(!result.ok && result.refusal.kind, 'no-seller')
  })
})
