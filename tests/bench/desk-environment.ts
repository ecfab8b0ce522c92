import { createHash, randomUUID } from 'node:crypto'
import { checkCharacter } from '@sotevarmenne/identifiers/check-character'
import { birthDateOf, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql, type RawBuilder } from 'kysely'
import { anOrderContent } from '../../apps/server/src/cards/orders/testing.ts'
import { wordsOfName } from '../../apps/server/src/people/persons/domain/name-words.ts'
import { birthFingerprint } from '../../apps/server/src/people/persons/search-people.ts'
import type { Db, Tx } from '../../apps/server/src/platform/db.ts'
import { createSealing } from '../../apps/server/src/platform/sealing.ts'
import type { InquiryContent } from '../../apps/server/src/points/identification/contract.ts'

export const theDay = '2026-11-25'

/** Sixty registration points; the first is the busiest, with one card in eight. */
export const points: readonly string[] = Array.from(
  { length: 60 },
  (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
)

// cspell:disable
/**
 * Surnames as common as in Finland: one person in three hundred has the first, one in a hundred thousand the
 * last of 5,000.
 */
const surnames = ['Virtanen', 'Korhonen', 'Mäkinen', 'Nieminen', 'Mäkelä', 'Hämäläinen', 'Laine']
  .concat(['Heikkinen', 'Koskinen', 'Järvinen', 'Lehtonen', 'Lehtinen', 'Saarinen', 'Salminen'])
  .concat(['Heinonen', 'Niemi', 'Heikkilä', 'Kinnunen', 'Salonen', 'Turunen', 'Salo', 'Laitinen'])
  .concat(['Johansson', 'Nyman', 'Lindholm', 'Karlsson', 'Andersson', 'Sjöberg', 'Aikio'])
  .concat(
    created('KLMPRSTVHJN', ['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'aa', 'au'], 'hklmnprstv', 5000),
  )
/** One person in thirty has the first given name. */
const givenNames = ['Maria', 'Helena', 'Johanna', 'Anneli', 'Kaarina', 'Marjatta', 'Juhani']
  .concat(['Olavi', 'Anna', 'Liisa', 'Aino', 'Sofia', 'Emilia', 'Mikael', 'Johannes', 'Antero'])
  .concat(['Tapani', 'Marika', 'Mari', 'Minna', 'Sari', 'Tiina', 'Áilu', 'Sárá', 'Åke', 'Björn'])
  .concat(created('AEIJKLMNOPRSTV', ['a', 'e', 'i', 'o', 'ii', 'au'], 'dkllmnrst', 800))

/** Distinct invented words of two or three syllables. */
function created(
  first: string,
  vowels: readonly string[],
  middle: string,
  count: number,
): readonly string[] {
  const endings = ['nen', 'la', 'niemi', 'maa', 'ranta', 'koski', 'a', 'i']
  const words = Array.from(first).flatMap((begun) =>
    vowels.flatMap((vowel) =>
      Array.from(middle).flatMap((then) => endings.map((end) => `${begun}${vowel}${then}i${end}`)),
    ),
  )
  return Array.from({ length: count }, (_, index) => words[(index * 37) % words.length] ?? '')
}
// cspell:enable

export type DeskFilled = {
  readonly persons: number
  readonly cards: number
  readonly orders: number
  readonly spareCards: number
  /** A person in the middle of the data set. */
  readonly personId: string
  readonly code: IdentityCode
  readonly birthDate: LocalDate
  readonly cardNumber: string
  readonly orderId: string
}

/** Fills an empty database; sealed values are sealed for their rows and can be opened. */
export async function fillDesk(
  db: Db,
  {
    key,
    persons,
    cards,
  }: { readonly key: Uint8Array; readonly persons: number; readonly cards: number },
): Promise<DeskFilled> {
  const somebody = await fillPeople(db, { key, persons })
  await fillPoints(db)
  await fillCards(db, { cards, persons })
  await fillAroundCards(db)
  const orders = await fillOrders(db, { key, orders: Math.floor(cards / 5) })
  const spareCards = await fillSpareCards(db, Math.floor(cards / 50))
  const card = await db.read(async (tx) => {
    const { rows } = await sql<{ card_number: string }>`
      select card_number from cards.card
      where holder = ${somebody.personId} and card_number is not null limit 1`.execute(tx)
    return rows[0]
  })
  await fillOffice(db, { cards })
  await fillInquiries(db, { key, inquiries: Math.floor(persons / 50) })
  await db.write(async (tx) => ok(await sql`analyze`.execute(tx)))
  const order = await db.read(async (tx) => {
    const { rows } = await sql<{ order_id: string }>`
      select order_id from orders.card_order order by drafted_at desc limit 1`.execute(tx)
    return rows[0]
  })
  return {
    ...{ persons, cards, orders, spareCards, cardNumber: card?.card_number ?? '' },
    orderId: order?.order_id ?? '',
    ...somebody,
  }
}

async function fillPeople(
  db: Db,
  { key, persons }: { readonly key: Uint8Array; readonly persons: number },
): Promise<Pick<DeskFilled, 'personId' | 'code' | 'birthDate'>> {
  const sealing = createSealing(key, 'people')
  let somebody: Pick<DeskFilled, 'personId' | 'code' | 'birthDate'> | undefined
  for (let first = 0; first < persons; first += 10_000) {
    const page = Array.from({ length: Math.min(10_000, persons - first) }, (_, index) => {
      const number = first + index
      const personId = randomUUID()
      const code = codeOf(number)
      const birthDate = birthDateOf(code)
      if (number === Math.floor(persons / 2)) somebody = { personId, code, birthDate }
      const names = {
        givenNames: `${picked(givenNames, number, 1)} ${picked(givenNames, number, 2)}`,
        surname: picked(surnames, number, 3),
      }
      return {
        id: personId,
        print: hex(sealing.fingerprint(code)),
        sealed: hex(sealing.seal(Buffer.from(code, 'utf8'), personId)),
        born: hex(birthFingerprint(sealing, birthDate)),
        ...names,
        words: wordsOfName(`${names.givenNames} ${names.surname}`),
      }
    })
    await db.write(async (tx) => {
      const input = JSON.stringify(page)
      await quickly(tx)
      await sql`
        insert into persons.person (person_id, identity_code_fingerprint, identity_code_sealed,
          given_names, surname, language, non_disclosure, address, remembered_at, confirmed_at,
          birth_fingerprint)
        select (p->>'id')::uuid, decode(p->>'print', 'hex'), decode(p->>'sealed', 'hex'),
          p->>'givenNames', p->>'surname', 'fi', false,
          '{"street":"Esimerkkikatu 3 A 4","postalCode":"33100","postOffice":"Tampere","country":"FI"}',
          now(), now(), decode(p->>'born', 'hex')
        from jsonb_array_elements(${input}::jsonb) as p`.execute(tx)
      await sql`
        insert into persons.name_word (word, person_id)
        select word, (p->>'id')::uuid
        from jsonb_array_elements(${input}::jsonb) as p,
          jsonb_array_elements_text(p->'words') as word`.execute(tx)
      return ok(undefined)
    })
  }
  if (somebody === undefined) throw new Error('no person was created')
  return somebody
}

/** References are valid by construction, and data lost in a crash can be generated again. */
async function quickly(tx: Tx): Promise<void> {
  await sql`set local session_replication_role = replica`.execute(tx)
  await sql`set local synchronous_commit = off`.execute(tx)
}

/** Rows that derive from numbers alone are generated inside the database. */
export const fill = (db: Db, ...statements: readonly RawBuilder<unknown>[]) =>
  db.write(async (tx) => {
    await quickly(tx)
    for (const statement of statements) await statement.execute(tx)
    return ok(undefined)
  })

const fillPoints = (db: Db) =>
  fill(
    db,
    sql`
      insert into points.point (point_id, name, address, added_at, details, sought)
      select id::uuid, name, address, now(), details, lower(name)
      from unnest(${[...points]}::text[]) with ordinality as listed (id, n),
        lateral (select 'Rekisteröintipiste ' || lpad(n::text, 2, '0') as name) as named,
        lateral (select jsonb_build_object('street', 'Esimerkkikatu ' || n, 'postalCode', '33100',
          'postOffice', 'Tampere', 'country', 'FI') as address) as lying,
        lateral (select jsonb_build_object('county', 'pirkanmaa', 'pointOperator', 'Hyvinvointialue',
          'services', '["registering", "handing-over"]'::jsonb, 'languages', '["fi", "sv"]'::jsonb,
          'openingHours', '[]'::jsonb, 'exceptions', '[]'::jsonb, 'accessibility', '[]'::jsonb,
          'hasPublicDuty', true, 'desks', 3, 'slotMinutes', 15) as details) as input`,
  )

/** The days of each card, a letter for each produced one, and two certificates for each one in use. */
const fillAroundCards = (db: Db) =>
  fill(
    db,
    sql`
      insert into cards.timeline (card_id, at, what)
      select card_id, ordered_at + after, what from cards.card,
        (values ('ordered', interval '0', 0), ('produced', interval '1 hour', 1),
          ('activated', interval '9 days', 2)) as step (what, after, rank)
      where rank = 0 or produced_at is not null`,
    sql`
      insert into letters.letter (letter_number, card_id, state, planned_for, code_sealed, sent_at, batch_id)
      select lpad((row_number() over ())::text, 10, '0'), card_id,
        case when has_left then 'sent' else 'planned' end, leaves::date,
        case when has_left then null else decode(md5(card_id::text), 'hex') end,
        case when has_left then leaves end,
        case when has_left then md5('letters of ' || leaves::date)::uuid end
      from cards.card, lateral (select produced_at + interval '6 days' as leaves) as planned,
        lateral (select leaves < timestamptz '2026-11-25 06:00Z' as has_left) as left_by_now
      where produced_at is not null`,
    sql`
      insert into letters.letter_batch (batch_id, day, formed_at, accepted_at, letters, manifest_digest)
      select batch_id, planned_for, planned_for + time '06:00', planned_for + time '06:05', count(*),
        decode(md5(batch_id::text) || md5(batch_id::text), 'hex')
      from letters.letter where batch_id is not null group by batch_id, planned_for`,
    sql`
      insert into production.production_try (try_id, card_id, state, card_number, chip_serial, started_at,
        ended_at, stage)
      select gen_random_uuid(), card_id, 'finished', card_number, chip_serial, ordered_at,
        produced_at, 'generating-keys'
      from cards.card where produced_at is not null`,
    sql`
      insert into issuance.certificate (issuer, serial, profile, state, request_key, key_digest,
        holder, card_id, tbs, der, not_before, not_after, reserved_at, settled_at)
      select 'professional-g1-ecc', md5(card_id::text || use), 'professional-' || use, 'issued',
        card_id::text || use, md5(use || card_id::text), holder::text, card_id::text,
        decode(repeat(md5(card_id::text), 8), 'hex'), decode(repeat(md5(card_id::text), 12), 'hex'),
        produced_at, produced_at + interval '5 years', produced_at, produced_at
      from cards.card, (values ('authentication'), ('signature')) as each (use)
      where state in ('handedOver', 'inUse')`,
  )

/** Data of the office, the hotline and the day of a point: some years of them. */
const fillOffice = (db: Db, { cards }: { readonly cards: number }) =>
  fill(
    db,
    sql`
      insert into appointments.visit (visit_id, point_id, state, is_walk_in, starts_at, ends_at, services,
        is_own_staff, fee_cents, language, moves, created_at, arrived_at, called_at, called_by, ended_at)
      select gen_random_uuid(), (${[...points]}::uuid[])[1 + n % 60], state, n % 5 = 0, starts_at,
        starts_at + interval '15 minutes', '["registering"]', false, 0, 'fi', 0,
        starts_at - interval '9 days', null,
        case when state = 'served' then starts_at + make_interval(mins => n * 7 % 41) end,
        case when state = 'served' then gen_random_uuid() end,
        case when state <> 'booked' then starts_at + interval '12 minutes' end
      from generate_series(1, ${Math.floor(cards / 3)}::integer) as n,
        lateral (select timestamptz '2026-12-20 06:00Z'
          - make_interval(days => (n / 60 / 28), mins => 15 * (n / 60 % 28)) as starts_at) as dated,
        lateral (select case when starts_at > timestamptz '2026-11-25 09:00Z' then 'booked'
          when n % 17 = 0 then 'missed' when n % 23 = 0 then 'cancelled'
          else 'served' end as state) as stated`,
    sql`
      insert into complaints.complaint (complaint_id, card_id, holder, product, last_digits, point_id,
        created_at, chip_serial, batch_id, fault, damaged_in_use, is_free, because, state)
      select gen_random_uuid(), card_id, holder, 'professional-card', right(card_number, 4), point_id,
        cancelled_at, chip_serial, null,
        (array['chip-silent', 'pin-refused', 'print-faulty', 'other'])[1 + n % 4], n % 5 = 0,
        n % 5 > 0, case when n % 5 > 0 then 'fault-of-manufacture' else 'damaged-in-use' end,
        case when n % 100 = 0 then 'returned' else 'destroyed' end
      from (
        select row_number() over () as n, * from cards.card
        where state = 'cancelled' limit ${Math.floor(cards / 200)}
      ) as cancelled`,
    sql`
      insert into hotline.call (call_id, reference, agent, taken_at, caller, language, identity,
        outcome, holder, cards, follow_up)
      select gen_random_uuid(), lpad((10000000 + n)::text, 8, '0'), gen_random_uuid(),
        timestamptz '2026-11-25 07:00Z' - n * interval '20 minutes', 'holder', 'fi',
        case when n % 4 = 0 then 'plausible' else 'certain' end,
        case when n % 9 = 0 then 'nothing-found' else 'cancelled' end, person_id, '[]',
        case when n % 4 > 0 then 'none' when n < 80 then 'open' else 'confirmed' end
      from (select row_number() over () as n, person_id from persons.person
        limit ${Math.floor(cards / 10)}) as called`,
    sql`
      insert into stock.batch (batch_id, chip_model, first_serial, last_serial, amount, received_at)
      select md5('batch ' || n)::uuid, 'card', lpad(to_hex(n), 20, '0'), lpad(to_hex(n), 20, '0'),
        10000, timestamptz '2026-11-01 08:00Z' - n * interval '10 days'
      from generate_series(0, ${Math.ceil(cards / 10_000)}::integer) as n`,
    sql`
      insert into stock.blank (chip_serial, batch_id, place, state, since)
      select lpad(upper(to_hex(n)), 20, '0'), md5('batch ' || n / 10000)::uuid,
        case when n % 10 = 0 then (${[...points]}::text[])[1 + n / 10 % 60] else 'production' end,
        case when n % 200 = 0 then 'in-stock' when n % 999 = 0 then 'rejected' else 'used' end,
        timestamptz '2026-11-25 07:00Z' - n * interval '2 minutes'
      from generate_series(1, ${cards}::integer) as n`,
  )

/** Some are open, the others decided. */
async function fillInquiries(
  db: Db,
  { key, inquiries }: { readonly key: Uint8Array; readonly inquiries: number },
): Promise<void> {
  const sealing = createSealing(key, 'identification')
  const stated: InquiryContent = {
    ...{ givenNames: 'Erkki', surname: 'Esimerkki' },
    subject: { kind: 'no-document', policeUnit: 'Esimerkkilän poliisilaitos' },
    observation: 'The visitor has no document.',
  }
  const content = Buffer.from(JSON.stringify(stated))
  const page = Array.from({ length: inquiries }, (_, n) => {
    const id = randomUUID()
    return { n, id, pointId: points[n % points.length], sealed: hex(sealing.seal(content, id)) }
  })
  await fill(
    db,
    sql`
      insert into identification.inquiry (inquiry_id, person_id, point_id, kind, state, raised_by,
        raised_at, ended_at, ended_by, content_sealed)
      select (q->>'id')::uuid, gen_random_uuid(), q->>'pointId', 'no-document',
        case when (q->>'n')::integer % 500 = 7 then 'open' else 'confirmed' end, 'somebody', at,
        case when (q->>'n')::integer % 500 = 7 then null else at + interval '1 hour' end,
        case when (q->>'n')::integer % 500 = 7 then null else 'another' end,
        decode(q->>'sealed', 'hex')
      from jsonb_array_elements(${JSON.stringify(page)}::jsonb) as q,
        lateral (select timestamptz '2026-11-25 07:00Z'
          - (q->>'n')::integer * interval '1 hour' as at) as dated`,
  )
}

/** Each person has had some cards in succession: the last is in use, the earlier ones are cancelled. */
async function fillCards(
  db: Db,
  { cards, persons }: { readonly cards: number; readonly persons: number },
): Promise<void> {
  await fill(
    db,
    sql`
        insert into cards.card (card_id, order_id, holder, point_id, state, ordered_at, says,
          try_id, failures, failed_at, findings, card_number, chip_serial, produced_at, certificates,
          handed_over_at, activated_at, cancelled_at, cancellation_reason)
        select gen_random_uuid(), gen_random_uuid()::text, person_id,
          (${[...points]}::text[])[case when n / 7 % 8 = 0 then 1 else 1 + n % 60 end], state, ordered_at,
          jsonb_build_object('givenNames', given_names, 'surname', surname, 'language', 'fi',
            'product', 'professional-card', 'registrationNumber', lpad(n::text, 11, '0'),
            'rightCode', 'T10', 'validTo', (ordered_at + interval '5 years')::date,
            'title', jsonb_build_object('fi', 'Sairaanhoitaja', 'sv', 'Sjukskötare', 'en', 'Nurse')),
          case when state = 'inProduction' then gen_random_uuid() end, 0,
          case when state = 'productionFailed' then ordered_at end,
          case when state = 'productionFailed' then '["card-removed"]'::jsonb end,
          case when produced then '7' || lpad(n::text, 16, '0') end,
          case when produced then lpad(to_hex(n), 20, '0') end,
          case when produced then ordered_at + make_interval(mins => 20 + n % 2000) end,
          case when produced then '[]'::jsonb end,
          case when handed then ordered_at + make_interval(days => 3 + n % 9, mins => n % 600) end,
          case when state in ('inUse', 'cancelled') then ordered_at + interval '13 days' end,
          case when state = 'cancelled' then ordered_at + interval '4 years' end,
          case when state = 'cancelled' then 'replaced' end
        from (
          select n, person_id, given_names, surname, state,
            state not in ('ordered', 'inProduction', 'productionFailed') as produced,
            state in ('handedOver', 'inUse', 'cancelled') as handed,
            timestamptz '2026-11-25 08:00Z'
              - make_interval(days => (n::bigint * 7919 % 1800 + case when state = 'cancelled' then 1800 else 0 end)::integer,
                secs => n % 30000) as ordered_at
          from (
            select n, person_id, given_names, surname,
              case when n > ${persons}::integer then 'cancelled'
                when n % 2000 = 1 then 'ordered' when n % 20000 = 2 then 'productionFailed'
                when n % 50000 = 3 then 'inProduction' when n % 300 = 4 then 'awaitingHandOver'
                when n % 400 = 5 then 'handedOver' else 'inUse' end as state
            from (select row_number() over () as place, * from persons.person) person
            join generate_series(1, ${cards}::integer) as n on person.place = 1 + (n - 1) % ${persons}::integer
          ) as stated
        ) as dated`,
  )
}

/** Orders of the newest cards, each with its documents, sealed. */
async function fillOrders(
  db: Db,
  { key, orders }: { readonly key: Uint8Array; readonly orders: number },
): Promise<number> {
  const sealing = createSealing(key, 'orders')
  const at = instant(Date.parse(`${theDay}T07:00:00Z`))
  const cards = await db.read(async (tx) => {
    const { rows } = await sql<{
      card_id: string
      holder: string
      point_id: string
      state: string
    }>`
      select card_id, holder, point_id, state from cards.card
      order by ordered_at desc limit ${orders}`.execute(tx)
    return rows
  })
  for (let first = 0; first < cards.length; first += 5000) {
    const page = cards.slice(first, first + 5000).map((card, index) => {
      const content = anOrderContent({
        orderId: randomUUID() as never,
        personId: card.holder,
        point: { pointId: card.point_id, name: 'Esimerkkilän rekisteröintipiste' },
        draftedAt: instant(at - (first + index) * 150_000),
      })
      const order = Buffer.from(JSON.stringify({ content, decisions: [] }), 'utf8')
      const state =
        card.state === 'ordered' ? 'ordered' : (first + index) % 40 === 0 ? 'cancelled' : 'produced'
      return {
        id: content.orderId,
        personId: card.holder,
        pointId: card.point_id,
        n: first + index,
        cardId: card.card_id,
        state,
        at: content.draftedAt / 1000,
        sealed: hex(sealing.seal(order, content.orderId)),
      }
    })
    await db.write(async (tx) =>
      ok(
        await sql`
          insert into orders.card_order (order_id, person_id, point_id, state, documents_sealed,
            documents_retained_until, product, drafted_at, ordered_at, card_id, signed,
            produced_at, cancelled_at)
          select (o->>'id')::uuid, (o->>'personId')::uuid, (o->>'pointId')::uuid, o->>'state',
            decode(o->>'sealed', 'hex'), now() + interval '15 years', 'professional-card',
            at, at + interval '2 minutes', (o->>'cardId')::uuid,
            ${signed}::jsonb,
            case when o->>'state' = 'produced'
              then at + make_interval(mins => 20 + (o->>'n')::integer % 2000) end,
            case when o->>'state' = 'cancelled' then at + interval '1 hour' end
          from jsonb_array_elements(${JSON.stringify(page)}::jsonb) as o,
            lateral (select to_timestamp((o->>'at')::double precision) as at) as dated
          on conflict do nothing`.execute(tx),
      ),
    )
  }
  return cards.length
}

/** As long as a signature with its chain. */
const signed = JSON.stringify({
  statementDigest: createHash('sha256').update('a statement').digest('hex'),
  signature: Buffer.alloc(96, 7).toString('base64'),
  signatureAlgorithm: 'SHA384withECDSA',
  chain: Array.from({ length: 3 }, () => Buffer.alloc(1200, 7).toString('base64')),
  certificateSerial: 'ab'.repeat(16),
})

async function fillSpareCards(db: Db, count: number): Promise<number> {
  await db.write(async (tx) =>
    ok(
      await sql`
        insert into spare_cards.spare_card (spare_card_id, actual_card_id, order_id, holder, point_id,
          state, started_at, missed_because, says, valid_to, return_by, card_number, findings,
          chip_serial, produced_at, certificates, handed_over_at, cancelled_at, cancellation_reason, settled_at,
          plastic)
        select gen_random_uuid(), card_id, order_id, holder, point_id, state, started_at, 'forgotten',
          says, (started_at + interval '89 days')::date, (started_at + interval '14 days')::date,
          '8' || lpad(n::text, 16, '0'), '[]', '8' || lpad(to_hex(n), 19, '0'), started_at, '[]', started_at,
          case when state = 'settled' then started_at + interval '10 days' end,
          case when state = 'settled' then 'returned' end,
          case when state = 'settled' then started_at + interval '10 days' end,
          case when state = 'settled' then 'emptied' end
        from (
          select n, card_id, order_id, holder, point_id, says,
            case when n % 50 = 0 then 'handedOver' else 'settled' end as state,
            timestamptz '2026-11-25 07:00Z' - make_interval(days => (n % 700)::integer) as started_at
          from (
            select row_number() over () as n, * from cards.card where state = 'inUse' limit ${count}
          ) as lent
        ) as dated`.execute(tx),
    ),
  )
  return count
}

/** Valid identity codes of people born from 1950 to 1999, all different. */
function codeOf(number: number): IdentityCode {
  const days = 28 * 12 * 50
  const [day, month, year] = [
    number % 28,
    Math.floor(number / 28) % 12,
    Math.floor(number / 336) % 50,
  ]
  const individual = String(2 + (Math.floor(number / days) % 898)).padStart(3, '0')
  const date = [day + 1, month + 1, year + 50].map((part) => String(part).padStart(2, '0')).join('')
  return `${date}-${individual}${checkCharacter(`${date}${individual}`)}` as IdentityCode
}

/** Names early in the list are much more frequent; the result is deterministic. */
function picked(list: readonly string[], number: number, salt: number): string {
  const part = createHash('sha256')
    .update(`${String(salt)} ${String(number)}`)
    .digest()
  const share = part.readUInt32BE() / 2 ** 32
  return list[Math.floor(list.length * share ** (list.length > 1000 ? 1.5 : 2))] ?? ''
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
