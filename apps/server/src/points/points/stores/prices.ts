import type { PointService } from '@sotevarmenne/api/points'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { json, type Tx } from '#platform/db.ts'
import type { PointId, Price, PriceId } from '../contract.ts'
import { verifiedCost } from '../domain/price.ts'

export async function savePrice(tx: Tx, price: Price): Promise<void> {
  await tables(tx)
    .insertInto('points.price')
    .values({
      price_id: price.priceId,
      point_id: price.pointId,
      service: price.service,
      net_cents: price.netCents,
      cost_cents: verifiedCost(price),
      vat_permille: price.vatPermille,
      cost_sheet: json(price.costSheet),
      is_free_for_own_staff: price.isFreeForOwnStaff,
      valid_from: price.validFrom,
      valid_to: price.validTo ?? null,
    })
    .onConflict((conflict) =>
      conflict.column('price_id').doUpdateSet({ valid_to: price.validTo ?? null }),
    )
    .execute()
}

/** Prices of the points, by service, the newest first. */
export async function pricesOf(tx: Tx, pointIds: readonly string[]): Promise<readonly Price[]> {
  if (pointIds.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('points.price')
    .selectAll()
    .where('point_id', 'in', pointIds)
    .orderBy('service')
    .orderBy('valid_from', 'desc')
    .execute()
  return rows.map((row) => ({
    priceId: row.price_id as PriceId,
    pointId: row.point_id as PointId,
    service: row.service,
    netCents: row.net_cents,
    vatPermille: row.vat_permille,
    costSheet: row.cost_sheet,
    isFreeForOwnStaff: row.is_free_for_own_staff,
    validFrom: row.valid_from,
    ...(row.valid_to !== null && { validTo: row.valid_to }),
  }))
}

type Tables = {
  'points.price': {
    price_id: string
    point_id: string
    service: PointService
    net_cents: number
    cost_cents: number
    vat_permille: number
    cost_sheet: Price['costSheet']
    is_free_for_own_staff: boolean
    valid_from: LocalDate
    valid_to: LocalDate | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
