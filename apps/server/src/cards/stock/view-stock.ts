import * as api from '@sotevarmenne/api/stock'
import type { StockView } from '@sotevarmenne/api/stock'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { productionSite } from './contract.ts'
import type { BlanksDeps } from './deps.ts'
import { isLow } from './domain/serials.ts'
import { allBatches, figuresByPlace, rejectedLast } from './store.ts'

/** Blank cards by place, deliveries, and rejected chips. No personal data: no audit entry. */
export const viewStock = operation({
  contract: api.viewStock,
  problems: {},
  handle:
    (deps: BlanksDeps) =>
    (_permit): Promise<Result<StockView, never>> =>
      deps.db.read(async (tx) => {
        const places = await stockByPlace(deps)(tx)
        const batches = (await allBatches(tx)).map(({ receivedAt, ...batch }) => ({
          ...batch,
          receivedAt: formatInstant(receivedAt),
        }))
        const rejected = (await rejectedLast(tx)).map(({ at, ...blank }) => ({
          ...blank,
          at: formatInstant(at),
        }))
        return ok({ places, batches, rejected, lowAt: deps.lowAt })
      }),
})

/** When a stock runs out is estimated from recent use, not from all use. */
const usedWithin = 30 * day

/** Blank cards by place, and where the stock is low. */
export const stockByPlace =
  (deps: BlanksDeps) =>
  async (tx: Tx): Promise<StockView['places']> => {
    const figures = await figuresByPlace(tx, plus(deps.clock.now(), -usedWithin))
    return Promise.all(
      figures.map(async ({ place, 'in-stock': inStock, 'in-transit': inTransit, ...others }) => ({
        place,
        ...(await nameOf(deps, tx, place)),
        inStock,
        inTransit,
        ...others,
        isLow: isLow(inStock, deps.lowAt),
      })),
    )
  }

async function nameOf(
  { registration }: Pick<BlanksDeps, 'registration'>,
  tx: Tx,
  place: string,
): Promise<{ readonly name?: string }> {
  const point = place === productionSite ? undefined : await registration.findPoint(tx, place)
  return point ? { name: point.name } : {}
}
