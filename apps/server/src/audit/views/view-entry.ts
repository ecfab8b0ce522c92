import type * as api from '@sotevarmenne/api/audit'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { AuditLogViewed } from '../contract.ts'
import { placedEntry } from '../stores/entries.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { showCheckpoint, showProven } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'

export type ViewEntryRefusal =
  { readonly kind: 'entry-not-in-the-tree' } | { readonly kind: 'checkpoint-not-found' }

type EntryViewed = Result<Omit<ResponseOf<typeof api.viewEntry>, 'names'>, ViewEntryRefusal>

/** One entry with its proof against a checkpoint, by default the newest. */
export const viewEntry =
  ({ db, record }: Pick<ViewDeps, 'db' | 'record'>) =>
  (
    permit: Permit<'audit.viewAuditLog'>,
    { entryId, size }: InputOf<typeof api.viewEntry>,
  ): Promise<EntryViewed> =>
    db.write(async (tx): Promise<EntryViewed> => {
      const checkpoint = await checkpointFor(tx, size)
      if (!checkpoint) return refuse({ kind: 'checkpoint-not-found' })
      const placed = await placedEntry(tx, entryId)
      if (!placed || placed.position >= checkpoint.size)
        return refuse({ kind: 'entry-not-in-the-tree' })

      const { personId } = placed.entry.about ?? {}
      const viewed: AuditLogViewed = {
        type: 'AuditLogViewed',
        entryId: placed.entry.entryId,
        ...(personId !== undefined && { about: { personId } }),
      }
      await record(tx, viewed, permit)
      const [path = []] = await inclusionPaths(tx, [placed.position], checkpoint.size)
      return ok({
        proven: showProven({ ...placed, path }),
        checkpoint: showCheckpoint(checkpoint),
      })
    }, viewing)
