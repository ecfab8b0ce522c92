import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { formatInstant, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { Db, Tx } from '#platform/db.ts'
import type { JobHandler, PlanJob } from '#platform/outbox.ts'
import { showCheckpoint } from './views/show.ts'
import { latestCheckpoint } from './stores/checkpoints.ts'

const kind = 'audit.copyCheckpoint'

/**
 * Plans the copy of the checkpoints of this minute, at its end: one a minute, for any number of checkpoints.
 */
export function planCopy(planJob: PlanJob, tx: Tx, now: Instant): Promise<void> {
  const begin = instant(now - (now % minute))
  return planJob(tx, { kind, key: formatInstant(begin), payload: {}, dueAt: plus(begin, minute) })
}

/**
 * Appends the newest checkpoint to `checkpoints-<day>.ndjson` of a folder that others control: on another
 * machine, on write-once media. With a copy anybody can detect a rewritten audit log. A duplicate line does
 * no harm.
 */
export const copyCheckpoint = ({
  db,
  folder,
}: {
  readonly db: Db
  readonly folder: string
}): JobHandler => ({
  kind,
  handle: async () => {
    const checkpoint = await db.read(latestCheckpoint)
    if (!checkpoint) return
    const shown = showCheckpoint(checkpoint)
    await mkdir(folder, { recursive: true })
    await appendFile(
      join(folder, `checkpoints-${shown.at.slice(0, 10)}.ndjson`),
      `${JSON.stringify({ checkpoint: shown })}\n`,
      { flush: true },
    )
  },
})
