export { openBounceListener } from './adapters/bounce-listener.ts'
export { smtpRelay } from './adapters/smtp-relay.ts'
export { createNotices, type Notices } from './create-notices.ts'
export type { OrganisationMailsOf, StaffToNotify } from './ports.ts'
