import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import {
  attachSharedCertificate,
  storeSharedCertificate,
  withdrawManyPrepared,
} from './change-many.ts'
import type { EmploymentsDeps } from './deps.ts'
import { endEmployment, endEmploymentOfCard } from './end-employment.ts'
import { endWithDeath } from './end-with-death.ts'
import { preparedFor, referenceOf, sentAhead, usePrepared } from './for-desk.ts'
import { forgetting } from './forget-prepared.ts'
import { listEmployeeCards, viewCardTasks } from './list-cards.ts'
import { listPrepared } from './list-prepared.ts'
import { prepareByFile, previewByFile } from './prepare-by-file.ts'
import {
  prepareOrder,
  sendCertificateAhead,
  sendDrafts,
  withdrawPrepared,
} from './prepare-orders.ts'
import { prepareRenewals } from './prepare-renewals.ts'
import { previewPrepared } from './preview-prepared.ts'

export type Employments = ReturnType<typeof createEmployments>

/** Seals data about people. */
export function createEmployments(wired: Unsealed<EmploymentsDeps>) {
  const deps: EmploymentsDeps = withSealing(wired, 'employments')
  const forget = forgetting(deps)
  return {
    ...bindOperations(deps, {
      listPrepared,
      prepareOrder,
      prepareByFile,
      previewByFile,
      sendCertificateAhead,
      withdrawPrepared,
      sendDrafts,
      endEmployment,
      endEmploymentOfCard,
      listEmployeeCards,
      viewCardTasks,
      prepareRenewals,
      previewPrepared,
      withdrawManyPrepared,
      storeSharedCertificate,
      attachSharedCertificate,
    }),
    /** For the desk: prepared orders of a visitor, the documents sent in advance, and their one use. */
    preparedFor: preparedFor(deps),
    sentAhead: sentAhead(deps),
    usePrepared: usePrepared(deps),
    referenceOf: referenceOf(deps),
    jobs: [forget.handler],
    subscriptions: [endWithDeath(deps)],
    planDaily: forget.plan,
  }
}
