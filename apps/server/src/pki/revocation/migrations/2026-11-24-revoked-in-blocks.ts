import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Entries of a list in blocks that are ready, so that a list of a million is not put together from a million rows. They
 * hold nothing that the revocations do not; what was revoked before is put into blocks with the next list.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table revocation.entry_block (
      issuer text not null,
      shard integer,
      after bigint not null,
      last bigint not null,
      count bigint not null,
      octets bigint not null,
      ending_from timestamptz not null,
      earliest_end timestamptz not null,
      entries bytea not null,
      unique nulls not distinct (issuer, shard, last)
    )`.execute(tx)
  // Octets of random serials can't be compressed.
  await sql`
    alter table revocation.entry_block alter column entries set storage external`.execute(tx)
}
