import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Certificates in force that the code service no longer bears out, and what handlers decide of them (R267). */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table service_certificates.overtaken (
      overtaken_id uuid primary key,
      application_id uuid not null references service_certificates.application,
      unit_oid text not null,
      state text not null check (state in (
        'waiting', 'to-be-revoked', 'left', 'revoked', 'taken-back', 'over'
      )),
      change jsonb not null,
      found_at timestamptz not null,
      not_after timestamptz not null,
      revoke_on date,
      is_untold boolean not null,
      constraint planned_for_a_day check (state <> 'to-be-revoked' or revoke_on is not null)
    )`.execute(tx)
  await sql`
    create unique index overtaken_once on service_certificates.overtaken (application_id)
    where state in ('waiting', 'to-be-revoked', 'left')`.execute(tx)
  await sql`
    create index overtaken_open on service_certificates.overtaken (found_at, overtaken_id)
    where state in ('waiting', 'to-be-revoked')`.execute(tx)
  await sql`
    create index overtaken_of_unit on service_certificates.overtaken (unit_oid collate "C")
    where state in ('waiting', 'to-be-revoked', 'left')`.execute(tx)
  await sql`
    create index overtaken_runs_out on service_certificates.overtaken (not_after)
    where state in ('waiting', 'to-be-revoked', 'left')`.execute(tx)
  await sql`
    create index application_in_force on service_certificates.application (unit_oid collate "C")
    where state = 'issued'`.execute(tx)
  // Up to which copy of the code service certificates were compared with it: 0 before the first time.
  await sql`
    create table service_certificates.codes_heard (
      only_one boolean primary key default true check (only_one),
      copy_id bigint not null
    )`.execute(tx)
  await sql`insert into service_certificates.codes_heard (copy_id) values (0)`.execute(tx)
}
