import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FinnishBusinessIds } from 'finnish-business-ids'
import { businessIdAsTyped, parseBusinessId } from './business-id.ts'
import { isWithin, organisationOid, parseOid, type Oid } from './oid.ts'

const outcome = (text: string): string => {
  const id = parseBusinessId(text)
  return id.ok ? id.value : id.refusal.kind
}

describe('a business ID', () => {
  it('is accepted when its check digit is right', () => {
    for (const id of ['0204819-8', '0245929-6', '0245437-2']) assert.equal(outcome(` ${id} `), id)
    assert.equal(outcome('0204819-9'), 'wrong-check-digit')
  })

  it('of six digits gets its missing leading zero', () => {
    assert.equal(outcome('204819-8'), '0204819-8')
  })

  it('is refused when it is malformed', () => {
    for (const text of [
      '',
      '02048198',
      '0204819-',
      '0204819-88',
      '00204819-8',
      'FI02048198',
      '0204819–8',
    ])
      assert.equal(outcome(text), 'not-a-business-id', text)
  })

  it('is read as people type it: without the dash, as a VAT number, or with spaces', () => {
    for (const typed of ['02048198', 'FI02048198', 'fi 0204819-8', ' 0204819 8 ', '0204819-8'])
      assert.equal(businessIdAsTyped(typed), '0204819-8', typed)
    for (const typed of ['', 'FI', '0204819', 'SE02048198', 'FI204819-8', '020481988', '204819-8'])
      assert.equal(businessIdAsTyped(typed), typed)
  })

  it('is accepted or refused as by finnish-business-ids', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_999_999 }), fc.nat({ max: 9 }), (number, check) => {
        const text = `${String(number).padStart(7, '0')}-${String(check)}`
        assert.equal(parseBusinessId(text).ok, FinnishBusinessIds.isValidBusinessId(text), text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an object identifier', () => {
  const oidOutcome = (text: string): string => {
    const oid = parseOid(text)
    return oid.ok ? oid.value : oid.refusal.kind
  }
  const oid = (text: string): Oid => {
    const parsed = parseOid(text)
    assert.ok(parsed.ok)
    return parsed.value
  }

  it('is parsed to the same text', () => {
    for (const text of [
      '1.2.246.10.1602257.10.1',
      '0.0',
      '2.999',
      '1.39.0',
      '2.25.329800735698586629295641978511506172918',
    ])
      assert.equal(oidOutcome(` ${text} `), text)
  })

  it('is refused when it is malformed', () => {
    for (const text of [
      '',
      '1',
      '1.',
      '.1',
      '1..2',
      '1.02',
      '3.1',
      '0.40',
      '1.40',
      '1.2.a',
      '1,2',
      `2.25.${'9'.repeat(40)}`,
    ])
      assert.equal(oidOutcome(text), 'not-an-oid', text)
    assert.equal(oidOutcome(`1.2${'.1'.repeat(62)}`), `1.2${'.1'.repeat(62)}`)
    assert.equal(oidOutcome(`1.2${'.1'.repeat(63)}`), 'too-many-arcs')
  })

  it('of an organisation is formed from its business ID without dash and leading zeros', () => {
    const organisation = (text: string) => {
      const id = parseBusinessId(text)
      return id.ok && organisationOid(id.value)
    }
    assert.equal(organisation('0204819-8'), '1.2.246.10.2048198')
    assert.equal(organisation('0160225-7'), '1.2.246.10.1602257')
  })

  it('is under another when its arcs begin with those of the other', () => {
    assert.equal(isWithin(oid('1.2.246.10.1602257.10.1'), oid('1.2.246.10.1602257')), true)
    assert.equal(isWithin(oid('1.2.246.10'), oid('1.2.246.10')), true)
    assert.equal(isWithin(oid('1.2.246.100'), oid('1.2.246.10')), false)
  })
})
