import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Cosignatures of witnesses. `note`: the checkpoint as they read it, our signature, and the witness's line. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table audit.cosignature (
      witness text not null,
      size bigint not null,
      at timestamptz not null,
      note text not null,
      primary key (witness, size)
    )`.execute(tx)
}
