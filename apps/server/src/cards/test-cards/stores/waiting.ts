import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Orders of test cards. */
export const waitingOrders = waitingRows({
  ...{ kind: 'test-card-order', decidedBy: 'testCards.decide' },
  ...{ table: 'test_cards.card_order', id: 'order_id', since: sql`ordered_at` },
  isWaiting: sql`state = 'requested'`,
  organisationId: sql`organisation_id`,
  barred: [sql`ordered_by`],
})
