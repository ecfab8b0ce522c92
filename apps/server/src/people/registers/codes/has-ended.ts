import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { isOver } from '../domain/ended.ts'
import type { Codes } from './create-codes.ts'

/** Whether the last copy no longer has it. Without any copy nothing counts as ended. */
export async function hasEnded(
  { findOrganisation }: Pick<Codes, 'findOrganisation'>,
  tx: Tx,
  { oid, on }: { readonly oid: Oid; readonly on: LocalDate },
): Promise<boolean> {
  const found = await findOrganisation(tx, oid)
  return found.ok && isOver(found.value.value, on)
}
