import { hour, minute, plus, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { SignInFacts } from '#platform/permit.ts'
import type { SessionId, SignedOut } from '../contract.ts'

/** Somebody who signed in, until the session ends. */
export type Session = {
  readonly sessionId: SessionId
  readonly personId: string
  readonly signedIn: CardSignIn | OtherCardSignIn | SuomiFiSignIn | { readonly method: 'password' }
  readonly openedAt: Instant
  readonly lastUsedAt: Instant
  readonly endedAt?: Instant
  readonly endedBecause?: SignedOut['because']
}

export type CardSignIn = {
  readonly method: 'card'
  readonly cardId: string
  /** The authentication certificate that signed in. */
  readonly issuer: string
  readonly serial: string
}

/** By a card of another trust service. */
export type OtherCardSignIn = Omit<Extract<SignInFacts, { readonly issuer: string }>, 'at'> & {
  readonly serial: string
  /** The certificate of the authority that certified it: its SHA-256 in hexadecimal. */
  readonly authority: string
  /** The addresses that the card’s certificate names. */
  readonly statusAt: { readonly ocsp: readonly string[]; readonly lists: readonly string[] }
  /** When it was last asked for and found good. */
  readonly goodAt: Instant
}

export type SuomiFiSignIn = Extract<SignInFacts, { method: 'suomiFi' }>

/** Without an act for this long the session is over: a desk may be left alone. */
export const idleLimit = 15 * minute
/** And in any case after a working day. */
export const absoluteLimit = 8 * hour

/** When the session ends if nothing is done. */
export const endOf = ({ openedAt, lastUsedAt, endedAt }: Session): Instant =>
  endedAt ?? instant(Math.min(plus(lastUsedAt, idleLimit), plus(openedAt, absoluteLimit)))

export const isOpen = (session: Session, now: Instant): boolean =>
  session.endedAt === undefined && now < endOf(session)

/** Why nobody is there. That a card is not good is told for as long as the session could have been used. */
export type NotThere =
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'session-card-not-valid' }
  | { readonly kind: 'session-card-not-confirmed' }

/** What whoever held a session that is not open is told. */
export function notThere({ endedAt: _, ...session }: Session, now: Instant): NotThere {
  const because = session.endedBecause
  const ofCard = because === undefined ? undefined : endsOfCards[because]
  return { kind: ofCard !== undefined && now < endOf(session) ? ofCard : 'not-signed-in' }
}

const endsOfCards: { readonly [Because in SignedOut['because']]?: NotThere['kind'] } = {
  'certificate-revoked': 'session-card-not-valid',
  'other-card-revoked': 'session-card-not-valid',
  'unknown-to-card-issuer': 'session-card-not-valid',
  'issuer-not-trusted': 'session-card-not-valid',
  'certificate-status-unknown': 'session-card-not-confirmed',
}

/** How and when the person proved who they are. A card is proved at the moment its session opens. */
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
