import type { ProductionStage, ReaderState } from '@sotevarmenne/api/production'
import type { CardId, CardNumber } from '#cards/card/contract.ts'
import type { AdminKeyOfCard } from '#cards/card/index.ts'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { Generated } from 'kysely'
import { hasRow, json, timestamp, type Tx } from '#platform/db.ts'

/** Identifies a reader: the client's id, and the station's name for the reader. */
export type ReaderOf = { readonly clientId: string; readonly reader: string }

/** An abandoned attempt: its process or station has died. RSA keys take a card a minute or two. */
const abandonedAfter = 10 * minute

/** Open attempts that may be restarted: those of this reader, and abandoned ones. */
export async function triesToTakeOver(
  tx: Tx,
  { now, reader }: { readonly now: Instant; readonly reader?: ReaderOf },
): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('production.production_try')
    .select('try_id')
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([
        where('started_at', '<', timestamp(plus(now, -abandonedAfter))),
        ...(reader === undefined
          ? []
          : [
              where.and([
                where('station', '=', reader.clientId),
                where('reader', '=', reader.reader),
              ]),
            ]),
      ]),
    )
    .execute()
  return rows.map(({ try_id: tryId }) => tryId)
}

export async function insertTry(
  tx: Tx,
  attempt: {
    readonly tryId: string
    readonly cardId: CardId
    readonly cardNumber: CardNumber
    readonly startedAt: Instant
  },
): Promise<void> {
  await tables(tx)
    .insertInto('production.production_try')
    .values({
      try_id: attempt.tryId,
      card_id: attempt.cardId,
      state: 'running',
      card_number: attempt.cardNumber,
      started_at: timestamp(attempt.startedAt),
    })
    .execute()
}

/** `adminKeyVersion`: of the master key of the admin key that was written to the chip. */
export async function noteChipOfTry(
  tx: Tx,
  tryId: string,
  {
    chipSerial,
    adminKeyVersion,
  }: { readonly chipSerial: string; readonly adminKeyVersion: number },
): Promise<void> {
  await tables(tx)
    .updateTable('production.production_try')
    .set({ chip_serial: chipSerial, admin_key_version: adminKeyVersion })
    .where('try_id', '=', tryId)
    .execute()
}

/** The try did not touch the chip of its reader. */
export async function releaseChipOfTry(tx: Tx, tryId: string): Promise<void> {
  await tables(tx)
    .updateTable('production.production_try')
    .set({ chip_serial: null })
    .where('try_id', '=', tryId)
    .execute()
}

export async function endTry(
  tx: Tx,
  tryId: string,
  end: {
    readonly state: 'finished' | 'failed' | 'abandoned'
    readonly at: Instant
    readonly findings?: readonly string[]
  },
): Promise<void> {
  await tables(tx)
    .updateTable('production.production_try')
    .set({
      state: end.state,
      ended_at: timestamp(end.at),
      findings: end.findings ? json(end.findings) : null,
    })
    .where('try_id', '=', tryId)
    .execute()
}

/** Chips that were taken for the card and must never be used. */
export async function findRejectedChips(tx: Tx, cardId: CardId): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('production.production_try')
    .select('chip_serial')
    .where('card_id', '=', cardId)
    .where('state', 'in', ['abandoned', 'failed'])
    .execute()
  return rows.flatMap(({ chip_serial: chipSerial }) => chipSerial ?? [])
}

export async function noteReaderOfTry(
  tx: Tx,
  tryId: string,
  { clientId, reader, chipSerial }: ReaderOf & { readonly chipSerial: string },
): Promise<void> {
  await tables(tx)
    .updateTable('production.production_try')
    .set({ station: clientId, reader, chip_serial: chipSerial })
    .where('try_id', '=', tryId)
    .execute()
}

export async function noteStageOfTry(tx: Tx, tryId: string, stage: ProductionStage): Promise<void> {
  await tables(tx)
    .updateTable('production.production_try')
    .set({ stage })
    .where('try_id', '=', tryId)
    .execute()
}

/** The attempts that used a chip, the last one first: it is free only if none was finished. */
export async function triesOfChip(
  tx: Tx,
  chipSerial: string,
): Promise<readonly (AdminKeyOfCard & { readonly state: string })[]> {
  const rows = await tables(tx)
    .selectFrom('production.production_try')
    .select(['state', 'card_number', 'admin_key_version'])
    .where('chip_serial', '=', chipSerial)
    .orderBy('started_at', 'desc')
    .execute()
  return rows.map((row) => ({
    state: row.state,
    cardNumber: row.card_number,
    adminKeyVersion: row.admin_key_version ?? undefined,
  }))
}

/** Whether the card was produced at a reader of the client. */
export const wasProducedBy = (tx: Tx, cardId: string, clientId: string): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('production.production_try')
      .select('try_id')
      .where('card_id', '=', cardId)
      .where('state', '=', 'finished')
      .where('station', '=', clientId),
  )

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
    .deleteFrom('production.station_reader')
    .where('client_id', '=', said.clientId)
    .where('station', '=', said.station)
    .execute()
  if (said.readers.length === 0) return
  await tables(tx)
    .insertInto('production.station_reader')
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

/** Readers that a station has reported since then. */
export async function readersSince(tx: Tx, since: Instant): Promise<readonly ReaderRow[]> {
  const rows = await tables(tx)
    .selectFrom('production.station_reader')
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
    .selectFrom('production.production_try')
    .select(['card_id', 'station', 'reader', 'stage', 'started_at'])
    .where('ended_at', 'is', null)
    .orderBy('started_at')
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

/** Start and end of the attempts that produced a card since then. */
export async function finishedSince(
  tx: Tx,
  since: Instant,
): Promise<readonly { readonly startedAt: Instant; readonly endedAt: Instant }[]> {
  const rows = await tables(tx)
    .selectFrom('production.production_try')
    .select(['started_at', 'ended_at'])
    .where('state', '=', 'finished')
    .where('ended_at', '>=', timestamp(since))
    .execute()
  return rows.flatMap(({ started_at: startedAt, ended_at: endedAt }) =>
    endedAt === null ? [] : [{ startedAt, endedAt }],
  )
}

type Tables = {
  'production.production_try': {
    try_id: string
    card_id: string
    state: 'running' | 'finished' | 'failed' | 'abandoned'
    card_number: string
    chip_serial: string | null
    admin_key_version: number | null
    findings: readonly string[] | null
    station: string | null
    reader: string | null
    stage: Generated<ProductionStage>
    started_at: Instant
    ended_at: Instant | null
  }
  'production.station_reader': {
    client_id: string
    reader: string
    station: string
    state: ReaderState
    said_at: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
