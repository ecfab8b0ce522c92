import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  compareCopies,
  compareShards,
  compareWithRecorded,
  checkNumber,
  checkTimes,
} from './check-crl.ts'
import type { CrlFacts } from './openssl.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 11, 3, 12)
const times = { publicationInterval: hour, visibleWithin: minute }

const aCrl = (changes: Partial<CrlFacts> = {}): CrlFacts => ({
  ...{ number: 7n, fingerprint: 'aa', entries: new Map() },
  ...{ thisUpdate: now - 10 * minute, nextUpdate: now + 23 * hour },
  ...changes,
})
const kindsOf = (faults: readonly { readonly kind: string }[]): readonly string[] =>
  faults.map(({ kind }) => kind)

describe('a watched CRL', () => {
  const checked = (thisUpdate: number, nextUpdate: number) =>
    kindsOf(checkTimes({ thisUpdate: now + thisUpdate, nextUpdate: now + nextUpdate }, now, times))

  it('raises an alarm a whole publication before it ends, and when it has ended (R705)', () => {
    assert.deepEqual(checked(-hour, hour + 1), [])
    assert.deepEqual(checked(-hour, hour), ['lapses-soon'])
    assert.deepEqual(checked(-hour, 1), ['lapses-soon'])
    assert.deepEqual(checked(-hour, 0), ['expired'])
  })

  it('raises an alarm when a publication was left out, or its time is still to come (R705)', () => {
    assert.deepEqual(checked(-2 * hour, 22 * hour), [])
    assert.deepEqual(checked(-2 * hour - 1, 22 * hour), ['not-renewed'])
    assert.deepEqual(checked(minute, 24 * hour), [])
    assert.deepEqual(checked(minute + 1, 24 * hour), ['from-the-future'])
  })

  it('has a number that never goes back, and names one CRL only (RFC 5280 § 5.2.3, R704)', () => {
    const seen = { number: '7', fingerprint: 'aa' }
    assert.deepEqual(checkNumber(aCrl(), undefined), [])
    assert.deepEqual(checkNumber(aCrl(), seen), [])
    assert.deepEqual(checkNumber(aCrl({ number: 10n, fingerprint: 'bb' }), seen), [])
    assert.deepEqual(kindsOf(checkNumber(aCrl({ number: 6n }), seen)), ['number-went-back'])
    assert.deepEqual(kindsOf(checkNumber(aCrl({ fingerprint: 'bb' }), seen)), ['number-used-twice'])
  })

  it('is the same at each node, or behind for as long as publishing takes (R702)', () => {
    const at = (node: string, changes: Partial<CrlFacts> = {}) => ({
      ...{ node, crl: aCrl(changes), bytes: 1 },
    })
    const compared = (...copies: readonly ReturnType<typeof at>[]) =>
      compareCopies(copies, now, times).map(({ kind, node }) => [kind, node])
    assert.deepEqual(compared(at('a'), at('b')), [])
    assert.deepEqual(compared(at('a'), at('b', { fingerprint: 'bb' })), [['copies-differ', 'b']])
    const newer = { number: 8n, fingerprint: 'bb' }
    const justNow = { ...newer, thisUpdate: now - minute }
    assert.deepEqual(compared(at('a', justNow), at('b')), [])
    assert.deepEqual(compared(at('a', { ...newer, thisUpdate: now - minute - 1 }), at('b')), [
      ['copy-behind', 'b'],
    ])
  })

  it('lists what was recorded, once that must be visible and until it ends, and nothing else (R703)', () => {
    const recorded = (serial: string, revokedAt: number, notAfter = now + hour) => ({
      ...{ serial, revokedAt: now + revokedAt, notAfter },
    })
    const compared = (serials: readonly string[], all: readonly ReturnType<typeof recorded>[]) =>
      compareWithRecorded({ serials: new Set(serials), asOf: now - minute }, all, {
        ...{ now, recordedUntil: now, visibleWithin: minute },
      })
    assert.deepEqual(compared(['1'], [recorded('1', -hour)]), [])
    assert.deepEqual(compared([], [recorded('1', -minute)]), [])
    assert.deepEqual(compared([], [recorded('1', -hour, now)]), [])
    assert.deepEqual(compared([], [recorded('1', -minute - 1), recorded('0a', -hour)]), [
      { kind: 'revocation-missing', detail: '2, the first with serial number 0a' },
    ])
    assert.deepEqual(kindsOf(compared(['1'], [])), ['revocation-unknown'])
    // The CRL is newer than what was recorded: it may know more.
    const older = { now, recordedUntil: now - 2 * minute, visibleWithin: minute }
    assert.deepEqual(
      compareWithRecorded({ serials: new Set(['1']), asOf: now - minute }, [], older),
      [],
    )
  })

  it('equals the union of its shards, but for differences that end with the next publication (R703)', () => {
    const sets = { full: new Set(['1', '2']), union: new Set(['2', '3']) }
    const first = compareShards(sets, {}, now, times)
    assert.deepEqual(first, { faults: [], differing: { 1: now, 3: now } })
    const later = now + hour + minute
    assert.deepEqual(compareShards(sets, first.differing, later, times).faults, [])
    assert.deepEqual(compareShards(sets, first.differing, later + 1, times).faults, [
      { kind: 'shards-differ', detail: '2, the first with serial number 1' },
    ])
    const same = { full: sets.full, union: sets.full }
    assert.deepEqual(compareShards(same, first.differing, later, times), {
      ...{ faults: [], differing: {} },
    })
  })
})
