import { day, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'

/**
 * How soon after a CRL the next of its scope may come, in milliseconds. A long one costs seconds of work and
 * every relying party a download: including the time to produce it, a revocation is still listed within a
 * minute.
 */
export const pauseAfter = ({ entries }: Pick<LastCrl, 'entries'>): number =>
  entries > longCrl ? 30 * second : 2 * second

const longCrl = 20_000

/**
 * Whether a new CRL is due: the first, one after a revocation, the regular one, or after a clock that went
 * back.
 */
export const isCrlDue = (
  last: LastCrl | undefined,
  {
    now,
    lastRevocation,
    intervalMinutes,
  }: {
    readonly now: Instant
    readonly lastRevocation: number
    /** A setting: after so long there is a new CRL in any case. */
    readonly intervalMinutes: number
  },
): boolean =>
  last === undefined ||
  now < last.thisUpdate ||
  now >= last.thisUpdate + intervalMinutes * minute ||
  (lastRevocation > last.position && now >= last.thisUpdate + pauseAfter(last))

export type LastCrl = {
  readonly position: number
  readonly thisUpdate: Instant
  readonly entries: number
}

type Validity = { readonly thisUpdate: Instant; readonly nextUpdate: Instant }

/**
 * When somebody must look, unless the next CRL is there: a CRL is normally reissued long before half its time
 * is over.
 */
export const dueBy = ({ thisUpdate, nextUpdate }: Validity): Instant =>
  instant(thisUpdate + (nextUpdate - thisUpdate) / 2)

/** The same for a root's CRL, for which two persons have to perform a key ceremony. */
export const ceremonyDueBy = ({ nextUpdate }: Pick<Validity, 'nextUpdate'>): Instant =>
  plus(nextUpdate, -30 * day)
