import type { ProblemsFor } from '#platform/endpoint.ts'
import type { AppointAuditorRefusal, EndAuditorRefusal } from './auditors.ts'
import type { BootstrapRefusal } from './bootstrap.ts'
import type { SignInRefusal } from './sign-in.ts'
import { texts } from './texts.ts'

export const signInProblems = {
  'challenge-unknown': { status: 409, ...texts.challengeUnknown },
  'challenge-expired': { status: 409, ...texts.challengeExpired },
  'certificate-unreadable': { status: 422, ...texts.certificateUnreadable },
  'certificate-of-another-purpose': { status: 422, ...texts.certificateOfAnotherPurpose },
  'signature-algorithm-not-accepted': { status: 422, ...texts.algorithmNotAccepted },
  'wrong-signature': { status: 403, ...texts.wrongSignature },
  'issuer-not-trusted': { status: 403, ...texts.issuerNotTrusted },
  'certificate-not-yet-valid': { status: 403, ...texts.certificateNotYetValid },
  'certificate-expired': { status: 403, ...texts.certificateExpired },
  'certificate-unknown': { status: 403, ...texts.certificateUnknown },
  'certificate-revoked': { status: 403, ...texts.certificateRevoked },
} satisfies ProblemsFor<SignInRefusal>

export const appointAuditorProblems = {
  'person-unknown': { status: 404, ...texts.personUnknown },
  'already-auditor': { status: 409, ...texts.alreadyAuditor },
  'has-another-role': { status: 422, ...texts.hasAnotherRole },
} satisfies ProblemsFor<AppointAuditorRefusal>

export const endAuditorProblems = {
  'not-an-auditor': { status: 404, ...texts.notAnAuditor },
} satisfies ProblemsFor<EndAuditorRefusal>

/** For the terminal. */
export const bootstrapProblems = {
  'already-bootstrapped': { status: 409, ...texts.alreadyBootstrapped },
  'begun-with-others': { status: 409, ...texts.begunWithOthers },
  'not-two-persons': { status: 422, ...texts.notTwoPersons },
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'registers-refuse': { status: 422, ...texts.registersRefuse },
  'card-refused': { status: 422, ...texts.cardRefused },
  'appointment-refused': { status: 409, ...texts.appointmentRefused },
} satisfies ProblemsFor<BootstrapRefusal>
