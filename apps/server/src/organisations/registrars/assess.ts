import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Organisation, Paper } from '#organisations/registry/contract.ts'
import type { Appointment, Point } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import type { RegistrarApplication } from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import { judgeRegistrar, type RegistrarChecked } from './domain/judge-registrar.ts'

/** The point of an application, as it is now. */
export type PointNow = {
  readonly point: Point
  readonly paper?: Paper
  /** That the person holds there now. */
  readonly held?: Appointment
}

export type Assessed = {
  readonly organisation: Organisation
  readonly personId?: string
  readonly at: PointNow
  readonly checked: readonly RegistrarChecked[]
}

/** What is known of an application now, and what each check says of it. */
export async function assess(
  deps: RegistrarsDeps,
  tx: Tx,
  application: RegistrarApplication,
): Promise<Assessed> {
  const { organisationId, facts, hasProof } = application
  const organisation = await deps.organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`an application of nobody: ${application.applicationId}`)
  const now = deps.clock.now()
  const today = dateInHelsinki(now)
  const person = await deps.people.findByIdentityCode(tx, facts.identityCode)
  const cards = person ? await deps.cards.cardsOf(tx, person.personId) : []
  const appointments = person ? await deps.registration.appointmentsOf(tx, person.personId) : []
  const { pointId } = facts
  const point = await deps.registration.findPoint(tx, pointId)
  if (!point) throw new Error(`an application for a point that is not there: ${pointId}`)
  const paper = await deps.organisations.paperForRegistrars(tx, {
    ...{ organisationId, pointId, on: today },
  })
  const held = appointments.find((one) => one.pointId === pointId && holdsAt(one, now))
  const checked = judgeRegistrar({
    hasCeased: await deps.organisations.hasCeased(tx, organisationId),
    isKnown: person !== undefined,
    hasCard: cards.some(({ state }) => state === 'inUse'),
    wasRegistrar: appointments.length > 0,
    point: {
      name: point.name,
      isKept: isKeptBy(point, organisation),
      isInService: isInService(point, today),
      hasPaper: paper !== undefined,
      ...(held && { heldUntil: lastDayOf(held) }),
    },
    training: facts.training,
    hasProof,
    today,
  })
  return {
    organisation,
    ...(person && { personId: person.personId }),
    at: { point, ...(paper && { paper }), ...(held && { held }) },
    checked,
  }
}

export const isKeptBy = (
  { details }: Point,
  { businessId }: Pick<Organisation, 'businessId'>,
): boolean => details?.keeperBusinessId === businessId

export const isInService = ({ details }: Point, today: LocalDate): boolean =>
  details !== undefined && (details.lastDay === undefined || details.lastDay >= today)

const lastDayOf = ({ endsAt }: Appointment): LocalDate | 'none' =>
  endsAt === undefined ? 'none' : addDays(dateInHelsinki(endsAt), -1)
