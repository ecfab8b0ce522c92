import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, instantAt, type LocalTime } from '@sotevarmenne/kernel/local-date'
import type { Slot } from './slots.ts'

/** When name, contact and link are erased. */
export const forgottenAt = ({ endsAt }: Pick<Slot, 'endsAt'>, retentionDays: number): Instant =>
  plus(endsAt, retentionDays * day)

/** A reminder is sent at noon of the day before; none when the visit was booked later than that. */
export function remindedAt(
  { startsAt }: Pick<Slot, 'startsAt'>,
  now: Instant,
): Instant | undefined {
  const noon = instantAt(addDays(dateInHelsinki(startsAt), -1), '12:00' as LocalTime)
  return noon > now ? noon : undefined
}
