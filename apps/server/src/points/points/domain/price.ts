import { grossCents } from '@sotevarmenne/kernel/money'
import type { PointService } from '@sotevarmenne/api/points'
import { addDays, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Price } from '../contract.ts'

export type PriceRefusal =
  | { readonly kind: 'above-verified-cost'; readonly costCents: number }
  | { readonly kind: 'before-fees-were-lawful' }
  | { readonly kind: 'price-ends-before-it-begins' }
  | { readonly kind: 'prices-overlap'; readonly priceId: string }

/** Points may charge for their services since that day (M11). */
export const feesLawfulSince: LocalDate = localDate('2012-04-01')

/** The operator's cost of the service, in cents without VAT. */
export const verifiedCost = ({ costSheet }: Pick<Price, 'costSheet'>): number =>
  costSheet.reduce((sum, { cents }) => sum + cents, 0)

/**
 * Whether the price is compatible with those that the point has for the service: at most the verified cost,
 * and never two on one day. An open-ended one that began before it ends the day before it.
 */
export function checkPrice(
  price: Omit<Price, 'priceId'>,
  others: readonly Price[],
): Result<{ readonly ended?: Price }, PriceRefusal> {
  const costCents = verifiedCost(price)
  if (price.netCents > costCents) return refuse({ kind: 'above-verified-cost', costCents })
  if (price.validFrom < feesLawfulSince) return refuse({ kind: 'before-fees-were-lawful' })
  if (price.validTo !== undefined && price.validTo < price.validFrom)
    return refuse({ kind: 'price-ends-before-it-begins' })

  const ofService = others.filter(({ service }) => service === price.service)
  const before = ofService.find(
    (other) => other.validTo === undefined && other.validFrom < price.validFrom,
  )
  const overlapping = ofService.find((other) => other !== before && overlap(price, other))
  if (overlapping) return refuse({ kind: 'prices-overlap', priceId: overlapping.priceId })
  return ok(before ? { ended: { ...before, validTo: addDays(price.validFrom, -1) } } : {})
}

type Validity = Pick<Price, 'validFrom' | 'validTo'>

const overlap = (one: Validity, other: Validity): boolean =>
  (other.validTo === undefined || one.validFrom <= other.validTo) &&
  (one.validTo === undefined || other.validFrom <= one.validTo)

/** The price of the service on the day; where there is none, the service is free. */
export const priceOn = (
  prices: readonly Price[],
  service: PointService,
  date: LocalDate,
): Price | undefined =>
  prices.find(
    (price) =>
      price.service === service &&
      price.validFrom <= date &&
      (price.validTo === undefined || date <= price.validTo),
  )

/** The fee of a service, as on an invoice. */
export type ServiceFee = { readonly service: PointService } & Pick<
  Price,
  'netCents' | 'vatPermille'
>

export type FeeLine = ServiceFee & {
  /** With VAT. */
  readonly cents: number
  readonly isFreeForOwnStaff: boolean
}

/** The fee of each service for a visitor on the day, where it is not free. */
export const feesOn = (
  prices: readonly Price[],
  services: readonly PointService[],
  date: LocalDate,
): readonly FeeLine[] =>
  services.flatMap((service) => {
    const price = priceOn(prices, service, date)
    if (!price || price.netCents === 0) return []
    const { netCents, vatPermille, isFreeForOwnStaff } = price
    return [{ service, netCents, vatPermille, cents: grossCents(price), isFreeForOwnStaff }]
  })

/** The fee of a visit: its services that are not free for this visitor, and their sum in cents with VAT. */
export function visitFee(
  fees: readonly FeeLine[],
  { isOwnStaff }: { readonly isOwnStaff: boolean },
): { readonly fees: readonly ServiceFee[]; readonly feeCents: number } {
  const requested = fees.filter(({ isFreeForOwnStaff }) => !(isOwnStaff && isFreeForOwnStaff))
  return {
    fees: requested.map(({ service, netCents, vatPermille }) => ({
      service,
      netCents,
      vatPermille,
    })),
    feeCents: requested.reduce((sum, { cents }) => sum + cents, 0),
  }
}
