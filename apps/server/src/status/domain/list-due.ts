import { hour, type Instant } from '@sotevarmenne/kernel/instant'

/** A list at least every hour, good for a day: a relying party survives a long fault of ours (S2 leaves it open). */
export const listInterval = hour
export const listValidity = 24 * hour

/** Whether a new list is due: the first, one after a revocation, the hourly one, or after a clock that went back. */
export const isListDue = (
  last: LastList | undefined,
  { now, lastRevocation }: { readonly now: Instant; readonly lastRevocation: number },
): boolean =>
  last === undefined ||
  lastRevocation > last.position ||
  now >= last.thisUpdate + listInterval ||
  now < last.thisUpdate

export type LastList = { readonly position: number; readonly thisUpdate: Instant }
