import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Generated, Selectable } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { EntryId, SaltedEntry, AuditEntry, AuditLogSubject } from '../contract.ts'

export type EntryTable = {
  entry_id: EntryId
  arrived: Generated<number>
  at: Instant
  type: string
  operation: string
  actor: AuditEntry['actor']
  reason: string
  point_id: string | null
  about_person: string | null
  about_card: string | null
  about_order: string | null
  facts: AuditEntry['facts']
  salt: Uint8Array
  digest: Uint8Array
}

type Tables = {
  'audit.entry': EntryTable
  'audit.pending': { arrived: number; entry_id: EntryId; digest: Uint8Array }
  'audit.leaf': { position: number; entry_id: EntryId; digest: Uint8Array }
  'audit.node': { level: number; index: number; hash: Uint8Array }
  'audit.tree': { size: number; roots: Uint8Array }
  'audit.forwarded': {
    destination: string
    position: number
    at: Instant
    is_used: Generated<boolean>
  }
  'audit.cosignature': { witness: string; size: number; at: Instant; note: string }
  'audit.checkpoint': { size: number; root: Uint8Array; at: Instant; signature: Uint8Array }
}

export const tables = (tx: Tx) => tx.$extendTables<Tables>()

export type StoredEntry = SaltedEntry & { readonly digest: Uint8Array }

export function storedEntryOf(row: Selectable<EntryTable>): StoredEntry {
  const about: AuditLogSubject = {
    ...(row.about_person !== null && { personId: row.about_person }),
    ...(row.about_card !== null && { cardId: row.about_card }),
    ...(row.about_order !== null && { orderId: row.about_order }),
  }
  return {
    entry: {
      entryId: row.entry_id,
      at: row.at,
      type: row.type,
      operation: row.operation,
      actor: row.actor,
      reason: row.reason,
      ...(row.point_id !== null && { pointId: row.point_id }),
      ...(Object.keys(about).length > 0 && { about }),
      facts: row.facts,
    },
    salt: row.salt,
    digest: row.digest,
  }
}
