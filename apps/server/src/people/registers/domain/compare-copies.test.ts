import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { CodedOrganisation } from '../contract.ts'
import { compareCopies } from './compare-copies.ts'

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

  it('is the same in any order, and with overlapping pages', () => {
    const before = entries(50)
    const read = [...before.toReversed(), ...before.slice(0, 9)]
    assert.deepEqual(compareCopies(before, read), {
      ok: true,
      value: { added: [], changed: [], removed: [] },
    })
  })

  it('is not trusted when it is empty, or a tenth of it is missing', () => {
    assert.equal(compareCopies(entries(3), []).ok, false)
    assert.equal(compareCopies(entries(1000), entries(899)).ok, false)
    assert.equal(compareCopies(entries(1000), entries(900)).ok, true)
    assert.equal(compareCopies(entries(30), entries(10)).ok, true, 'twenty are few')
    assert.equal(compareCopies([], entries(3)).ok, true, 'the first one')
  })
})
