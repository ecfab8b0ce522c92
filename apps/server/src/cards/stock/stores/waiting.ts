import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Orders of blank cards by registration points: one of a point waits at a time. */
export const waitingBlankOrders = waitingRows({
  ...{ kind: 'blank-order', decidedBy: 'blanks.decideBlankOrder' },
  ...{ table: 'stock.blank_order', id: 'order_id', since: sql`ordered_at` },
  isWaiting: sql`state = 'ordered'`,
  pointId: sql`point_id`,
  barred: [sql`ordered_by`],
})
