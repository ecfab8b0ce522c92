import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/complaints'
import { operation } from '#platform/operation.ts'
import type { ComplaintsDeps } from './deps.ts'
import { tenthOf } from './domain/complaint.ts'
import { complaintsBetween } from './store.ts'

/**
 * Complaints of the period by delivery of blank cards (R131): no personal data, so no audit entry. Complaints
 * are few; those of the period are read by their index.
 */
export const viewComplaintFigures = operation({
  contract: api.viewComplaintFigures,
  problems: {},
  handle:
    (deps: ComplaintsDeps) =>
    (_permit, { from, to }): Promise<Result<ResponseOf<typeof api.viewComplaintFigures>, never>> =>
      deps.db.read(async (tx) => {
        const found = await complaintsBetween(tx, {
          // The contract has checked that the dates exist.
          from: startOfDay(localDate(from)),
          to: startOfDay(addDays(localDate(to), 1)),
        })
        const batches = await deps.blanks.batchesBy(
          tx,
          found.flatMap(({ batchId }) => batchId ?? []),
        )
        const groups = [...Map.groupBy(found, ({ batchId }) => batchId)]
        return ok({
          batches: groups
            .map(([batchId, of]) => {
              const batch = batchId === undefined ? undefined : batches.get(batchId)
              return {
                ...(batch && { batch }),
                complaints: of.length,
                ofManufacture: of.filter(({ damagedInUse }) => !damagedInUse).length,
                byFault: [...Map.groupBy(of, ({ fault }) => fault)].map(([fault, some]) => ({
                  fault,
                  count: some.length,
                })),
                ...(batch && {
                  byTenth: Array.from(
                    { length: 10 },
                    (_, tenth) =>
                      of.filter(({ chipSerial }) => tenthOf(chipSerial, batch) === tenth).length,
                  ),
                }),
              }
            })
            .toSorted((one, other) => other.complaints - one.complaints),
        })
      }),
})
