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

/** A proof of five megabytes in base64, and what is beside it. */
const bodyLimit = 7_100_000

export const registrarApi = (registrars: Registrars): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listRegistrars,
    deed: 'registrars.view',
    act: registrars.listRegistrars,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.endRegistrar,
    deed: 'registrars.send',
    act: registrars.endRegistrar,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarApplications,
    deed: 'registrars.view',
    act: registrars.listApplications,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.draftRegistrarApplication,
    deed: 'registrars.apply',
    act: registrars.draftApplication,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.viewRegistrarApplication,
    deed: 'registrars.view',
    act: registrars.viewApplication,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.changeRegistrarApplication,
    deed: 'registrars.apply',
    act: registrars.changeApplication,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.attachTrainingProof,
    deed: 'registrars.apply',
    act: registrars.attachProof,
    problems: attachProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendRegistrarApplication,
    deed: 'registrars.send',
    act: registrars.sendApplication,
    problems: sendProblems,
  }),
  endpoint({
    contract: contracts.withdrawRegistrarApplication,
    deed: 'registrars.send',
    act: registrars.withdrawApplication,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.listRegistrarQueue,
    deed: 'registrars.viewQueue',
    act: registrars.listQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedRegistrar,
    deed: 'registrars.viewQueue',
    act: registrars.viewQueued,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.viewTrainingProof,
    deed: 'registrars.viewQueue',
    act: registrars.viewProof,
    problems: notFoundProblems,
  }),
  endpoint({
    contract: contracts.decideRegistrarApplication,
    deed: 'registrars.decide',
    act: registrars.decideApplication,
    problems: decideProblems,
  }),
]
