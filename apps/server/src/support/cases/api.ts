import * as contracts from '@sotevarmenne/api/cases'
import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Cases } from './create-cases.ts'
import {
  openOrganisationCaseProblems,
  openCaseProblems,
  stepProblems,
  caseNotFoundProblems,
} from './problems.ts'

export const caseApi = (cases: Cases): readonly Endpoint[] => [
  endpoint({
    contract: contracts.openCase,
    operation: 'cases.writeToOffice',
    action: cases.openOwnCase,
    problems: openCaseProblems,
  }),
  endpoint({
    contract: contracts.listOwnCases,
    operation: 'cases.viewOwnCases',
    action: cases.listOwnCases,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOwnCase,
    operation: 'cases.viewOwnCases',
    action: cases.viewOwnCase,
    problems: caseNotFoundProblems,
  }),
  endpoint({
    contract: contracts.continueOwnCase,
    operation: 'cases.writeToOffice',
    action: cases.stepOnOwnCase,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.openOrganisationCase,
    operation: 'cases.writeForOrganisation',
    action: cases.openOrganisationCase,
    problems: openOrganisationCaseProblems,
  }),
  endpoint({
    contract: contracts.listOrganisationCases,
    operation: 'cases.viewOrganisationCases',
    action: cases.listOrganisationCases,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOrganisationCase,
    operation: 'cases.viewOrganisationCases',
    action: cases.viewOrganisationCase,
    problems: { ...memberProblems, ...caseNotFoundProblems },
  }),
  endpoint({
    contract: contracts.continueOrganisationCase,
    operation: 'cases.writeForOrganisation',
    action: cases.stepOnOrganisationCase,
    problems: { ...actionProblems, ...stepProblems },
  }),
  endpoint({
    contract: contracts.listCases,
    operation: 'cases.viewCases',
    action: cases.listCases,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewCase,
    operation: 'cases.viewCases',
    action: cases.viewCase,
    problems: caseNotFoundProblems,
  }),
  endpoint({
    contract: contracts.handleCase,
    operation: 'cases.handleCase',
    action: cases.handleCase,
    problems: stepProblems,
  }),
]
