import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Changes of registers that the mass-revocation guard has paused: two persons release them. */
export const waitingPauses = waitingRows({
  ...{ kind: 'paused-register-changes', decidedBy: 'registers.releaseChanges' },
  ...{ table: 'register_changes.pause', id: 'pause_id', since: sql`noticed_at` },
  isWaiting: sql`released_at is null`,
  barred: [sql`first_person`],
})
