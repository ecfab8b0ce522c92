export { revocationLineApi } from './api.ts'
export { createRevocationLine, type RevocationLine } from './create-revocation-line.ts'
export { openFollowUps } from './store.ts'
