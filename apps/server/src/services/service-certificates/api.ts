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
  decideOvertakenProblems,
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

/** Of one address, a minute: a person tries some requests by one link, a program many links. */
const byLinkPerMinute = 20

export const serviceCertificateApi = (service: ServiceCertificates): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApplications,
    deed: 'serviceCertificates.apply',
    act: service.listApplications,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApplicableOids,
    deed: 'serviceCertificates.apply',
    act: service.listApplicableOids,
    problems: { ...memberProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.draftApplication,
    deed: 'serviceCertificates.apply',
    act: service.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewApplication,
    deed: 'serviceCertificates.apply',
    act: service.viewApplication,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.changeApplication,
    deed: 'serviceCertificates.apply',
    act: service.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachConformity,
    deed: 'serviceCertificates.apply',
    act: service.attachConformity,
    problems: attachProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendApplication,
    deed: 'serviceCertificates.send',
    act: service.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawApplication,
    deed: 'serviceCertificates.send',
    act: service.withdrawApplication,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.applyAnew,
    deed: 'serviceCertificates.apply',
    act: service.applyAnew,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.makeRequestLink,
    deed: 'serviceCertificates.send',
    act: service.makeRequestLink,
    problems: makeLinkProblems,
  }),
  endpoint({
    contract: contracts.examineRequest,
    deed: 'serviceCertificates.apply',
    act: service.examineRequest,
    problems: examineProblems,
  }),
  endpoint({
    contract: contracts.bringRequest,
    deed: 'serviceCertificates.send',
    act: service.bringRequest,
    problems: bringProblems,
  }),
  endpoint({
    contract: contracts.viewByLink,
    deed: 'serviceCertificates.bringByLink',
    act: service.viewByLink,
    problems: linkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.examineByLink,
    deed: 'serviceCertificates.bringByLink',
    act: service.examineByLink,
    problems: examineByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.bringByLink,
    deed: 'serviceCertificates.bringByLink',
    act: service.bringByLink,
    problems: bringByLinkProblems,
    requestsPerMinute: byLinkPerMinute,
  }),
  endpoint({
    contract: contracts.listQueue,
    deed: 'serviceCertificates.viewQueue',
    act: service.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueued,
    deed: 'serviceCertificates.viewQueue',
    act: service.viewQueued,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewConformity,
    deed: 'serviceCertificates.viewQueue',
    act: service.viewConformity,
    problems: conformityProblems,
  }),
  endpoint({
    contract: contracts.decideApplication,
    deed: 'serviceCertificates.decideApplication',
    act: service.decideApplication,
    problems: decideProblems,
  }),
  endpoint({
    contract: contracts.listOvertaken,
    deed: 'serviceCertificates.viewQueue',
    act: service.listOvertaken,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideOvertaken,
    deed: 'serviceCertificates.decideOvertaken',
    act: service.decideOvertaken,
    problems: decideOvertakenProblems,
  }),
  endpoint({
    contract: contracts.revokeServiceCertificate,
    deed: 'serviceCertificates.revoke',
    act: service.revokeServiceCertificate,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.listNamedCertificates,
    deed: 'serviceCertificates.apply',
    act: service.listNamedCertificates,
    problems: { ...memberProblems, ...cursorProblems, ...noCopyProblems },
  }),
  endpoint({
    contract: contracts.viewNamedCertificate,
    deed: 'serviceCertificates.apply',
    act: service.viewNamedCertificate,
    problems: namedProblems,
  }),
  endpoint({
    contract: contracts.revokeNamedCertificate,
    deed: 'serviceCertificates.revoke',
    act: service.revokeNamedCertificate,
    problems: revokeNamedProblems,
  }),
  endpoint({
    contract: contracts.listSupplierAuthorisations,
    deed: 'serviceCertificates.apply',
    act: service.listSupplierAuthorisations,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.authoriseSupplier,
    deed: 'serviceCertificates.authorise',
    act: service.authoriseSupplier,
    problems: authoriseProblems,
  }),
  endpoint({
    contract: contracts.endSupplierAuthorisation,
    deed: 'serviceCertificates.authorise',
    act: service.endSupplierAuthorisation,
    problems: endAuthorisationProblems,
  }),
]
