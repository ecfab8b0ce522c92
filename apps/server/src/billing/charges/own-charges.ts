import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { MemberRefusal } from '#organisations/accounts/index.ts'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { chargesAsCsv } from './charges-as-csv.ts'
import type { ChargesDeps } from './deps.ts'
import { looking } from './members.ts'
import { chargesShown } from './show-charges.ts'
import { sumsBetween, type Period } from './store.ts'

/** What members of an organisation's account see of its charges (R208); none of it is about a person. */
type LookPermit = Permit<'fees.viewOwnFees'>

export type PeriodRefusal = { readonly kind: 'not-a-period' }

export const listOwnCharges =
  (deps: ChargesDeps) =>
  async (
    permit: LookPermit,
    { organisationId, cursor, limit }: InputOf<typeof contracts.listOwnCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.listOwnCharges>, MemberRefusal | CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return looking(deps, permit, organisationId, async (tx) =>
      ok(await chargesShown(deps, tx, { organisationId, behind: behind.value, limit })),
    )
  }

/** What the charges of the period come to, by unit, cost centre and product. */
export const sumOwnCharges =
  (deps: ChargesDeps) =>
  async (
    permit: LookPermit,
    asked: InputOf<typeof contracts.sumOwnCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.sumOwnCharges>, MemberRefusal | PeriodRefusal>> => {
    const period = periodOf(asked)
    if (!period.ok) return period
    return looking(deps, permit, asked.organisationId, async (tx) => {
      const sums = await sumsBetween(tx, period.value)
      return ok({
        sums: [...sums],
        netCents: sums.reduce((total, { netCents }) => total + netCents, 0),
      })
    })
  }

/** Every charge of the period, the oldest first, in the language of whoever reads it. */
export const exportOwnCharges =
  (deps: ChargesDeps) =>
  async (
    permit: LookPermit,
    asked: InputOf<typeof contracts.exportOwnCharges>,
  ): Promise<Result<AsyncIterable<string>, MemberRefusal | PeriodRefusal>> => {
    const period = periodOf(asked)
    if (!period.ok) return period
    return looking(deps, permit, asked.organisationId, () =>
      Promise.resolve(ok(chargesAsCsv(deps, period.value, asked.language))),
    )
  }

/** A year at most, so that what it costs to read is bounded. */
function periodOf(asked: InputOf<typeof contracts.sumOwnCharges>): Result<Period, PeriodRefusal> {
  const from = localDate(asked.from)
  const to = localDate(asked.to)
  return from <= to && to <= addDays(from, 366)
    ? ok({ organisationId: asked.organisationId, from, to })
    : refuse({ kind: 'not-a-period' })
}
