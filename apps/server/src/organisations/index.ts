export { organisationApi } from './api.ts'
export { createOrganisations, type Organisations } from './create-organisations.ts'
