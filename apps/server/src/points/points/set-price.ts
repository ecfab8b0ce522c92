import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { PointPriceSet, Price, PriceId } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { checkPrice, verifiedCost, type PriceRefusal } from './domain/price.ts'
import { pointById } from './stores/points.ts'
import { pricesOf, savePrice } from './stores/prices.ts'
import { servicesOfferedOn } from './stores/services.ts'
import { texts } from './texts.ts'
import { viewPointProblems } from './problems.ts'

export type SetPriceRefusal =
  | PriceRefusal
  | { readonly kind: 'point-not-found' }
  /** The list of services does not have it on the first day of the price. */
  | { readonly kind: 'point-service-not-offered' }

type PriceSet = ResponseOf<typeof api.setPrice>

/** Sets the price of a service at the point from a day on, with its cost sheet. */
export const setPrice = operation({
  contract: api.setPrice,
  problems: {
    ...viewPointProblems,
    'point-service-not-offered': { status: 422, ...texts.serviceNotOffered },
    'above-verified-cost': { status: 422, ...texts.aboveVerifiedCost },
    'before-fees-were-lawful': { status: 422, ...texts.beforeFeesWereLawful },
    'price-begins-in-the-past': { status: 422, ...texts.priceBeginsInThePast },
    'price-ends-before-it-begins': { status: 422, ...texts.priceEndsBeforeItBegins },
    'prices-overlap': { status: 409, ...texts.pricesOverlap },
  },
  handle:
    ({ db, clock, record }: Pick<OfficeDeps, 'db' | 'clock' | 'record'>) =>
    (permit, { validFrom, validTo, ...requested }) =>
      db.write(async (tx): Promise<Result<PriceSet, SetPriceRefusal>> => {
        const point = await pointById(tx, requested.pointId)
        if (!point) return refuse({ kind: 'point-not-found' })
        const offered = await servicesOfferedOn(tx, validFrom as LocalDate)
        if (!offered.has(requested.service)) return refuse({ kind: 'point-service-not-offered' })
        const price: Price = {
          ...requested,
          priceId: randomUUID() as string as PriceId,
          pointId: point.pointId,
          validFrom: validFrom as LocalDate,
          ...(validTo !== undefined && { validTo: validTo as LocalDate }),
        }
        const checked = checkPrice(price, {
          others: await pricesOf(tx, [point.pointId]),
          today: dateInHelsinki(clock.now()),
        })
        if (!checked.ok) return checked

        if (checked.value.ended) await savePrice(tx, checked.value.ended)
        await savePrice(tx, price)
        const { priceId, pointId, service, netCents } = price
        const set: PointPriceSet = {
          type: 'PointPriceSet',
          ...{ pointId, priceId, service, netCents },
          costCents: verifiedCost(price),
          validFrom,
          ...(validTo !== undefined && { validTo }),
        }
        await record(tx, set, permit)
        return ok({ priceId })
      }),
})
