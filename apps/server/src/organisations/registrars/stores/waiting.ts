import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Applications of organisations for registrars. */
export const waitingApplications = waitingRows({
  ...{ kind: 'registrar-application', decidedBy: 'registrars.decide' },
  ...{ table: 'registrars.application', id: 'application_id', since: sql`changed_at` },
  isWaiting: sql`state = 'sent'`,
  organisationId: sql`organisation_id`,
})
