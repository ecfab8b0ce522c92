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
    operation: 'organisations.viewOrganisations',
    action: organisations.listOrganisations,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisation,
    operation: 'organisations.viewOrganisations',
    action: organisations.viewOrganisation,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisationHistory,
    operation: 'organisations.viewOrganisations',
    action: organisations.viewOrganisationHistory,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.lookUpOrganisation,
    operation: 'organisations.addOrganisation',
    action: organisations.lookUpOrganisation,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.addOrganisation,
    operation: 'organisations.addOrganisation',
    action: organisations.addOrganisation,
    problems: addOrganisationProblems,
  }),
  endpoint({
    contract: contracts.changeOrganisation,
    operation: 'organisations.changeOrganisation',
    action: organisations.changeOrganisation,
    problems: changeOrganisationProblems,
  }),
  endpoint({
    contract: contracts.proposeCardAgreement,
    operation: 'organisations.proposeAgreement',
    action: organisations.proposeCardAgreement,
    problems: proposeCardAgreementProblems,
  }),
  endpoint({
    contract: contracts.proposeDelegation,
    operation: 'organisations.proposeAgreement',
    action: organisations.proposeDelegation,
    problems: proposeDelegationProblems,
  }),
  endpoint({
    contract: contracts.decideAgreement,
    operation: 'organisations.decideAgreement',
    action: organisations.decideAgreement,
    problems: decideAgreementProblems,
  }),
  endpoint({
    contract: contracts.endAgreement,
    operation: 'organisations.endAgreement',
    action: organisations.endAgreement,
    problems: endAgreementProblems,
  }),
  endpoint({
    contract: contracts.listEmployers,
    operation: 'organisations.listEmployers',
    action: organisations.listEmployers,
    problems: {},
  }),
]
