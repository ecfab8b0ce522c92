import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { AuditReviewDeps } from './deps.ts'
import { findAuditSubjects } from './find-subjects.ts'
import { listPausedRevocations } from './paused-revocations.ts'
import { searchAuditLog, viewAuditHistory, viewEntry } from './read-log.ts'

export { namesInLog, type NamesDeps } from './names-in-log.ts'

/**
 * What auditors read: the audit log with names, and the history of a person, a card or an organisation; and the acts
 * behind revocations that wait for their release, which officers read too.
 */
export const createAuditReview = (wired: Unsealed<AuditReviewDeps>) =>
  bindOperations(withSealing(wired, 'audit-review'), {
    findAuditSubjects,
    listPausedRevocations,
    searchAuditLog,
    viewAuditHistory,
    viewEntry,
  })
