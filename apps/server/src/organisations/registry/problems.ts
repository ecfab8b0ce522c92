import type { ProblemsFor } from '#platform/endpoint.ts'
import { noCopyProblems, unavailableProblems } from '#people/registers/index.ts'
import type { OrderingNotAllowed } from './judge-ordering.ts'
import type { DecidePaperRefusal, EndPaperRefusal } from './decide-paper.ts'
import type { AddOrganisationRefusal, ChangeOrganisationRefusal } from './keep-organisations.ts'
import type { LookUpRefusal } from './look-up-organisation.ts'
import type { ProposeAgreementRefusal, ProposeAuthorisationRefusal } from './propose-paper.ts'
import type { DrawSignedRefusal } from './sign-paper.ts'
import { texts } from './texts.ts'
import type { ViewOrganisationRefusal } from './view-organisations.ts'

const organisationNotFound = { status: 404, ...texts.organisationNotFound }
const paperNotFound = { status: 404, ...texts.paperNotFound }

const unitsProblems = {
  'not-an-oid': { status: 422, ...texts.notAnOid },
  'too-many-arcs': { status: 422, ...texts.notAnOid },
  'unit-of-another': { status: 422, ...texts.unitOfAnother },
  'unit-twice': { status: 422, ...texts.unitTwice },
}

const unitNotCoded = {
  'unit-not-in-code-service': { status: 422, ...texts.unitNotCoded },
}

/** For every deed that enters an organisation by its business ID. */
export const enteringProblems = {
  'not-a-business-id': { status: 422, ...texts.notABusinessId },
  'wrong-check-digit': { status: 422, ...texts.wrongCheckDigit },
  'unknown-to-business-register': { status: 422, ...texts.unknownToBusinessRegister },
  'organisation-ceased': { status: 422, ...texts.organisationCeased },
  'organisation-not-in-code-service': { status: 422, ...texts.organisationNotCoded },
  ...unitNotCoded,
  ...unavailableProblems,
  ...noCopyProblems,
}

export const addOrganisationProblems = {
  ...unitsProblems,
  ...enteringProblems,
  'organisation-exists': { status: 409, ...texts.organisationExists },
} satisfies ProblemsFor<AddOrganisationRefusal>

export const lookUpProblems = {
  'not-a-business-id': { status: 422, ...texts.notABusinessId },
  'wrong-check-digit': { status: 422, ...texts.wrongCheckDigit },
  'unknown-to-business-register': { status: 422, ...texts.unknownToBusinessRegister },
  ...unavailableProblems,
  ...noCopyProblems,
} satisfies ProblemsFor<LookUpRefusal>

export const changeOrganisationProblems = {
  ...unitsProblems,
  'organisation-not-found': organisationNotFound,
  'organisation-changed-meanwhile': { status: 409, ...texts.organisationChangedMeanwhile },
  'unit-in-agreement': { status: 409, ...texts.unitInAgreement },
  'kind-in-papers': { status: 409, ...texts.kindInPapers },
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  ...unitNotCoded,
  ...noCopyProblems,
} satisfies ProblemsFor<ChangeOrganisationRefusal>

export const viewOrganisationProblems = {
  'organisation-not-found': organisationNotFound,
} satisfies ProblemsFor<ViewOrganisationRefusal>

const scopeProblems = {
  'organisation-not-found': organisationNotFound,
  'days-backwards': { status: 422, ...texts.daysBackwards },
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  ...unitNotCoded,
  'product-not-for-organisation': { status: 422, ...texts.productNotForOrganisation },
  'point-not-found': { status: 422, ...texts.pointNotFound },
}

export const proposeAgreementProblems = {
  ...scopeProblems,
  'unit-unknown': { status: 422, ...texts.unitUnknown },
  'price-list-unknown': { status: 422, ...texts.priceListUnknown },
} satisfies ProblemsFor<ProposeAgreementRefusal>

export const proposeAuthorisationProblems = {
  ...scopeProblems,
  'authorised-not-found': { status: 422, ...texts.authorisedNotFound },
  'authorising-oneself': { status: 422, ...texts.authorisingOneself },
} satisfies ProblemsFor<ProposeAuthorisationRefusal>

/** Of what an organisation signs. */
export const drawSignedProblems = {
  ...proposeAgreementProblems,
  ...proposeAuthorisationProblems,
  'point-of-another': { status: 422, ...texts.pointOfAnother },
  'not-to-be-changed': { status: 409, ...texts.notToBeChanged },
  'being-changed': { status: 409, ...texts.beingChanged },
} satisfies ProblemsFor<DrawSignedRefusal>

export const decidePaperProblems = {
  'paper-not-found': paperNotFound,
  'paper-not-proposed': { status: 409, ...texts.paperNotProposed },
  'own-proposal': { status: 403, ...texts.ownProposal },
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'unknown-to-business-register': enteringProblems['unknown-to-business-register'],
  ...unavailableProblems,
} satisfies ProblemsFor<DecidePaperRefusal>

export const endPaperProblems = {
  'paper-not-found': paperNotFound,
  'paper-not-approved': { status: 409, ...texts.paperNotApproved },
} satisfies ProblemsFor<EndPaperRefusal>

/** Why a staff or actor card can't be ordered for an organisation here and now. */
export const orderingProblems = {
  'organisation-not-found': organisationNotFound,
  'unit-unknown': { status: 422, ...texts.unitUnknown },
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  ...unitNotCoded,
  'product-not-for-organisation': { status: 422, ...texts.productNotForOrganisation },
  'agreement-missing': { status: 403, ...texts.agreementMissing },
  'agreement-not-approved': { status: 403, ...texts.agreementNotApproved },
  'agreement-not-begun': { status: 403, ...texts.agreementNotBegun },
  'agreement-ended': { status: 403, ...texts.agreementEnded },
  'agreement-without-product': { status: 403, ...texts.agreementWithoutProduct },
  'agreement-without-unit': { status: 403, ...texts.agreementWithoutUnit },
  'authorisation-missing': { status: 403, ...texts.authorisationMissing },
  'authorisation-not-approved': { status: 403, ...texts.authorisationNotApproved },
  'authorisation-not-begun': { status: 403, ...texts.authorisationNotBegun },
  'authorisation-ended': { status: 403, ...texts.authorisationEnded },
  'authorisation-without-product': { status: 403, ...texts.authorisationWithoutProduct },
} satisfies ProblemsFor<OrderingNotAllowed>
