import { randomUUID } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { checkOffered, type ServiceNotOffered } from './check-services.ts'
import type { PointPriceSet, Price, PriceId } from './contract.ts'
import { checkPrice, verifiedCost, type PriceRefusal } from './domain/price.ts'
import { pointById } from './stores/points.ts'
import { pricesOf, savePrice } from './stores/prices.ts'

export type SetPriceRefusal =
  PriceRefusal | ServiceNotOffered | { readonly kind: 'point-not-found' }

/** Sets the price of a service at the point from a day on, with its cost sheet. */
export const setPrice =
  ({ record }: { readonly record: Record }) =>
  async (
    tx: Tx,
    permit: Permit<'pointPrices.decide'>,
    decided: Omit<Price, 'priceId'>,
  ): Promise<Result<PriceId, SetPriceRefusal>> => {
    const { pointId, service, netCents, validFrom, validTo } = decided
    if (!(await pointById(tx, pointId))) return refuse({ kind: 'point-not-found' })
    const price: Price = { ...decided, priceId: randomUUID() as string as PriceId }
    const checked = checkPrice(price, await pricesOf(tx, [pointId]))
    if (!checked.ok) return checked
    const offered = await checkOffered(tx, service, validFrom)
    if (!offered.ok) return offered

    if (checked.value.ended) await savePrice(tx, checked.value.ended)
    await savePrice(tx, price)
    const { priceId } = price
    const set: PointPriceSet = {
      type: 'PointPriceSet',
      ...{ pointId, priceId, service, netCents },
      costCents: verifiedCost(price),
      validFrom,
      ...(validTo !== undefined && { validTo }),
    }
    await record(tx, set, permit)
    return ok(priceId)
  }
