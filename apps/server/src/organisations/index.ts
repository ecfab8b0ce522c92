export { organisationApi } from './api.ts'
export { createOrganisations, type Organisations } from './create-organisations.ts'
export type { OrderingNotAllowed } from './judge-ordering.ts'
export { orderingProblems } from './problems.ts'
