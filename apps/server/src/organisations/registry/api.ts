import * as contracts from '@sotevarmenne/api/organisations'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Organisations } from './create-organisations.ts'
import {
  addOrganisationProblems,
  changeOrganisationProblems,
  decideAgreementProblems,
  endAgreementProblems,
  lookUpProblems,
  proposeCardAgreementProblems,
  proposeDelegationProblems,
  viewOrganisationProblems,
} from './problems.ts'

export const organisationApi = (organisations: Organisations): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listOrganisations,
    action: organisations.listOrganisations,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisation,
    action: organisations.viewOrganisation,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisationHistory,
    action: organisations.viewOrganisationHistory,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.lookUpOrganisation,
    action: organisations.lookUpOrganisation,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.addOrganisation,
    action: organisations.addOrganisation,
    problems: addOrganisationProblems,
  }),
  endpoint({
    contract: contracts.changeOrganisation,
    action: organisations.changeOrganisation,
    problems: changeOrganisationProblems,
  }),
  endpoint({
    contract: contracts.proposeCardAgreement,
    action: organisations.proposeCardAgreement,
    problems: proposeCardAgreementProblems,
  }),
  endpoint({
    contract: contracts.proposeDelegation,
    action: organisations.proposeDelegation,
    problems: proposeDelegationProblems,
  }),
  endpoint({
    contract: contracts.decideAgreement,
    action: organisations.decideAgreement,
    problems: decideAgreementProblems,
  }),
  endpoint({
    contract: contracts.endAgreement,
    action: organisations.endAgreement,
    problems: endAgreementProblems,
  }),
  endpoint({
    contract: contracts.listEmployers,
    action: organisations.listEmployers,
    problems: {},
  }),
]
