import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/appointments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  startOfDay,
  weekday,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { feeOf, checkOffer, type OfferRefusal } from './book-appointment.ts'
import type { Visit, VisitId, VisitIn, VisitsViewed, WalkInTaken } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { correctedPayers } from './corrected-payers.ts'
import { daysOfPoint } from './day-of-point.ts'
import { nextInQueue } from './domain/queue.ts'
import { loadOf } from './domain/slots.ts'
import { takeStep, type Paying, type StepRefusal } from './domain/visit.ts'
import { planKeeping } from './follow-visit.ts'
import { showVisit } from './show-visit.ts'
import { findAlike, insertVisit, lockVisit, saveVisit, visitsOf } from './store.ts'
import { texts } from './texts.ts'
import { dayProblems, offerProblems } from './problems.ts'

/** The visits of the registrar's point on a day, with names: the view is recorded. */
export const viewDay = operation({
  contract: contracts.viewDay,
  problems: dayProblems,
  handle:
    (deps: VisitsDeps) =>
    async (
      permit,
      { date },
    ): Promise<Result<ResponseOf<typeof contracts.viewDay>, NotAtAPoint>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      const now = deps.clock.now()
      const shown = (date as LocalDate | undefined) ?? dateInHelsinki(now)
      return deps.db.write(async (tx) => {
        const visits = await visitsOn(deps, tx, { pointId, date: shown })
        const count = visits.length
        const viewed: VisitsViewed = { type: 'VisitsViewed', pointId, date: shown, count }
        await deps.record(tx, viewed, permit)
        const corrected = await correctedPayers(deps, tx, visits)
        const alike = await findAlike(tx, { pointId, after: now })
        const isToday = shown === dateInHelsinki(now)
        const next = isToday ? nextInQueue(visits, now) : undefined
        return ok({
          date: shown,
          today: dateInHelsinki(now),
          visits: visits.map((visit) =>
            showVisit(visit, now, {
              corrected: corrected.get(visit.visitId),
              alike: alike.get(visit.visitId) ?? [],
            }),
          ),
          ...(next && { nextVisitId: next.visitId }),
          week: await weekAround(deps, tx, { pointId, date: shown, now }),
        })
      })
    },
})

/** The load of the point, Monday to Sunday. */
async function weekAround(
  { registration }: Pick<VisitsDeps, 'registration'>,
  tx: Tx,
  {
    pointId,
    date,
    now,
  }: { readonly pointId: string; readonly date: LocalDate; readonly now: Instant },
): Promise<ResponseOf<typeof contracts.viewDay>['week']> {
  const point = await registration.visitablePoint(tx, pointId)
  if (!point) return []
  const days = await daysOfPoint(tx, point, {
    from: addDays(date, 1 - weekday(date)),
    days: 7,
    now,
  })
  return days.map((day) => ({
    date: day.date,
    isOpen: day.spans.length > 0,
    ...loadOf(day, day.date),
  }))
}

export type WalkInRefusal = NotAtAPoint | OfferRefusal

/** A visitor without an appointment arrives, and waits. */
export const takeWalkIn = operation({
  contract: contracts.takeWalkIn,
  problems: {
    ...notAtAPointProblems,
    ...offerProblems,
  },
  handle:
    (deps: VisitsDeps) =>
    async (
      permit,
      { name, ...requested },
    ): Promise<Result<{ readonly visitId: VisitId }, WalkInRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      const now = deps.clock.now()
      return deps.db.write(
        async (tx): Promise<Result<{ readonly visitId: VisitId }, WalkInRefusal>> => {
          const point = await deps.registration.visitablePoint(tx, pointId)
          const offered = checkOffer(point, { ...requested, on: dateInHelsinki(now) })
          if (!offered.ok) return offered
          const visit: VisitIn<'waiting'> = {
            ...requested,
            pointId,
            state: 'waiting',
            visitId: randomUUID() as string as VisitId,
            isWalkIn: true,
            startsAt: now,
            endsAt: plus(now, offered.value.point.details.slotMinutes * minute),
            arrivedAt: now,
            ...feeOf(offered.value, { ...requested, at: now }),
            moves: 0,
            personal: { contact: { name } },
          }
          await insertVisit(tx, deps.sealing, visit, now)
          await planKeeping(deps, tx, visit)
          const { visitId } = visit
          const taken: WalkInTaken = { type: 'WalkInTaken', visitId, pointId }
          await deps.record(tx, taken, permit)
          return ok({ visitId })
        },
      )
    },
})

export type TakeStepRefusal =
  NotAtAPoint | StepRefusal | PayerRefusal | { readonly kind: 'visit-not-found' }

/** The desk takes a step with a visit of its own point. */
export const takeVisitStep = operation({
  contract: contracts.takeVisitStep,
  problems: {
    ...notAtAPointProblems,
    'visit-not-found': { status: 404, ...texts.visitNotFound },
    'step-not-possible': { status: 409, ...texts.stepNotPossible },
    'not-the-day-of-the-visit': { status: 409, ...texts.notTheDayOfTheVisit },
    'visit-not-begun': { status: 409, ...texts.visitNotBegun },
    'payer-not-found': { status: 422, ...texts.payerNotFound },
    'nothing-to-invoice': { status: 422, ...texts.nothingToInvoice },
    'fee-not-by-service': { status: 409, ...texts.feeNotByService },
    'point-operator-does-not-invoice': { status: 409, ...texts.pointOperatorDoesNotInvoice },
  },
  handle:
    (deps: VisitsDeps) =>
    async (
      permit,
      { visitId, step, payerBusinessId },
    ): Promise<Result<ResponseOf<typeof contracts.takeVisitStep>, TakeStepRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      return deps.db.write(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.takeVisitStep>, TakeStepRefusal>> => {
          const visit = await lockVisit(tx, deps.sealing, visitId)
          if (visit?.pointId !== desk.value.pointId) return refuse({ kind: 'visit-not-found' })
          const paying = await payingFor(deps, tx, visit, payerBusinessId)
          if (!paying.ok) return paying
          const by = desk.value.registrar
          const taken = takeStep(visit, step, {
            ...{ by, now: deps.clock.now() },
            paying: paying.value,
          })
          if (!taken.ok) return taken

          await saveVisit(tx, deps.sealing, taken.value.visit)
          await deps.record(tx, taken.value.event, permit)
          return ok({ state: taken.value.visit.state })
        },
      )
    },
})

export type PayerRefusal =
  | { readonly kind: 'payer-not-found' }
  /** The visit is free, or of the operator's own staff: there is nothing to invoice. */
  | { readonly kind: 'nothing-to-invoice' }
  /** It was booked before fees were stored for each service: an invoice could not be itemised. */
  | { readonly kind: 'fee-not-by-service' }
  /** The point does not name its operator, or the operator has no account in the service. */
  | { readonly kind: 'point-operator-does-not-invoice' }

/** The organisation that pays for the visit, if any, and the operator of the point. */
async function payingFor(
  { registration, organisationOf }: Pick<VisitsDeps, 'registration' | 'organisationOf'>,
  tx: Tx,
  { pointId, feeCents, fees }: Visit,
  payerBusinessId: string | undefined,
): Promise<Result<Paying | undefined, PayerRefusal>> {
  if (payerBusinessId === undefined) return ok(undefined)
  const { details } = (await registration.findPoint(tx, pointId)) ?? {}
  const pointOperator =
    details?.pointOperatorBusinessId && (await organisationOf(tx, details.pointOperatorBusinessId))
  if (!pointOperator) return refuse({ kind: 'point-operator-does-not-invoice' })
  const payer = await organisationOf(tx, payerBusinessId)
  if (!payer) return refuse({ kind: 'payer-not-found' })
  if (feeCents === 0 || payer.organisationId === pointOperator.organisationId)
    return refuse({ kind: 'nothing-to-invoice' })
  if (fees.length === 0) return refuse({ kind: 'fee-not-by-service' })
  const { organisationId, name, businessId } = payer
  return ok({
    payer: { organisationId, name, businessId },
    pointOperatorId: pointOperator.organisationId,
  })
}

export type CallNextRefusal = NotAtAPoint | { readonly kind: 'nobody-waits' }

/** Calls the next visitor. Two registrars who call at the same moment get different visitors. */
export const callNext = operation({
  contract: contracts.callNext,
  problems: {
    ...notAtAPointProblems,
    'nobody-waits': { status: 409, ...texts.nobodyWaits },
  },
  handle:
    (deps: VisitsDeps) =>
    async (permit): Promise<Result<{ readonly visitId: VisitId }, CallNextRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId, registrar } = desk.value
      const now = deps.clock.now()
      return deps.db.write(
        async (tx): Promise<Result<{ readonly visitId: VisitId }, CallNextRefusal>> => {
          const visits = await visitsOn(deps, tx, { pointId, date: dateInHelsinki(now) })
          const next = nextInQueue(visits, now)
          const called = next && takeStep(next, 'call', { by: registrar, now })
          if (!called?.ok) return refuse({ kind: 'nobody-waits' })

          await saveVisit(tx, deps.sealing, called.value.visit)
          await deps.record(tx, called.value.event, permit)
          return ok({ visitId: called.value.visit.visitId })
        },
      )
    },
})

const visitsOn = (
  { sealing }: Pick<VisitsDeps, 'sealing'>,
  tx: Tx,
  { pointId, date }: { readonly pointId: string; readonly date: LocalDate },
): Promise<readonly Visit[]> =>
  visitsOf(tx, sealing, { pointId, from: startOfDay(date), to: startOfDay(addDays(date, 1)) })
