import * as contracts from '@sotevarmenne/api/access'
import { endpoint, sessionEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Access } from './create-access.ts'
import {
  cardDoorBeginProblems,
  cardDoorProblems,
  endOwnSessionProblems,
  passwordSignInProblems,
  setPasswordProblems,
  signInProblems,
  suomiFiBeginProblems,
  suomiFiProblems,
} from './problems.ts'

export const accessApi = (access: Access): readonly Endpoint[] => [
  endpoint({
    contract: contracts.askSignInChallenge,
    deed: 'access.signIn',
    act: (permit) => access.askSignInChallenge(permit),
    problems: {},
  }),
  sessionEndpoint({
    contract: contracts.signIn,
    deed: 'access.signIn',
    act: (
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
          signature: octets(signature),
          chain: chain.map(octets),
        },
        request,
      ),
    problems: signInProblems,
  }),
  endpoint({
    contract: contracts.viewWaysToSignIn,
    deed: 'access.signIn',
    act: (permit) => access.viewWaysToSignIn(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.beginSuomiFi,
    deed: 'access.signIn',
    act: access.beginSuomiFi,
    problems: suomiFiBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInBySuomiFi,
    deed: 'access.signIn',
    act: access.signInBySuomiFi,
    problems: suomiFiProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInByPassword,
    deed: 'access.signIn',
    act: access.signInByPassword,
    problems: passwordSignInProblems,
  }),
  endpoint({
    contract: contracts.viewOwnPassword,
    deed: 'access.viewOwnPassword',
    act: (permit) => access.viewOwnPassword(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.setOwnPassword,
    deed: 'access.setOwnPassword',
    act: access.setOwnPassword,
    problems: setPasswordProblems,
  }),
  endpoint({
    contract: contracts.removeOwnPassword,
    deed: 'access.setOwnPassword',
    act: (permit) => access.removeOwnPassword(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.beginAtCardDoor,
    deed: 'access.signIn',
    act: access.beginAtCardDoor,
    problems: cardDoorBeginProblems,
  }),
  sessionEndpoint({
    contract: contracts.signInAtCardDoor,
    deed: 'access.signIn',
    act: access.signInAtCardDoor,
    problems: cardDoorProblems,
  }),
  endpoint({
    contract: contracts.testCard,
    deed: 'access.testCard',
    act: (permit, { signature, chain, ...input }) =>
      access.testCard(permit, {
        ...input,
        signature: octets(signature),
        chain: chain.map(octets),
      }),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewSession,
    deed: 'access.viewSession',
    act: access.viewSession,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewOwnSessions,
    deed: 'access.viewOwnSessions',
    act: access.viewOwnSessions,
    problems: {},
  }),
  endpoint({
    contract: contracts.endOwnSession,
    deed: 'access.endOwnSession',
    act: access.endOwnSession,
    problems: endOwnSessionProblems,
  }),
  sessionEndpoint({
    contract: contracts.signOut,
    deed: 'access.signOut',
    act: access.signOut,
    problems: {},
  }),
]

const octets = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
