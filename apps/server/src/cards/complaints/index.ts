import * as contracts from '@sotevarmenne/api/complaints'
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
import { makeComplaint, type MakeComplaintRefusal } from './make-complaint.ts'
import { texts } from './texts.ts'
import { viewComplaintFigures } from './view-figures.ts'

export { complaintsMade, freeReplacementsOf } from './store.ts'

export const complaintApi = (deps: ComplaintsDeps): readonly Endpoint[] => [
  endpoint({
    contract: contracts.makeComplaint,
    deed: 'complaints.makeComplaint',
    act: makeComplaint(deps),
    problems: {
      ...notAtAPointProblems,
      'card-not-made': { status: 409, ...texts.notMade },
      'card-run-out': { status: 409, ...texts.runOut },
      'complaint-made-before': { status: 409, ...texts.madeBefore },
    } satisfies ProblemsFor<MakeComplaintRefusal>,
  }),
  endpoint({
    contract: contracts.listComplaints,
    deed: 'complaints.listComplaints',
    act: listComplaints(deps),
    problems: {
      ...notAtAPointProblems,
      ...cursorProblems,
    } satisfies ProblemsFor<ListComplaintsRefusal>,
  }),
  endpoint({
    contract: contracts.takeInFaultyCard,
    deed: 'complaints.destroyFaultyCard',
    act: takeInFaultyCard(deps),
    problems: {
      ...notAtAPointProblems,
      'complaint-not-found': { status: 404, ...texts.notFound },
      'faulty-card-already-returned': { status: 409, ...texts.alreadyReturned },
    } satisfies ProblemsFor<TakeInFaultyCardRefusal>,
  }),
  endpoint({
    contract: contracts.destroyFaultyCard,
    deed: 'complaints.destroyFaultyCard',
    act: destroyFaultyCard(deps),
    problems: {
      ...notAtAPointProblems,
      'complaint-not-found': { status: 404, ...texts.notFound },
      'faulty-card-not-here': { status: 409, ...texts.notHere },
      'destroying-own-card': { status: 403, ...texts.ownCard },
      'destruction-by-one': { status: 403, ...texts.byOne },
    } satisfies ProblemsFor<DestroyFaultyCardRefusal>,
  }),
  endpoint({
    contract: contracts.viewComplaintFigures,
    deed: 'complaints.viewFigures',
    act: viewComplaintFigures(deps),
    problems: {},
  }),
]
