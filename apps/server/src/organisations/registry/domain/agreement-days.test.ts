import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Agreement } from '../contract.ts'
import { checkDays, overlaps } from './agreement-days.ts'

describe('the days of an agreement', () => {
  const check = (from: string, to?: string) => {
    const days = { validFrom: localDate(from), ...(to !== undefined && { validTo: localDate(to) }) }
    const checked = checkDays(days, localDate('2026-12-01'))
    return checked.ok || checked.refusal.kind
  }

  it('begin within a year, and last twenty years at most (R506)', () => {
    for (const [from, to] of [
      ['2026-12-01'],
      ['2020-01-01', '2026-12-31'],
      ['2027-12-01', '2047-12-01'],
    ] as const)
      assert.equal(check(from, to), true, from)
    assert.equal(check('2027-12-02'), 'first-day-too-late')
    assert.equal(check('2126-12-01'), 'first-day-too-late')
    assert.equal(check('2026-12-01', '2046-12-02'), 'last-day-too-late')
    assert.equal(check('2026-12-01', '2026-11-30'), 'days-backwards')
  })
})

describe('two agreements', () => {
  const agreement = (about: object = {}) =>
    ({
      ...{ kind: 'agreement', units: 'all', points: ['p1'], validFrom: localDate('2026-12-01') },
      ...about,
    }) as unknown as Agreement
  const delegation = (about: object = {}) =>
    agreement({ kind: 'delegation', delegate: 'd1', ...about })
  const both = (one: Agreement, other: Agreement) => {
    assert.equal(overlaps(one, other), overlaps(other, one))
    return overlaps(one, other)
  }

  it('overlap on a day for the same unit and point (R507)', () => {
    const ending = { validTo: localDate('2026-12-31') }
    assert.ok(both(agreement(), agreement()))
    assert.ok(both(agreement(ending), agreement({ validFrom: localDate('2026-12-31') })))
    assert.ok(!both(agreement(ending), agreement({ validFrom: localDate('2027-01-01') })))
    assert.ok(both(agreement({ units: ['1'] }), agreement()))
    assert.ok(both(agreement({ units: ['1', '2'] }), agreement({ units: ['2'] })))
    assert.ok(!both(agreement({ units: ['1'] }), agreement({ units: ['2'] })))
    assert.ok(!both(agreement(), agreement({ points: ['p2'] })))
    assert.ok(both(agreement({ points: [] }), agreement({ points: [] })))
    assert.ok(!both(agreement({ points: [] }), agreement()))
  })

  it('overlap with the same other organisation only (R507)', () => {
    assert.ok(both(delegation(), delegation()))
    assert.ok(!both(delegation(), delegation({ delegate: 'd2' })))
    assert.ok(!both(delegation(), delegation({ points: ['p2'] })))
    assert.ok(!both(delegation(), agreement()))
  })
})
