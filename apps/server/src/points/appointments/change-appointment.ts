import type { Language } from '@sotevarmenne/api/values'
import * as contracts from '@sotevarmenne/api/appointments'
import type { AppointmentView } from '@sotevarmenne/api/appointments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { dayOf, feeOf, checkOffer, slotAt, type OfferRefusal } from './book-appointment.ts'
import type { AppointmentMoved, Visit } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { calendarFile } from './domain/calendar-file.ts'
import type { SlotRefusal } from './domain/slots.ts'
import { cancel, checkChange, moveTo, settleHold, type ChangeRefusal } from './domain/visit.ts'
import { planKeeping } from './follow-visit.ts'
import { showAppointment } from './show-visit.ts'
import { saveVisit, visitOfSecret } from './store.ts'
import { calendarTexts } from './texts.ts'
import { accessesPerMinute, appointmentsPerMinute } from './limits.ts'
import { appointmentProblems, cancelProblems, offerProblems, slotProblems } from './problems.ts'

/** The link is wrong, or its visit was so long ago that its data were erased. */
export type AppointmentNotFound = { readonly kind: 'appointment-not-found' }

type Personal = NonNullable<Visit['personal']>
type Found = { readonly visit: Visit; readonly personal: Personal }

async function appointmentOf(
  { sealing }: Pick<VisitsDeps, 'sealing'>,
  tx: Tx,
  secret: string,
): Promise<Result<Found, AppointmentNotFound>> {
  const visit = await visitOfSecret(tx, sealing, secret)
  return visit?.personal
    ? ok({ visit, personal: visit.personal })
    : refuse({ kind: 'appointment-not-found' })
}

/** Opening the link confirms the appointment, if it is not too late: the link was in the mail to its address. */
export const viewAppointment = operation({
  contract: contracts.viewAppointment,
  problems: appointmentProblems,
  requestsPerMinute: accessesPerMinute,
  handle:
    (deps: VisitsDeps) =>
    (permit, { secret }): Promise<Result<AppointmentView, AppointmentNotFound>> =>
      deps.db.write(async (tx): Promise<Result<AppointmentView, AppointmentNotFound>> => {
        const found = await appointmentOf(deps, tx, secret)
        if (!found.ok) return found
        const { visit, personal } = found.value
        const settled = settleHold(visit, { now: deps.clock.now(), isOpened: true })
        if (settled) {
          await saveVisit(tx, deps.sealing, settled.visit)
          await deps.record(tx, settled.event, permit)
        }
        return ok(await showAppointment(deps, tx, settled?.visit ?? visit, personal))
      }),
})

export type MoveRefusal = AppointmentNotFound | ChangeRefusal | OfferRefusal | SlotRefusal

/**
 * Moves the appointment to another slot of its point. The fee is that of the new day. To its own slot it does
 * not move.
 */
export const moveAppointment = operation({
  contract: contracts.moveAppointment,
  problems: {
    ...cancelProblems,
    ...offerProblems,
    ...slotProblems,
  },
  requestsPerMinute: appointmentsPerMinute,
  handle:
    (deps: VisitsDeps) =>
    (permit, { secret, startsAt }) =>
      deps.db.write(async (tx): Promise<Result<AppointmentView, MoveRefusal>> => {
        const found = await appointmentOf(deps, tx, secret)
        if (!found.ok) return found
        const booked = checkChange(found.value.visit, deps.clock.now())
        if (!booked.ok) return booked
        // Nothing changes, so no mail is sent.
        if (parseInstant(startsAt) === booked.value.startsAt)
          return ok(await showAppointment(deps, tx, booked.value, found.value.personal))
        const point = await deps.registration.visitablePoint(tx, booked.value.pointId)
        const offered = checkOffer(point, {
          ...booked.value,
          on: dayOf(startsAt, deps.clock.now()),
        })
        if (!offered.ok) return offered
        const besides = booked.value.visitId
        const free = await slotAt(deps, tx, offered.value, { startsAt, besides })
        if (!free.ok) return free
        const { slot, settings } = free.value

        const { visit, event } = moveTo(booked.value, {
          ...slot,
          ...feeOf(offered.value, { ...booked.value, at: slot.startsAt }),
          startsAtText: formatInstant(slot.startsAt),
        })
        await saveVisit(tx, deps.sealing, visit)
        await planKeeping(deps, tx, visit)
        const moved: AppointmentMoved = { ...event, settings }
        await deps.record(tx, moved, permit)
        return ok(await showAppointment(deps, tx, visit, found.value.personal))
      }),
})

export type CancelRefusal = AppointmentNotFound | ChangeRefusal

/** Releases the slot. */
export const cancelAppointment = operation({
  contract: contracts.cancelAppointment,
  problems: cancelProblems,
  requestsPerMinute: appointmentsPerMinute,
  handle:
    (deps: VisitsDeps) =>
    (permit, { secret }) =>
      deps.db.write(async (tx): Promise<Result<AppointmentView, CancelRefusal>> => {
        const found = await appointmentOf(deps, tx, secret)
        if (!found.ok) return found
        const booked = checkChange(found.value.visit, deps.clock.now())
        if (!booked.ok) return booked

        const { visit, event } = cancel(booked.value, deps.clock.now())
        await saveVisit(tx, deps.sealing, visit)
        await deps.record(tx, event, permit)
        return ok(await showAppointment(deps, tx, visit, found.value.personal))
      }),
})

/** The appointment for a calendar, with the link to change it. */
export const fetchCalendarFile = operation({
  contract: contracts.fetchCalendarFile,
  problems: appointmentProblems,
  requestsPerMinute: accessesPerMinute,
  handle:
    (deps: VisitsDeps) =>
    (
      _permit,
      { secret, language },
    ): Promise<Result<ResponseOf<typeof contracts.fetchCalendarFile>, AppointmentNotFound>> =>
      deps.db.read(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.fetchCalendarFile>, AppointmentNotFound>> => {
          const found = await appointmentOf(deps, tx, secret)
          if (!found.ok) return found
          const { visit, personal } = found.value
          const { point } = await showAppointment(deps, tx, visit, personal)
          const { street, postalCode, postOffice } = point.address
          const content = calendarFile({
            uid: `${visit.visitId}@${new URL(deps.publicUrl).hostname}`,
            sequence: visit.moves + (visit.state === 'cancelled' ? 1 : 0),
            writtenAt: deps.clock.now(),
            startsAt: visit.startsAt,
            endsAt: visit.endsAt,
            summary: `${calendarTexts.summary[language]}: ${point.name}`,
            description: [
              calendarTexts.bring[language],
              ...(point.directions === undefined ? [] : [point.directions]),
              `${calendarTexts.change[language]}: ${linkTo(deps, secret, language)}`,
            ].join('\n'),
            location: `${point.name}, ${street}, ${postalCode} ${postOffice}`,
            isCancelled: visit.state === 'cancelled',
          })
          return ok({ fileName: calendarTexts.fileName[language], content })
        },
      ),
})

/** Where an appointment is moved and cancelled. What follows the `#` is not sent: no server log has it. */
export const linkTo = (
  { publicUrl }: Pick<VisitsDeps, 'publicUrl'>,
  secret: string,
  language: Language,
): string => `${publicUrl}/${language}/appointment#${secret}`
