import type { Instant } from '@sotevarmenne/kernel/instant'
import { instant, minute } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type Slot = { readonly startsAt: Instant; readonly endsAt: Instant }

/** Days ahead that can be booked. */
const bookableDays = 90

export const lastBookableDay = (now: Instant): LocalDate =>
  addDays(dateInHelsinki(now), bookableDays)

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
export const freeSlots = (day: DayOfPoint, now: Instant): readonly Slot[] =>
  slotsOf(day).filter((slot) => isOffered(slot, now) && hasDeskLeft(day, slot))

/** The first of them: stops there, since a list of points needs it for each. */
export const firstFreeSlot = (day: DayOfPoint, now: Instant): Slot | undefined =>
  slotsOf(day).find((slot) => isOffered(slot, now) && hasDeskLeft(day, slot))

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
  { startsAt, now }: { readonly startsAt: Instant; readonly now: Instant },
): Result<Slot, SlotRefusal> {
  const slot = slotsOf(day).find((one) => one.startsAt === startsAt)
  if (!slot || !isOffered(slot, now)) return refuse({ kind: 'slot-not-offered' })
  return hasDeskLeft(day, slot) ? ok(slot) : refuse({ kind: 'slot-taken' })
}

const isOffered = ({ startsAt }: Slot, now: Instant): boolean =>
  startsAt > now && dateInHelsinki(startsAt) <= lastBookableDay(now)

function hasDeskLeft(day: DayOfPoint, slot: Slot): boolean {
  const { startsAt, endsAt } = slot
  const visitors = day.taken.filter((other) => other.startsAt < endsAt && startsAt < other.endsAt)
  return visitors.length < desksIn(day, slot)
}

const desksIn = ({ desksAt }: Pick<DayOfPoint, 'desksAt'>, { startsAt, endsAt }: Slot): number =>
  Math.min(desksAt(startsAt), desksAt(instant(endsAt - 1)))
