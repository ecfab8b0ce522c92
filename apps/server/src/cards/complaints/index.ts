import * as contracts from '@sotevarmenne/api/complaints'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { ComplaintsDeps } from './deps.ts'
import {
  destroyFaultyCard,
  takeInFaultyCard,
  type DestroyFaultyCardRefusal,
  type TakeInFaultyCardRefusal,
} from './destroy-faulty-card.ts'
import { listComplaints, type ListComplaintsRefusal } from './list-complaints.ts'
import { fileComplaint, type FileComplaintRefusal } from './file-complaint.ts'
import { texts } from './texts.ts'
import { viewComplaintFigures } from './view-figures.ts'

export { complaintsFiled, freeReplacementsOf } from './store.ts'

export const complaintApi = (deps: ComplaintsDeps): readonly Endpoint[] => [
  endpoint({
    contract: contracts.fileComplaint,
    action: fileComplaint(deps),
    problems: {
      ...notAtAPointProblems,
      'card-not-produced': { status: 409, ...texts.notProduced },
      'card-run-out': { status: 409, ...texts.runOut },
      'complaint-filed-before': { status: 409, ...texts.filedBefore },
    } satisfies ProblemsFor<FileComplaintRefusal>,
  }),
  endpoint({
    contract: contracts.listComplaints,
    action: listComplaints(deps),
    problems: {
      ...notAtAPointProblems,
      ...cursorProblems,
    } satisfies ProblemsFor<ListComplaintsRefusal>,
  }),
  endpoint({
    contract: contracts.takeInFaultyCard,
    action: takeInFaultyCard(deps),
    problems: {
      ...notAtAPointProblems,
      'complaint-not-found': { status: 404, ...texts.notFound },
      'faulty-card-already-returned': { status: 409, ...texts.alreadyReturned },
    } satisfies ProblemsFor<TakeInFaultyCardRefusal>,
  }),
  endpoint({
    contract: contracts.destroyFaultyCard,
    action: destroyFaultyCard(deps),
    problems: {
      ...notAtAPointProblems,
      'complaint-not-found': { status: 404, ...texts.notFound },
      'faulty-card-not-here': { status: 409, ...texts.notHere },
      'destroying-own-card': { status: 403, ...texts.ownCard },
      ...dualControlProblems,
    } satisfies ProblemsFor<DestroyFaultyCardRefusal>,
  }),
  endpoint({
    contract: contracts.viewComplaintFigures,
    action: viewComplaintFigures(deps),
    problems: {},
  }),
]
