import { isSigned } from './digest.ts'
import { checkpointsAbove, latestCheckpoint } from './stores/checkpoints.ts'
import type { VerifyDeps } from './verify-audit-log.ts'

/**
 * Whether the audit log was signed by the keys of this service's ceremonies, by its first or its latest checkpoint: a
 * database of another ceremony has neither. One that was tampered with is for `audit verify`.
 */
export const isOwnLog =
  ({ db, checkpointKeys: { current, former } }: VerifyDeps) =>
  async (): Promise<boolean> => {
    const heads = await db.read(async (tx) => {
      const latest = await latestCheckpoint(tx)
      return latest ? [latest, ...(await checkpointsAbove(tx, 0, 1))] : []
    })
    return (
      heads.length === 0 ||
      heads.some((head) => [...former, current].some((key) => isSigned(head, key)))
    )
  }
