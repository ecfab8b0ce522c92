import * as contracts from '@sotevarmenne/api/authentication'
import { endpoint, sessionEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Authentication } from './create-authentication.ts'
import {
  tlsSignInBeginProblems,
  tlsSignInProblems,
  endOwnSessionProblems,
  signInProblems,
  suomiFiBeginProblems,
  suomiFiProblems,
} from './problems.ts'

export const authenticationApi = (authentication: Authentication): readonly Endpoint[] => [
  endpoint({
    contract: contracts.requestSignInChallenge,
    action: (permit) => authentication.requestSignInChallenge(permit),
    problems: {},
  }),
  sessionEndpoint({
    contract: contracts.signIn,
    action: (
      permit,
      { challengeId, isForOrganisation, signature, signatureAlgorithm, chain },
      request,
    ) =>
      authentication.signIn(
        permit,
        {
          challengeId,
          isForOrganisation,
          signatureAlgorithm,
          signature: bytes(signature),
          chain: chain.map(bytes),
        },
        request,
      ),
    problems: signInProblems,
  }),
  endpoint({
    contract: contracts.viewWaysToSignIn,
    action: (permit) => authentication.viewWaysToSignIn(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.beginSuomiFi,
    action: authentication.beginSuomiFi,
    problems: suomiFiBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInBySuomiFi,
    action: authentication.signInBySuomiFi,
    problems: suomiFiProblems,
  }),
  endpoint({
    contract: contracts.beginClientCertificateSignIn,
    action: authentication.beginClientCertificateSignIn,
    problems: tlsSignInBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInByClientCertificate,
    action: authentication.signInByClientCertificate,
    problems: tlsSignInProblems,
  }),
  endpoint({
    contract: contracts.testCard,
    action: (permit, { signature, chain, ...input }) =>
      authentication.testCard(permit, {
        ...input,
        signature: bytes(signature),
        chain: chain.map(bytes),
      }),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewSession,
    action: authentication.viewSession,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewOwnSessions,
    action: authentication.viewOwnSessions,
    problems: {},
  }),
  endpoint({
    contract: contracts.endOwnSession,
    action: authentication.endOwnSession,
    problems: endOwnSessionProblems,
  }),
  sessionEndpoint({
    contract: contracts.signOut,
    action: authentication.signOut,
    problems: {},
  }),
]

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
