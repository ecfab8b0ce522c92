import { documentUpload } from '@sotevarmenne/api/uploads'
import * as contracts from '@sotevarmenne/api/registrars'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Registrars } from './create-registrars.ts'
import {
  attachProblems,
  changeProblems,
  decideProblems,
  draftProblems,
  endProblems,
  listProblems,
  notFoundProblems,
  sendProblems,
  viewProblems,
  withdrawProblems,
} from './problems.ts'

export const registrarApi = (registrars: Registrars): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listRegistrars,
    action: registrars.listRegistrars,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.endRegistrar,
    action: registrars.endRegistrar,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarApplications,
    action: registrars.listApplications,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.draftRegistrarApplication,
    action: registrars.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewRegistrarApplication,
    action: registrars.viewApplication,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.changeRegistrarApplication,
    action: registrars.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachTrainingProof,
    action: registrars.attachProof,
    problems: attachProblems,
    bodyLimit: documentUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.sendRegistrarApplication,
    action: registrars.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawRegistrarApplication,
    action: registrars.withdrawApplication,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarQueue,
    action: registrars.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedRegistrar,
    action: registrars.viewQueued,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.viewTrainingProof,
    action: registrars.viewProof,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.decideRegistrarApplication,
    action: registrars.decideApplication,
    problems: decideProblems,
  }),
]
