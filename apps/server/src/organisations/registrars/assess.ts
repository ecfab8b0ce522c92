import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Organisation, Agreement } from '#organisations/registry/contract.ts'
import type { RegistrarRole, Point } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import type { RegistrarApplication } from './contract.ts'
import { settingOn } from '#settings/index.ts'
import type { RegistrarsDeps } from './deps.ts'
import { checkRegistrar, trainingLastDay, type RegistrarChecked } from './domain/check-registrar.ts'

/** The registration point of an application, as it is now. */
export type PointNow = {
  readonly point: Point
  readonly agreement?: Agreement
  /** The person's current registrar role there. */
  readonly held?: RegistrarRole
}

export type Assessed = {
  readonly organisation: Organisation
  readonly personId?: string
  readonly at: PointNow
  readonly checked: readonly RegistrarChecked[]
  /** The last day of the training, inclusive, and the setting by which it was counted. */
  readonly training: { readonly lastDay: LocalDate; readonly setting: string }
}

/** The current facts about an application, and the result of each check. */
export async function assess(
  deps: RegistrarsDeps,
  tx: Tx,
  application: RegistrarApplication,
): Promise<Assessed> {
  const { organisationId, facts, hasProof } = application
  const organisation = await deps.organisations.organisationById(tx, organisationId)
  if (!organisation) throw new Error(`application ${application.applicationId} has no organisation`)
  const now = deps.clock.now()
  const today = dateInHelsinki(now)
  const person = await deps.people.findByIdentityCode(tx, facts.identityCode)
  const cards = person ? await deps.cards.cardsOf(tx, person.personId) : []
  const registrarRoles = person ? await deps.registration.registrarRolesOf(tx, person.personId) : []
  const { pointId } = facts
  const point = await deps.registration.findPoint(tx, pointId)
  if (!point) throw new Error(`registration point ${pointId} of the application not found`)
  const agreement = await deps.organisations.agreementForRegistrars(tx, {
    ...{ organisationId, pointId, on: today },
  })
  const held = registrarRoles.find((one) => one.pointId === pointId && holdsAt(one, now))
  // A settled application is shown as it was counted then.
  const on = settledOn(application) ?? today
  const validity = await settingOn(tx, 'training-validity', on)
  const checked = checkRegistrar({
    hasCeased: await deps.organisations.hasCeased(tx, organisationId),
    isKnown: person !== undefined,
    hasCard: cards.some(({ state }) => state === 'inUse'),
    wasRegistrar: registrarRoles.length > 0,
    point: {
      name: point.name,
      isOperated: isOperatedBy(point, organisation),
      isInService: isInService(point, today),
      hasAgreement: agreement !== undefined,
      ...(held && { heldUntil: lastDayOf(held) }),
    },
    training: facts.training,
    hasProof,
    trainingYears: validity.value,
    today,
  })
  return {
    organisation,
    ...(person && { personId: person.personId }),
    at: { point, ...(agreement && { agreement }), ...(held && { held }) },
    checked,
    training: {
      lastDay: trainingLastDay(facts.training.completedOn, validity.value),
      setting: validity.version,
    },
  }
}

const settledOn = ({ standing, history }: RegistrarApplication): LocalDate | undefined => {
  const last = history.at(-1)
  return 'decision' in standing && last ? dateInHelsinki(last.at) : undefined
}

export const isOperatedBy = (
  { details }: Point,
  { businessId }: Pick<Organisation, 'businessId'>,
): boolean => details?.pointOperatorBusinessId === businessId

export const isInService = ({ details }: Point, today: LocalDate): boolean =>
  details !== undefined && (details.lastDay === undefined || details.lastDay >= today)

const lastDayOf = ({ endsAt }: RegistrarRole): LocalDate | 'none' =>
  endsAt === undefined ? 'none' : addDays(dateInHelsinki(endsAt), -1)
