import type { PointService } from '@sotevarmenne/api/points'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { grossCents } from '@sotevarmenne/kernel/money'
import type { Visit } from '../contract.ts'

/** What a visitor paid at the desk, with the tax in each price (Act on the duty to offer a receipt, 658/2013). */
export type Receipt = {
  readonly paidAt: Instant
  readonly lines: readonly {
    readonly service: PointService
    readonly vatPermille: number
    /** With VAT. */
    readonly cents: number
  }[]
  readonly vat: readonly {
    readonly permille: number
    readonly netCents: number
    readonly vatCents: number
  }[]
  readonly cents: number
}

export type ReceiptRefusal = { readonly kind: 'nothing-paid-at-desk' }

/**
 * The receipt of a visit that was served and that its visitor paid (R341): not of a free one, nor of one that an
 * organisation pays for. Visits of times when fees were not stored for each service have none.
 */
export function receiptOf(visit: Visit): Result<Receipt, ReceiptRefusal> {
  if (visit.state !== 'served' || visit.payer !== undefined || visit.fees.length === 0)
    return refuse({ kind: 'nothing-paid-at-desk' })
  const lines = visit.fees.map(({ service, netCents, vatPermille }) => ({
    ...{ service, vatPermille, netCents },
    cents: grossCents({ netCents, vatPermille }),
  }))
  const rates = [...new Set(lines.map(({ vatPermille }) => vatPermille))].toSorted((a, b) => a - b)
  const sum = (cents: readonly number[]): number => cents.reduce((all, one) => all + one, 0)
  return ok({
    paidAt: visit.endedAt,
    lines: lines.map(({ service, vatPermille, cents }) => ({ service, vatPermille, cents })),
    vat: rates.map((permille) => {
      const ofRate = lines.filter(({ vatPermille }) => vatPermille === permille)
      const netCents = sum(ofRate.map((line) => line.netCents))
      return { permille, netCents, vatCents: sum(ofRate.map(({ cents }) => cents)) - netCents }
    }),
    cents: sum(lines.map(({ cents }) => cents)),
  })
}
