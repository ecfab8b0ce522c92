import { bindOperations } from '#platform/operation.ts'
import {
  beginClientCertificateSignIn,
  forgetLeftClientCertificateSignIn,
  seeClientCertificate,
  signInByClientCertificate,
} from './client-certificate/sign-in-by-client-certificate.ts'
import { checkSignature } from './card/check-signature.ts'
import type { AuthenticationDeps } from './deps.ts'
import { endWithDeath } from './sessions/end-with-death.ts'
import { createRequestPermits } from './request-permits.ts'
import { createRefusedSignIns } from './sessions/refused-sign-ins.ts'
import { endPasswordSessions, openPasswordSession } from './sessions/password-sessions.ts'
import { endOwnSession, viewOwnSessions } from './sessions/own-sessions.ts'
import {
  endSessionsOfRegistrar,
  endSessionsOfRevoked,
  signOut,
  viewSession,
} from './sessions/sessions.ts'
import { requestSignInChallenge, signIn } from './card/sign-in.ts'
import { testCard } from './card/test-card.ts'
import { beginIdentification, finishIdentification } from './suomi-fi/identify-again.ts'
import { identifiedStranger } from './suomi-fi/identified-stranger.ts'
import { beginSuomiFi, signInBySuomiFi } from './suomi-fi/suomi-fi.ts'
import { viewWaysToSignIn } from './ways-to-sign-in.ts'

export type Authentication = ReturnType<typeof createAuthentication>

export function createAuthentication(given: Omit<AuthenticationDeps, 'refusedSignIns'>) {
  const refusedSignIns = createRefusedSignIns(given)
  const deps: AuthenticationDeps = { ...given, refusedSignIns }
  return {
    requestPermits: createRequestPermits(deps),
    ...bindOperations(deps, {
      requestSignInChallenge,
      signIn,
      viewWaysToSignIn,
      beginSuomiFi,
      signInBySuomiFi,
      beginClientCertificateSignIn,
      signInByClientCertificate,
      viewSession,
      viewOwnSessions,
      endOwnSession,
      signOut,
      testCard,
    }),
    seeClientCertificate: seeClientCertificate(deps),
    forgetLeftClientCertificateSignIn: forgetLeftClientCertificateSignIn(deps),
    openPasswordSession: openPasswordSession(deps),
    endPasswordSessions: endPasswordSessions(deps),
    refusedSignIns,
    checkSignature: checkSignature(deps),
    beginIdentification: beginIdentification(deps),
    finishIdentification: finishIdentification(deps),
    identifiedStranger: identifiedStranger(deps),
    schedules: [
      {
        name: 'certificates of unfinished client-certificate sign-ins',
        run: forgetLeftClientCertificateSignIn(deps),
      },
    ],
    subscriptions: [
      endSessionsOfRevoked(deps),
      endWithDeath(deps),
      ...endSessionsOfRegistrar(deps),
    ],
  }
}
