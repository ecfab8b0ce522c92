import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import {
  applyAgain,
  attachConformity,
  changeApplication,
  draftApplication,
  listApplicableOids,
  listApplications,
  sendApplication,
  viewApplication,
  withdrawApplication,
} from './apply.ts'
import {
  authoriseSupplier,
  endSupplierAuthorisation,
  listSupplierAuthorisations,
} from './authorise-supplier.ts'
import {
  bringByLink,
  bringRequest,
  examineByLink,
  examineRequest,
  makeRequestLink,
  viewByLink,
} from './bring-request.ts'
import { decideApplication, listQueue, viewConformity, viewQueued } from './decide-application.ts'
import { queryBusinesses } from './assess.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { decideOutdated, listOutdated, revokeOnItsDay } from './decide-outdated.ts'
import { receiveCodes } from './receive-codes.ts'
import { issueApproved, remindOfEnd } from './issue.ts'
import { mailsOf } from './mails.ts'
import {
  listSupplierRequestedCertificates,
  revokeSupplierRequestedCertificate,
  viewSupplierRequestedCertificate,
} from './supplier-requested-certificates.ts'
import { assessForProgram, orderByProgram } from './order-by-program.ts'
import { revokeByProgram, revokeServiceCertificate } from './revoke.ts'
import { firstNamesOf, programApplicationOf, standingsOf } from './store.ts'
import { endProgram } from './stores/ended-programs.ts'
import { viewApplicationNameProofs, viewQueuedApplicationNameProofs } from './view-name-proofs.ts'
import { waitingApplications, waitingOutdated } from './stores/waiting.ts'

export type ServiceCertificates = ReturnType<typeof createServiceCertificates>

/** Seals contacts and links. */
export function createServiceCertificates(wired: Unsealed<ServiceCertificatesDeps>) {
  const deps: ServiceCertificatesDeps = withSealing(wired, 'service-certificates')
  return {
    ...bindOperations(deps, {
      listApplications,
      listApplicableOids,
      draftApplication,
      viewApplication,
      changeApplication,
      attachConformity,
      sendApplication,
      withdrawApplication,
      applyAgain,
      makeRequestLink,
      examineRequest,
      bringRequest,
      viewByLink,
      examineByLink,
      bringByLink,
      listQueue,
      viewQueued,
      viewConformity,
      viewApplicationNameProofs,
      viewQueuedApplicationNameProofs,
      decideApplication,
      listOutdated,
      decideOutdated,
      revokeServiceCertificate,
      listSupplierRequestedCertificates,
      viewSupplierRequestedCertificate,
      revokeSupplierRequestedCertificate,
      listSupplierAuthorisations,
      authoriseSupplier,
      endSupplierAuthorisation,
    }),
    assessForProgram: assessForProgram(deps),
    queryBusinesses: (requested: Parameters<typeof queryBusinesses>[1]) =>
      queryBusinesses(deps, requested),
    orderByProgram: orderByProgram(deps),
    revokeByProgram: revokeByProgram(deps),
    endProgram,
    standingsOf,
    firstNamesOf,
    programApplicationOf,
    mailsOf: mailsOf(deps),
    jobs: [issueApproved(deps), remindOfEnd(deps), revokeOnItsDay(deps)],
    subscriptions: [receiveCodes(deps)],
    waiting: [waitingApplications, waitingOutdated],
  }
}
