export { appointFirstCaseOfficer } from './appoint-first-case-officer.ts'
export { createRoles, type Roles } from './create-roles.ts'
export {
  authenticationFor,
  grantToApiKey,
  grantToClient,
  grantToEverybody,
  grantToPerson,
  permittedTo,
} from './grant-permit.ts'
export type { RolesNow } from './roles-now.ts'
export { allRoleHolders } from './stores/roles.ts'
export { createSystemPermits, type SystemPermit } from './system-permits.ts'
