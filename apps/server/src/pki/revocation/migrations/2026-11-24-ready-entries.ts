import { encodeRevokedEntry } from '@sotevarmenne/x509/crl-entry'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { CrlReason } from '../contract.ts'

/** Each revocation keeps its entry of the lists as ready DER, and the shard whose list it stands on. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table revocation.revocation add column shard integer, add column entry bytea`.execute(tx)
  await sql`alter table revocation.revocation disable trigger final`.execute(tx)
  // What was revoked before there were shards stands on the full list, which is where its certificate points to.
  const { rows } = await sql<{
    position: number
    serial: string
    reason: CrlReason
    revoked_at: Instant
  }>`select position, serial, reason, revoked_at from revocation.revocation`.execute(tx)
  for (const { position, serial, reason, revoked_at: revokedAt } of rows) {
    const entry = encodeRevokedEntry({ serial: Buffer.from(serial, 'hex'), revokedAt, reason })
    await sql`
      update revocation.revocation set entry = ${Buffer.from(entry)}
      where position = ${position}`.execute(tx)
  }
  await sql`alter table revocation.revocation enable trigger final`.execute(tx)
  await sql`alter table revocation.revocation alter column entry set not null`.execute(tx)
  // Octets of random serials can't be compressed.
  await sql`alter table revocation.revocation alter column entry set storage external`.execute(tx)
  await sql`
    create index revocation_of_issuer on revocation.revocation (issuer, position)`.execute(tx)
  await sql`
    create index revocation_of_shard on revocation.revocation (issuer, shard, position)
    where shard is not null`.execute(tx)
}
