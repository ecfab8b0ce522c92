import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { CertificateRefusal } from './card/card-signature.ts'
import type { ThirdPartyCardSignInRefusal } from './card/sign-in-by-third-party-card.ts'
import { texts } from './texts.ts'

export const certificateProblems = {
  'certificate-unreadable': { status: 422, ...texts.certificateUnreadable },
  'certificate-of-another-purpose': { status: 422, ...texts.certificateOfAnotherPurpose },
  'issuer-not-trusted': { status: 403, ...texts.issuerNotTrusted },
  'certificate-not-yet-valid': { status: 403, ...texts.certificateNotYetValid },
  'certificate-expired': { status: 403, ...texts.certificateExpired },
  'certificate-not-found': { status: 403, ...texts.certificateNotFound },
  'certificate-revoked': { status: 403, ...texts.certificateRevoked },
} satisfies ProblemsFor<CertificateRefusal>

/** Of a card of another trust service. */
export const thirdPartyCardProblems = {
  'certificate-of-another-purpose': { status: 422, ...texts.certificateOfAnotherPurpose },
  'issuer-not-trusted': { status: 403, ...texts.issuerNotTrusted },
  'certificate-not-yet-valid': { status: 403, ...texts.certificateNotYetValid },
  'other-card-expired': { status: 403, ...texts.otherCardExpired },
  'other-card-revoked': { status: 403, ...texts.otherCardRevoked },
  'issuer-expired': { status: 403, ...texts.issuerExpired },
  'card-kind-not-accepted': { status: 403, ...texts.cardKindNotAccepted },
  'holder-not-named': { status: 422, ...texts.holderNotNamed },
  'certificate-status-unavailable': { status: 503, ...texts.certificateStatusUnavailable },
  'unknown-to-card-issuer': { status: 403, ...texts.unknownToCardIssuer },
  'card-issuer-unavailable': { status: 503, ...texts.cardIssuerUnavailable },
  'person-not-found': { status: 403, ...texts.personNotFound },
  'unknown-to-population-register': { status: 403, ...texts.unknownToPopulationRegister },
  ...unavailableProblems,
} satisfies ProblemsFor<ThirdPartyCardSignInRefusal>

export const signInProblems = {
  ...thirdPartyCardProblems,
  ...certificateProblems,
  'challenge-not-found': { status: 409, ...texts.challengeNotFound },
  'challenge-expired': { status: 409, ...texts.challengeExpired },
  'signature-algorithm-not-accepted': { status: 422, ...texts.algorithmNotAccepted },
  'wrong-signature': { status: 403, ...texts.wrongSignature },
}

export const attemptProblems = {
  'attempt-not-found': { status: 409, ...texts.attemptNotFound },
  'attempt-expired': { status: 409, ...texts.attemptExpired },
} as const

export const suomiFiBeginProblems = {
  'suomi-fi-not-in-use': { status: 404, ...texts.suomiFiNotInUse },
  'suomi-fi-unavailable': { status: 503, ...texts.suomiFiUnavailable },
}

export const suomiFiProblems = {
  ...suomiFiBeginProblems,
  ...attemptProblems,
  'suomi-fi-cancelled': { status: 403, ...texts.suomiFiCancelled },
  'suomi-fi-response-wrong': { status: 403, ...texts.suomiFiResponseWrong },
  'level-of-assurance-too-low': { status: 403, ...texts.levelTooLow },
  'identity-code-missing': { status: 403, ...texts.identityCodeMissing },
  'person-not-found': { status: 403, ...texts.personNotFound },
  'unknown-to-population-register': { status: 403, ...texts.unknownToPopulationRegister },
  ...unavailableProblems,
}
