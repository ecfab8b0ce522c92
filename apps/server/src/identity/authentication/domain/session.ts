import { settings } from '@sotevarmenne/api/settings'
import { hour, minute, plus, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { SignInFacts } from '#platform/permit.ts'
import type { StoredThirdPartyCard } from '#identity/third-party-cards/contract.ts'
import type { SessionId, SignedOut } from '../contract.ts'

/** A signed-in person, until the session ends. */
export type Session = {
  readonly sessionId: SessionId
  readonly personId: string
  readonly signedIn:
    CardSignIn | ThirdPartyCardSignIn | SuomiFiSignIn | { readonly method: 'password' }
  /** Of a sign-in by card: the end of its certificate, at which the session ends at the latest. */
  readonly certificateEndsAt?: Instant
  readonly openedAt: Instant
  readonly lastUsedAt: Instant
  readonly limits: SessionLimits
  readonly endedAt?: Instant
  readonly endedBecause?: SignedOut['because']
}

export type CardSignIn = {
  readonly method: 'card'
  readonly cardId: string
  /** Of the authentication certificate that signed in. */
  readonly issuer: string
  readonly serial: string
}

/** By a card of another trust service. */
export type ThirdPartyCardSignIn = Omit<Extract<SignInFacts, { readonly issuer: string }>, 'at'> &
  StoredThirdPartyCard & {
    /** When its status was last checked and found good. */
    readonly goodAt: Instant
  }

export type SuomiFiSignIn = Extract<SignInFacts, { method: 'suomiFi' }>

/** As in force when the session began: a change applies to sessions that begin after it. */
export type SessionLimits = {
  /** It ends after so long without activity: a desk may be left alone. */
  readonly idleMinutes: number
  /** And in any case after so long. */
  readonly hours: number
}

/** No session is longer, whatever the setting says. */
export const maxSession = settings['session-length'].max * hour

/** When the session ends if there is no further activity. */
export const endOf = ({
  openedAt,
  lastUsedAt,
  limits,
  endedAt,
  certificateEndsAt,
}: Session): Instant =>
  endedAt ??
  instant(
    Math.min(
      plus(lastUsedAt, limits.idleMinutes * minute),
      plus(openedAt, limits.hours * hour),
      certificateEndsAt ?? Number.POSITIVE_INFINITY,
    ),
  )

export const isOpen = (session: Session, now: Instant): boolean =>
  session.endedAt === undefined && now < endOf(session)

/**
 * Why no session is valid. A card that is not good is reported for as long as the session could have been
 * used.
 */
export type SessionInvalid =
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'session-card-not-valid' }
  | { readonly kind: 'session-card-not-confirmed' }

/** The reason that the holder of a session that is not open receives. */
export function sessionInvalid({ endedAt: _, ...session }: Session, now: Instant): SessionInvalid {
  const because = session.endedBecause
  const ofCard = because === undefined ? undefined : endsOfCards[because]
  return { kind: ofCard !== undefined && now < endOf(session) ? ofCard : 'not-signed-in' }
}

const endsOfCards: { readonly [Because in SignedOut['because']]?: SessionInvalid['kind'] } = {
  'certificate-revoked': 'session-card-not-valid',
  'other-card-revoked': 'session-card-not-valid',
  'unknown-to-card-issuer': 'session-card-not-valid',
  'issuer-not-trusted': 'session-card-not-valid',
  'certificate-status-unavailable': 'session-card-not-confirmed',
}

/** How and when the person proved their identity. A card is proved at the moment its session opens. */
export function signInOf({ signedIn, openedAt }: Session): SignInFacts {
  if (signedIn.method === 'suomiFi') return signedIn
  if (signedIn.method === 'password')
    return { method: signedIn.method, levelOfAssurance: 'low', at: openedAt }
  if (signedIn.method !== 'card') {
    const { method, issuer, levelOfAssurance, organisation } = signedIn
    return { method, issuer, levelOfAssurance, at: openedAt, ...(organisation && { organisation }) }
  }
  const { method, cardId } = signedIn
  return { method, cardId, levelOfAssurance: 'high', at: openedAt }
}
