// cspell:ignore mari relname schemaname virt virtanen
import { randomBytes, randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { holderOfCardNumber } from '../../apps/server/src/cards/for-caller.ts'
import { listCards } from '../../apps/server/src/cards/list-cards.ts'
import { cardsEndingOn, cardsOfHolder } from '../../apps/server/src/cards/store.ts'
import { nextInQueue, queueFigures } from '../../apps/server/src/cards/stores/production.ts'
import { ordersNewestFirst, ordersOf } from '../../apps/server/src/orders/store.ts'
import { createPeople } from '../../apps/server/src/people/index.ts'
import type { Db, Tx } from '../../apps/server/src/platform/db.ts'
import { createSealing } from '../../apps/server/src/platform/sealing.ts'
import { listSpareCards } from '../../apps/server/src/spare-cards/list-spare-cards.ts'
import { aPermit } from '../support/permit.ts'
import { openOnServer } from '../support/postgres.ts'
import { fillDesk, points, theDay } from './desk-world.ts'

/**
 * Every list of the desk and every way of finding a visitor, with as many people and cards as the nation has:
 * `node tests/bench/desk.ts [persons] [cards] [rounds]`. The median of the rounds, and of each whether PostgreSQL read a whole
 * table of more than ten thousand rows: on a machine that others use too, that says more than the time.
 */
const [, , persons = '500000', cards = '1000000', rounds = '15'] = process.argv

const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const { db, close } = await openOnServer()
try {
  await run(db)
} finally {
  await close()
}

async function run(db: Db): Promise<void> {
  const key = new Uint8Array(randomBytes(32))
  const clock = { now: () => instant(Date.parse(`${theDay}T09:00:00Z`)) }
  const begun = performance.now()
  const known = await fillDesk(db, { key, persons: Number(persons), cards: Number(cards) })
  say(
    `${known.persons.toLocaleString('en')} persons, ${known.cards.toLocaleString('en')} cards, ` +
      `${known.orders.toLocaleString('en')} orders, ${known.spareCards.toLocaleString('en')} spare cards: ` +
      `${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )

  const people = createPeople({ key, clock })
  const ordersSealing = createSealing(key, 'orders')
  const sealing = createSealing(key, 'spare-cards')
  const record = () => Promise.resolve()
  const [busiest = ''] = points
  const desk = { personId: randomUUID(), pointId: busiest }
  const listed = (input: Parameters<ReturnType<typeof listCards>>[1]) => () =>
    listCards({ db, record })(aPermit('cards.listCards', desk), input)
  const spare = { db, clock, record, sealing } as unknown as Parameters<typeof listSpareCards>[0]
  const spareListed = (input: Parameters<ReturnType<typeof listSpareCards>>[1]) => () =>
    listSpareCards(spare)(aPermit('spareCards.listSpareCards', desk), input)
  const ordersListed = (state: Parameters<typeof ordersNewestFirst>[2]['state']) => () =>
    db.read((tx) =>
      ordersNewestFirst(tx, ordersSealing, {
        ...{ pointId: busiest, state, behind: undefined, limit: 26 },
      }),
    )
  const read = (ask: (tx: Tx) => Promise<unknown>) => () => db.read(ask)

  const asked: readonly (readonly [what: string, limit: number, ask: () => Promise<unknown>])[] = [
    ['found by identity code', 200, read((tx) => people.findByIdentityCode(tx, known.code))],
    ['found by card number', 200, read((tx) => holderOfCardNumber(tx, known.cardNumber))],
    ...(
      [
        ['a rare name', { name: 'Åströmer Aili' }],
        ['a common surname and given name', { name: 'virt mari' }],
        ['a common surname', { name: 'virtanen' }],
        ['two letters', { name: 'vi' }],
        ['one letter', { name: 'v' }],
        ['birth date', { birthDate: known.birthDate }],
        ['birth date and name', { birthDate: known.birthDate, name: 'ma' }],
      ] as const
    ).map(
      ([what, sought]) =>
        [
          `found by ${what}`,
          200,
          read((tx) => people.searchPeople(tx, { ...sought, limit: 26 })),
        ] as const,
    ),
    ['cards of the visitor', 200, read((tx) => cardsOfHolder(tx, known.personId))],
    ['orders of the visitor', 200, read((tx) => ordersOf(tx, ordersSealing, known.personId))],
    ['cards of the point', 1000, listed({ limit: 25 })],
    ...(['ordered', 'inProduction', 'productionFailed', 'awaitingHandOver', 'closed'] as const).map(
      (state) => [`cards of the point, ${state}`, 1000, listed({ state, limit: 25 })] as const,
    ),
    ['orders of the point', 1000, ordersListed(undefined)],
    ...(['draft', 'ordered', 'produced', 'cancelled'] as const).map(
      (state) => [`orders of the point, ${state}`, 1000, ordersListed(state)] as const,
    ),
    ...(['out', 'overdue', 'all'] as const).map(
      (show) =>
        [`spare cards of the point, ${show}`, 1000, spareListed({ show, limit: 25 })] as const,
    ),
    [
      'spare cards of the point, by name',
      1000,
      spareListed({ show: 'all', search: 'virtanen', limit: 25 }),
    ],
    [
      'the next card of production',
      1000,
      () =>
        db.write(async (tx) =>
          ok(
            await nextInQueue(tx, {
              reader: { clientId: randomUUID(), reader: 'A' },
              mostFailures: 3,
              now: clock.now(),
            }),
          ),
        ),
    ],
    [
      'the queue of production',
      1000,
      read((tx) => queueFigures(tx, { mostFailures: 3, now: clock.now() })),
    ],
    [
      'cards that end on a day',
      1000,
      read((tx) => cardsEndingOn(tx, { day: localDate('2027-02-23'), limit: 200 })),
    ],
  ]

  say('\n| what | median | slowest | limit | whole tables read |\n| --- | --- | --- | --- | --- |')
  let isSlow = false
  for (const [what, limit, ask] of asked) {
    await ask()
    const before = await wholeReads(db)
    const taken: number[] = []
    for (let round = 0; round < Number(rounds); round += 1) {
      const from = performance.now()
      await ask()
      taken.push(performance.now() - from)
    }
    const sorted = taken.toSorted((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    const whole = await readSince(db, before)
    if (median > limit || whole.length > 0) isSlow = true
    say(
      `| ${what} | ${median.toFixed(1)} ms | ${(sorted.at(-1) ?? 0).toFixed(1)} ms | ` +
        `${String(limit)} ms | ${whole.join(', ') || '–'} |`,
    )
  }
  say(
    `\n${isSlow ? 'Something is too slow' : 'Everything within its limit'}; load ${(loadavg()[0] ?? 0).toFixed(0)}`,
  )
  if (isSlow) process.exitCode = 1
}

/** How often each table that is not small was read from end to end. */
async function wholeReads(db: Db): Promise<ReadonlyMap<string, number>> {
  return db.read(async (tx) => {
    await sql`select pg_stat_clear_snapshot()`.execute(tx)
    const { rows } = await sql<{ name: string; scans: number }>`
      select schemaname || '.' || relname as name, seq_scan::integer as scans
      from pg_stat_user_tables where n_live_tup > 10000`.execute(tx)
    return new Map(rows.map(({ name, scans }) => [name, scans]))
  })
}

/** Statistics come late: a connection tells them once a second at most. */
async function readSince(db: Db, before: ReadonlyMap<string, number>): Promise<readonly string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1200))
  await db.read((tx) => sql`select pg_stat_force_next_flush()`.execute(tx))
  return [...(await wholeReads(db))]
    .filter(([name, scans]) => scans > (before.get(name) ?? 0))
    .map(([name]) => name)
}
