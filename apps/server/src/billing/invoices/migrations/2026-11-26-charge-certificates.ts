import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Certificates are charged too: of an application, or of what a program ordered under a standing approval. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table fees.charge
      alter column agreement_id drop not null,
      alter column order_id drop not null,
      alter column card_id drop not null,
      add column application_id uuid,
      add column approval_id uuid,
      add constraint card_or_certificate check (
        (order_id is null) = (card_id is null) and (card_id is null) = (application_id is not null)
      ),
      add constraint approval_of_certificate check (approval_id is null or application_id is not null)`.execute(
    tx,
  )
}
