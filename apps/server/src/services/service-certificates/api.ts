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

/** A certificate of conformity of five megabytes in base64. */
const bodyLimit = 7_100_000

/** Per address and minute: a person tries a few requests by one link, a program tries many links. */
const byLinkPerMinute = 20

export const serviceCertificateApi = (service: ServiceCertificates): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApplications,
    operation: 'serviceCertificates.apply',
    action: service.listApplications,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApplicableOids,
    operation: 'serviceCertificates.apply',
    action: service.listApplicableOids,
    problems: { ...memberProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.draftApplication,
    operation: 'serviceCertificates.apply',
    action: service.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewApplication,
    operation: 'serviceCertificates.apply',
    action: service.viewApplication,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.changeApplication,
    operation: 'serviceCertificates.apply',
    action: service.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachConformity,
    operation: 'serviceCertificates.apply',
    action: service.attachConformity,
    problems: attachProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendApplication,
    operation: 'serviceCertificates.send',
    action: service.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawApplication,
    operation: 'serviceCertificates.send',
    action: service.withdrawApplication,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.applyAgain,
    operation: 'serviceCertificates.apply',
    action: service.applyAgain,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.makeRequestLink,
    operation: 'serviceCertificates.send',
    action: service.makeRequestLink,
    problems: makeLinkProblems,
  }),
  endpoint({
    contract: contracts.examineRequest,
    operation: 'serviceCertificates.apply',
    action: service.examineRequest,
    problems: examineProblems,
  }),
  endpoint({
    contract: contracts.bringRequest,
    operation: 'serviceCertificates.send',
    action: service.bringRequest,
    problems: bringProblems,
  }),
  endpoint({
    contract: contracts.viewByLink,
    operation: 'serviceCertificates.bringByLink',
    action: service.viewByLink,
    problems: linkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.examineByLink,
    operation: 'serviceCertificates.bringByLink',
    action: service.examineByLink,
    problems: examineByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.bringByLink,
    operation: 'serviceCertificates.bringByLink',
    action: service.bringByLink,
    problems: bringByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.listQueue,
    operation: 'serviceCertificates.viewQueue',
    action: service.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueued,
    operation: 'serviceCertificates.viewQueue',
    action: service.viewQueued,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewConformity,
    operation: 'serviceCertificates.viewQueue',
    action: service.viewConformity,
    problems: conformityProblems,
  }),
  endpoint({
    contract: contracts.decideApplication,
    operation: 'serviceCertificates.decideApplication',
    action: service.decideApplication,
    problems: decideProblems,
  }),
  endpoint({
    contract: contracts.listOutdated,
    operation: 'serviceCertificates.viewQueue',
    action: service.listOutdated,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideOutdated,
    operation: 'serviceCertificates.decideOutdated',
    action: service.decideOutdated,
    problems: decideOutdatedProblems,
  }),
  endpoint({
    contract: contracts.revokeServiceCertificate,
    operation: 'serviceCertificates.revoke',
    action: service.revokeServiceCertificate,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.listSupplierRequestedCertificates,
    operation: 'serviceCertificates.apply',
    action: service.listSupplierRequestedCertificates,
    problems: { ...memberProblems, ...cursorProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.viewSupplierRequestedCertificate,
    operation: 'serviceCertificates.apply',
    action: service.viewSupplierRequestedCertificate,
    problems: namedProblems,
  }),
  endpoint({
    contract: contracts.revokeSupplierRequestedCertificate,
    operation: 'serviceCertificates.revoke',
    action: service.revokeSupplierRequestedCertificate,
    problems: revokeNamedProblems,
  }),
  endpoint({
    contract: contracts.listSupplierAuthorisations,
    operation: 'serviceCertificates.apply',
    action: service.listSupplierAuthorisations,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.authoriseSupplier,
    operation: 'serviceCertificates.authorise',
    action: service.authoriseSupplier,
    problems: authoriseProblems,
  }),
  endpoint({
    contract: contracts.endSupplierAuthorisation,
    operation: 'serviceCertificates.authorise',
    action: service.endSupplierAuthorisation,
    problems: endAuthorisationProblems,
  }),
]
