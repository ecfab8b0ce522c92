import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { TestCardShown } from '@sotevarmenne/api/test-cards'
import type { ClosingReason } from '#cards/card/contract.ts'
import type { TestCardStanding, TestRevocation } from '../contract.ts'

/** Of virtual cards of one organisation. */
export type Limits = { readonly aDay: number; readonly inUse: number }

/** Who needs more tries out more than one thing. */
export const usualLimits: Limits = { aDay: 20, inUse: 50 }

export type LimitRefusal =
  | { readonly kind: 'too-many-test-cards-today'; readonly most: number }
  | { readonly kind: 'too-many-test-cards'; readonly most: number }

export function judgeLimits(
  had: { readonly today: number; readonly inUse: number },
  limits: Limits,
): Result<undefined, LimitRefusal> {
  if (had.today >= limits.aDay)
    return refuse({ kind: 'too-many-test-cards-today', most: limits.aDay })
  if (had.inUse >= limits.inUse) return refuse({ kind: 'too-many-test-cards', most: limits.inUse })
  return ok(undefined)
}

export type FileGone = { readonly kind: 'test-card-file-gone' }

/** The file is given once, and not after its time (R235). */
export const fetchFile = (
  standing: TestCardStanding,
  { now }: { readonly now: Instant },
): Result<TestCardStanding, FileGone> =>
  standing.state === 'ready' && now <= standing.until
    ? ok({ state: 'fetched', fetchedAt: now })
    : refuse({ kind: 'test-card-file-gone' })

/** What its vendor has or is on the way to the vendor, of file or of plastic (R236). */
export const mayRevoke = (state: TestCardShown['state'] | 'plastic'): boolean =>
  state === 'ready' || state === 'fetched' || state === 'posted' || state === 'activated'

/** As `cards` calls it, of plastic. */
export const closingReasonOf = {
  'card-lost': 'lost',
  'card-stolen': 'stolen',
  'card-faulty': 'broken',
  'data-changed': 'data-changed',
  'employment-ended': 'employment-ended',
  'right-ended': 'right-ended',
} as const satisfies { readonly [Because in TestRevocation]: ClosingReason }

export type NotInUse = {
  readonly kind: 'test-card-not-in-use'
  readonly state: TestCardStanding['state']
}

export function revoke(
  standing: TestCardStanding,
  { because, now }: { readonly because: TestRevocation; readonly now: Instant },
): Result<TestCardStanding, NotInUse> {
  if (!mayRevoke(standing.state))
    return refuse({ kind: 'test-card-not-in-use', state: standing.state })
  return ok({ state: 'revoked', revokedAt: now, because })
}
