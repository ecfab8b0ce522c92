import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Applications for service certificates, also those that one of two case officers has checked. */
export const waitingApplications = waitingRows({
  ...{ kind: 'certificate-application', decidedBy: 'serviceCertificates.decideApplication' },
  ...{ table: 'service_certificates.application', id: 'application_id', since: sql`sent_at` },
  isWaiting: sql`state in ('sent', 'checked')`,
  organisationId: sql`organisation_id`,
  barred: [sql`standing ->> 'sentBy'`, sql`standing ->> 'checkedBy'`],
})

/** Certificates in force that no longer match the code service. */
export const waitingOutdated = waitingRows({
  ...{ kind: 'outdated-certificate', decidedBy: 'serviceCertificates.decideOutdated' },
  ...{ table: 'service_certificates.outdated', id: 'outdated_id', since: sql`found_at` },
  isWaiting: sql`state = 'waiting'`,
  organisationId: sql`(
    select organisation_id from service_certificates.application
    where application.application_id = outdated.application_id)`,
})
