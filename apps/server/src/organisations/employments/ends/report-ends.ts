import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  EmploymentEnded,
  EmploymentEndPlanned,
  EmploymentEndWithdrawn,
  EndId,
  ReportedEnd,
} from '../contract.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { withdraw } from '../prepare-orders.ts'
import { preparedOfPeople } from '../store.ts'
import type { Employee } from './look-up-employees.ts'
import { insertEnds, settleEnds } from './store.ts'

export type EndToReport = {
  readonly identityCode: IdentityCode
  readonly employee: Employee
  readonly lastDay: LocalDate
}

/** The card works to the end of the last day. */
export const dueAfter = (lastDay: LocalDate): Instant => startOfDay(addDays(lastDay, 1))

const endOf = (
  { identityCode, employee: { name, unit }, lastDay }: EndToReport,
  {
    organisationId,
    ...at
  }: Pick<ReportedEnd, 'organisationId' | 'dueAt' | 'reportedAt' | 'standing'>,
): ReportedEnd => ({
  endId: randomUUID() as string as EndId,
  ...{ organisationId, lastDay, ...at },
  facts: {
    identityCode,
    ...(name !== undefined && { name }),
    ...(unit !== undefined && { unit }),
  },
})

/** Plans ends of employments, in the place of those that were planned for another day. */
export async function planEnds(
  { sealing, clock, recordAll }: EmploymentsDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    ends,
    dueAt,
  }: {
    readonly organisationId: string
    readonly ends: readonly EndToReport[]
    readonly dueAt: (lastDay: LocalDate) => Instant
  },
): Promise<readonly ReportedEnd[]> {
  const now = clock.now()
  const replaced = ends.flatMap(({ employee }) => employee.planned ?? [])
  await settleEnds(
    tx,
    replaced.map(({ endId }) => endId),
    { state: 'withdrawn', settledAt: now },
  )
  const planned = ends.map((end) => ({
    personId: end.employee.personId,
    end: endOf(end, {
      ...{ organisationId, dueAt: dueAt(end.lastDay), reportedAt: now },
      standing: { state: 'planned' },
    }),
  }))
  await insertEnds(
    tx,
    sealing,
    planned.map(({ end }) => end),
  )
  const events = [
    ...replaced.map(({ endId }): EmploymentEndWithdrawn => ({
      ...{ type: 'EmploymentEndWithdrawn', organisationId, endId },
    })),
    ...planned.map(({ personId, end: { endId, lastDay } }): EmploymentEndPlanned => ({
      ...{ type: 'EmploymentEndPlanned', organisationId, endId, lastDay },
      ...(personId !== undefined && { about: { personId } }),
    })),
  ]
  for (let from = 0; from < events.length; from += recordedAtOnce)
    await recordAll(
      tx,
      events.slice(from, from + recordedAtOnce).map((event) => ({ event, permit })),
    )
  return planned.map(({ end }) => end)
}

/** Audit entries that one statement writes. */
export const recordedAtOnce = 1000

export type Ended = {
  readonly cancelled: number
  readonly stopped: number
  readonly withdrawn: number
}

/** Ends an employment today, and stores that it was reported. */
export async function reportEnded(
  deps: EmploymentsDeps,
  tx: Tx,
  permit: Permit<'employments.endEmployment'>,
  { organisationId, ...end }: EndToReport & { readonly organisationId: string },
): Promise<Ended> {
  const now = deps.clock.now()
  const { planned, endedOn } = end.employee
  const standing = { state: 'ended', settledAt: now } as const
  if (planned !== undefined)
    await settleEnds(tx, [planned.endId], { state: 'withdrawn', settledAt: now })
  const isNew = endedOn !== end.lastDay
  const stored = endOf(end, { organisationId, dueAt: now, reportedAt: now, standing })
  if (isNew) await insertEnds(tx, deps.sealing, [stored])
  const { identityCode } = end
  const { endId } = stored
  return endNow(deps, tx, permit, { organisationId, identityCode, ...(isNew && { endId }) })
}

/**
 * The end is recorded, and the organisation's cards of the person are cancelled, or stopped if not yet produced
 * (R219). Other modules subscribe to `EmploymentEnded`.
 */
export async function endNow(
  deps: EmploymentsDeps,
  tx: Tx,
  permit: Permit<'employments.endDue' | 'employments.endEmployment'>,
  {
    organisationId,
    identityCode,
    endId,
  }: {
    readonly organisationId: string
    readonly identityCode: IdentityCode
    readonly endId?: string
  },
): Promise<Ended> {
  const own = await preparedOfPeople(tx, deps.sealing, {
    ...{ organisationId, identityCodes: [identityCode], now: deps.clock.now() },
  })
  for (const order of own) await withdraw(deps, tx, permit, order)
  const holder = (await deps.people.findByIdentityCode(tx, identityCode))?.personId
  const event: EmploymentEnded = {
    ...{ type: 'EmploymentEnded', organisationId },
    ...(endId !== undefined && { endId }),
    ...(holder !== undefined && { about: { personId: holder } }),
  }
  await deps.record(tx, event, permit)
  const { cancelled, stopped } =
    holder === undefined
      ? { cancelled: 0, stopped: 0 }
      : await deps.cards.endWithEmployment(tx, permit, { holder, organisationId })
  return { cancelled, stopped, withdrawn: own.length }
}
