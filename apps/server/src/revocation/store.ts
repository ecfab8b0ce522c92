import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#authority/contract.ts'
import type { SerialNumber } from '#certificates/contract.ts'
import type { CrlReason, Revocation } from './contract.ts'

/**
 * Writes revocations one after another, so that a position is never seen before a lower one is: who polls by position
 * misses none. Those that stand already are left as they are; answers what was added.
 */
export async function appendRevocations(
  tx: Tx,
  revocations: readonly NewRevocation[],
): Promise<readonly Revocation[]> {
  await sql`lock table revocation.revocation in share row exclusive mode`.execute(tx)
  const added: Revocation[] = []
  for (const { cause, ...revocation } of revocations) {
    // A sequence is read outside the snapshot, so that who waited for the lock gets a position after its last holder's.
    const { rows } = await sql<{ position: number }>`
      insert into revocation.revocation
        (position, issuer, serial, reason, cause, revoked_at, not_after)
      values (nextval('revocation.revocation_position'), ${revocation.issuer}, ${revocation.serial},
        ${revocation.reason}, ${cause}, ${timestamp(revocation.revokedAt)},
        ${timestamp(revocation.notAfter)})
      on conflict (issuer, serial) do nothing
      returning position`.execute(tx)
    const [row] = rows
    if (row !== undefined) added.push({ position: row.position, ...revocation })
  }
  return added
}

export type NewRevocation = Omit<Revocation, 'position'> & { readonly cause: string }

export async function findRevocation(
  tx: Tx,
  { issuer, serial }: { readonly issuer: string; readonly serial: string },
): Promise<Revocation | undefined> {
  const row = await revocations(tx)
    .selectFrom('revocation.revocation')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row && parseRow(row)
}

export async function findSince(
  tx: Tx,
  { position, limit }: { readonly position: number; readonly limit: number },
): Promise<readonly Revocation[]> {
  const rows = await revocations(tx)
    .selectFrom('revocation.revocation')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(parseRow)
}

type RevocationTable = {
  position: number
  issuer: string
  serial: string
  reason: string
  cause: string
  revoked_at: Instant
  not_after: Instant
}

const revocations = (tx: Tx) => tx.$extendTables<{ 'revocation.revocation': RevocationTable }>()

/** The one place that reads rows: their values were written by `appendRevocations`. */
const parseRow = (row: RevocationTable): Revocation => ({
  position: row.position,
  issuer: row.issuer as IssuerId,
  serial: row.serial as SerialNumber,
  reason: row.reason as CrlReason,
  revokedAt: row.revoked_at,
  notAfter: row.not_after,
})
