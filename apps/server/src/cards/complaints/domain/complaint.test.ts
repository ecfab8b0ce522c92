import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fault } from '@sotevarmenne/api/complaints'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { ComplaintId } from '../contract.ts'
import {
  checkComplaint,
  checkDestruction,
  checkTakeIn,
  registrarMay,
  replacementFor,
  tenthOf,
  type Complaint,
} from './complaint.ts'

const aComplaint = (changes: Partial<Complaint> = {}): Complaint =>
  ({
    complaintId: 'complaint' as ComplaintId,
    cardId: 'card',
    holder: 'holder',
    product: 'staff-card',
    lastDigits: '4718',
    pointId: 'point',
    createdAt: instant(1_795_000_000_000),
    chipSerial: '00000000000000000001',
    fault: 'chip-silent',
    damagedInUse: false,
    replacement: { isFree: true, because: 'fault-of-manufacture' },
    state: 'returned',
    ...changes,
  }) as Complaint

const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('the replacement for a faulty card (R129)', () => {
  it('is free for a production fault, whatever the fault', () => {
    for (const each of fault.options) assert.equal(replacementFor(each, false).isFree, true)
  })

  it('is not free when the card was broken in use, unless it was never what was ordered', () => {
    for (const each of fault.options)
      assert.equal(replacementFor(each, true).isFree, each === 'not-as-ordered', each)
  })

  it('is not available for an expired card', () => {
    const today = localDate('2026-11-25')
    assert.equal(checkComplaint(today, today).ok, true)
    assert.equal(kind(checkComplaint(localDate('2026-11-24'), today)), 'card-run-out')
  })
})

describe('a returned faulty card (R130)', () => {
  const here = (personId: string) => ({ personId, pointId: 'point' })

  it('is destroyed under dual control', () => {
    assert.deepEqual(checkDestruction(aComplaint(), here('one')), { ok: true, value: 'destroying' })
    const begun = aComplaint({ state: 'destroying', firstSigned: 'one' })
    assert.equal(kind(checkDestruction(begun, here('one'))), 'second-person-required')
    assert.deepEqual(checkDestruction(begun, here('other')), { ok: true, value: 'destroyed' })
  })

  it('is destroyed only once, only at its point and not by its holder', () => {
    for (const state of ['returned', 'destroying'] as const) {
      const complaint = aComplaint(
        state === 'destroying' ? { state, firstSigned: 'one' } : { state },
      )
      assert.equal(kind(checkDestruction(complaint, here('holder'))), 'second-person-required')
      const elsewhere = { personId: 'other', pointId: 'elsewhere' }
      assert.equal(kind(checkDestruction(complaint, elsewhere)), 'faulty-card-not-here')
    }
    for (const state of ['not-returned', 'destroyed'] as const)
      assert.equal(
        kind(checkDestruction(aComplaint({ state }), here('one'))),
        'faulty-card-not-here',
      )
  })

  it('is taken in once; its permitted actions follow the rules of the operations', () => {
    assert.equal(checkTakeIn(aComplaint({ state: 'not-returned' })).ok, true)
    assert.equal(kind(checkTakeIn(aComplaint())), 'faulty-card-already-returned')
    assert.deepEqual(registrarMay(aComplaint({ state: 'not-returned' }), here('one')), ['take-in'])
    assert.deepEqual(registrarMay(aComplaint(), here('one')), ['destroy'])
    assert.deepEqual(registrarMay(aComplaint(), here('holder')), [])
  })
})

describe('the position of a chip in a delivery (R131)', () => {
  it('is given in tenths, including the first and the last serial number', () => {
    const range = { firstSerial: '00000000000000000064', lastSerial: '000000000000000000C7' }
    assert.equal(tenthOf(range.firstSerial, range), 0)
    assert.equal(tenthOf('0000000000000000006D', range), 0)
    assert.equal(tenthOf('0000000000000000006E', range), 1)
    assert.equal(tenthOf(range.lastSerial, range), 9)
    assert.equal(tenthOf('0A', { firstSerial: '0A', lastSerial: '0A' }), 0)
  })
})
