import { createSealing } from '#platform/sealing.ts'
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
import { programApplicationOf, standingsOf } from './store.ts'
import { endProgram } from './stores/ended-programs.ts'

export type ServiceCertificates = ReturnType<typeof createServiceCertificates>

/** `key`: at least 32 secret bytes, from which the key that seals contacts and links is derived. */
export function createServiceCertificates({
  key,
  ...rest
}: Omit<ServiceCertificatesDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: ServiceCertificatesDeps = {
    ...rest,
    sealing: createSealing(key, 'service-certificates'),
  }
  return {
    listApplications: listApplications(deps),
    listApplicableOids: listApplicableOids(deps),
    draftApplication: draftApplication(deps),
    viewApplication: viewApplication(deps),
    changeApplication: changeApplication(deps),
    attachConformity: attachConformity(deps),
    sendApplication: sendApplication(deps),
    withdrawApplication: withdrawApplication(deps),
    applyAgain: applyAgain(deps),
    makeRequestLink: makeRequestLink(deps),
    examineRequest: examineRequest(deps),
    bringRequest: bringRequest(deps),
    viewByLink: viewByLink(deps),
    examineByLink: examineByLink(deps),
    bringByLink: bringByLink(deps),
    listQueue: listQueue(deps),
    viewQueued: viewQueued(deps),
    viewConformity: viewConformity(deps),
    decideApplication: decideApplication(deps),
    listOutdated: listOutdated(deps),
    decideOutdated: decideOutdated(deps),
    revokeServiceCertificate: revokeServiceCertificate(deps),
    listSupplierRequestedCertificates: listSupplierRequestedCertificates(deps),
    viewSupplierRequestedCertificate: viewSupplierRequestedCertificate(deps),
    revokeSupplierRequestedCertificate: revokeSupplierRequestedCertificate(deps),
    listSupplierAuthorisations: listSupplierAuthorisations(deps),
    authoriseSupplier: authoriseSupplier(deps),
    endSupplierAuthorisation: endSupplierAuthorisation(deps),
    assessForProgram: assessForProgram(deps),
    queryBusinesses: (requested: Parameters<typeof queryBusinesses>[1]) =>
      queryBusinesses(deps, requested),
    orderByProgram: orderByProgram(deps),
    revokeByProgram: revokeByProgram(deps),
    endProgram,
    standingsOf,
    programApplicationOf,
    mailsOf: mailsOf(deps),
    jobs: [issueApproved(deps), remindOfEnd(deps), revokeOnItsDay(deps)],
    subscriptions: [receiveCodes(deps)],
  }
}
