import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { TestCardView, TestRevocation } from '@sotevarmenne/api/test-cards'
import type { TestCardStanding } from '../contract.ts'

/** Limits on virtual cards of one organisation. */
export type Limits = { readonly aDay: number; readonly inUse: number }

/** Enough for one purpose; more would suggest several. */
export const defaultLimits: Limits = { aDay: 20, inUse: 50 }

export type LimitRefusal =
  | { readonly kind: 'too-many-test-cards-today'; readonly max: number }
  | { readonly kind: 'too-many-test-cards'; readonly max: number }

export function checkLimits(
  had: { readonly today: number; readonly inUse: number },
  limits: Limits,
): Result<undefined, LimitRefusal> {
  if (had.today >= limits.aDay)
    return refuse({ kind: 'too-many-test-cards-today', max: limits.aDay })
  if (had.inUse >= limits.inUse) return refuse({ kind: 'too-many-test-cards', max: limits.inUse })
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

/** Cards that its vendor has or will get, as file or on plastic (R236). */
export const mayRevoke = (state: TestCardView['state'] | 'plastic'): boolean =>
  state === 'ready' || state === 'fetched' || state === 'posted' || state === 'activated'

/** The corresponding reason in `cards`, for cards on plastic. */
export const cancellationReasonOf = {
  'card-lost': 'lost',
  'card-stolen': 'stolen',
  'card-faulty': 'broken',
  'data-changed': 'data-changed',
  'employment-ended': 'employment-ended',
  'right-ended': 'right-ended',
} as const satisfies { readonly [Because in TestRevocation]: CancellationReason }

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
