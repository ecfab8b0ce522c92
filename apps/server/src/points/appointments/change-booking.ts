import type * as contracts from '@sotevarmenne/api/visits'
import type { Booking } from '@sotevarmenne/api/visits'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { feeOf, judgeOffer, slotAt, type OfferRefusal } from './book-visit.ts'
import type { Visit } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { calendarFile } from './domain/calendar-file.ts'
import type { SlotRefusal } from './domain/slots.ts'
import { cancel, judgeChange, moveTo, type ChangeRefusal } from './domain/visit.ts'
import { planKeeping } from './follow-visit.ts'
import { showBooking } from './show-visit.ts'
import { saveVisit, visitOfSecret } from './store.ts'
import { calendarTexts } from './texts.ts'

/** Of a link that is wrong, or whose visit is over for so long that it is forgotten. */
export type BookingNotFound = { readonly kind: 'booking-not-found' }

type Personal = NonNullable<Visit['personal']>
type Found = { readonly visit: Visit; readonly personal: Personal }

async function bookingOf(
  { sealing }: Pick<VisitsDeps, 'sealing'>,
  tx: Tx,
  secret: string,
): Promise<Result<Found, BookingNotFound>> {
  const visit = await visitOfSecret(tx, sealing, secret)
  return visit?.personal
    ? ok({ visit, personal: visit.personal })
    : refuse({ kind: 'booking-not-found' })
}

export const viewBooking =
  (deps: VisitsDeps) =>
  (
    _permit: Permit<'visits.viewBooking'>,
    { secret }: { readonly secret: string },
  ): Promise<Result<Booking, BookingNotFound>> =>
    deps.db.read(async (tx): Promise<Result<Booking, BookingNotFound>> => {
      const found = await bookingOf(deps, tx, secret)
      if (!found.ok) return found
      return ok(await showBooking(deps, tx, found.value.visit, found.value.personal))
    })

export type MoveRefusal = BookingNotFound | ChangeRefusal | OfferRefusal | SlotRefusal

/** Moves the booking to another slot of its point. The fee is that of the new day. To its own slot it does not move. */
export const moveBooking =
  (deps: VisitsDeps) =>
  (
    permit: Permit<'visits.changeBooking'>,
    { secret, startsAt }: InputOf<typeof contracts.moveBooking>,
  ): Promise<Result<Booking, MoveRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Booking, MoveRefusal>> => {
      const found = await bookingOf(deps, tx, secret)
      if (!found.ok) return found
      const booked = judgeChange(found.value.visit, deps.clock.now())
      if (!booked.ok) return booked
      // Nothing happens, so nobody is written to.
      if (parseInstant(startsAt) === booked.value.startsAt)
        return ok(await showBooking(deps, tx, booked.value, found.value.personal))
      const point = await deps.registration.visitablePoint(tx, booked.value.pointId)
      const offered = judgeOffer(point, booked.value)
      if (!offered.ok) return offered
      const besides = booked.value.visitId
      const slot = await slotAt(deps, tx, offered.value, { startsAt, besides })
      if (!slot.ok) return slot

      const { visit, event } = moveTo(booked.value, {
        ...slot.value,
        ...feeOf(offered.value, { ...booked.value, at: slot.value.startsAt }),
        startsAtText: formatInstant(slot.value.startsAt),
      })
      await saveVisit(tx, deps.sealing, visit)
      await planKeeping(deps, tx, visit)
      await deps.record(tx, event, permit)
      return ok(await showBooking(deps, tx, visit, found.value.personal))
    })

export type CancelRefusal = BookingNotFound | ChangeRefusal

/** Gives the slot back. */
export const cancelBooking =
  (deps: VisitsDeps) =>
  (
    permit: Permit<'visits.changeBooking'>,
    { secret }: { readonly secret: string },
  ): Promise<Result<Booking, CancelRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Booking, CancelRefusal>> => {
      const found = await bookingOf(deps, tx, secret)
      if (!found.ok) return found
      const booked = judgeChange(found.value.visit, deps.clock.now())
      if (!booked.ok) return booked

      const { visit, event } = cancel(booked.value, deps.clock.now())
      await saveVisit(tx, deps.sealing, visit)
      await deps.record(tx, event, permit)
      return ok(await showBooking(deps, tx, visit, found.value.personal))
    })

/** The booking for a calendar, with the link to change it. */
export const fetchCalendarFile =
  (deps: VisitsDeps) =>
  (
    _permit: Permit<'visits.viewBooking'>,
    { secret, language }: InputOf<typeof contracts.fetchCalendarFile>,
  ): Promise<Result<AnswerOf<typeof contracts.fetchCalendarFile>, BookingNotFound>> =>
    deps.db.read(
      async (
        tx,
      ): Promise<Result<AnswerOf<typeof contracts.fetchCalendarFile>, BookingNotFound>> => {
        const found = await bookingOf(deps, tx, secret)
        if (!found.ok) return found
        const { visit, personal } = found.value
        const { point } = await showBooking(deps, tx, visit, personal)
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
    )

/** Where a booking is moved and cancelled. What stands behind the `#` is not sent: no log of a server has it. */
export const linkTo = (
  { publicUrl }: Pick<VisitsDeps, 'publicUrl'>,
  secret: string,
  language: 'fi' | 'sv' | 'en',
): string => `${publicUrl}/${language}/booking#${secret}`
