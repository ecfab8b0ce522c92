import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The few that are open, without reading those of all times. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create index inquiry_open on identification.inquiry (raised_at desc, inquiry_id desc)
    where state = 'open'`.execute(tx)
  await sql`
    create index inquiry_open_of_point
    on identification.inquiry (point_id, raised_at desc, inquiry_id desc)
    where state = 'open'`.execute(tx)
}
