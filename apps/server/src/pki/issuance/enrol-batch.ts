import { hash } from 'node:crypto'
import * as api from '@sotevarmenne/api/certificates'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { rowsOperation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { ClientId } from './contract.ts'
import { enrolProgram, type EnrolProgramDeps } from './enrol-program.ts'
import { enrolProblems } from './problems.ts'
import { recordRows } from './stores/batches.ts'
import { texts } from './texts.ts'

type EnrolBatchDeps = Pick<Runtime, 'db' | 'clock'> &
  Pick<EnrolProgramDeps, 'issuers'> & {
    /** Those that share transactions with each other, in larger groups. */
    readonly inGroups: EnrolProgramDeps['certificates']
  }

/**
 * Rows of a batch, each as a request of its own: the same checks, the same certificate for the same request, the same
 * refusals. What they are is recorded before, so that no other batch comes under its key.
 */
export const enrolBatch = rowsOperation({
  contract: api.enrolBatch,
  problems: { ...enrolProblems, 'batch-differs': { status: 409, ...texts.batchDiffers } },
  handle: ({ db, clock, issuers, inGroups }: EnrolBatchDeps) => {
    const enrol = enrolProgram.handle({ certificates: inGroups, issuers })
    return async (permit, { idempotencyKey, rows, isEnd }) => {
      const { actor } = permit
      if (actor.kind !== 'client') return refuse({ kind: 'client-not-found' })
      const recorded = await db.write(
        (tx) =>
          recordRows(
            tx,
            { clientId: actor.clientId as ClientId, key: idempotencyKey },
            {
              ...{ isEnd, now: clock.now(), expiresAt: plus(clock.now(), retention) },
              rows: rows.map(({ key, request }) => ({
                key,
                digest: hash('sha256', request, 'buffer'),
              })),
            },
          ),
        { isolation: 'read committed' },
      )
      if (!recorded.ok) return recorded
      return ok(await Promise.all(rows.map((row) => enrol(permit, row))))
    }
  },
})

/** As of idempotency keys. */
const retention = day
