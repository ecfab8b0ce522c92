import type { ProductionStage, ReaderState } from '@sotevarmenne/api/production'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** Whose reader it is: the client's id, and what the station calls its reader. */
export type ReaderOf = { readonly clientId: string; readonly reader: string }

/**
 * The card that is to be made next, for which nobody else is chosen until the transaction ends: first the one that this
 * very reader began and did not finish, then the oldest.
 */
export async function nextInQueue(
  tx: Tx,
  {
    reader: { clientId, reader },
    mostFailures,
    now,
  }: {
    readonly reader: ReaderOf
    readonly mostFailures: number
    readonly now: Instant
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ card_id: string }>`
    select card.card_id
    from cards.card
    left join cards.production_try attempt on attempt.try_id = card.try_id
    where card.state in ('ordered', 'inProduction', 'productionFailed')
      and (card.state = 'ordered'
        or (card.state = 'productionFailed' and card.failures < ${mostFailures})
        or (card.state = 'inProduction'
          and ((attempt.station = ${clientId} and attempt.reader = ${reader})
            or attempt.started_at < ${timestamp(plus(now, -abandonedAfter))})))
    order by (card.state = 'inProduction') desc, card.ordered_at, card.card_id
    limit 1
    for update of card skip locked`.execute(tx)
  return rows[0]?.card_id
}

/** A try that nobody finishes any more: its process or its station has died. Keys of RSA take a card a minute or two. */
const abandonedAfter = 10 * minute

export async function queueFigures(
  tx: Tx,
  { mostFailures, now }: { readonly mostFailures: number; readonly now: Instant },
): Promise<{ readonly waiting: number; readonly since: Instant | undefined }> {
  const { rows } = await sql<{ waiting: string | number; since: Instant | null }>`
    select count(*) as waiting, min(card.ordered_at) as since
    from cards.card
    left join cards.production_try attempt on attempt.try_id = card.try_id
    where card.state in ('ordered', 'inProduction', 'productionFailed')
      and (card.state = 'ordered'
        or (card.state = 'productionFailed' and card.failures < ${mostFailures})
        or (card.state = 'inProduction'
          and attempt.started_at < ${timestamp(plus(now, -abandonedAfter))}))`.execute(tx)
  return { waiting: Number(rows[0]?.waiting ?? 0), since: rows[0]?.since ?? undefined }
}

/** Cards that wait for a blank, the oldest first. */
export async function waitingCards(tx: Tx, mostFailures: number): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .select('card_id')
    .where((where) =>
      where.or([
        where('state', '=', 'ordered'),
        where.and([where('state', '=', 'productionFailed'), where('failures', '<', mostFailures)]),
      ]),
    )
    .orderBy('ordered_at')
    .limit(100)
    .execute()
  return rows.map(({ card_id: cardId }) => cardId)
}

export async function noteReaderOfTry(
  tx: Tx,
  tryId: string,
  { clientId, reader, chipSerial }: ReaderOf & { readonly chipSerial: string },
): Promise<void> {
  await tables(tx)
    .updateTable('cards.production_try')
    .set({ station: clientId, reader, chip_serial: chipSerial })
    .where('try_id', '=', tryId)
    .execute()
}

export async function noteStageOfTry(tx: Tx, tryId: string, stage: ProductionStage): Promise<void> {
  await tables(tx)
    .updateTable('cards.production_try')
    .set({ stage })
    .where('try_id', '=', tryId)
    .execute()
}

/** The tries that a chip was taken for: it is free of all of them only when none was finished. */
export async function triesOfChip(
  tx: Tx,
  chipSerial: string,
): Promise<readonly { readonly state: string; readonly cardNumber: string }[]> {
  const rows = await tables(tx)
    .selectFrom('cards.production_try')
    .select(['state', 'card_number'])
    .where('chip_serial', '=', chipSerial)
    .orderBy('started_at', 'desc')
    .execute()
  return rows.map(({ state, card_number: cardNumber }) => ({ state, cardNumber }))
}

/** Whether the card was made at a reader of the client. */
export async function wasMadeBy(tx: Tx, cardId: string, clientId: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('cards.production_try')
    .select('try_id')
    .where('card_id', '=', cardId)
    .where('state', '=', 'finished')
    .where('station', '=', clientId)
    .executeTakeFirst()
  return row !== undefined
}

export async function saveReaders(
  tx: Tx,
  said: {
    readonly clientId: string
    readonly station: string
    readonly readers: readonly { readonly reader: string; readonly state: ReaderState }[]
    readonly at: Instant
  },
): Promise<void> {
  await tables(tx)
    .deleteFrom('cards.station_reader')
    .where('client_id', '=', said.clientId)
    .where('station', '=', said.station)
    .execute()
  if (said.readers.length === 0) return
  await tables(tx)
    .insertInto('cards.station_reader')
    .values(
      said.readers.map(({ reader, state }) => ({
        client_id: said.clientId,
        station: said.station,
        reader,
        state,
        said_at: timestamp(said.at),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['client_id', 'reader']).doUpdateSet((update) => ({
        station: update.ref('excluded.station'),
        state: update.ref('excluded.state'),
        said_at: update.ref('excluded.said_at'),
      })),
    )
    .execute()
}

export type ReaderRow = {
  readonly clientId: string
  readonly station: string
  readonly reader: string
  readonly state: ReaderState
  readonly at: Instant
}

/** Readers of which a station has spoken since then. */
export async function readersSince(tx: Tx, since: Instant): Promise<readonly ReaderRow[]> {
  const rows = await tables(tx)
    .selectFrom('cards.station_reader')
    .selectAll()
    .where('said_at', '>=', timestamp(since))
    .orderBy('station')
    .orderBy('reader')
    .execute()
  return rows.map((row) => ({
    clientId: row.client_id,
    station: row.station,
    reader: row.reader,
    state: row.state,
    at: row.said_at,
  }))
}

export type RunningTry = {
  readonly cardId: string
  readonly clientId: string | undefined
  readonly reader: string | undefined
  readonly stage: ProductionStage
  readonly startedAt: Instant
}

export async function runningTries(tx: Tx): Promise<readonly RunningTry[]> {
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .innerJoin('cards.production_try', 'cards.production_try.try_id', 'cards.card.try_id')
    .select([
      'cards.card.card_id',
      'cards.production_try.station',
      'cards.production_try.reader',
      'cards.production_try.stage',
      'cards.production_try.started_at',
    ])
    .where('cards.card.state', '=', 'inProduction')
    .orderBy('cards.production_try.started_at')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    cardId: row.card_id,
    clientId: row.station ?? undefined,
    reader: row.reader ?? undefined,
    stage: row.stage,
    startedAt: row.started_at,
  }))
}

/** When tries that made a card began and ended, since then. */
export async function finishedSince(
  tx: Tx,
  since: Instant,
): Promise<readonly { readonly startedAt: Instant; readonly endedAt: Instant }[]> {
  const rows = await tables(tx)
    .selectFrom('cards.production_try')
    .select(['started_at', 'ended_at'])
    .where('state', '=', 'finished')
    .where('ended_at', '>=', timestamp(since))
    .execute()
  return rows.flatMap(({ started_at: startedAt, ended_at: endedAt }) =>
    endedAt === null ? [] : [{ startedAt, endedAt }],
  )
}

/** Cards whose last try failed, the newest first. */
export async function failedCards(tx: Tx): Promise<
  readonly {
    readonly cardId: string
    readonly failures: number
    readonly at: Instant
    readonly findings: readonly string[]
  }[]
> {
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .select(['card_id', 'failures', 'failed_at', 'findings'])
    .where('state', '=', 'productionFailed')
    .orderBy('failed_at', 'desc')
    .limit(100)
    .execute()
  return rows.flatMap((row) =>
    row.failed_at === null
      ? []
      : [
          {
            cardId: row.card_id,
            failures: row.failures,
            at: row.failed_at,
            findings: row.findings ?? [],
          },
        ],
  )
}

type Tables = {
  'cards.card': {
    card_id: string
    state: string
    ordered_at: Instant
    try_id: string | null
    failures: number
    failed_at: Instant | null
    findings: readonly string[] | null
  }
  'cards.production_try': {
    try_id: string
    card_id: string
    state: string
    card_number: string
    chip_serial: string | null
    station: string | null
    reader: string | null
    stage: ProductionStage
    started_at: Instant
    ended_at: Instant | null
  }
  'cards.station_reader': {
    client_id: string
    reader: string
    station: string
    state: ReaderState
    said_at: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
