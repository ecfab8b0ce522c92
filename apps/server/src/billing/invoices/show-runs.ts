import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addMonths, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { countPayers } from '#billing/charges/index.ts'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Month } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { lastDayOf, monthOf } from './domain/month.ts'
import { runsPage, type RunFigures } from './stores/runs.ts'

/** A seller's months, the newest first, and the progress of the one in progress. */
export async function runsShown(
  { clock, personNamed }: Pick<InvoicesDeps, 'clock' | 'personNamed'>,
  tx: Tx,
  {
    sellerId,
    before,
    limit,
  }: {
    readonly sellerId: SellerId
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<ResponseOf<typeof contracts.listInvoiceRuns>> {
  const now = clock.now()
  const waiting = (month: Month) => countPayers(tx, { sellerId, until: lastDayOf(month) })
  const found = await runsPage(tx, { sellerId, before, limit: limit + 1 })
  const page = found.slice(0, limit)
  const over = monthOf(addMonths(localDate(`${monthOf(dateInHelsinki(now))}-01`), -1))
  const [newest] = before === undefined ? found : []
  const isBegun = newest !== undefined && newest.month >= over
  return {
    at: formatInstant(now),
    ...(before === undefined &&
      !isBegun && { next: { month: over, organisations: await waiting(over) } }),
    runs: await Promise.all(
      page.map(async (run) => ({
        ...runShown(run),
        startedBy: (await personNamed(tx, run.startedBy)) ?? '',
        ...(run.finishedAt === undefined && { waiting: await waiting(run.month) }),
      })),
    ),
    ...(found.length > limit && { nextBefore: page.at(-1)?.month }),
  }
}

const runShown = ({ month, startedAt, finishedAt, invoices, grossCents }: RunFigures) => ({
  ...{ month, invoices, grossCents },
  startedAt: formatInstant(startedAt),
  ...(finishedAt !== undefined && { finishedAt: formatInstant(finishedAt) }),
})
