import { sql, type RawBuilder } from 'kysely'
import { textArray } from '#platform/arrays.ts'
import type { Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { AuditEntry } from '../contract.ts'
import { withoutAccess } from './entries.ts'
import { storedEntryOf, tables } from './tables.ts'

/** To whom or what something was done; `actors`: by whom. An entry is found by any of them. */
export type ActivitySought =
  | { readonly personIds: readonly string[]; readonly actors: readonly string[] }
  | { readonly cardId: string }
  | { readonly serial: string }
  /** Of a person, a card or an order. */
  | { readonly identifier: string }

/** By whom, as the index `entry_by_actor` has it. */
const actorId = sql`coalesce(actor->>'personId', actor->>'clientId', actor->>'name')`

function isAbout(sought: ActivitySought): RawBuilder<boolean> {
  if ('cardId' in sought) return sql`about_card = ${sought.cardId}`
  if ('serial' in sought) return sql`facts->>'serial' = ${sought.serial}`
  if ('identifier' in sought) {
    const { identifier } = sought
    return sql`(about_person = ${identifier} or about_card = ${identifier} or about_order = ${identifier})`
  }
  return sql`(about_person = any(${textArray(sought.personIds)}::text[])
    or ${actorId} = any(${textArray(sought.actors)}::text[]))`
}

type SoughtDone = RowsSought & {
  readonly organisationId: string
  readonly types: readonly string[]
  readonly actor?: string | undefined
  readonly about?: ActivitySought | undefined
}

/**
 * What was done for the organisation: entries of these types that name it. Read by an index of its own, however large
 * the log is.
 */
export async function entriesDoneFor(tx: Tx, sought: SoughtDone): Promise<readonly AuditEntry[]> {
  const rows = await doneFor(tx, sought).execute()
  return rows.map((row) => storedEntryOf(row).entry)
}

/** The query of it; for its test, which looks at the plan. */
export function doneFor(tx: Tx, { organisationId, types, actor, about, ...sought }: SoughtDone) {
  let found = tables(tx)
    .selectFrom('audit.entry')
    .selectAll()
    .where(sql<string | null>`facts->>'organisationId'`, '=', organisationId)
    .where(withoutAccess)
    .where('type', '=', sql<string>`any(${textArray(types)}::text[])`)
  if (actor !== undefined) found = found.where(actorId, '=', actor)
  if (about !== undefined) found = found.where(isAbout(about))
  return found.$call(inOrderOfTime({ at: 'at', id: 'entry_id', order: 'desc', ...sought }))
}
