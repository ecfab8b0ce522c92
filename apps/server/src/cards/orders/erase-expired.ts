import { hour, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { erasePhotos } from '#cards/photos/index.ts'
import type { EmploymentCertificateErased, OrderErased } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { eraseDocuments } from './store.ts'
import { eraseScans } from './stores/confirmation-scans.ts'
import { eraseEmploymentCertificates } from './stores/employment-certificates.ts'

/**
 * Erases what has passed its retention (R60–R62), page by page: an interrupted run is continued. Each is
 * recorded.
 */
export const eraseExpired =
  ({ db, clock, record }: Pick<OrdersDeps, 'db' | 'clock' | 'record'>) =>
  async (permit: Permit<'orders.eraseExpired'>): Promise<void> => {
    for (;;) {
      const page = await db.write(async (tx) => ok(await eraseSome({ clock, record }, tx, permit)))
      if (!page.ok) throw new Error('unreachable: an erasure is not refused')
      if (page.value === 0) return
    }
  }

const pageSize = 100

/** How long an employment certificate may wait for its order. */
const certificateWaits = 24 * hour

async function eraseSome(
  { clock, record }: Pick<OrdersDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit<'orders.eraseExpired'>,
): Promise<number> {
  const now = clock.now()
  const orders = await eraseDocuments(tx, { now, limit: pageSize })
  await eraseScans(
    tx,
    orders.map(({ id }) => id),
  )
  for (const { id, personId, settings } of orders) {
    const erased: OrderErased = { type: 'OrderErased', settings, about: { personId, orderId: id } }
    await record(tx, erased, permit)
  }
  const storedBefore = plus(now, -certificateWaits)
  const photos = await erasePhotos({ clock, record }, tx, permit, { limit: pageSize })
  const certificates = await eraseEmploymentCertificates(tx, { storedBefore, limit: pageSize })
  for (const { id, personId } of certificates) {
    const erased: EmploymentCertificateErased = {
      type: 'EmploymentCertificateErased',
      certificateId: id,
      about: { personId },
    }
    await record(tx, erased, permit)
  }
  return orders.length + photos + certificates.length
}

export const erasing = (
  deps: Pick<OrdersDeps, 'db' | 'clock' | 'record' | 'planJob' | 'systemPermit'>,
) =>
  dailyJob(deps, 'orders.eraseExpired', () =>
    eraseExpired(deps)(deps.systemPermit('orders.eraseExpired')),
  )
