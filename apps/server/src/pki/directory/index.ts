export { ldapDirectory } from './ldap-directory.ts'
export { keepDirectory } from './sync-directory.ts'
