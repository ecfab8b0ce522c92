import type { TestCardKeys, TestCardKind } from '@sotevarmenne/api/test-cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import type { TestCard, TestCardId, TestCardOrderId, TestCardStanding } from './contract.ts'

/** Until the end of the transaction, no other order for the organisation can be placed. */
export async function lockAccount(tx: Tx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`test-cards:${organisationId}`}, 0))`.execute(
    tx,
  )
}

export async function insertTestCard(tx: Tx, card: TestCard): Promise<void> {
  await tables(tx)
    .insertInto('test_cards.test_card')
    .values({
      test_card_id: card.testCardId,
      organisation_id: card.organisationId,
      kind: card.kind,
      person_key: card.personKey,
      ordered_at: timestamp(card.orderedAt),
      ordered_by: card.orderedBy,
      valid_to: card.validTo,
      keys: card.keys ?? null,
      order_id: card.orderId ?? null,
      card_number: card.cardNumber ?? null,
      ...standingColumns(card.standing),
    })
    .execute()
}

/** Saves its state, and the number that it got in production: the rest never changes. A file that no longer waits is erased. */
export async function saveTestCard(
  tx: Tx,
  { testCardId, cardNumber, standing }: TestCard,
): Promise<void> {
  await tables(tx)
    .updateTable('test_cards.test_card')
    .set({
      ...standingColumns(standing),
      card_number: cardNumber ?? null,
      ...(standing.state !== 'ready' && { file_sealed: null, secret_digest: null }),
    })
    .where('test_card_id', '=', testCardId)
    .execute()
}

export async function keepFile(
  tx: Tx,
  testCardId: TestCardId,
  { digest, sealed }: { readonly digest: Uint8Array; readonly sealed: Uint8Array },
): Promise<void> {
  await tables(tx)
    .updateTable('test_cards.test_card')
    .set({ file_sealed: sealed, secret_digest: digest })
    .where('test_card_id', '=', testCardId)
    .execute()
}

/** The card with a waiting file for the secret of this digest, locked. */
export async function findFile(
  tx: Tx,
  digest: Uint8Array,
): Promise<{ readonly card: TestCard; readonly sealed: Uint8Array } | undefined> {
  const row = await tables(tx)
    .selectFrom('test_cards.test_card')
    .select([...columns, 'file_sealed'])
    .where('secret_digest', '=', digest)
    .forUpdate()
    .executeTakeFirst()
  return row?.file_sealed ? { card: cardOf(row), sealed: row.file_sealed } : undefined
}

export const findTestCard = (tx: Tx, testCardId: string): Promise<TestCard | undefined> =>
  readOne(cards(tx).where('test_card_id', '=', testCardId), cardOf)

export const lockTestCard = (tx: Tx, testCardId: string): Promise<TestCard | undefined> =>
  readOne(cards(tx).where('test_card_id', '=', testCardId).forUpdate(), cardOf)

/** Newest first. */
export async function testCardsOf(
  tx: Tx,
  { organisationId, ...sought }: RowsSought & { readonly organisationId: string },
): Promise<readonly TestCard[]> {
  const rows = await cards(tx)
    .where('organisation_id', '=', organisationId)
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'test_card_id', order: 'desc', ...sought }))
    .execute()
  return rows.map(cardOf)
}

/** How many were ordered since, and how many are neither lapsed nor revoked. */
export async function countTestCards(
  tx: Tx,
  organisationId: string,
  since: Instant,
  /** Cards that have expired by then are not in use. */
  on: LocalDate,
): Promise<{ readonly today: number; readonly inUse: number }> {
  const { today, in_use } = await tables(tx)
    .selectFrom('test_cards.test_card')
    .select([
      sql<number>`count(*) filter (where ordered_at > ${timestamp(since)} and state <> 'plastic')::integer`.as(
        'today',
      ),
      sql<number>`count(*) filter (where state in ('in-production', 'ready', 'fetched') and valid_to >= ${on})::integer`.as(
        'in_use',
      ),
    ])
    .where('organisation_id', '=', organisationId)
    .where((where) =>
      where.or([
        where('state', 'in', ['in-production', 'ready', 'fetched']),
        where('ordered_at', '>', timestamp(since)),
      ]),
    )
    .executeTakeFirstOrThrow()
  return { today, inUse: in_use }
}

/** Cards that no longer wait, locked; those locked by another process are skipped. */
export async function lockLapsed(
  tx: Tx,
  over: { readonly readyUntil: Instant; readonly makingSince: Instant; readonly limit: number },
): Promise<readonly TestCard[]> {
  const rows = await cards(tx)
    .where((where) =>
      where.or([
        where.and([
          where('state', '=', 'ready'),
          where('waits_until', '<', timestamp(over.readyUntil)),
        ]),
        where.and([
          where('state', '=', 'in-production'),
          where('ordered_at', '<', timestamp(over.makingSince)),
        ]),
      ]),
    )
    .limit(over.limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(cardOf)
}

type Row = {
  test_card_id: string
  organisation_id: string
  kind: TestCardKind
  person_key: string
  ordered_at: Instant
  ordered_by: string
  valid_to: LocalDate
  keys: TestCardKeys | null
  order_id: string | null
  card_number: string | null
  standing: TestCardStanding
}

type Tables = {
  'test_cards.test_card': Row & {
    state: TestCardStanding['state']
    waits_until: Instant | null
    file_sealed: Uint8Array | null
    secret_digest: Uint8Array | null
  }
}

const columns = [
  ...(['test_card_id', 'organisation_id', 'kind', 'person_key'] as const),
  ...(['ordered_at', 'ordered_by', 'valid_to', 'keys', 'order_id', 'standing'] as const),
  'card_number',
] as const

const tables = (tx: Tx) => tx.$extendTables<Tables>()
/** Without the file. */
const cards = (tx: Tx) => tables(tx).selectFrom('test_cards.test_card').select(columns)

const standingColumns = (standing: TestCardStanding) => ({
  state: standing.state,
  standing: json(standing),
  waits_until: standing.state === 'ready' ? timestamp(standing.until) : null,
})

/** The only place that reads rows: `insertTestCard` and `saveTestCard` wrote them. */
const cardOf = (row: Row): TestCard => ({
  testCardId: row.test_card_id as TestCardId,
  organisationId: row.organisation_id,
  kind: row.kind,
  personKey: row.person_key,
  orderedAt: row.ordered_at,
  orderedBy: row.ordered_by,
  validTo: row.valid_to,
  ...(row.keys !== null && { keys: row.keys }),
  ...(row.card_number !== null && { cardNumber: row.card_number as CardNumber }),
  ...(row.order_id !== null && { orderId: row.order_id as TestCardOrderId }),
  standing: row.standing,
})
