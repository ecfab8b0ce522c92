import { actionProblems, ownProblems } from '#organisations/accounts/index.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { FileGone } from './domain/test-card.ts'
import type { MakeRefusal } from './make-virtual-card.ts'
import type { DecideOrderRefusal, OrderTestCardsRefusal } from './order-test-cards.ts'
import type { CancelRefusal, RevokeRefusal } from './revoke-test-card.ts'
import { texts } from './texts.ts'

export const makeProblems = {
  ...actionProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'test-person-not-found': { status: 422, ...texts.testPersonNotFound },
  'too-many-test-cards-today': { status: 429, ...texts.tooManyToday },
  'too-many-test-cards': { status: 409, ...texts.tooMany },
  'test-card-not-produced': { status: 503, ...texts.notProduced },
} satisfies ProblemsFor<MakeRefusal>

export const fileProblems = {
  'test-card-file-gone': { status: 410, ...texts.fileGone },
} satisfies ProblemsFor<FileGone>

export const revokeProblems = {
  ...ownProblems,
  'test-card-not-found': { status: 404, ...texts.notFound },
  'test-card-not-in-use': { status: 409, ...texts.notInUse },
} satisfies ProblemsFor<RevokeRefusal>

export const cancelProblems = {
  ...ownProblems,
  'test-card-not-found': revokeProblems['test-card-not-found'],
  'test-card-produced': { status: 409, ...texts.produced },
} satisfies ProblemsFor<CancelRefusal>

export const orderProblems = {
  ...actionProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'test-person-not-found': makeProblems['test-person-not-found'],
  'too-many-cards-ordered': { status: 422, ...texts.tooManyOrdered },
  'too-many-orders-waiting': { status: 409, ...texts.tooManyWaiting },
  'order-already-sent': { status: 409, ...texts.orderAlreadySent },
} satisfies ProblemsFor<OrderTestCardsRefusal>

export const decideProblems = {
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'order-not-found': { status: 404, ...texts.orderNotFound },
  'order-decided-already': { status: 409, ...texts.orderDecided },
  ...dualControlProblems,
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideOrderRefusal>
