import * as contracts from '@sotevarmenne/api/organisations'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Organisations } from './create-organisations.ts'
import {
  addOrganisationProblems,
  changeOrganisationProblems,
  decidePaperProblems,
  endPaperProblems,
  lookUpProblems,
  proposeAgreementProblems,
  proposeAuthorisationProblems,
  viewOrganisationProblems,
} from './problems.ts'

export const organisationApi = (organisations: Organisations): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listOrganisations,
    deed: 'organisations.viewOrganisations',
    act: organisations.listOrganisations,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisation,
    deed: 'organisations.viewOrganisations',
    act: organisations.viewOrganisation,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.viewOrganisationHistory,
    deed: 'organisations.viewOrganisations',
    act: organisations.viewOrganisationHistory,
    problems: viewOrganisationProblems,
  }),
  endpoint({
    contract: contracts.lookUpOrganisation,
    deed: 'organisations.addOrganisation',
    act: organisations.lookUpOrganisation,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.addOrganisation,
    deed: 'organisations.addOrganisation',
    act: organisations.addOrganisation,
    problems: addOrganisationProblems,
  }),
  endpoint({
    contract: contracts.changeOrganisation,
    deed: 'organisations.changeOrganisation',
    act: organisations.changeOrganisation,
    problems: changeOrganisationProblems,
  }),
  endpoint({
    contract: contracts.proposeAgreement,
    deed: 'organisations.proposePaper',
    act: organisations.proposeAgreement,
    problems: proposeAgreementProblems,
  }),
  endpoint({
    contract: contracts.proposeAuthorisation,
    deed: 'organisations.proposePaper',
    act: organisations.proposeAuthorisation,
    problems: proposeAuthorisationProblems,
  }),
  endpoint({
    contract: contracts.decidePaper,
    deed: 'organisations.decidePaper',
    act: organisations.decidePaper,
    problems: decidePaperProblems,
  }),
  endpoint({
    contract: contracts.endPaper,
    deed: 'organisations.endPaper',
    act: organisations.endPaper,
    problems: endPaperProblems,
  }),
  endpoint({
    contract: contracts.listEmployers,
    deed: 'organisations.listEmployers',
    act: organisations.listEmployers,
    problems: {},
  }),
]
