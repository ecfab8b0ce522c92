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
    action: cases.openOwnCase,
    problems: openCaseProblems,
  }),
  endpoint({
    contract: contracts.listOwnCases,
    action: cases.listOwnCases,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOwnCase,
    action: cases.viewOwnCase,
    problems: caseNotFoundProblems,
  }),
  endpoint({
    contract: contracts.continueOwnCase,
    action: cases.stepOnOwnCase,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.openOrganisationCase,
    action: cases.openOrganisationCase,
    problems: openOrganisationCaseProblems,
  }),
  endpoint({
    contract: contracts.listOrganisationCases,
    action: cases.listOrganisationCases,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOrganisationCase,
    action: cases.viewOrganisationCase,
    problems: { ...memberProblems, ...caseNotFoundProblems },
  }),
  endpoint({
    contract: contracts.continueOrganisationCase,
    action: cases.stepOnOrganisationCase,
    problems: { ...actionProblems, ...stepProblems },
  }),
  endpoint({
    contract: contracts.listCases,
    action: cases.listCases,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewCase,
    action: cases.viewCase,
    problems: caseNotFoundProblems,
  }),
  endpoint({
    contract: contracts.handleCase,
    action: cases.handleCase,
    problems: stepProblems,
  }),
]
