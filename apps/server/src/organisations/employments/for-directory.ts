import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  EmploymentEndWithdrawn,
  EndId,
  OrderPrepared,
  PreparedChanged,
  PreparedId,
} from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import type { Typed } from './domain/check-prepared.ts'
import { lookUpEmployees, type Employee } from './ends/look-up-employees.ts'
import { dueAfter, planEnds } from './ends/report-ends.ts'
import { countPlanned, lockEnd, settleEnds } from './ends/store.ts'
import { aboutPrepared, checkOne, knownOf, orderOf, preparedLife } from './prepare-orders.ts'
import type { DirectoryRefusal } from './problems.ts'
import { professionalHolders } from './professional-holders.ts'
import { insertPrepared, lapse, lockPrepared, saveFacts } from './store.ts'

type Of = { readonly organisationId: string }

/**
 * For the directory of an employer, whose program may act for the organisation: the caller has checked that in the
 * transaction.
 */
export function forDirectory(deps: EmploymentsDeps) {
  const organisationOf = async (tx: Tx, organisationId: string) => {
    const organisation = await deps.organisations.organisationById(tx, organisationId)
    if (organisation === undefined) throw new Error(`no organisation ${organisationId}`)
    return organisation
  }
  return {
    /** These people as the organisation knows them. */
    employeesOf: (
      tx: Tx,
      requested: Of & { readonly identityCodes: readonly IdentityCode[] },
    ): Promise<(identityCode: IdentityCode) => Employee> => lookUpEmployees(deps, tx, requested),

    /** Those who have a professional card. */
    professionalsAmong: (
      tx: Tx,
      identityCodes: readonly IdentityCode[],
    ): Promise<ReadonlySet<IdentityCode>> => professionalHolders(deps, tx, identityCodes),

    /** Prepares an order, by the rules of those that members prepare; undefined where one waits already. */
    prepare: async (
      tx: Tx,
      permit: Permit,
      { organisationId, typed }: Of & { readonly typed: Typed },
    ): Promise<Result<PreparedId | undefined, DirectoryRefusal>> => {
      const now = deps.clock.now()
      const on = dateInHelsinki(now)
      const allowed = await deps.organisations.checkPreparing(tx, { organisationId, on })
      if (!allowed.ok) return allowed
      const known = knownOf(await organisationOf(tx, organisationId), now)
      const checked = checkOne(typed, known)
      if (!checked.ok) return checked
      await lapse(tx, { now, organisationId })
      const life = await preparedLife(tx, now)
      const order = orderOf(permit, organisationId, checked.value, { now, life })
      if ((await insertPrepared(tx, deps.sealing, [order])) === 0) return ok(undefined)
      const event: OrderPrepared = {
        ...{ type: 'OrderPrepared', ...aboutPrepared(order), settings: life.settings },
      }
      await deps.record(tx, event, permit)
      return ok(order.preparedId)
    },

    /** Changes what is stated in a prepared order, while it waits; any other stays as it is. */
    changePrepared: async (
      tx: Tx,
      permit: Permit,
      {
        organisationId,
        preparedId,
        typed,
      }: Of & { readonly preparedId: string; readonly typed: Typed },
    ): Promise<Result<undefined, DirectoryRefusal>> => {
      const now = deps.clock.now()
      const order = await lockPrepared(tx, deps.sealing, preparedId)
      if (order?.standing.state !== 'waits' || order.lapsesAt <= now) return ok(undefined)
      const known = knownOf(await organisationOf(tx, organisationId), now)
      const checked = checkOne(typed, known)
      if (!checked.ok) return checked
      if (order.organisationId !== organisationId)
        throw new Error('an order of another organisation')
      if (isSame(order.facts, checked.value)) return ok(undefined)
      await saveFacts(tx, deps.sealing, { preparedId: order.preparedId, facts: checked.value })
      const event: PreparedChanged = { type: 'PreparedChanged', ...aboutPrepared(order) }
      await deps.record(tx, event, permit)
      return ok(undefined)
    },

    /** Plans the end of an employment, in the place of one that is planned for another day. */
    planEnd: async (
      tx: Tx,
      permit: Permit,
      {
        organisationId,
        identityCode,
        lastDay,
        name,
      }: Of & {
        readonly identityCode: IdentityCode
        readonly lastDay: LocalDate
        /** As the directory knows the person, where the organisation has no card and no order. */
        readonly name?: string | undefined
      },
    ): Promise<EndId> => {
      const employees = await lookUpEmployees(deps, tx, {
        ...{ organisationId, identityCodes: [identityCode] },
      })
      const found = employees(identityCode)
      const employee = { ...(name !== undefined && { name }), ...found }
      const [end] = await planEnds(deps, tx, permit, {
        ...{ organisationId, ends: [{ identityCode, lastDay, employee }] },
        dueAt: dueAfter,
      })
      if (end === undefined) throw new Error('unreachable: one end is planned')
      return end.endId
    },

    /** Withdraws a planned end; returns whether it was still planned. */
    withdrawEnd: async (
      tx: Tx,
      permit: Permit,
      { organisationId, endId }: Of & { readonly endId: string },
    ): Promise<boolean> => {
      const now = deps.clock.now()
      const end = await lockEnd(tx, deps.sealing, endId)
      if (end?.organisationId !== organisationId) return false
      if (end.standing.state !== 'planned' || end.dueAt <= now) return false
      await settleEnds(tx, [end.endId], { state: 'withdrawn', settledAt: now })
      const personId = (await deps.people.findByIdentityCode(tx, end.facts.identityCode))?.personId
      const event: EmploymentEndWithdrawn = {
        ...{ type: 'EmploymentEndWithdrawn', organisationId, endId: end.endId },
        ...(personId !== undefined && { about: { personId } }),
      }
      await deps.record(tx, event, permit)
      return true
    },

    /** How many of these ends are still planned. */
    countPlanned,
  }
}

/** The day of a declaration does not change with the rest. */
const isSame = (one: object, other: object): boolean =>
  JSON.stringify(one, withoutDay) === JSON.stringify(other, withoutDay)
const withoutDay = (name: string, value: unknown): unknown =>
  name === 'givenOn' ? undefined : value
