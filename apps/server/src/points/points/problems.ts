import type { ServiceNotOffered } from './check-services.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { PriceRefusal } from './domain/price.ts'
import type { NotAtAPoint } from './registrar-of.ts'
import { texts } from './texts.ts'

export const notAtAPointProblems = {
  'not-at-a-registration-point': { status: 403, ...texts.notAtAPoint },
} satisfies ProblemsFor<NotAtAPoint>

export const viewPointProblems = {
  'point-not-found': { status: 404, ...texts.pointNotFound },
} satisfies ProblemsFor<{ readonly kind: 'point-not-found' }>

/** Why a point may not have that price for a service. */
export const priceProblems = {
  'point-service-not-offered': { status: 422, ...texts.serviceNotOffered },
  'above-verified-cost': { status: 422, ...texts.aboveVerifiedCost },
  'before-fees-were-lawful': { status: 422, ...texts.beforeFeesWereLawful },
  'price-ends-before-it-begins': { status: 422, ...texts.priceEndsBeforeItBegins },
  'prices-overlap': { status: 409, ...texts.pricesOverlap },
} satisfies ProblemsFor<PriceRefusal | ServiceNotOffered>

export const enterPointProblems = {
  'point-service-not-found': { status: 422, ...texts.serviceNotFound },
  'hours-backwards': { status: 422, ...texts.hoursBackwards },
  'hours-overlap': { status: 422, ...texts.hoursOverlap },
  'day-entered-twice': { status: 422, ...texts.dayEnteredTwice },
  'name-taken': { status: 409, ...texts.nameTaken },
}

export const endRegistrarRoleProblems = {
  'registrar-role-not-found': { status: 404, ...texts.registrarRoleNotFound },
  'registrar-role-already-ended': { status: 409, ...texts.registrarRoleAlreadyEnded },
}
