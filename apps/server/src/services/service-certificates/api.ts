import { documentUpload } from '@sotevarmenne/api/uploads'
import * as contracts from '@sotevarmenne/api/service-certificates'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { noCopyProblems } from '#people/registers/index.ts'
import type { ServiceCertificates } from './create-service-certificates.ts'
import {
  attachProblems,
  authoriseProblems,
  bringByLinkProblems,
  bringProblems,
  changeProblems,
  conformityProblems,
  decideOutdatedProblems,
  decideProblems,
  draftProblems,
  endAuthorisationProblems,
  examineByLinkProblems,
  examineProblems,
  linkProblems,
  makeLinkProblems,
  namedProblems,
  ownProblems,
  queuedProblems,
  revokeNamedProblems,
  revokeProblems,
  sendProblems,
  stepProblems,
} from './problems.ts'

/** Per address and minute: a person tries a few requests by one link, a program tries many links. */
const byLinkPerMinute = 20

export const serviceCertificateApi = (service: ServiceCertificates): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApplications,
    action: service.listApplications,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApplicableOids,
    action: service.listApplicableOids,
    problems: { ...memberProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.draftApplication,
    action: service.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewApplication,
    action: service.viewApplication,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.changeApplication,
    action: service.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachConformity,
    action: service.attachConformity,
    problems: attachProblems,
    bodyLimit: documentUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.sendApplication,
    action: service.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawApplication,
    action: service.withdrawApplication,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.applyAgain,
    action: service.applyAgain,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.makeRequestLink,
    action: service.makeRequestLink,
    problems: makeLinkProblems,
  }),
  endpoint({
    contract: contracts.examineRequest,
    action: service.examineRequest,
    problems: examineProblems,
  }),
  endpoint({
    contract: contracts.bringRequest,
    action: service.bringRequest,
    problems: bringProblems,
  }),
  endpoint({
    contract: contracts.viewByLink,
    action: service.viewByLink,
    problems: linkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.examineByLink,
    action: service.examineByLink,
    problems: examineByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.bringByLink,
    action: service.bringByLink,
    problems: bringByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.listQueue,
    action: service.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueued,
    action: service.viewQueued,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewConformity,
    action: service.viewConformity,
    problems: conformityProblems,
  }),
  endpoint({
    contract: contracts.decideApplication,
    action: service.decideApplication,
    problems: decideProblems,
  }),
  endpoint({
    contract: contracts.listOutdated,
    action: service.listOutdated,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideOutdated,
    action: service.decideOutdated,
    problems: decideOutdatedProblems,
  }),
  endpoint({
    contract: contracts.revokeServiceCertificate,
    action: service.revokeServiceCertificate,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.listSupplierRequestedCertificates,
    action: service.listSupplierRequestedCertificates,
    problems: { ...memberProblems, ...cursorProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.viewSupplierRequestedCertificate,
    action: service.viewSupplierRequestedCertificate,
    problems: namedProblems,
  }),
  endpoint({
    contract: contracts.revokeSupplierRequestedCertificate,
    action: service.revokeSupplierRequestedCertificate,
    problems: revokeNamedProblems,
  }),
  endpoint({
    contract: contracts.listSupplierAuthorisations,
    action: service.listSupplierAuthorisations,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.authoriseSupplier,
    action: service.authoriseSupplier,
    problems: authoriseProblems,
  }),
  endpoint({
    contract: contracts.endSupplierAuthorisation,
    action: service.endSupplierAuthorisation,
    problems: endAuthorisationProblems,
  }),
]
