import { day, hour, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'

/** A list at least every hour, good for a day: a relying party survives a long fault of ours (S2 leaves it open). */
export const listInterval = hour
export const listValidity = 24 * hour

/**
 * How soon after a list the next of its scope may come, in milliseconds. A long one costs seconds of work and every
 * reader a download: with the time to make it, a revocation is on it within a minute all the same.
 */
export const pauseAfter = ({ entries }: Pick<LastList, 'entries'>): number =>
  entries > longList ? 30 * second : 2 * second

const longList = 20_000

/** Whether a new list is due: the first, one after a revocation, the hourly one, or after a clock that went back. */
export const isListDue = (
  last: LastList | undefined,
  { now, lastRevocation }: { readonly now: Instant; readonly lastRevocation: number },
): boolean =>
  last === undefined ||
  now < last.thisUpdate ||
  now >= last.thisUpdate + listInterval ||
  (lastRevocation > last.position && now >= last.thisUpdate + pauseAfter(last))

export type LastList = {
  readonly position: number
  readonly thisUpdate: Instant
  readonly entries: number
}

type Validity = { readonly thisUpdate: Instant; readonly nextUpdate: Instant }

/** When somebody must look, unless the next list is there: a list is made anew long before half of its time is over. */
export const dueBy = ({ thisUpdate, nextUpdate }: Validity): Instant =>
  instant(thisUpdate + (nextUpdate - thisUpdate) / 2)

/** The same of a root's list, for which two persons have to hold a ceremony. */
export const ceremonyDueBy = ({ nextUpdate }: Pick<Validity, 'nextUpdate'>): Instant =>
  plus(nextUpdate, -30 * day)
