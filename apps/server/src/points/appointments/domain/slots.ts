import type { Instant } from '@sotevarmenne/kernel/instant'
import { instant, minute } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type Slot = { readonly startsAt: Instant; readonly endsAt: Instant }

/** What can be booked now: until this day, by the setting. */
export type Bookable = { readonly now: Instant; readonly lastDay: LocalDate }

/** What a point offers on a day. */
export type DayOfPoint = {
  /** Opening hours as instants: a period in which the clocks change has the slots that fit into it. */
  readonly spans: readonly { readonly from: Instant; readonly to: Instant }[]
  readonly slotMinutes: number
  /** Visitors who can be served at a time. */
  readonly desksAt: (at: Instant) => number
  /** Visits that are booked, or under way. */
  readonly taken: readonly Slot[]
}

/** Consecutive slots from each opening on, as many as end by its closing. */
export const slotsOf = ({ spans, slotMinutes }: Pick<DayOfPoint, 'spans' | 'slotMinutes'>) =>
  spans.flatMap(({ from, to }): Slot[] => {
    const length = slotMinutes * minute
    return Array.from({ length: Math.floor((to - from) / length) }, (_, index) => ({
      startsAt: instant(from + index * length),
      endsAt: instant(from + (index + 1) * length),
    }))
  })

/** Slots that can be booked: in the future, within the days ahead, with a desk left. */
export const freeSlots = (day: DayOfPoint, bookable: Bookable): readonly Slot[] =>
  slotsOf(day).filter((slot) => isOffered(slot, bookable) && hasDeskLeft(day, slot))

/** The first of them: stops there, since a list of points needs it for each. */
export const firstFreeSlot = (day: DayOfPoint, bookable: Bookable): Slot | undefined =>
  slotsOf(day).find((slot) => isOffered(slot, bookable) && hasDeskLeft(day, slot))

/** How many visitors are booked on the day, and how many places its slots have. */
export const loadOf = (
  day: DayOfPoint,
  date: LocalDate,
): { readonly booked: number; readonly places: number } => ({
  booked: day.taken.filter(({ startsAt }) => dateInHelsinki(startsAt) === date).length,
  places: slotsOf(day).reduce((sum, slot) => sum + desksIn(day, slot), 0),
})

export type SlotRefusal = { readonly kind: 'slot-not-offered' } | { readonly kind: 'slot-taken' }

/** Whether the slot that begins then can be booked. */
export function checkSlot(
  day: DayOfPoint,
  { startsAt, ...bookable }: Bookable & { readonly startsAt: Instant },
): Result<Slot, SlotRefusal> {
  const slot = slotsOf(day).find((one) => one.startsAt === startsAt)
  if (!slot || !isOffered(slot, bookable)) return refuse({ kind: 'slot-not-offered' })
  return hasDeskLeft(day, slot) ? ok(slot) : refuse({ kind: 'slot-taken' })
}

const isOffered = ({ startsAt }: Slot, { now, lastDay }: Bookable): boolean =>
  startsAt > now && dateInHelsinki(startsAt) <= lastDay

function hasDeskLeft(day: DayOfPoint, slot: Slot): boolean {
  const { startsAt, endsAt } = slot
  const visitors = day.taken.filter((other) => other.startsAt < endsAt && startsAt < other.endsAt)
  return visitors.length < desksIn(day, slot)
}

const desksIn = ({ desksAt }: Pick<DayOfPoint, 'desksAt'>, { startsAt, endsAt }: Slot): number =>
  Math.min(desksAt(startsAt), desksAt(instant(endsAt - 1)))
