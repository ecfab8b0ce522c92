import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The services of registration points are data: those that were in the code, from the day fees became lawful. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table points.service (
      code text primary key,
      name jsonb not null,
      act text not null,
      check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
      check (act in ('registering', 'photographing', 'handing-over', 'spare-card', 'new-code', 'other'))
    )`.execute(tx)
  await sql`
    create table points.service_change (
      change_id uuid primary key,
      kind text not null references points.service (code),
      begins_on date not null,
      content jsonb not null,
      proposed_by uuid,
      proposed_at timestamptz,
      decision text check (decision in ('approved', 'rejected')),
      decided_by uuid,
      decided_at timestamptz,
      constraint shipped_or_proposed check ((proposed_by is null) = (proposed_at is null)),
      constraint shipped_or_decided check (
        (decision is null) = (decided_by is null) or (proposed_by is null and decision = 'approved')
      ),
      check ((decided_by is null) = (decided_at is null)),
      constraint approved_by_another check (decision <> 'approved' or decided_by <> proposed_by)
    )`.execute(tx)
  await sql`
    create unique index service_change_open on points.service_change (kind, begins_on)
      where (decision is null)`.execute(tx)
  for (const [code, name] of shipped) {
    await sql`
      insert into points.service (code, name, act) values (${code}, ${JSON.stringify(name)}, ${code})`.execute(
      tx,
    )
    await sql`
      insert into points.service_change (change_id, kind, begins_on, content, decision)
      values (gen_random_uuid(), ${code}, '2012-04-01', '{"isOffered": true}', 'approved')`.execute(
      tx,
    )
  }
}

const shipped = [
  [
    'registering',
    {
      fi: 'Hakemuksen rekisteröinti',
      sv: 'Registrering av ansökan',
      en: 'Registering an application',
    },
  ],
  ['photographing', { fi: 'Valokuvan ottaminen', sv: 'Fotografering', en: 'Taking a photo' }],
  ['handing-over', { fi: 'Kortin luovutus', sv: 'Överlämning av kort', en: 'Handing over a card' }],
  [
    'spare-card',
    {
      fi: 'Varakortin tekeminen',
      sv: 'Tillverkning av tillfälligt kort',
      en: 'Making a spare card',
    },
  ],
  [
    'new-code',
    { fi: 'Uusi aktivointitunnusluku', sv: 'Ny aktiveringskod', en: 'A new activation code' },
  ],
] as const
