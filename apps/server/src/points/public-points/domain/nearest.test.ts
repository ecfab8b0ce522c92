import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { nearestFirst, type Nearby } from './nearest.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const point = (name: string, postalCode: string, opensIn?: number): Nearby => ({
  ...{ name, address: { postalCode } },
  opening:
    opensIn === undefined
      ? { isOpen: true, changesAt: plus(now, hour) }
      : { isOpen: false, changesAt: plus(now, opensIn * hour) },
})
const inOrder = (postalCode: string | undefined, points: readonly Nearby[]) =>
  points.toSorted(nearestFirst(postalCode)).map(({ name }) => name)

describe('the nearest points', () => {
  it('are those of the same region, then of the same part of the country, then the others (R178)', () => {
    const points = [
      point('North', '90100'),
      point('Further', '24100'),
      point('Here', '20100', 20),
      point('Beside', '20780', 2),
    ]
    assert.deepEqual(inOrder('20100', points), ['Beside', 'Here', 'Further', 'North'])
  })

  it('that are open now come before those that open next, and these by their time (R178)', () => {
    const points = [
      point('Tomorrow', '20100', 20),
      point('Open', '20120'),
      point('Soon', '20140', 1),
      { ...point('Never', '20100'), opening: { isOpen: false } },
    ]
    assert.deepEqual(inOrder('20100', points), ['Open', 'Soon', 'Tomorrow', 'Never'])
    assert.deepEqual(inOrder(undefined, points), ['Open', 'Soon', 'Tomorrow', 'Never'])
  })

  it('that open at the same time are ordered by the longer shared prefix, and then by name', () => {
    const points = [point('B', '20999'), point('A', '20999'), point('C', '20105')]
    assert.deepEqual(inOrder('20100', points), ['C', 'A', 'B'])
    // When an open point closes does not matter.
    const open = { ...point('A', '20999'), opening: { isOpen: true, changesAt: now } }
    assert.deepEqual(inOrder('20100', [open, point('C', '20105')]), ['C', 'A'])
  })
})
