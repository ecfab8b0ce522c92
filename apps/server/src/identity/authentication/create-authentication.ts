import type { SessionView } from '@sotevarmenne/api/authentication'
import type { Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { RequestPermits } from '#platform/request-permits.ts'
import type { Permit } from '#platform/permit.ts'
import {
  beginClientCertificateSignIn,
  forgetLeftClientCertificateSignIn,
  seeClientCertificate,
  signInByClientCertificate,
} from './client-certificate/sign-in-by-client-certificate.ts'
import type { CardSignature } from './card/card-signature.ts'
import {
  checkSignature,
  type SignatureChecked,
  type SignatureRefusal,
} from './card/check-signature.ts'
import type { AuthenticationDeps } from './deps.ts'
import { endWithDeath } from './sessions/end-with-death.ts'
import { createRequestPermits } from './request-permits.ts'
import { recordRefusal } from './sessions/open-session.ts'
import { endPasswordSessions, openPasswordSession } from './sessions/password-sessions.ts'
import { endOwnSession, viewOwnSessions } from './sessions/own-sessions.ts'
import {
  endSessionsOfRegistrar,
  endSessionsOfRevoked,
  signOut,
  viewSession,
  type SessionViewed,
  type SignedOutResponse,
  type SignOut,
} from './sessions/sessions.ts'
import {
  requestSignInChallenge,
  signIn,
  type ChallengeRequested,
  type SignIn,
  type SignInRefusal,
} from './card/sign-in.ts'
import { testCard } from './card/test-card.ts'
import { beginSuomiFi, signInBySuomiFi } from './suomi-fi/suomi-fi.ts'
import { viewWaysToSignIn } from './ways-to-sign-in.ts'

type Session = Pick<RequestFacts, 'sessionToken'>

export type Authentication = {
  readonly requestPermits: RequestPermits
  readonly requestSignInChallenge: (
    permit: Permit<'access.signIn'>,
  ) => Promise<Result<ChallengeRequested, never>>
  readonly signIn: (
    permit: Permit<'access.signIn'>,
    response: SignIn,
    request?: Session,
  ) => Promise<Result<SessionChange<SessionView>, SignInRefusal>>
  readonly viewWaysToSignIn: ReturnType<typeof viewWaysToSignIn>
  readonly beginSuomiFi: ReturnType<typeof beginSuomiFi>
  readonly signInBySuomiFi: ReturnType<typeof signInBySuomiFi>
  readonly beginClientCertificateSignIn: ReturnType<typeof beginClientCertificateSignIn>
  readonly seeClientCertificate: ReturnType<typeof seeClientCertificate>
  readonly signInByClientCertificate: ReturnType<typeof signInByClientCertificate>
  /** Erases what the TLS listener received from browsers that did not return in time. */
  readonly forgetLeftClientCertificateSignIn: () => Promise<void>
  readonly openPasswordSession: ReturnType<typeof openPasswordSession>
  readonly endPasswordSessions: ReturnType<typeof endPasswordSessions>
  readonly recordRefusal: ReturnType<typeof recordRefusal>
  readonly testCard: ReturnType<typeof testCard>
  readonly viewSession: (
    permit: Permit<'access.viewSession'>,
    input: object,
    request: Session,
  ) => Promise<Result<SessionViewed, never>>
  readonly viewOwnSessions: ReturnType<typeof viewOwnSessions>
  readonly endOwnSession: ReturnType<typeof endOwnSession>
  readonly signOut: (
    permit: Permit<'access.signOut'>,
    input: SignOut,
    request: Pick<RequestFacts, 'sessionToken' | 'language'>,
  ) => Promise<Result<SessionChange<SignedOutResponse>, never>>
  /** Reads the database itself: not to be called inside a transaction. */
  readonly checkSignature: (
    permit: Permit,
    signed: CardSignature & { readonly data: Uint8Array },
  ) => Promise<Result<SignatureChecked, SignatureRefusal>>
  readonly subscriptions: readonly Subscription[]
}

export function createAuthentication(deps: AuthenticationDeps): Authentication {
  return {
    requestPermits: createRequestPermits(deps),
    requestSignInChallenge: requestSignInChallenge(deps),
    signIn: signIn(deps),
    viewWaysToSignIn: viewWaysToSignIn(deps),
    beginSuomiFi: beginSuomiFi(deps),
    signInBySuomiFi: signInBySuomiFi(deps),
    beginClientCertificateSignIn: beginClientCertificateSignIn(deps),
    seeClientCertificate: seeClientCertificate(deps),
    signInByClientCertificate: signInByClientCertificate(deps),
    forgetLeftClientCertificateSignIn: forgetLeftClientCertificateSignIn(deps),
    openPasswordSession: openPasswordSession(deps),
    endPasswordSessions: endPasswordSessions(deps),
    recordRefusal: recordRefusal(deps),
    testCard: testCard(deps),
    viewSession: viewSession(deps),
    viewOwnSessions: viewOwnSessions(deps),
    endOwnSession: endOwnSession(deps),
    signOut: signOut(deps),
    checkSignature: checkSignature(deps),
    subscriptions: [
      endSessionsOfRevoked(deps),
      endWithDeath(deps),
      ...endSessionsOfRegistrar(deps),
    ],
  }
}
