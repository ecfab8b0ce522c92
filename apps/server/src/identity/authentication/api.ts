import * as contracts from '@sotevarmenne/api/access'
import { endpoint, sessionEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Access } from './create-access.ts'
import {
  tlsSignInBeginProblems,
  tlsSignInProblems,
  endOwnSessionProblems,
  passwordSignInProblems,
  setPasswordProblems,
  signInProblems,
  suomiFiBeginProblems,
  suomiFiProblems,
} from './problems.ts'

export const accessApi = (access: Access): readonly Endpoint[] => [
  endpoint({
    contract: contracts.requestSignInChallenge,
    operation: 'access.signIn',
    action: (permit) => access.requestSignInChallenge(permit),
    problems: {},
  }),
  sessionEndpoint({
    contract: contracts.signIn,
    operation: 'access.signIn',
    action: (
      permit,
      { challengeId, isForOrganisation, signature, signatureAlgorithm, chain },
      request,
    ) =>
      access.signIn(
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
    operation: 'access.signIn',
    action: (permit) => access.viewWaysToSignIn(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.beginSuomiFi,
    operation: 'access.signIn',
    action: access.beginSuomiFi,
    problems: suomiFiBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInBySuomiFi,
    operation: 'access.signIn',
    action: access.signInBySuomiFi,
    problems: suomiFiProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInByPassword,
    operation: 'access.signIn',
    action: access.signInByPassword,
    problems: passwordSignInProblems,
  }),
  endpoint({
    contract: contracts.viewOwnPassword,
    operation: 'access.viewOwnPassword',
    action: (permit) => access.viewOwnPassword(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.setOwnPassword,
    operation: 'access.setOwnPassword',
    action: access.setOwnPassword,
    problems: setPasswordProblems,
  }),
  endpoint({
    contract: contracts.removeOwnPassword,
    operation: 'access.setOwnPassword',
    action: (permit) => access.removeOwnPassword(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.beginClientCertificateSignIn,
    operation: 'access.signIn',
    action: access.beginClientCertificateSignIn,
    problems: tlsSignInBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInByClientCertificate,
    operation: 'access.signIn',
    action: access.signInByClientCertificate,
    problems: tlsSignInProblems,
  }),
  endpoint({
    contract: contracts.testCard,
    operation: 'access.testCard',
    action: (permit, { signature, chain, ...input }) =>
      access.testCard(permit, {
        ...input,
        signature: bytes(signature),
        chain: chain.map(bytes),
      }),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewSession,
    operation: 'access.viewSession',
    action: access.viewSession,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewOwnSessions,
    operation: 'access.viewOwnSessions',
    action: access.viewOwnSessions,
    problems: {},
  }),
  endpoint({
    contract: contracts.endOwnSession,
    operation: 'access.endOwnSession',
    action: access.endOwnSession,
    problems: endOwnSessionProblems,
  }),
  sessionEndpoint({
    contract: contracts.signOut,
    operation: 'access.signOut',
    action: access.signOut,
    problems: {},
  }),
]

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
