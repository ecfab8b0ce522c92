import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, timeInHelsinki } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import { openOn } from '../../points/domain/opening-hours.ts'
import { someDetails } from '../../points/testing.ts'
import { at } from '../testing.ts'
import { checkSlot, firstFreeSlot, freeSlots, loadOf, slotsOf, type Slot } from './slots.ts'

const overlap = (one: Slot, other: Slot): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** Opening hours for every day of a week, as a point may enter them. */
const someHours = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 8 }),
    fc.integer({ min: 5, max: 60 }),
  )
  .map(([quarters, slotMinutes]) => {
    const times = quarters
      .toSorted((one, other) => one - other)
      .map((quarter) => timeInHelsinki(instant(at('2026-01-01', '00:00') + quarter * 15 * minute)))
    const periods = times.flatMap((from, index) => {
      const to = times[index + 1]
      return index % 2 === 0 && to !== undefined ? [{ from, to }] : []
    })
    const days = [1, 2, 3, 4, 5, 6, 7]
    return someDetails({
      slotMinutes,
      openingHours: days.map((weekday) => ({ weekday, periods })),
    })
  })

/** Days of a year, and those on which the clocks change. */
const someDay = fc.oneof(
  fc.integer({ min: 0, max: 365 }).map((days) => addDays(localDate('2026-11-25'), days)),
  fc.constantFrom(localDate('2028-03-26'), localDate('2027-10-31')),
)

describe('slots of a registration point', () => {
  it('never overlap, are always within the opening hours, and have the length that the point sets', () => {
    fc.assert(
      fc.property(someHours, someDay, (hours, date) => {
        const spans = openOn(hours, date)
        const slots = slotsOf({ spans, slotMinutes: hours.slotMinutes })
        for (const [index, slot] of slots.entries()) {
          assert.equal(slot.endsAt - slot.startsAt, hours.slotMinutes * minute)
          assert.ok(spans.some(({ from, to }) => from <= slot.startsAt && slot.endsAt <= to))
          for (const other of slots.slice(index + 1)) assert.ok(!overlap(slot, other))
        }
      }),
    )
  })

  it('that are free never let more visitors in than there are desks', () => {
    const visits = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 1, max: 8 })),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        someHours,
        someDay,
        visits,
        fc.integer({ min: 0, max: 3 }),
        (hours, date, booked, desks) => {
          const midnight = at(date, '00:00')
          const taken = booked.map(([from, length]) => ({
            startsAt: plus(midnight, from * 15 * minute),
            endsAt: plus(midnight, (from + length) * 15 * minute),
          }))
          const day = {
            spans: openOn(hours, date),
            slotMinutes: hours.slotMinutes,
            desksAt: () => desks,
            taken,
          }
          const before = plus(midnight, -minute)
          const bookable = { now: before, lastDay: date }
          assert.deepEqual(firstFreeSlot(day, bookable), freeSlots(day, bookable)[0])
          for (const slot of freeSlots(day, bookable))
            assert.ok(taken.filter((other) => overlap(slot, other)).length < desks)
        },
      ),
    )
  })

  const day = (date: string, desks = 1, taken: readonly Slot[] = []) => {
    const details = someDetails({
      openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        weekday,
        periods: [{ from: '02:00', to: '05:00' }],
      })),
      slotMinutes: 30,
    })
    const spans = openOn(details, localDate(date))
    return { spans, slotMinutes: 30, desksAt: () => desks, taken }
  }
  const clock = (slots: readonly Slot[]) => slots.map(({ startsAt }) => timeInHelsinki(startsAt))

  it('are two fewer in the night in which summer time begins: the clock jumps over them', () => {
    assert.deepEqual(clock(slotsOf(day('2028-03-26'))), ['02:00', '02:30', '04:00', '04:30'])
  })

  it('are two more in the night in which summer time ends: the clock shows them twice', () => {
    assert.deepEqual(clock(slotsOf(day('2027-10-31'))), [
      '02:00', '02:30', '03:00', '03:30', '03:00', '03:30', '04:00', '04:30',
    ]) // prettier-ignore
  })

  it('can be booked until they begin, until the last day that is offered, and while a desk is left (R491)', () => {
    const startsAt = at('2027-03-01', '02:00')
    const lastDay = localDate('2027-03-01')
    const check = (now: Instant, taken: readonly Slot[] = [], until = lastDay) => {
      const checked = checkSlot(day('2027-03-01', 1, taken), { startsAt, now, lastDay: until })
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    assert.equal(check(plus(startsAt, -1)), 'ok')
    assert.equal(check(startsAt), 'slot-not-offered')
    assert.equal(check(at('2026-12-01', '12:00')), 'ok')
    assert.equal(check(at('2026-12-01', '12:00'), [], localDate('2027-02-28')), 'slot-not-offered')
    const taken = { startsAt, endsAt: plus(startsAt, 15 * minute) }
    assert.equal(check(plus(startsAt, -1), [taken]), 'slot-taken')
    // A visit that ends when it begins, or begins when it ends, takes no desk.
    const beside = [-30, 30].map((minutes) => ({
      startsAt: plus(startsAt, minutes * minute),
      endsAt: plus(startsAt, (minutes + 30) * minute),
    }))
    assert.equal(check(plus(startsAt, -1), beside), 'ok')
    const between = checkSlot(day('2027-03-01'), {
      startsAt: plus(startsAt, minute),
      ...{ now: at('2027-02-28', '12:00'), lastDay },
    })
    assert.deepEqual(between, { ok: false, refusal: { kind: 'slot-not-offered' } })
  })
})

it('a slot has as many desks as there are from its first to its last millisecond', () => {
  const from = at('2026-11-25', '08:00')
  const places = (begins: number, ends: number) =>
    loadOf(
      {
        ...{ spans: [{ from, to: plus(from, 30 * minute) }], slotMinutes: 30, taken: [] },
        desksAt: (at) => (begins <= at - from && at - from < ends ? 1 : 0),
      },
      localDate('2026-11-25'),
    ).places
  assert.equal(places(0, 30 * minute), 1)
  assert.equal(places(1, 30 * minute), 0)
  assert.equal(places(0, 30 * minute - 1), 0)
})

it('the load of a day is how many are booked on it, and how many its slots have room for', () => {
  const [from, to] = [at('2026-11-25', '08:00'), at('2026-11-25', '10:10')]
  const slot = (startsAt: Instant) => ({ startsAt, endsAt: plus(startsAt, 30 * minute) })
  const day = {
    ...{ spans: [{ from, to }], slotMinutes: 30, desksAt: () => 2 },
    taken: [slot(from), slot(from), slot(plus(from, -24 * 60 * minute))],
  }
  assert.deepEqual(loadOf(day, localDate('2026-11-25')), { booked: 2, places: 8 })
})
