import type { ProblemsFor } from '#platform/endpoint.ts'
import { noCopyProblems, unavailableProblems } from '#people/registers/index.ts'
import type { OrderingNotAllowed } from './check-ordering.ts'
import type { PreparingNotAllowed } from './domain/ordering.ts'
import { texts } from './texts.ts'

const organisationNotFound = { status: 404, ...texts.organisationNotFound }
export const agreementNotFound = { status: 404, ...texts.agreementNotFound }

export const unitsProblems = {
  'not-an-oid': { status: 422, ...texts.notAnOid },
  'too-many-arcs': { status: 422, ...texts.notAnOid },
  'unit-of-another': { status: 422, ...texts.unitOfAnother },
  'unit-twice': { status: 422, ...texts.unitTwice },
}

const unitNotCoded = {
  'unit-not-in-code-service': { status: 422, ...texts.unitNotCoded },
}

/** For every operation that adds an organisation whose business ID was read before. */
export const registeredProblems = {
  'unknown-to-business-register': { status: 422, ...texts.unknownToBusinessRegister },
  'organisation-ceased': { status: 422, ...texts.organisationCeased },
  'organisation-not-in-code-service': { status: 422, ...texts.organisationNotCoded },
  ...unitNotCoded,
  ...unavailableProblems,
  ...noCopyProblems,
}

/** For every one that adds an organisation by its business ID. */
export const enteringProblems = {
  'not-a-business-id': { status: 422, ...texts.notABusinessId },
  'wrong-check-digit': { status: 422, ...texts.wrongCheckDigit },
  ...registeredProblems,
}

export const changeOrganisationProblems = {
  ...unitsProblems,
  'organisation-not-found': organisationNotFound,
  'organisation-changed-meanwhile': { status: 409, ...texts.organisationChangedMeanwhile },
  'unit-in-agreement': { status: 409, ...texts.unitInCardAgreement },
  'kind-in-documents': { status: 409, ...texts.kindInDocuments },
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  ...unitNotCoded,
  ...noCopyProblems,
}

export const viewOrganisationProblems = {
  'organisation-not-found': organisationNotFound,
}

const scopeProblems = {
  'organisation-not-found': organisationNotFound,
  'days-backwards': { status: 422, ...texts.daysBackwards },
  'first-day-too-late': { status: 422, ...texts.firstDayTooLate },
  'last-day-too-late': { status: 422, ...texts.lastDayTooLate },
  'product-not-for-organisation': { status: 422, ...texts.productNotForOrganisation },
  'point-not-found': { status: 422, ...texts.pointNotFound },
}

export const proposeCardAgreementProblems = {
  ...scopeProblems,
  'unit-not-found': { status: 422, ...texts.unitNotFound },
  'price-list-not-found': { status: 422, ...texts.priceListNotFound },
  'agreement-overlaps': { status: 409, ...texts.agreementOverlapsAtOffice },
}

const drawDelegationProblems = {
  ...scopeProblems,
  'delegate-not-found': { status: 422, ...texts.delegateNotFound },
  'authorising-oneself': { status: 422, ...texts.authorisingOneself },
}

export const proposeDelegationProblems = {
  ...drawDelegationProblems,
  'point-of-another': { status: 422, ...texts.pointsOfSeveral },
  'point-operator-not-found': { status: 422, ...texts.pointOperatorUnknown },
  'agreement-overlaps': { status: 409, ...texts.delegationOverlapsAtOffice },
}

/** For agreements that an organisation signs. */
export const drawSignedProblems = {
  ...proposeCardAgreementProblems,
  ...drawDelegationProblems,
  'point-of-another': { status: 422, ...texts.pointOfAnother },
  'not-to-be-changed': { status: 409, ...texts.notToBeChanged },
  'being-changed': { status: 409, ...texts.beingChanged },
  'agreement-overlaps': { status: 409, ...texts.agreementOverlaps },
}

export const endAgreementProblems = {
  'agreement-not-found': agreementNotFound,
  'agreement-not-approved': { status: 409, ...texts.agreementNotApproved },
}

/** Why no order can be prepared for an organisation's people. */
export const preparingProblems = {
  'agreement-missing': { status: 403, ...texts.cardAgreementMissing },
  'agreement-not-approved': { status: 403, ...texts.cardAgreementNotApproved },
  'agreement-ended': { status: 403, ...texts.cardAgreementEnded },
} satisfies ProblemsFor<PreparingNotAllowed>

/** Why a staff or actor card cannot be ordered for an organisation here and now. */
export const orderingProblems = {
  'organisation-not-found': organisationNotFound,
  'unit-not-found': { status: 422, ...texts.unitNotFound },
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  ...unitNotCoded,
  'product-not-for-organisation': { status: 422, ...texts.productNotForOrganisation },
  ...preparingProblems,
  'agreement-not-begun': { status: 403, ...texts.cardAgreementNotBegun },
  'agreement-without-product': { status: 403, ...texts.cardAgreementWithoutProduct },
  'agreement-without-unit': { status: 403, ...texts.cardAgreementWithoutUnit },
  'delegation-missing': { status: 403, ...texts.delegationMissing },
  'delegation-not-approved': { status: 403, ...texts.delegationNotApproved },
  'delegation-not-begun': { status: 403, ...texts.delegationNotBegun },
  'delegation-ended': { status: 403, ...texts.delegationEnded },
  'delegation-without-product': { status: 403, ...texts.delegationWithoutProduct },
} satisfies ProblemsFor<OrderingNotAllowed>
