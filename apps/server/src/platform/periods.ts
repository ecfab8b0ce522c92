import type { PeriodUnit } from '@sotevarmenne/api/dashboards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql, type RawBuilder } from 'kysely'
import { timestamp, type Tx } from './db.ts'

/** A time range and the unit of its statistics; days, weeks and months are those of Helsinki. */
export type Period = {
  /** Inclusive. */
  readonly from: Instant
  /** Exclusive. */
  readonly to: Instant
  readonly unit: PeriodUnit
}

const inHelsinki = (at: RawBuilder<unknown>) => sql`${at} at time zone 'Europe/Helsinki'`

/** Where the units of the period begin: the time zone is applied once per unit, and not once per row. */
const beginnings = ({ from, to, unit }: Period): RawBuilder<unknown> => sql`
  array(select ${inHelsinki(sql`begun`)} from generate_series(
    date_trunc(${sql.lit(unit)}, ${inHelsinki(timestamp(from))}), ${inHelsinki(timestamp(to))},
    ${sql.lit(`1 ${unit}`)}::interval) as begun)`

/** The unit of the period in which a column's time is, from 1. */
export const unitIn = (at: RawBuilder<unknown>, period: Period): RawBuilder<number> =>
  sql`width_bucket(${at}, ${beginnings(period)})`

/** The first day of such a unit, as text (`2026-11-25`). */
export const firstDayOf = (unit: RawBuilder<unknown>, period: Period): RawBuilder<string> =>
  sql`(${inHelsinki(sql`(${beginnings(period)})[${unit}]`)})::date::text`

/** Durations in minutes: the median, and the 90th percentile. */
export type Waits = {
  /** First day of the unit; absent for the whole period. */
  readonly from?: string
  readonly count: number
  readonly median: number
  readonly nineInTen: number
}

/**
 * `rows`: a query of the columns `at`, in whose unit the wait counts, and `began` and `ended` of the wait.
 * Waits that are equal to the nearest minute, or hour, are grouped first: of a year's hundreds of thousands a
 * few are left to sort.
 */
export async function waitsIn(
  tx: Tx,
  period: Period,
  { rows, to }: { readonly rows: RawBuilder<unknown>; readonly to: 'minute' | 'hour' },
): Promise<readonly Waits[]> {
  // A clock that went backwards gives no negative waits.
  const rounded = sql`date_bin(${sql.lit(`1 ${to}`)}::interval,
    ${zero} + greatest(ended - began, interval '0') + ${sql.lit(`1 ${to}`)}::interval / 2, ${zero})`
  const { rows: found } = await sql<{
    first: string | null
    count: number
    median: number
    nine: number
  }>`
    with waited as materialized (
      select ${unitIn(sql`at`, period)} as unit, ${rounded} as wait, count(*) as count
      from (${rows}) as each group by 1, 2
    ), in_order as (
      select unit, wait, sum(count) over (partition by unit order by wait) as up_to,
        sum(count) over (partition by unit) as total
      from (
        select unit, wait, count from waited
        union all select null, wait, sum(count) from waited group by wait
      ) as both_ways
    )
    select ${firstDayOf(sql`unit`, period)} as first, max(total)::integer as count,
      ${minutesOf(sql`min(wait) filter (where up_to >= 0.5 * total)`)} as median,
      ${minutesOf(sql`min(wait) filter (where up_to >= 0.9 * total)`)} as nine
    from in_order group by unit order by first nulls first`.execute(tx)
  return found.map(({ first, count, median, nine }) => ({
    ...(first !== null && { from: first }),
    ...{ count, median, nineInTen: nine },
  }))
}

/** The origin of a wait: time steps are equal from there. */
const zero = sql`timestamptz '2000-01-01 00:00Z'`

const minutesOf = (wait: RawBuilder<unknown>): RawBuilder<number> =>
  sql`(extract(epoch from ${wait} - ${zero}) / 60)::integer`
