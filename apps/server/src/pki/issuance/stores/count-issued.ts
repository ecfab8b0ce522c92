import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'

/** How many certificates the issuer has issued, in any state. */
export async function countIssued(tx: Tx, issuer: IssuerId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from issuance.certificate
    where issuer = ${issuer} and state in ('issued', 'imported')`.execute(tx)
  return rows[0]?.count ?? 0
}
