import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Members of an account write for their organisation; disputes of invoices are threads too. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table threads.thread
      add column organisation_id uuid,
      add column invoice_id uuid,
      drop constraint thread_kind_check,
      add constraint thread_kind_check
        check (kind in ('question', 'grievance', 'correction-request', 'fee-dispute')),
      add constraint dispute_of_invoice
        check ((kind = 'fee-dispute') = (invoice_id is not null)
          and (invoice_id is null or organisation_id is not null))`.execute(tx)
  await sql`
    create index thread_of_organisation
    on threads.thread (organisation_id, opened_at desc, thread_id desc)
    where organisation_id is not null`.execute(tx)
}
