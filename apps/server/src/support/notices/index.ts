export { noticeApi } from './api.ts'
export { openBounceDoor } from './adapters/bounce-door.ts'
export { smtpRelay } from './adapters/smtp-relay.ts'
export { createNotices, type Notices } from './create-notices.ts'
