import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import {
  attachSharedCertificate,
  sendManyDrafts,
  storeSharedCertificate,
  withdrawManyPrepared,
} from './change-many.ts'
import type { EmploymentsDeps } from './deps.ts'
import { endEmploymentsByFile, previewEndsByFile } from './ends/end-by-file.ts'
import { endingDue } from './ends/end-due.ts'
import { endEmployment, endEmploymentOfCard, previewEmploymentEnd } from './ends/end-employment.ts'
import { listReportedEnds, withdrawEmploymentEnd } from './ends/list-ends.ts'
import { endWithDeath } from './end-with-death.ts'
import { forDirectory } from './for-directory.ts'
import { preparedFor, referenceOf, sentAhead, usePrepared } from './for-desk.ts'
import { forgetting } from './forget-prepared.ts'
import { listEmployeeCards, tasksOf, viewCardTasks } from './list-cards.ts'
import { listPrepared } from './list-prepared.ts'
import { mailsOf } from './mails.ts'
import { prepareByFile, previewByFile } from './prepare-by-file.ts'
import {
  prepareOrder,
  sendCertificateAhead,
  sendDrafts,
  withdrawPrepared,
} from './prepare-orders.ts'
import { prepareRenewals, previewRenewals } from './prepare-renewals.ts'
import { previewPrepared } from './preview-prepared.ts'

export type Employments = ReturnType<typeof createEmployments>

/** Seals data about people. */
export function createEmployments(wired: Unsealed<EmploymentsDeps>) {
  const deps: EmploymentsDeps = withSealing(wired, 'employments')
  const forget = forgetting(deps)
  const due = endingDue(deps)
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
      previewEmploymentEnd,
      previewEndsByFile,
      endEmploymentsByFile,
      listReportedEnds,
      withdrawEmploymentEnd,
      listEmployeeCards,
      viewCardTasks,
      prepareRenewals,
      previewRenewals,
      previewPrepared,
      withdrawManyPrepared,
      sendManyDrafts,
      storeSharedCertificate,
      attachSharedCertificate,
    }),
    mailsOf: mailsOf(deps),
    /** For the desk: prepared orders of a visitor, the documents sent in advance, and their one use. */
    preparedFor: preparedFor(deps),
    sentAhead: sentAhead(deps),
    usePrepared: usePrepared(deps),
    referenceOf: referenceOf(deps),
    /** For the advice desk. */
    tasksOf: tasksOf(deps),
    /** For the directories of employers (SCIM). */
    forDirectory: forDirectory(deps),
    jobs: [forget.handler, due.handler],
    subscriptions: [endWithDeath(deps)],
    planDaily: async () => {
      await forget.plan()
      await due.plan()
    },
  }
}
