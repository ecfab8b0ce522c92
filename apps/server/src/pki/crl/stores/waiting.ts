import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** CRLs that the mass-revocation guard has paused: two persons release them. */
export const waitingPauses = waitingRows({
  ...{ kind: 'paused-crls', decidedBy: 'crl.releasePause' },
  ...{ table: 'crl.pause', id: 'pause_id', since: sql`noticed_at` },
  isWaiting: sql`released_at is null`,
  barred: [sql`first_person`],
})
