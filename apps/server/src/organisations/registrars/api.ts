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

/** A proof of five megabytes in base64, and the other fields. */
const bodyLimit = 7_100_000

export const registrarApi = (registrars: Registrars): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listRegistrars,
    operation: 'registrars.view',
    action: registrars.listRegistrars,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.endRegistrar,
    operation: 'registrars.send',
    action: registrars.endRegistrar,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarApplications,
    operation: 'registrars.view',
    action: registrars.listApplications,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.draftRegistrarApplication,
    operation: 'registrars.apply',
    action: registrars.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewRegistrarApplication,
    operation: 'registrars.view',
    action: registrars.viewApplication,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.changeRegistrarApplication,
    operation: 'registrars.apply',
    action: registrars.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachTrainingProof,
    operation: 'registrars.apply',
    action: registrars.attachProof,
    problems: attachProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendRegistrarApplication,
    operation: 'registrars.send',
    action: registrars.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawRegistrarApplication,
    operation: 'registrars.send',
    action: registrars.withdrawApplication,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarQueue,
    operation: 'registrars.viewQueue',
    action: registrars.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedRegistrar,
    operation: 'registrars.viewQueue',
    action: registrars.viewQueued,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.viewTrainingProof,
    operation: 'registrars.viewQueue',
    action: registrars.viewProof,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.decideRegistrarApplication,
    operation: 'registrars.decide',
    action: registrars.decideApplication,
    problems: decideProblems,
  }),
]
