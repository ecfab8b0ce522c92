import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './db.ts'

/** A time and how its figures are gathered; days, weeks and months are those of Helsinki. */
export type Period = {
  /** Inclusive. */
  readonly from: Instant
  /** Exclusive. */
  readonly to: Instant
  readonly unit: 'day' | 'week' | 'month'
}

/** Full hours, in which rows are counted first: a clock is converted once an hour, and not once a row. */
export const hourOf = (at: RawBuilder<unknown>): RawBuilder<Instant> =>
  sql`date_trunc('hour', ${at}, 'UTC')`

/** The beginning of the unit in which a column's time lies, by the clock of Helsinki. */
const beginningOf = (at: RawBuilder<unknown>, unit: Period['unit']): RawBuilder<unknown> =>
  sql`date_trunc(${sql.lit(unit)}, ${at} at time zone 'Europe/Helsinki')`

/** Its first day, as text (`2026-11-25`). */
export const unitOf = (at: RawBuilder<unknown>, unit: Period['unit']): RawBuilder<string> =>
  sql`${beginningOf(at, unit)}::date::text`

/** Minutes that something took: of a half at most the median, of nine in ten at most the longer time. */
export type Waits = {
  /** First day of the unit; absent of the whole period. */
  readonly from?: string
  readonly count: number
  readonly median: number
  readonly nineInTen: number
}

/** `rows`: a query of the columns `at`, when the waiting ended, and `minutes`. */
export async function waitsIn(
  tx: Tx,
  { rows, unit }: { readonly rows: RawBuilder<unknown>; readonly unit: Period['unit'] },
): Promise<readonly Waits[]> {
  const { rows: found } = await sql<{
    first: string | null
    count: number
    median: number | null
    nine: number | null
  }>`
    select begun::date::text as first, count(*)::integer as count,
      (percentile_cont(array[0.5, 0.9]) within group (order by minutes))[1] as median,
      (percentile_cont(array[0.5, 0.9]) within group (order by minutes))[2] as nine
    from (
      select ${beginningOf(sql`at`, unit)} as begun, minutes::float8 as minutes
      from (${rows}) as waited
    ) as placed
    group by grouping sets ((begun), ())
    order by first nulls first`.execute(tx)
  return found.map(({ first, count, median, nine }) => ({
    ...(first !== null && { from: first }),
    count,
    median: Math.round(median ?? 0),
    nineInTen: Math.round(nine ?? 0),
  }))
}
