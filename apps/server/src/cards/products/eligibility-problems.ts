import type { ProblemsFor } from '#platform/endpoint.ts'
import type { EligibilityRefusal } from './domain/eligibility.ts'
import type { EmploymentRefusal, MemberRefusal } from './domain/member-card.ts'
import { texts } from './texts.ts'

/** Why a professional card cannot be ordered: also shown on the visitor's page before an attempt. */
export const eligibilityProblems = {
  'ordering-for-oneself': { status: 403, ...texts.orderingForOneself },
  'unknown-to-population-register': { status: 422, ...texts.unknownToPopulationRegister },
  'person-has-died': { status: 422, ...texts.personHasDied },
  'no-right': { status: 422, ...texts.noRight },
  'order-pending': { status: 409, ...texts.orderPending },
  'valid-card-exists': { status: 409, ...texts.validCardExists },
  'right-not-found': { status: 422, ...texts.rightNotFound },
  'right-ended': { status: 422, ...texts.rightEnded },
  'right-not-begun': { status: 422, ...texts.rightNotBegun },
  'doctor-id-missing': { status: 422, ...texts.doctorIdMissing },
} satisfies ProblemsFor<EligibilityRefusal>

/** Why the person cannot have a staff or actor card, from any employer. */
export const memberProblems = {
  'ordering-for-oneself': eligibilityProblems['ordering-for-oneself'],
  'unknown-to-population-register': eligibilityProblems['unknown-to-population-register'],
  'person-has-died': eligibilityProblems['person-has-died'],
  'right-in-force': { status: 422, ...texts.rightInForce },
} satisfies ProblemsFor<MemberRefusal>

/** Why the person cannot have one from this employer. */
export const employmentProblems = {
  'member-order-pending': { status: 409, ...texts.memberOrderPending },
  'valid-member-card-exists': { status: 409, ...texts.validMemberCardExists },
  'employment-ended': { status: 422, ...texts.employmentEnded },
} satisfies ProblemsFor<EmploymentRefusal>
