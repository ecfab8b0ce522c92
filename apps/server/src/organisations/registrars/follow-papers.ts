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
import type { Paper } from '#organisations/registry/contract.ts'
import type { PersonDied } from '#people/registers/contract.ts'
import type { AppointmentEndedBecause } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import { isInService, isKeptBy } from './assess.ts'
import type { RegistrarsDeps } from './deps.ts'
import { restingAt, restingOn, restNoMore, restOn } from './store.ts'

const lapseOfPaper = 'registrars.lapseOfPaper'
const lapseOfPoint = 'registrars.lapseOfPoint'

/** What rests on the paper is judged again on the day after its last one. */
export async function planPaperEnd(
  { planJob }: Pick<RegistrarsDeps, 'planJob'>,
  tx: Tx,
  { paperId, validTo }: Pick<Paper, 'paperId' | 'validTo'>,
): Promise<void> {
  if (validTo !== undefined) await planJob(tx, dayAfter(lapseOfPaper, { paperId }, validTo))
}

const dayAfter = (kind: string, payload: { readonly [name: string]: string }, day: LocalDate) => ({
  ...{ kind, payload, key: [...Object.values(payload), day].join(' ') },
  dueAt: startOfDay(addDays(day, 1)),
})

/**
 * What ends with something else: appointments that an organisation applied for rest on its paper (R247), and everybody's on the
 * point, on the employment by its keeper, and on the registrar's life. An end of a paper is heard within a second; a last day
 * is a job of the day after.
 */
export const endsWithOthers = (deps: RegistrarsDeps): readonly Subscription[] => [
  {
    event: 'PaperEnded',
    listener: 'registrars.endWithPaper',
    handle: (event) => judgePaper(deps, idIn(event, 'paperId')),
  },
  {
    event: 'PaperReplaced',
    listener: 'registrars.planPaperEnd',
    handle: async (event) => {
      await deps.db.write(async (tx) => {
        const validTo = idIn(event, 'lastDay') as LocalDate
        const paperId = idIn(event, 'paperId')
        await deps.planJob(tx, dayAfter(lapseOfPaper, { paperId }, validTo))
        return ok(undefined)
      })
    },
  },
  {
    event: 'RegistrationPointChanged',
    listener: 'registrars.endWithPoint',
    handle: (event) => judgePoint(deps, idIn(event, 'pointId')),
  },
  {
    event: 'EmploymentEnded',
    listener: 'registrars.endWithEmployment',
    concerns: ({ about }) => about !== undefined,
    handle: async (event) => {
      const [personId, organisationId] = [personIn(event), idIn(event, 'organisationId')]
      await endThose(deps, personId, 'employment-ended', async (tx) => {
        const organisation = await deps.organisations.organisationById(tx, organisationId)
        if (!organisation) throw new Error(`an employment with nobody: ${organisationId}`)
        const points = await deps.registration.pointsOfKeeper(tx, organisation.businessId)
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
    // By whatever cause: what has ended rests on nothing.
    event: 'RegistrarAppointmentEnded',
    listener: 'registrars.restNoMore',
    handle: async (event) => {
      await deps.db.write(async (tx) => {
        await restNoMore(tx, idIn(event, 'registrarId'))
        return ok(undefined)
      })
    },
  },
]

export const lapses = (deps: RegistrarsDeps): readonly JobHandler[] => [
  { kind: lapseOfPaper, handle: ({ payload }) => judgePaper(deps, idIn(payload, 'paperId')) },
  { kind: lapseOfPoint, handle: ({ payload }) => judgePoint(deps, idIn(payload, 'pointId')) },
]

/** What rested on the paper rests on another one that is in force, or ends. */
async function judgePaper(deps: RegistrarsDeps, paperId: string): Promise<void> {
  await deps.db.write(async (tx) => {
    const on = dateInHelsinki(deps.clock.now())
    for (const resting of await restingOn(tx, paperId)) {
      const { registrarId, organisationId, pointId } = resting
      const paper = await deps.organisations.paperForRegistrars(tx, { organisationId, pointId, on })
      if (paper) {
        await restOn(tx, { ...resting, paperId: paper.paperId })
        await planPaperEnd(deps, tx, paper)
        continue
      }
      await endNow(deps, tx, { registrarId, because: 'paper-ended' })
    }
    return ok(undefined)
  })
}

/** The registrars of a point that is out of service, or has another keeper than applied for them, end. */
async function judgePoint(deps: RegistrarsDeps, pointId: string): Promise<void> {
  await deps.db.write(async (tx) => {
    const point = await deps.registration.findPoint(tx, pointId)
    if (!point) throw new Error(`a point that is not there: ${pointId}`)
    const now = deps.clock.now()
    const lastDay = point.details?.lastDay as LocalDate | undefined
    const isOver = !isInService(point, dateInHelsinki(now))
    if (lastDay !== undefined && !isOver)
      await deps.planJob(tx, dayAfter(lapseOfPoint, { pointId }, lastDay))
    const keepers = await restingAt(tx, pointId)
    const serving = await deps.registration.appointmentsPage(tx, {
      ...{ pointIds: [pointId], standing: { isOver: false, at: now }, limit: mostServing },
    })
    for (const { registrarId } of serving) {
      const keeperId = keepers.get(registrarId)
      const keeper =
        keeperId === undefined ? undefined : await deps.organisations.organisationById(tx, keeperId)
      const isKept = keeperId === undefined || (keeper && isKeptBy(point, keeper))
      if (!isOver && isKept) continue
      await endNow(deps, tx, { registrarId, because: 'point-ended' })
    }
    return ok(undefined)
  })
}

/** More than any point has. */
const mostServing = 1000

/** Those appointments of the person that hold; only at these points, where they are given. */
async function endThose(
  deps: RegistrarsDeps,
  personId: string,
  because: AppointmentEndedBecause,
  pointsIn?: (tx: Tx) => Promise<ReadonlySet<string>>,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const points = await pointsIn?.(tx)
    for (const appointment of await deps.registration.appointmentsOf(tx, personId)) {
      const { registrarId, pointId } = appointment
      if (!holdsAt(appointment, deps.clock.now()) || points?.has(pointId) === false) continue
      await endNow(deps, tx, { registrarId, because })
    }
    return ok(undefined)
  })
}

/** Nothing happens to one that has ended by another cause before. */
async function endNow(
  { registration, systemPermit }: RegistrarsDeps,
  tx: Tx,
  ending: { readonly registrarId: string; readonly because: AppointmentEndedBecause },
): Promise<void> {
  const ended = await registration.endAppointment(tx, systemPermit('registrars.follow'), ending)
  if (!ended.ok && ended.refusal.kind === 'appointment-not-found')
    throw new Error(`no appointment: ${ending.registrarId}`)
}

const idIn = (event: { readonly [name: string]: unknown }, name: string): string =>
  z.string().parse(event[name])

const personIn = ({ about }: { readonly [name: string]: unknown }): string =>
  z.object({ personId: z.string() }).parse(about).personId
