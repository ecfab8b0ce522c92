import type { ProblemsFor } from '#platform/endpoint.ts'
import type { EnterPointRefusal } from './add-point.ts'
import type { AppointByCodeRefusal } from './appoint-registrar.ts'
import type { ChangePointRefusal } from './change-point.ts'
import type { EndRegistrarRoleRefusal } from './end-registrar-role.ts'
import type { NotAtAPoint } from './registrar-of.ts'
import type { SetPriceRefusal } from './set-price.ts'
import { texts } from './texts.ts'

export const notAtAPointProblems = {
  'not-at-a-registration-point': { status: 403, ...texts.notAtAPoint },
} satisfies ProblemsFor<NotAtAPoint>

export const viewPointProblems = {
  'point-not-found': { status: 404, ...texts.pointNotFound },
} satisfies ProblemsFor<{ readonly kind: 'point-not-found' }>

export const enterPointProblems = {
  'hours-backwards': { status: 422, ...texts.hoursBackwards },
  'hours-overlap': { status: 422, ...texts.hoursOverlap },
  'day-entered-twice': { status: 422, ...texts.dayEnteredTwice },
  'name-taken': { status: 409, ...texts.nameTaken },
} satisfies ProblemsFor<EnterPointRefusal>

export const changePointProblems = {
  ...enterPointProblems,
  ...viewPointProblems,
  'point-changed-meanwhile': { status: 409, ...texts.pointChangedMeanwhile },
} satisfies ProblemsFor<ChangePointRefusal>

export const setPriceProblems = {
  ...viewPointProblems,
  'above-verified-cost': { status: 422, ...texts.aboveVerifiedCost },
  'before-fees-were-lawful': { status: 422, ...texts.beforeFeesWereLawful },
  'price-begins-in-the-past': { status: 422, ...texts.priceBeginsInThePast },
  'price-ends-before-it-begins': { status: 422, ...texts.priceEndsBeforeItBegins },
  'prices-overlap': { status: 409, ...texts.pricesOverlap },
} satisfies ProblemsFor<SetPriceRefusal>

export const appointProblems = {
  ...viewPointProblems,
  'already-registrar-there': { status: 409, ...texts.alreadyRegistrarThere },
  'last-day-is-past': { status: 422, ...texts.lastDayIsPast },
  'training-not-completed': { status: 422, ...texts.trainingNotCompleted },
  'appointing-oneself': { status: 403, ...texts.appointingOneself },
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'person-not-found': { status: 404, ...texts.personNotFound },
} satisfies ProblemsFor<AppointByCodeRefusal>

export const endRegistrarRoleProblems = {
  'registrar-role-not-found': { status: 404, ...texts.registrarRoleNotFound },
  'registrar-role-already-ended': { status: 409, ...texts.registrarRoleAlreadyEnded },
} satisfies ProblemsFor<EndRegistrarRoleRefusal>
