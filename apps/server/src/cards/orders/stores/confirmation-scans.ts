import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'

/** Stores the document signed by the applicant, sealed for its order. */
export async function insertScan(
  tx: Tx,
  sealing: Sealing,
  { orderId, scan, storedAt }: OfOrder & { readonly scan: Uint8Array; readonly storedAt: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('orders.confirmation_scan')
    .values({
      order_id: orderId,
      scan_sealed: sealing.seal(scan, contextOf(orderId)),
      stored_at: timestamp(storedAt),
    })
    .execute()
}

export const scanOf = (
  tx: Tx,
  sealing: Sealing,
  orderId: string,
): Promise<Uint8Array | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('orders.confirmation_scan')
      .select('scan_sealed')
      .where('order_id', '=', orderId),
    (row) => sealing.open(row.scan_sealed, contextOf(orderId)),
  )

/** Erased with the documents of its order, and with the address that it shows. */
export async function eraseScans(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  await tables(tx)
    .deleteFrom('orders.confirmation_scan')
    .where('order_id', 'in', [...orderIds])
    .execute()
}

type OfOrder = { readonly orderId: string }

const contextOf = (orderId: string): string => `confirmation of ${orderId}`

type Tables = {
  'orders.confirmation_scan': { order_id: string; scan_sealed: Uint8Array; stored_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
