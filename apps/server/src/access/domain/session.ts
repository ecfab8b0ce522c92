import { hour, minute, plus, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { SessionId } from '../contract.ts'

/** Somebody who signed in by card, until the session ends. */
export type Session = {
  readonly sessionId: SessionId
  readonly personId: string
  readonly cardId: string
  /** The authentication certificate that signed in. */
  readonly issuer: string
  readonly serial: string
  readonly openedAt: Instant
  readonly lastUsedAt: Instant
  readonly endedAt?: Instant
}

/** Without an act for this long the session is over: a desk may be left alone. */
export const idleLimit = 15 * minute
/** And in any case after a working day. */
export const absoluteLimit = 8 * hour

/** When the session ends if nothing is done. */
export const endOf = ({ openedAt, lastUsedAt, endedAt }: Session): Instant =>
  endedAt ?? instant(Math.min(plus(lastUsedAt, idleLimit), plus(openedAt, absoluteLimit)))

export const isOpen = (session: Session, now: Instant): boolean =>
  session.endedAt === undefined && now < endOf(session)
