import type { Db } from '#platform/db.ts'
import type { Record, RecordAll } from '#platform/record.ts'

export type ViewDeps = { readonly db: Db; readonly record: Record; readonly recordAll: RecordAll }

/**
 * What a view reads never changes. A serialisable view would conflict with every operation that is recorded
 * meanwhile.
 */
export const viewing = { isolation: 'read committed' } as const
