import type { ProblemsFor } from '#platform/endpoint.ts'
import type { RegistrarRefused } from './domain/check-registrar.ts'
import { texts } from './texts.ts'

/** All reasons that a check may give. */
export const checkProblems = {
  'person-not-found': { status: 422, ...texts.personNotFound },
  'no-card-in-use': { status: 422, ...texts.noCardInUse },
  'organisation-ceased': { status: 403, ...texts.organisationCeased },
  'point-of-another': { status: 403, ...texts.pointOfAnother },
  'point-not-in-service': { status: 422, ...texts.pointNotInService },
  'no-agreement-in-force': { status: 403, ...texts.noAgreementInForce },
  'training-not-completed': { status: 422, ...texts.trainingNotCompleted },
  'training-lapsed': { status: 422, ...texts.trainingLapsed },
  'refresher-without-basic': { status: 422, ...texts.refresherWithoutBasic },
  'proof-missing': { status: 422, ...texts.proofMissing },
  'already-registrar-there': { status: 409, ...texts.alreadyRegistrarThere },
} satisfies ProblemsFor<RegistrarRefused>
