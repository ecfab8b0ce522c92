import { randomBytes, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/appointments'
import type { VisitorContact } from '@sotevarmenne/api/appointments'
import type { PointService } from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { day, formatInstant, parseInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { clientNetwork } from '@sotevarmenne/http1/addresses'
import type { Tx } from '#platform/db.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { visitFee, type VisitablePoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { Visit, AppointmentBooked, VisitId, VisitIn } from './contract.ts'
import { bookableNow, daysOfPoint } from './day-of-point.ts'
import type { VisitsDeps } from './deps.ts'
import { holdingTime } from './domain/visit.ts'
import { checkSlot, type Slot, type SlotRefusal } from './domain/slots.ts'
import { planKeeping } from './follow-visit.ts'
import { showAppointment } from './show-visit.ts'
import { countBookedFor, insertVisit, type BookedBy } from './store.ts'
import { appointmentsPerMinute } from './limits.ts'
import { texts } from './texts.ts'
import { offerProblems, slotProblems } from './problems.ts'

export type OfferRefusal =
  | { readonly kind: 'point-not-found' }
  | { readonly kind: 'service-not-offered' }
  /** The point has no public duty: it serves those who work for its operator. */
  | { readonly kind: 'own-staff-only' }

export type BookRefusal =
  | OfferRefusal
  | SlotRefusal
  /** Neither e-mail nor telephone: the visitor could not be notified that the point is closed that day. */
  | { readonly kind: 'contact-needed' }
  /**
   * So many appointments were booked for the address or number, or from the network, within a day that another
   * would be a nuisance to its owner, or to everybody else.
   */
  | { readonly kind: 'too-many-appointments' }

/**
 * Per e-mail address and telephone number: enough for a family, and no more than a stranger may have sent to
 * it. Per network those that no link confirmed: a workplace shares one.
 */
const appointmentsADay: { readonly [By in BookedBy]: number } = { email: 5, phone: 5, network: 10 }

type Booked = ResponseOf<typeof api.bookAppointment>

/** Books a slot, without sign-in. Of two requests for the last desk of a slot, one succeeds. */
export const bookAppointment = operation({
  contract: api.bookAppointment,
  problems: {
    ...offerProblems,
    ...slotProblems,
    'contact-needed': { status: 422, ...texts.contactNeeded },
    'too-many-appointments': { status: 429, ...texts.tooManyAppointments },
  },
  requestsPerMinute: appointmentsPerMinute,
  handle:
    (deps: VisitsDeps) =>
    (
      permit,
      { startsAt, contact, ...requested },
      { address }: Pick<RequestFacts, 'address'> = {},
    ) =>
      deps.db.write(async (tx): Promise<Result<Booked, BookRefusal>> => {
        if (contact.email === undefined && contact.phone === undefined)
          return refuse({ kind: 'contact-needed' })
        const now = deps.clock.now()
        const network = address === undefined ? undefined : clientNetwork(address)
        for (const [by, value] of Object.entries({ ...contactOf(contact), network }) as [
          BookedBy,
          string | undefined,
        ][]) {
          if (value === undefined) continue
          const booked = await countBookedFor(tx, deps.sealing, {
            ...{ by, value, since: plus(now, -day) },
          })
          if (booked >= appointmentsADay[by]) return refuse({ kind: 'too-many-appointments' })
        }
        const point = await deps.registration.visitablePoint(tx, requested.pointId)
        const offered = checkOffer(point, { ...requested, on: dayOf(startsAt, now) })
        if (!offered.ok) return offered
        const found = await slotAt(deps, tx, offered.value, { startsAt })
        if (!found.ok) return found
        const { slot, settings } = found.value

        const secret = randomBytes(32).toString('base64url')
        const personal = { contact, secret, ...(network !== undefined && { network }) }
        // Only the mail has the link, so that nobody holds a slot with another's address.
        const heldUntil = contact.email === undefined ? undefined : plus(now, holdingTime)
        const visit: VisitIn<'booked'> = {
          ...requested,
          ...slot,
          state: 'booked',
          visitId: randomUUID() as string as VisitId,
          isWalkIn: false,
          ...feeOf(offered.value, { ...requested, at: slot.startsAt }),
          moves: 0,
          personal,
          ...(heldUntil !== undefined && { heldUntil }),
        }
        await insertVisit(tx, deps.sealing, visit, now)
        await planKeeping(deps, tx, visit)
        const { visitId, pointId } = visit
        const booked: AppointmentBooked = {
          ...{ type: 'AppointmentBooked', visitId, pointId, startsAt, settings },
        }
        await deps.record(tx, booked, permit)
        return ok({
          ...(heldUntil === undefined ? { secret } : { confirmBy: formatInstant(heldUntil) }),
          appointment: await showAppointment(deps, tx, visit, personal),
        })
      }),
})

/** The day of the slot that is requested; the page of a day that does not exist refuses the slot. */
export function dayOf(startsAt: string, now: Instant): LocalDate {
  return dateInHelsinki(parseInstant(startsAt) ?? now)
}

const contactOf = ({ email, phone }: VisitorContact) => ({ email, phone })

/** Whether the point serves this visitor with these services. */
export function checkOffer(
  point: VisitablePoint | undefined,
  {
    services,
    isOwnStaff,
    on,
  }: {
    readonly services: readonly PointService[]
    readonly isOwnStaff: boolean
    /** The day of the visit. */
    readonly on: LocalDate
  },
): Result<VisitablePoint, OfferRefusal> {
  if (!point) return refuse({ kind: 'point-not-found' })
  const { details } = point.point
  const offered = point.servicesOn(on)
  if (services.some((service) => !offered.includes(service)))
    return refuse({ kind: 'service-not-offered' })
  if (!details.hasPublicDuty && !isOwnStaff) return refuse({ kind: 'own-staff-only' })
  return ok(point)
}

/** The slot of the point that begins then, if it can be booked. `besides`: the visit that moves there. */
export async function slotAt(
  { clock }: Pick<VisitsDeps, 'clock'>,
  tx: Tx,
  point: VisitablePoint,
  { startsAt, besides }: { readonly startsAt: string; readonly besides?: string },
): Promise<Result<{ readonly slot: Slot; readonly settings: UsedSettings }, SlotRefusal>> {
  const at = parseInstant(startsAt)
  if (at === undefined) return refuse({ kind: 'slot-not-offered' })
  const [day] = await daysOfPoint(tx, point, {
    from: dateInHelsinki(at),
    days: 1,
    now: clock.now(),
    ...(besides !== undefined && { besides }),
  })
  if (!day) return refuse({ kind: 'slot-not-offered' })
  const { bookable, settings } = await bookableNow(tx, clock.now())
  const checked = checkSlot(day, { ...bookable, startsAt: at })
  return checked.ok ? ok({ slot: checked.value, settings }) : checked
}

/** What the services of a visit cost, by the prices of its day: each, and their sum. */
export const feeOf = (
  point: VisitablePoint,
  {
    services,
    isOwnStaff,
    at,
  }: {
    readonly services: readonly PointService[]
    readonly isOwnStaff: boolean
    readonly at: Instant
  },
): Pick<Visit, 'fees' | 'feeCents'> =>
  visitFee(
    point.feesOn(dateInHelsinki(at)).filter(({ service }) => services.includes(service)),
    { isOwnStaff },
  )
