import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import { readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { memberProblems } from '#organisations/accounts/index.ts'
import { operation, streamOperation } from '#platform/operation.ts'
import { chargesAsCsv } from './charges-as-csv.ts'
import type { ChargesDeps } from './deps.ts'
import { viewAsMember, viewPeopleAsMember } from './members.ts'
import { chargesShown } from './show-charges.ts'
import { sumsBetween, type Period } from './store.ts'
import { periodProblems } from './problems.ts'

/** What members of an organisation's account see of its charges (R208), with its people's names (R461). */
type AccessPermit = Permit<'fees.viewOwnFees'>

export type PeriodRefusal = { readonly kind: 'not-a-period' }

export const listOwnCharges = operation({
  contract: contracts.listOwnCharges,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: ChargesDeps) =>
    async (
      permit: AccessPermit,
      { organisationId, cursor, limit }: InputOf<typeof contracts.listOwnCharges>,
    ): Promise<
      Result<ResponseOf<typeof contracts.listOwnCharges>, MemberRefusal | CursorRefusal>
    > => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      const requested = { organisationId, behind: behind.value, limit }
      return viewPeopleAsMember(deps, permit, organisationId, async (tx) =>
        ok(await chargesShown(deps, tx, requested, { permit, organisationId })),
      )
    },
})

/** The sums of the period's charges, by unit, cost centre and product. */
export const sumOwnCharges = operation({
  contract: contracts.sumOwnCharges,
  problems: periodProblems,
  handle:
    (deps: ChargesDeps) =>
    async (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.sumOwnCharges>,
    ): Promise<
      Result<ResponseOf<typeof contracts.sumOwnCharges>, MemberRefusal | PeriodRefusal>
    > => {
      const period = periodOf(requested)
      if (!period.ok) return period
      return viewAsMember(deps, permit, requested.organisationId, async (tx) => {
        const sums = await sumsBetween(tx, period.value)
        return ok({
          sums: [...sums],
          netCents: sums.reduce((total, { netCents }) => total + netCents, 0),
        })
      })
    },
})

/** Every charge of the period, the oldest first, in the reader's language. */
export const exportOwnCharges = streamOperation({
  contract: contracts.exportOwnCharges,
  problems: periodProblems,
  handle:
    (deps: ChargesDeps) =>
    async (
      permit: AccessPermit,
      requested: InputOf<typeof contracts.exportOwnCharges>,
    ): Promise<Result<AsyncIterable<string>, MemberRefusal | PeriodRefusal>> => {
      const period = periodOf(requested)
      if (!period.ok) return period
      return viewAsMember(deps, permit, requested.organisationId, () =>
        Promise.resolve(ok(chargesAsCsv(deps, permit, period.value, requested.language))),
      )
    },
})

/** A year at most, so that the cost of reading is bounded. */
function periodOf(
  requested: InputOf<typeof contracts.sumOwnCharges>,
): Result<Period, PeriodRefusal> {
  const from = localDate(requested.from)
  const to = localDate(requested.to)
  return from <= to && to <= addDays(from, 366)
    ? ok({ organisationId: requested.organisationId, from, to })
    : refuse({ kind: 'not-a-period' })
}
