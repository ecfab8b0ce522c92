import type { RecordAll } from '#platform/record.ts'
import type { Runtime } from '#platform/runtime.ts'

export type ViewDeps = Pick<Runtime, 'db' | 'record'> & { readonly recordAll: RecordAll }

/**
 * What a view reads never changes. A serialisable view would conflict with every operation that is recorded
 * meanwhile.
 */
export const viewing = { isolation: 'read committed' } as const
