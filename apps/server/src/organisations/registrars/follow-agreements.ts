import {
  addDays,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { Agreement } from '#organisations/registry/contract.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { RegistrarRoleEndedBecause } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import { isInService, isOperatedBy } from './assess.ts'
import type { RegistrarsDeps } from './deps.ts'
import { organisationsAt, basesOn, deleteBasis, saveBasis } from './store.ts'

const lapseOfAgreement = 'registrars.lapseOfAgreement'
const lapseOfPoint = 'registrars.lapseOfPoint'

/** Schedules a check of everything based on the agreement for the day after its last one. */
export async function planAgreementEnd(
  { planJob }: Pick<RegistrarsDeps, 'planJob'>,
  tx: Tx,
  { agreementId, validTo }: Pick<Agreement, 'agreementId' | 'validTo'>,
): Promise<void> {
  if (validTo !== undefined) await planJob(tx, dayAfter(lapseOfAgreement, { agreementId }, validTo))
}

const dayAfter = (kind: string, payload: { readonly [name: string]: string }, day: LocalDate) => ({
  ...{ kind, payload, key: [...Object.values(payload), day].join(' ') },
  dueAt: startOfDay(addDays(day, 1)),
})

/**
 * Ends registrar roles whose basis ends: those applied for by an organisation depend on its agreement (R247),
 * all of them on the point, on the employment by its operator, and on the registrar's life. An ended
 * agreement is handled within a second; a last day by a job on the day after.
 */
export const endsWithOthers = (deps: RegistrarsDeps): readonly Subscription[] => [
  {
    event: 'AgreementEnded',
    listener: 'registrars.endWithAgreement',
    handle: (event) => checkAgreement(deps, idIn(event, 'agreementId')),
  },
  {
    event: 'AgreementReplaced',
    listener: 'registrars.planAgreementEnd',
    handle: async (event) => {
      await deps.db.write(async (tx) => {
        const validTo = idIn(event, 'lastDay') as LocalDate
        const agreementId = idIn(event, 'agreementId')
        await deps.planJob(tx, dayAfter(lapseOfAgreement, { agreementId }, validTo))
        return ok(undefined)
      })
    },
  },
  {
    event: 'RegistrationPointChanged',
    listener: 'registrars.endWithPoint',
    handle: (event) => checkPoint(deps, idIn(event, 'pointId')),
  },
  {
    event: 'EmploymentEnded',
    listener: 'registrars.endWithEmployment',
    concerns: ({ about }) => about !== undefined,
    handle: async (event) => {
      const [personId, organisationId] = [personIn(event), idIn(event, 'organisationId')]
      await endThose(deps, personId, 'employment-ended', async (tx) => {
        const organisation = await deps.organisations.organisationById(tx, organisationId)
        if (!organisation) throw new Error(`employment at ${organisationId} has no person`)
        const points = await deps.registration.pointsOfPointOperator(tx, organisation.businessId)
        return new Set<string>(points.map(({ pointId }) => pointId))
      })
    },
  },
  {
    event: 'PersonDied' satisfies PersonDied['type'],
    listener: 'registrars.endWithHolder',
    handle: (event) => endThose(deps, personIn(event), 'holder-died'),
  },
  {
    // Whatever the cause: an ended role has no basis any more.
    event: 'RegistrarRoleEnded',
    listener: 'registrars.deleteBasis',
    handle: async (event) => {
      await deps.db.write(async (tx) => {
        await deleteBasis(tx, idIn(event, 'registrarId'))
        return ok(undefined)
      })
    },
  },
]

export const lapses = (deps: RegistrarsDeps): readonly JobHandler[] => [
  {
    kind: lapseOfAgreement,
    handle: ({ payload }) => checkAgreement(deps, idIn(payload, 'agreementId')),
  },
  { kind: lapseOfPoint, handle: ({ payload }) => checkPoint(deps, idIn(payload, 'pointId')) },
]

/** Moves what was based on the agreement to another one in force, or ends it. */
async function checkAgreement(deps: RegistrarsDeps, agreementId: string): Promise<void> {
  await deps.db.write(async (tx) => {
    const on = dateInHelsinki(deps.clock.now())
    for (const basis of await basesOn(tx, agreementId)) {
      const { registrarId, organisationId, pointId } = basis
      const agreement = await deps.organisations.agreementForRegistrars(tx, {
        organisationId,
        pointId,
        on,
      })
      if (agreement) {
        await saveBasis(tx, { ...basis, agreementId: agreement.agreementId })
        await planAgreementEnd(deps, tx, agreement)
        continue
      }
      await endNow(deps, tx, { registrarId, because: 'agreement-ended' })
    }
    return ok(undefined)
  })
}

/**
 * Ends the registrars of a point that is out of service, or has another operator than the one that applied.
 */
async function checkPoint(deps: RegistrarsDeps, pointId: string): Promise<void> {
  await deps.db.write(async (tx) => {
    const point = await deps.registration.findPoint(tx, pointId)
    if (!point) throw new Error(`registration point ${pointId} not found`)
    const now = deps.clock.now()
    const lastDay = point.details?.lastDay as LocalDate | undefined
    const isOver = !isInService(point, dateInHelsinki(now))
    if (lastDay !== undefined && !isOver)
      await deps.planJob(tx, dayAfter(lapseOfPoint, { pointId }, lastDay))
    const pointOperators = await organisationsAt(tx, pointId)
    const serving = await deps.registration.registrarRolesPage(tx, {
      ...{ pointIds: [pointId], standing: { isOver: false, at: now }, limit: maxServing },
    })
    for (const { registrarId } of serving) {
      const pointOperatorId = pointOperators.get(registrarId)
      const pointOperator =
        pointOperatorId === undefined
          ? undefined
          : await deps.organisations.organisationById(tx, pointOperatorId)
      const isOperated =
        pointOperatorId === undefined || (pointOperator && isOperatedBy(point, pointOperator))
      if (!isOver && isOperated) continue
      await endNow(deps, tx, { registrarId, because: 'point-ended' })
    }
    return ok(undefined)
  })
}

/** More than any point has. */
const maxServing = 1000

/** The person's registrar roles in force; only at these points, if given. */
async function endThose(
  deps: RegistrarsDeps,
  personId: string,
  because: RegistrarRoleEndedBecause,
  pointsIn?: (tx: Tx) => Promise<ReadonlySet<string>>,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const points = await pointsIn?.(tx)
    for (const registrarRole of await deps.registration.registrarRolesOf(tx, personId)) {
      const { registrarId, pointId } = registrarRole
      if (!holdsAt(registrarRole, deps.clock.now()) || points?.has(pointId) === false) continue
      await endNow(deps, tx, { registrarId, because })
    }
    return ok(undefined)
  })
}

/** Does nothing if it has already ended for another reason. */
async function endNow(
  { registration, systemPermit }: RegistrarsDeps,
  tx: Tx,
  ending: { readonly registrarId: string; readonly because: RegistrarRoleEndedBecause },
): Promise<void> {
  const ended = await registration.endRegistrarRole(tx, systemPermit('registrars.follow'), ending)
  if (!ended.ok && ended.refusal.kind === 'registrar-role-not-found')
    throw new Error(`registrar role ${ending.registrarId} not found`)
}

const idIn = (event: { readonly [name: string]: unknown }, name: string): string =>
  z.string().parse(event[name])

const personIn = ({ about }: { readonly [name: string]: unknown }): string =>
  z.object({ personId: z.string() }).parse(about).personId
