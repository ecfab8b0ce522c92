import { createSealing } from '#platform/sealing.ts'
import {
  applyAnew,
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
import { askBusinesses } from './assess.ts'
import type { ServiceCertificatesDeps } from './deps.ts'
import { decideOvertaken, listOvertaken, revokeOnItsDay } from './decide-overtaken.ts'
import { hearCodes } from './hear-codes.ts'
import { issueApproved, remindOfEnd } from './issue.ts'
import { mailsOf } from './mails.ts'
import {
  listNamedCertificates,
  revokeNamedCertificate,
  viewNamedCertificate,
} from './named-certificates.ts'
import { assessForProgram, orderByProgram } from './order-by-program.ts'
import { revokeByProgram, revokeServiceCertificate } from './revoke.ts'
import { programApplicationOf, standingsOf } from './store.ts'

export type ServiceCertificates = ReturnType<typeof createServiceCertificates>

/** `key`: at least 32 secret octets, from which the key that seals contacts and links is derived. */
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
    applyAnew: applyAnew(deps),
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
    listOvertaken: listOvertaken(deps),
    decideOvertaken: decideOvertaken(deps),
    revokeServiceCertificate: revokeServiceCertificate(deps),
    listNamedCertificates: listNamedCertificates(deps),
    viewNamedCertificate: viewNamedCertificate(deps),
    revokeNamedCertificate: revokeNamedCertificate(deps),
    listSupplierAuthorisations: listSupplierAuthorisations(deps),
    authoriseSupplier: authoriseSupplier(deps),
    endSupplierAuthorisation: endSupplierAuthorisation(deps),
    assessForProgram: assessForProgram(deps),
    askBusinesses: (asked: Parameters<typeof askBusinesses>[1]) => askBusinesses(deps, asked),
    orderByProgram: orderByProgram(deps),
    revokeByProgram: revokeByProgram(deps),
    standingsOf,
    programApplicationOf,
    mailsOf: mailsOf(deps),
    jobs: [issueApproved(deps), remindOfEnd(deps), revokeOnItsDay(deps)],
    subscriptions: [hearCodes(deps)],
  }
}
