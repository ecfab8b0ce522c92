import { type VisitStep, visitStep } from '@sotevarmenne/api/appointments'
import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type {
  Payer,
  Visit,
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentLapsed,
  VisitIn,
  VisitMissed,
  AppointmentMoved,
  VisitorArrived,
  VisitorCalled,
  VisitorPutBack,
  VisitServed,
} from '../contract.ts'
import type { Slot } from './slots.ts'

/** The allowed transitions. Drawn in the README. */
export const lifecycle = {
  booked: { arrive: 'waiting', call: 'called', miss: 'missed', cancel: 'cancelled' },
  waiting: { call: 'called', miss: 'missed' },
  called: { serve: 'served', miss: 'missed', 'put-back': 'waiting' },
  missed: { arrive: 'waiting' },
  served: {},
  cancelled: {},
} as const satisfies {
  readonly [State in Visit['state']]: {
    readonly [Step in VisitStep | 'cancel']?: Visit['state']
  }
}

export type StepRefusal =
  | { readonly kind: 'step-not-possible'; readonly state: Visit['state'] }
  | { readonly kind: 'not-the-day-of-the-visit' }
  /** A visit can't be missed before its time. */
  | { readonly kind: 'visit-not-begun' }

export type StepEvent = VisitorArrived | VisitorCalled | VisitServed | VisitMissed | VisitorPutBack

/** What the desk may do with the visit now, the likeliest first. */
export const possibleSteps = (visit: Visit, now: Instant): readonly VisitStep[] =>
  visitStep.options.filter((step) => checkStep(visit, step, now).ok)

/** The payer of a served visit, and the organisation that invoices it. */
export type Paying = { readonly payer: Payer; readonly pointOperatorId: string }

/** The desk's step, taken by a registrar. `paying`: absent where the visitor pays at the desk, or nothing. */
export function takeStep(
  visit: Visit,
  step: VisitStep,
  {
    by,
    now,
    paying,
  }: { readonly by: string; readonly now: Instant; readonly paying?: Paying | undefined },
): Result<{ readonly visit: Visit; readonly event: StepEvent }, StepRefusal> {
  const checked = checkStep(visit, step, now)
  if (!checked.ok) return checked
  const of = { visitId: visit.visitId, pointId: visit.pointId }
  const arrivedAt = 'arrivedAt' in visit ? visit.arrivedAt : undefined
  const every = everyOf(visit)
  switch (step) {
    case 'arrive':
      return ok({
        visit: { ...every, state: 'waiting', arrivedAt: now },
        event: { type: 'VisitorArrived', ...of },
      })
    case 'call':
      return ok({
        visit: {
          ...{ ...every, state: 'called', calledAt: now, calledBy: by },
          ...(arrivedAt !== undefined && { arrivedAt }),
        },
        event: { type: 'VisitorCalled', ...of },
      })
    case 'put-back':
      return ok({
        visit: { ...every, state: 'waiting', arrivedAt: arrivedAt ?? now },
        event: { type: 'VisitorPutBack', ...of },
      })
    case 'miss':
      return ok({
        visit: { ...every, state: 'missed', endedAt: now },
        event: { type: 'VisitMissed', ...of },
      })
    case 'serve': {
      const { calledAt, calledBy } = visit as VisitIn<'called'>
      const { services, isOwnStaff, feeCents, fees } = visit
      return ok({
        visit: {
          ...{ ...every, state: 'served', calledAt, calledBy, endedAt: now },
          ...(paying && { payer: paying.payer }),
        },
        event: {
          ...{ type: 'VisitServed', ...of, services, isOwnStaff, feeCents },
          ...(paying && {
            toInvoice: {
              pointOperatorId: paying.pointOperatorId,
              payerId: paying.payer.organisationId,
              servedOn: dateInHelsinki(visit.startsAt),
              fees,
            },
          }),
        },
      })
    }
  }
}

function checkStep(visit: Visit, step: VisitStep, now: Instant): Result<undefined, StepRefusal> {
  if (!(step in lifecycle[visit.state]))
    return refuse({ kind: 'step-not-possible', state: visit.state })
  if (dateInHelsinki(visit.startsAt) !== dateInHelsinki(now) && step !== 'miss' && step !== 'serve')
    return refuse({ kind: 'not-the-day-of-the-visit' })
  if (step === 'miss' && now < visit.startsAt) return refuse({ kind: 'visit-not-begun' })
  return ok(undefined)
}

export type ChangeRefusal = {
  readonly kind: 'appointment-not-changeable'
  readonly state: Visit['state']
}

/** Until it begins, a visitor may move and cancel an appointment. */
export const checkChange = (
  visit: Visit,
  now: Instant,
): Result<VisitIn<'booked'>, ChangeRefusal> =>
  visit.state === 'booked' && now < visit.startsAt && !(visit.heldUntil && visit.heldUntil <= now)
    ? ok(visit)
    : refuse({ kind: 'appointment-not-changeable', state: visit.state })

/** How long a slot is held for an appointment that is not confirmed. */
export const holdingTime = 15 * minute

type Opened =
  | { readonly visit: VisitIn<'booked'>; readonly event: AppointmentConfirmed }
  | { readonly visit: VisitIn<'cancelled'>; readonly event: AppointmentLapsed }

/** What opening its link, or the end of its time, does to an appointment: nothing once it is confirmed. */
export function settleHold(
  visit: Visit,
  { now, isOpened }: { readonly now: Instant; readonly isOpened: boolean },
): Opened | undefined {
  if (visit.state !== 'booked' || visit.heldUntil === undefined) return undefined
  const { heldUntil, ...rest } = visit
  const { visitId, pointId } = visit
  if (heldUntil <= now)
    return {
      visit: { ...rest, state: 'cancelled', endedAt: now } as VisitIn<'cancelled'>,
      event: { type: 'AppointmentLapsed', visitId, pointId },
    }
  if (!isOpened) return undefined
  return {
    visit: { ...rest, isConfirmed: true },
    event: { type: 'AppointmentConfirmed', visitId, pointId },
  }
}

export const moveTo = (
  visit: VisitIn<'booked'>,
  to: Slot & Pick<Visit, 'fees' | 'feeCents'> & { readonly startsAtText: string },
): { readonly visit: VisitIn<'booked'>; readonly event: AppointmentMoved } => {
  const { startsAt, endsAt, fees, feeCents, startsAtText } = to
  const { visitId, pointId, moves } = visit
  // Its link was opened.
  const { heldUntil, ...rest } = visit
  const booked = heldUntil === undefined ? rest : { ...rest, isConfirmed: true }
  return {
    visit: { ...booked, startsAt, endsAt, fees, feeCents, moves: moves + 1 },
    event: { type: 'AppointmentMoved', visitId, pointId, startsAt: startsAtText },
  }
}

export const cancel = (
  visit: VisitIn<'booked'>,
  now: Instant,
): { readonly visit: VisitIn<'cancelled'>; readonly event: AppointmentCancelled } => {
  const { visitId, pointId } = visit
  return {
    visit: { ...visit, state: 'cancelled', endedAt: now } as VisitIn<'cancelled'>,
    event: { type: 'AppointmentCancelled', visitId, pointId },
  }
}

/** The members of a visit that every state has. */
const everyOf = (visit: Visit) => ({
  visitId: visit.visitId,
  pointId: visit.pointId,
  isWalkIn: visit.isWalkIn,
  startsAt: visit.startsAt,
  endsAt: visit.endsAt,
  services: visit.services,
  isOwnStaff: visit.isOwnStaff,
  fees: visit.fees,
  feeCents: visit.feeCents,
  language: visit.language,
  moves: visit.moves,
  ...(visit.personal && { personal: visit.personal }),
})
