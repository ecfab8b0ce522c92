import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Certificates of an older system: their serials and ends are known, their bytes are not. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table certificates.certificate
      alter column profile drop not null,
      alter column request_key drop not null,
      alter column key_digest drop not null,
      alter column tbs drop not null,
      alter column not_before drop not null,
      drop constraint certificate_state_check,
      add constraint certificate_state
        check (state in ('reserved', 'issued', 'void', 'imported')),
      add constraint certificate_made_here
        check ((state = 'imported') = (tbs is null) and (state = 'imported') = (profile is null)
          and (state = 'imported') = (request_key is null) and (state = 'imported') = (key_digest is null)
          and (state = 'imported') = (not_before is null))`.execute(tx)
  await sql`drop index certificates.certificate_issued`.execute(tx)
  await sql`
    create index certificate_issued on certificates.certificate (settled_at, serial)
    where state in ('issued', 'imported')`.execute(tx)
}
