import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Inquiries about the identity of persons. */
export const waitingInquiries = waitingRows({
  ...{ kind: 'identity-inquiry', decidedBy: 'identification.decideInquiry' },
  ...{ table: 'identification.inquiry', id: 'inquiry_id', since: sql`raised_at` },
  isWaiting: sql`state = 'open'`,
  topic: sql`kind`,
  pointId: sql`point_id`,
  barred: [sql`raised_by`, sql`person_id`],
})
