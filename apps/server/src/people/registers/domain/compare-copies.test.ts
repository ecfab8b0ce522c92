import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { instant } from '@sotevarmenne/kernel/instant'
import type { CodedOrganisation, CodedVersion } from '../contract.ts'
import { compareCopies } from './compare-copies.ts'
import { endedSince, isOver, lastVersion } from './ended.ts'

const entry = (last: number, name = `Yksikkö ${String(last)}`): CodedOrganisation => ({
  oid: `1.2.246.10.9900001.10.${String(last)}` as Oid,
  codeList: 'organisations',
  name,
  validFrom: localDate('2024-01-01'),
})
const entries = (count: number) => Array.from({ length: count }, (_, index) => entry(index))

describe('a copy of a code list', () => {
  it('shows added, changed and removed entries', () => {
    const compared = compareCopies(
      [entry(1), entry(2), entry(3)],
      [entry(2), entry(3, 'Uusi'), entry(4)],
    )
    assert.ok(compared.ok)
    assert.deepEqual(compared.value.added, [entry(4)])
    assert.deepEqual(compared.value.changed, [entry(3, 'Uusi')])
    assert.deepEqual(compared.value.removed, [entry(1).oid])
  })

  it('shows an end that is new, and counts the first of two entries with one code', () => {
    const ending = { ...entry(1), validTo: localDate('2027-01-01') }
    const changes = (before: CodedOrganisation, ...read: readonly CodedOrganisation[]) => {
      const compared = compareCopies([before], read)
      return compared.ok && compared.value.changed
    }
    assert.deepEqual(changes(entry(1), ending), [ending])
    assert.deepEqual(changes(ending, entry(1)), [entry(1)])
    assert.deepEqual(changes(entry(1), ending, entry(1)), [ending])
  })

  it('is the same in any order, and with overlapping pages', () => {
    const before = entries(50)
    const read = [...before.toReversed(), ...before.slice(0, 9)]
    assert.deepEqual(compareCopies(before, read), {
      ok: true,
      value: { added: [], changed: [], removed: [] },
    })
  })

  it('is not trusted when it is empty, or a tenth of it is missing', () => {
    assert.ok(!compareCopies(entries(1), []).ok)
    assert.equal(compareCopies(entries(3), []).ok, false)
    assert.equal(compareCopies(entries(1000), entries(899)).ok, false)
    assert.equal(compareCopies(entries(1000), entries(900)).ok, true)
    assert.equal(compareCopies(entries(30), entries(10)).ok, true, 'twenty are few')
    assert.equal(compareCopies(entries(30), entries(9)).ok, false)
    assert.deepEqual(compareCopies(entries(3), []), {
      ...{ ok: false, refusal: { kind: 'copy-not-trusted', before: 3, missing: 3 } },
    })
    assert.deepEqual(compareCopies([], []), {
      ...{ ok: true, value: { added: [], changed: [], removed: [] } },
    })
    assert.equal(compareCopies([], entries(3)).ok, true, 'the first one')
  })
})

describe('an entry of the code service', () => {
  const [last, next] = [localDate('2026-11-24'), localDate('2026-11-25')]
  const until = instant(Date.parse('2026-11-20T22:30:00Z'))
  const version = (name: string, changes: Partial<CodedVersion> = {}): CodedVersion => ({
    ...{ organisation: entry(1, name), from: instant(0), ...changes },
  })
  const ending = { organisation: { ...entry(1), validTo: last } }

  it('is over after its last day, or when it is missing', () => {
    assert.deepEqual([isOver(undefined, last), isOver(entry(1), next)], [true, false])
    assert.deepEqual(
      [last, next].map((day) => isOver(ending.organisation, day)),
      [false, true],
    )
  })

  it('has ended since the day after its last one, or since the Finnish day of the copy without it', () => {
    assert.equal(endedSince([version('a', ending)], next), next)
    assert.equal(endedSince([version('a', ending)], last), undefined)
    assert.equal(endedSince([version('a', { until })], next), '2026-11-21')
    assert.equal(endedSince([version('a')], next), undefined)
    assert.equal(endedSince([], next), undefined)
  })

  it('is the current version, or the last one there was', () => {
    const [old, current] = [version('old', { until }), version('current')]
    assert.equal(lastVersion([old, current, version('later', { until })]), current)
    const gone = version('gone', { until })
    assert.equal(lastVersion([old, gone]), gone)
    assert.equal(lastVersion([]), undefined)
  })
})
