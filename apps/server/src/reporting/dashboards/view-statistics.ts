import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { day } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  localDate,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/dashboards'
import type { Tx } from '#platform/db.ts'
import type { Period, Waits } from '#platform/periods.ts'
import type { Text } from '#platform/texts.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import { refusalsBetween } from './store.ts'

type Statistics = ResponseOf<typeof api.viewStatistics>

type CountIn<Row> = (tx: Tx, period: Period) => Promise<readonly Row[]>

/** What other modules count, wired by `entry`. */
export type StatisticsSources = Pick<Runtime, 'db' | 'clock'> & {
  readonly ordersBegun: CountIn<Statistics['orders'][number]>
  readonly waits: { readonly [What in Statistics['waits'][number]['what']]: CountIn<Waits> }
  readonly complaintsFiled: CountIn<Statistics['complaints'][number]>
  readonly stockByPlace: (tx: Tx) => Promise<
    readonly {
      readonly place: string
      readonly name?: string | undefined
      readonly inStock: number
      readonly isLow: boolean
    }[]
  >
  readonly spareCardsOut: (
    tx: Tx,
    today: LocalDate,
  ) => Promise<
    readonly { readonly pointId: string; readonly out: number; readonly overdue: number }[]
  >
  readonly nameOfPoint: (tx: Tx, pointId: string) => Promise<string | undefined>
  /** As text, as it was shown to the person who was refused. */
  readonly reasonOf: (operation: string, reason: string) => Text | undefined
}

/**
 * Counts per day, no personal data: no access record is left. The cost depends on what happened in these
 * days.
 */
export const viewStatistics = operation({
  contract: api.viewStatistics,
  problems: {},
  handle:
    (sources: StatisticsSources) =>
    (_permit, { from, to }): Promise<Result<Statistics, never>> =>
      sources.db.read(async (tx) => {
        // The contract has checked that these days exist.
        const days = { from: localDate(from), to: localDate(to) }
        const unit = unitFor(Math.round((startOfDay(days.to) - startOfDay(days.from)) / day) + 1)
        const period: Period = {
          from: startOfDay(days.from),
          to: startOfDay(addDays(days.to, 1)),
          unit,
        }
        const waits: Statistics['waits'] = []
        for (const what of api.waitKind.options) {
          const [all, ...units] = await sources.waits[what](tx, period)
          const { count = 0, median = 0, nineInTen = 0 } = all ?? {}
          waits.push({
            ...{ what, count, median, nineInTen },
            units: units.map((one) => ({ from: one.from ?? '', median: one.median })),
          })
        }
        const refusals = await refusalsBetween(tx, days)
        return ok({
          ...{ from, to, unit },
          orders: [...(await sources.ordersBegun(tx, period))],
          waits,
          refusals: refusals.map(({ operation, reason, count }) => {
            const title = sources.reasonOf(operation, reason)
            return { operation, reason, count, ...(title && { title }) }
          }),
          places: await placesOf(sources, tx),
          complaints: [...(await sources.complaintsFiled(tx, period))],
        })
      }),
})

/** Chosen so that a chart has some thirty bars at most. */
function unitFor(days: number): Period['unit'] {
  if (days <= 31) return 'day'
  return days <= 210 ? 'week' : 'month'
}

/** The present stock of every place that has blank cards or has lent a spare card. */
async function placesOf(
  { stockByPlace, spareCardsOut, nameOfPoint, clock }: StatisticsSources,
  tx: Tx,
): Promise<Statistics['places']> {
  const out = new Map(
    (await spareCardsOut(tx, dateInHelsinki(clock.now()))).map((one) => [one.pointId, one]),
  )
  const stock = new Map((await stockByPlace(tx)).map((one) => [one.place, one]))
  const places: Statistics['places'] = []
  for (const place of new Set([...stock.keys(), ...out.keys()])) {
    const lying = stock.get(place)
    const name = lying?.name ?? (lying ? undefined : await nameOfPoint(tx, place))
    const { out: spareOut = 0, overdue: spareOverdue = 0 } = out.get(place) ?? {}
    places.push({
      place,
      ...(name !== undefined && { name }),
      ...(lying && { blanks: { inStock: lying.inStock, isLow: lying.isLow } }),
      ...{ spareOut, spareOverdue },
    })
  }
  return places
}
