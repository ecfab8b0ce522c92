import * as api from '@sotevarmenne/api/stock'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { BlankRejected } from './contract.ts'
import type { BlanksDeps } from './deps.ts'
import { serialsBetween } from './domain/serials.ts'
import { batchesById, lockBlank, setRejected } from './store.ts'
import { texts } from './texts.ts'

export type RejectBatchRefusal =
  { readonly kind: 'batch-not-found' } | { readonly kind: 'none-in-stock' }

/** Takes every blank card of a delivery that is still in stock out of use for good. */
export const rejectBatch = operation({
  contract: api.rejectBatch,
  problems: {
    'batch-not-found': {
      status: 404,
      title: {
        fi: 'Toimituserää ei löydy',
        sv: 'Leveransen hittades inte',
        en: 'The delivery was not found',
      },
    },
    'none-in-stock': { status: 409, ...texts.noneInStock },
  },
  handle:
    ({ db, clock, record }: BlanksDeps) =>
    (permit, { batchId }) =>
      db.write(async (tx): Promise<Result<{ readonly rejected: number }, RejectBatchRefusal>> => {
        const batch = (await batchesById(tx, [batchId])).get(batchId)
        const serials = batch && serialsBetween(batch)
        if (!serials?.ok) return refuse({ kind: 'batch-not-found' })
        const since = clock.now()
        const because = 'not-fit'
        let rejected = 0
        for (const chipSerial of serials.value) {
          if ((await lockBlank(tx, chipSerial))?.state !== 'in-stock') continue
          await setRejected(tx, chipSerial, { because, since })
          const event: BlankRejected = { type: 'BlankRejected', chipSerial, because }
          await record(tx, event, permit)
          rejected += 1
        }
        return rejected === 0 ? refuse({ kind: 'none-in-stock' }) : ok({ rejected })
      }),
})
