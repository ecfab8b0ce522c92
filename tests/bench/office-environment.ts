import { randomUUID } from 'node:crypto'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { insertOrganisation } from '../../apps/server/src/organisations/registry/store.ts'
import { aBusinessId, aProvider } from '../../apps/server/src/organisations/registry/testing.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { createSealing, type Sealing } from '../../apps/server/src/platform/sealing.ts'
import { fill, hex, points } from './desk-environment.ts'

export const organisations = 8000

/**
 * Customers with their documents and invoices, and cases that wait for case officers, among some years of
 * history.
 */
export async function fillOfficeEnvironment(
  db: Db,
  { key }: { readonly key: Uint8Array },
): Promise<void> {
  await fillOrganisations(db, createSealing(key, 'organisations'))
  await fillUncollected(db)
  await fillFees(db)
  await fillCases(db, createSealing(key, 'cases'))
  await fillQueues(db, key)
  await db.write(async (tx) => ok(await sql`analyze`.execute(tx)))
}

// cspell:disable-next-line
const kinds = ['hyvinvointialue', 'sairaala', 'lääkäriasema', 'palvelukoti', 'hammaslääkärit']

async function fillOrganisations(db: Db, sealing: Sealing): Promise<void> {
  const enteredAt = instant(Date.parse('2024-01-02T08:00:00Z'))
  await db.write(async (tx) => {
    for (let number = 0; number < organisations; number += 1) {
      const businessId = aBusinessId() as BusinessId
      await insertOrganisation(
        tx,
        sealing,
        {
          ...aProvider({
            organisationId: randomUUID() as never,
            customerNumber: `A${String(number).padStart(7, '0')}` as never,
            ...{ businessId, oid: organisationOid(businessId), units: [] },
            name: `Esimerkki ${String(number)} ${kinds[number % kinds.length] ?? ''}`,
          }),
          contacts: [{ name: 'Aino Esimerkki', email: 'aino@example.fi', language: 'fi' }],
        },
        { enteredAt },
      )
    }
    return ok(undefined)
  })
  await fill(
    db,
    sql`
      insert into organisations.agreement (agreement_id, organisation_id, kind, state, products, points,
        valid_from, price_list, proposed_by, proposed_at, approved_by, approved_at)
      select gen_random_uuid(), organisation_id, 'agreement', state, array['staff-card'],
        array[(${[...points]}::text[])[case when n % 8 = 0 then 1 else 1 + n % 60 end]], '2024-01-02',
        'standard', gen_random_uuid(), timestamptz '2024-01-02 08:00Z' + n * interval '1 hour',
        case when state = 'approved' then gen_random_uuid() end,
        case when state = 'approved' then timestamptz '2026-11-25 08:00Z' end
      from (select row_number() over (order by organisation_id) as n, organisation_id
        from organisations.organisation) as numbered,
        lateral (select case when n % 100 = 0 then 'proposed' else 'approved' end as state) as stated`,
  )
}

const fillUncollected = (db: Db) =>
  fill(
    db,
    sql`
      insert into lifecycle.uncollected (card_id, point_id, produced_at, state, reminders,
        last_reminded_at, last_reminded_by)
      select card_id, point_id, produced_at, 'waiting', 2, produced_at + interval '20 days', 'mail'
      from cards.card where state = 'awaitingHandOver' and produced_at < now() - interval '30 days'`,
    sql`
      insert into lifecycle.uncollected (card_id, point_id, produced_at, state, reminders)
      select card_id, case when n % 3 > 0 then point_id end, produced_at,
        case when n % 40 = 0 then case when n % 3 > 0 then 'cancelled' else 'returned' end
          else 'destroyed' end, 1
      from (select row_number() over () as n, card_id, point_id, produced_at from cards.card
        where state = 'cancelled' and produced_at is not null limit 20000) as cancelled`,
  )

const fillFees = (db: Db) =>
  fill(
    db,
    sql`
      insert into invoices.invoice (invoice_id, number, kind, organisation_id, month, created_at, content,
        gross_cents, delivery, delivered_at, refused_because, paid_on)
      select gen_random_uuid(), 100001 + row_number() over (), 'invoice', organisation_id,
        to_char(created_at, 'YYYY-MM'), created_at, '{}', 2300 + n % 90, delivery, created_at,
        case when delivery = 'refused' then 'unknown-address' end,
        case when n % 19 > 0 then created_at::date + 14 end
      from (
        select row_number() over (order by organisation_id) as n, organisation_id
        from organisations.organisation
      ) as numbered,
        generate_series(0, 11) as month,
        lateral (select timestamptz '2026-11-01 06:00Z' - month * interval '1 month'
          + n * interval '1 second' as created_at) as created,
        lateral (select case when n % 997 = 0 then 'refused' else 'sent' end as delivery) as delivered
      where (n + month) % 3 = 0`,
    sql`
      insert into charges.charge (charge_id, cause, organisation_id, product, because, net_cents,
        vat_permille, acted_on, born_at, card_agreement_id, order_id, card_id, invoice_id)
      select gen_random_uuid(), invoice_id::text || each, organisation_id, 'staff-card',
        'staff-without-patient-systems', 2300, 0, created_at::date - each, created_at - each * interval '1 day',
        gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), invoice_id
      from invoices.invoice, generate_series(1, 4) as each`,
    sql`
      insert into invoices.run (month, started_at, started_by, finished_at)
      select distinct month, min(created_at), '00000000-0000-4000-8000-000000000000'::uuid, min(created_at)
      from invoices.invoice group by month`,
  )

async function fillCases(db: Db, sealing: Sealing): Promise<void> {
  const written = Array.from({ length: 3000 }, (_, n) => {
    const id = randomUUID()
    return { n, id, subject: hex(sealing.seal(Buffer.from('Where is my card'), id)) }
  })
  await fill(
    db,
    sql`
      insert into cases.support_case (case_id, person_id, kind, subject_sealed, opened_at, changed_at,
        received_on, is_extended, state, due_on)
      select (t->>'id')::uuid, gen_random_uuid(), 'inquiry', decode(t->>'subject', 'hex'), at, at,
        at::date, false, state, case when state = 'waiting' then at::date + 14 end
      from jsonb_array_elements(${JSON.stringify(written)}::jsonb) as t,
        lateral (select timestamptz '2026-11-25 07:00Z' - (t->>'n')::integer * interval '2 hours' as at,
          case (t->>'n')::integer % 6 when 0 then 'waiting' when 1 then 'answered'
            else 'closed' end as state) as stated`,
    sql`
      insert into cases.support_case (case_id, person_id, kind, opened_at, changed_at, received_on,
        is_extended, state)
      select gen_random_uuid(), gen_random_uuid(), 'inquiry', at, at, at::date, false, 'closed'
      from generate_series(1, 20000) as n,
        lateral (select timestamptz '2024-11-25 07:00Z' - n * interval '1 hour' as at) as dated`,
  )
}

/** A few waiting items in each queue, sealed so that they can be opened, among many that are decided. */
async function fillQueues(db: Db, key: Uint8Array): Promise<void> {
  const contacts = Buffer.from(
    JSON.stringify({
      technicalContact: { name: 'Aino Esimerkki', email: 'aino@example.fi' },
      mailbox: 'certificates@example.fi',
    }),
  )
  const sealedFor = (purpose: string) => {
    const sealing = createSealing(key, purpose)
    return JSON.stringify(
      Array.from({ length: 200 }, (_, n) => {
        const id = randomUUID()
        return { n, id, sealed: hex(sealing.seal(contacts, id)) }
      }),
    )
  }
  const sent = JSON.stringify({ state: 'sent', unitName: 'Yksikkö', sentBy: 'somebody', sentAt: 0 })
  const requested = JSON.stringify({ state: 'requested', requestedBy: 'somebody' })
  await fill(
    db,
    sql`
      insert into service_certificates.application (application_id, organisation_id, state, standing,
        product, is_test, unit_oid, names, language, contacts_sealed, history, drafted_at, sent_at)
      select (q->>'id')::uuid, gen_random_uuid(), 'sent', ${sent}::jsonb, 'server', false, '1.2.3',
        array['a.example.fi'], 'fi', decode(q->>'sealed', 'hex'), '[]', at, at
      from jsonb_array_elements(${sealedFor('service-certificates')}::jsonb) as q,
        lateral (select timestamptz '2026-11-25 07:00Z'
          - (q->>'n')::integer * interval '1 hour' as at) as dated`,
    sql`
      insert into service_certificates.application (application_id, organisation_id, state, standing,
        product, is_test, unit_oid, names, language, contacts_sealed, history, drafted_at, sent_at)
      select gen_random_uuid(), gen_random_uuid(), 'withdrawn', '{"state":"withdrawn"}', 'server',
        false, '1.2.3', array['a.example.fi'], 'fi', '\\x00', '[]', at, at
      from generate_series(1, 30000) as n,
        lateral (select timestamptz '2026-11-25 07:00Z' - n * interval '1 hour' as at) as dated`,
    sql`
      insert into acme.approval (approval_id, organisation_id, state, standing, is_test, unit_oid,
        names, language, contacts_sealed, history, requested_at)
      select (q->>'id')::uuid, gen_random_uuid(), 'requested', ${requested}::jsonb, false, '1.2.3',
        array['a.example.fi'], 'fi', decode(q->>'sealed', 'hex'), '[]',
        timestamptz '2026-11-25 07:00Z' - (q->>'n')::integer * interval '1 hour'
      from jsonb_array_elements(${sealedFor('acme')}::jsonb) as q`,
    sql`
      insert into acme.approval (approval_id, organisation_id, state, standing, is_test, unit_oid,
        names, language, contacts_sealed, history, requested_at)
      select gen_random_uuid(), gen_random_uuid(), 'refused', '{"state":"refused"}', false, '1.2.3',
        array['a.example.fi'], 'fi', '\\x00', '[]', timestamptz '2026-11-20 07:00Z'
      from generate_series(1, 12000)`,
    sql`
      insert into accounts.request (request_id, person_id, business_id, name, signing,
        power_of_attorney_sealed, requested_at, decided_by, decided_at, decision)
      select gen_random_uuid(), gen_random_uuid(), '1234567-1', 'Esimerkki', 'none',
        case when is_open then '\\x00'::bytea end, at, case when is_open then null else gen_random_uuid() end,
        case when is_open then null else at end, case when is_open then null else 'approved' end
      from generate_series(1, 12000) as n,
        lateral (select n % 60 = 0 as is_open,
          timestamptz '2026-11-25 07:00Z' - n * interval '1 hour' as at) as dated`,
    sql`
      insert into register_changes.change (change_id, card_id, person_id, kind, event_id, state, noticed_at,
        due_at, settled_at)
      select gen_random_uuid(), card_id, holder, 'right-ended', n::text,
        case when n < 300 then 'waiting' else 'applied' end, at, at, case when n < 300 then null else at end
      from (select row_number() over () as n, card_id, holder from cards.card limit 50000) as card,
        lateral (select timestamptz '2026-11-25 08:00Z' - n * interval '10 minutes' as at) as dated`,
    sql`
      insert into register_changes.set_aside (register, event_id, because, set_aside_at)
      select 'rights', n::text, 'malformed-event', timestamptz '2026-11-25 08:00Z' - n * interval '1 hour'
      from generate_series(1, 12000) as n`,
    sql`
      insert into incidents.incident (incident_id, began_at, ended_at, title)
      select gen_random_uuid(), at, at + interval '1 hour', '{"fi": "a", "sv": "b", "en": "c"}'
      from generate_series(1, 2000) as n,
        lateral (select timestamptz '2026-11-25 07:00Z' - n * interval '1 day' as at) as dated`,
  )
}
