import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Certificates of programs have neither card nor holder: their rows stand in no index for nothing. */
export async function up(tx: Tx): Promise<void> {
  for (const column of ['card_id', 'holder']) {
    const index = column === 'holder' ? 'certificate_of_holder' : 'certificate_of_card'
    await sql`drop index ${sql.ref(`certificates.${index}`)}`.execute(tx)
    await sql`
      create index ${sql.ref(index)} on certificates.certificate (${sql.ref(column)})
      where ${sql.ref(column)} is not null`.execute(tx)
  }
}
