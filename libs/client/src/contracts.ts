/** Every contract of the API, by subject: `contracts.production.reportReaders`. */
export { modules as contracts } from '@sotevarmenne/api/permissions'
