import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Payments of which something is on no invoice. */
export const waitingPayments = waitingRows({
  ...{ kind: 'payment', decidedBy: 'payments.settle' },
  ...{ table: 'payments.entry', id: 'entry_id', since: sql`imported_at` },
  isWaiting: sql`left_cents <> 0`,
})
