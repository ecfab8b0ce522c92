import type { Session as SessionShown } from '@sotevarmenne/api/access'
import type { Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { PermitDesk } from '#platform/permit-desk.ts'
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
import type { AccessDeps } from './deps.ts'
import { endWithDeath } from './sessions/end-with-death.ts'
import { permitDesk } from './permit-desk.ts'
import type { AcceptedIssuer } from './other-cards/accepted-issuers.ts'
import { signersByOtherCards } from './other-cards/signers-by-other-cards.ts'
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
import { removeOwnPassword, setOwnPassword, viewOwnPassword } from './password/own-password.ts'
import { signInByPassword } from './password/sign-in-by-password.ts'
import { testCard } from './card/test-card.ts'
import { beginSuomiFi, signInBySuomiFi } from './suomi-fi/suomi-fi.ts'
import { viewWaysToSignIn } from './ways-to-sign-in.ts'

type Session = Pick<RequestFacts, 'sessionToken'>

export type Access = {
  readonly permitDesk: PermitDesk
  readonly requestSignInChallenge: (
    permit: Permit<'access.signIn'>,
  ) => Promise<Result<ChallengeRequested, never>>
  readonly signIn: (
    permit: Permit<'access.signIn'>,
    response: SignIn,
    request?: Session,
  ) => Promise<Result<SessionChange<SessionShown>, SignInRefusal>>
  /** Other trust services whose cards sign people in. Throws when the configuration is wrong. */
  readonly acceptedIssuers: () => Promise<readonly AcceptedIssuer[]>
  readonly signersByOtherCards: ReturnType<typeof signersByOtherCards>
  readonly viewWaysToSignIn: ReturnType<typeof viewWaysToSignIn>
  readonly beginSuomiFi: ReturnType<typeof beginSuomiFi>
  readonly signInBySuomiFi: ReturnType<typeof signInBySuomiFi>
  readonly beginClientCertificateSignIn: ReturnType<typeof beginClientCertificateSignIn>
  readonly seeClientCertificate: ReturnType<typeof seeClientCertificate>
  readonly signInByClientCertificate: ReturnType<typeof signInByClientCertificate>
  /** Erases what the TLS listener received from browsers that did not return in time. */
  readonly forgetLeftClientCertificateSignIn: () => Promise<void>
  readonly signInByPassword: ReturnType<typeof signInByPassword>
  readonly viewOwnPassword: ReturnType<typeof viewOwnPassword>
  readonly setOwnPassword: ReturnType<typeof setOwnPassword>
  readonly removeOwnPassword: ReturnType<typeof removeOwnPassword>
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

export function createAccess(deps: AccessDeps): Access {
  return {
    permitDesk: permitDesk(deps),
    requestSignInChallenge: requestSignInChallenge(deps),
    signIn: signIn(deps),
    acceptedIssuers: async () => (await deps.otherCards?.issuers()) ?? [],
    signersByOtherCards: signersByOtherCards(deps),
    viewWaysToSignIn: viewWaysToSignIn(deps),
    beginSuomiFi: beginSuomiFi(deps),
    signInBySuomiFi: signInBySuomiFi(deps),
    beginClientCertificateSignIn: beginClientCertificateSignIn(deps),
    seeClientCertificate: seeClientCertificate(deps),
    signInByClientCertificate: signInByClientCertificate(deps),
    forgetLeftClientCertificateSignIn: forgetLeftClientCertificateSignIn(deps),
    signInByPassword: signInByPassword(deps),
    viewOwnPassword: viewOwnPassword(deps),
    setOwnPassword: setOwnPassword(deps),
    removeOwnPassword: removeOwnPassword(deps),
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
