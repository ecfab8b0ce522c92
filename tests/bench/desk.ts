// cspell:ignore blks mari relid relname schemaname statio virt virtanen
import { randomBytes, randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { openRequests } from '../../apps/server/src/organisations/accounts/store.ts'
import { approvalsInQueue } from '../../apps/server/src/services/acme/store.ts'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import {
  allBatches,
  figuresByPlace,
  rejectedLast,
} from '../../apps/server/src/cards/stock/store.ts'
import { holderOfCardNumber } from '../../apps/server/src/cards/lifecycle/cards-for-hotline.ts'
import { listCards } from '../../apps/server/src/cards/lifecycle/list-cards.ts'
import { cardsOf, viewOwnCards } from '../../apps/server/src/cards/lifecycle/own-cards.ts'
import { professionalCardsOf } from '../../apps/server/src/cards/lifecycle/actual-card.ts'
import { viewLetters } from '../../apps/server/src/cards/letters/view-letters.ts'
import { listUncollected } from '../../apps/server/src/cards/lifecycle/uncollected/operations.ts'
import { cardsEndingOn, cardsOfHolder } from '../../apps/server/src/cards/card/store.ts'
import {
  nextInQueue,
  queueFigures,
} from '../../apps/server/src/cards/card/stores/production-queue.ts'
import { triesToTakeOver } from '../../apps/server/src/cards/production/store.ts'
import { waitsForHandOver } from '../../apps/server/src/cards/card/stores/figures.ts'
import { complaintsFiled, complaintsOfPoint } from '../../apps/server/src/cards/complaints/store.ts'
import { chargesPage, countPayers } from '../../apps/server/src/billing/charges/store.ts'
import { invoicesPage } from '../../apps/server/src/billing/invoices/store.ts'
import { runsPage } from '../../apps/server/src/billing/invoices/stores/runs.ts'
import { inquiriesNewestFirst } from '../../apps/server/src/points/identification/store.ts'
import { incidentsBehind } from '../../apps/server/src/support/incidents/store.ts'
import { waitingFor } from '../../apps/server/src/organisations/employments/store.ts'
import { checkOrdering } from '../../apps/server/src/organisations/registry/check-ordering.ts'
import { listEmployers } from '../../apps/server/src/organisations/registry/list-employers.ts'
import { listOrganisations } from '../../apps/server/src/organisations/registry/view-organisations.ts'
import { viewOwnOrders } from '../../apps/server/src/cards/renewals/view-own-orders.ts'
import { orderById, ordersNewestFirst, ordersOf } from '../../apps/server/src/cards/orders/store.ts'
import { ordersBegun, waitsForCards } from '../../apps/server/src/cards/orders/stores/figures.ts'
import { termsOf } from '../../apps/server/src/cards/orders/terms-of.ts'
import { createPeople } from '../../apps/server/src/people/persons/index.ts'
import type { Clock } from '../../apps/server/src/platform/clock.ts'
import type { Db, Tx } from '../../apps/server/src/platform/db.ts'
import type { Period } from '../../apps/server/src/platform/periods.ts'
import { createSealing } from '../../apps/server/src/platform/sealing.ts'
import { createCodes } from '../../apps/server/src/people/registers/codes/create-codes.ts'
import { countChanges } from '../../apps/server/src/cards/register-changes/stores/changes.ts'
import {
  countSetAside,
  newestSetAside,
} from '../../apps/server/src/cards/register-changes/stores/set-aside.ts'
import { pointsByIds, pointsByName } from '../../apps/server/src/points/points/stores/points.ts'
import { callsBehind, openFollowUps } from '../../apps/server/src/support/hotline/store.ts'
import { applicationsInQueue } from '../../apps/server/src/services/service-certificates/store.ts'
import { listSpareCards } from '../../apps/server/src/cards/spare-cards/list-spare-cards.ts'
import { viewOwnSpareCards } from '../../apps/server/src/cards/spare-cards/view-spare-cards.ts'
import { spareCardsOut } from '../../apps/server/src/cards/spare-cards/stores/figures.ts'
import { countOwed, casesDue, casesInState } from '../../apps/server/src/support/cases/store.ts'
import { visitsOf, waitsForCalls } from '../../apps/server/src/points/appointments/store.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openOnServer } from '@sotevarmenne/tests/database/postgres'
import { fillDesk, points, theDay, type DeskFilled } from './desk-environment.ts'
import { fillOfficeEnvironment, organisations } from './office-environment.ts'

/**
 * Every list of the desk and every way of finding a visitor, with as many people and cards as the nation has:
 * `node tests/bench/desk.ts [persons] [cards] [rounds]`. Prints the median of the rounds, and for each
 * whether PostgreSQL read a
 * whole table of more than ten thousand rows: on a shared machine, that says more than the time.
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
  await fillOfficeEnvironment(db, { key })
  say(
    `${known.persons.toLocaleString('en')} persons, ${known.cards.toLocaleString('en')} cards, ` +
      `${known.orders.toLocaleString('en')} orders, ${known.spareCards.toLocaleString('en')} spare cards, ${organisations.toLocaleString('en')} organisations: ` +
      `${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
  await measure(db, { key, known, clock })
}

/** Runs every query on a filled database. */
async function measure(
  db: Db,
  {
    key,
    known,
    clock,
  }: { readonly key: Uint8Array; readonly known: DeskFilled; readonly clock: Clock },
): Promise<void> {
  const people = createPeople({ secret: key, clock })
  const ordersSealing = createSealing(key, 'orders')
  const sealing = createSealing(key, 'spare-cards')
  const record = () => Promise.resolve()
  const [busiest = ''] = points
  const desk = { personId: randomUUID(), pointId: busiest }
  const listed = (input: Parameters<ReturnType<(typeof listCards)['handle']>>[1]) => () =>
    listCards.handle({ db, record, people })(aPermit('cards.listCards', desk), input)
  const spare = {
    ...{ db, clock, record, sealing },
    termsOf: termsOf({ sealing: ordersSealing }),
  } as unknown as Parameters<(typeof listSpareCards)['handle']>[0]
  const spareListed = (input: Parameters<ReturnType<(typeof listSpareCards)['handle']>>[1]) => () =>
    listSpareCards.handle(spare)(aPermit('spareCards.listSpareCards', desk), input)
  const ordersListed = (state: Parameters<typeof ordersNewestFirst>[2]['state']) => () =>
    db.read((tx) =>
      ordersNewestFirst(tx, ordersSealing, {
        ...{ pointId: busiest, state, behind: undefined, limit: 26 },
      }),
    )
  const read = (request: (tx: Tx) => Promise<unknown>) => () => db.read(request)

  const audit = anAudit(db, {
    planSubscribers: () => Promise.resolve(),
    planJob: () => Promise.resolve(),
  })
  const holder = { personId: known.personId }
  const ownDeps = {
    ...{ db, clock, record: audit.record },
    cards: { cardsOf, professionalCardsOf },
    orders: { ordersOf: (tx: Tx, personId: string) => ordersOf(tx, ordersSealing, personId) },
  } as unknown as Parameters<(typeof viewOwnOrders)['handle']>[0]
  const ownSpareDeps = { ...spare, record: audit.record } as unknown as Parameters<
    (typeof viewOwnSpareCards)['handle']
  >[0]
  const openFirstPage = () =>
    Promise.all([
      viewOwnCards.handle({ db, record: audit.record })(aPermit('cards.viewOwnCards', holder)),
      viewOwnOrders.handle(ownDeps)(aPermit('orders.viewOwnOrders', holder)),
      viewOwnSpareCards.handle(ownSpareDeps)(aPermit('spareCards.viewOwnSpareCards', holder)),
    ])
  const uncollected = {
    ...{ db, clock, record },
    contacts: { canBeMailed: () => Promise.resolve(true) },
    hasAgreementEnded: () => Promise.resolve(false),
  } as unknown as Parameters<(typeof listUncollected)['handle']>[0]
  const codes = createCodes({} as unknown as Parameters<typeof createCodes>[0])
  const organisationsDeps = {
    ...{ db, clock, codes, points: { findPoints: pointsByIds } },
  } as unknown as Parameters<(typeof listOrganisations)['handle']>[0]
  const employer = await employerAt(db, busiest)
  const preparedSealing = createSealing(key, 'employments')
  const casesDeps = { sealing: createSealing(key, 'cases') }
  const anyPage = { kind: undefined, behind: undefined, limit: 26 }
  const visitsSealing = createSealing(key, 'visits')
  const inquiriesSealing = createSealing(key, 'identification')
  const hotlineSealing = createSealing(key, 'hotline')

  const requested: readonly (readonly [
    what: string,
    limit: number,
    request: () => Promise<unknown>,
  ])[] = [
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
    ['found by order', 200, read((tx) => orderById(tx, ordersSealing, known.orderId))],
    ['orders of the visitor', 200, read((tx) => ordersOf(tx, ordersSealing, known.personId))],
    ['cards of the point', 1000, listed({ limit: 25 })],
    ...(
      ['ordered', 'inProduction', 'productionFailed', 'awaitingHandOver', 'cancelled'] as const
    ).map((state) => [`cards of the point, ${state}`, 1000, listed({ state, limit: 25 })] as const),
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
              maxFailures: 3,
              triesToTakeOver: await triesToTakeOver(tx, {
                reader: { clientId: randomUUID(), reader: 'A' },
                now: clock.now(),
              }),
            }),
          ),
        ),
    ],
    [
      'the queue of production',
      1000,
      read(async (tx) =>
        queueFigures(tx, {
          maxFailures: 3,
          triesToTakeOver: await triesToTakeOver(tx, { now: clock.now() }),
        }),
      ),
    ],
    ...(['the day of the point', 'a day of long ago'] as const).map(
      (what, index) =>
        [
          what,
          1000,
          read((tx) =>
            visitsOf(tx, visitsSealing, {
              pointId: busiest,
              from: plus(clock.now(), -(9 + 24 * 300 * index) * hour),
              to: plus(clock.now(), (15 - 24 * 300 * index) * hour),
            }),
          ),
        ] as const,
    ),
    ...[false, true].map(
      (toDestroy) =>
        [
          toDestroy ? 'complaints whose cards are to be destroyed' : 'complaints of the point',
          1000,
          read((tx) =>
            complaintsOfPoint(tx, {
              ...{ pointId: busiest, toDestroy, behind: undefined, limit: 26 },
            }),
          ),
        ] as const,
    ),
    ...[undefined, busiest].flatMap((pointId) =>
      [true, false].map(
        (isOpen) =>
          [
            `inquiries of the ${pointId === undefined ? 'office' : 'point'}, ${isOpen ? 'open' : 'decided'}`,
            1000,
            read((tx) =>
              inquiriesNewestFirst(tx, inquiriesSealing, {
                ...{ pointId, isOpen, behind: undefined, limit: 26 },
              }),
            ),
          ] as const,
      ),
    ),
    ...(['all', 'to-follow-up', 'cancelled'] as const).map(
      (show) =>
        [
          `calls of the hotline, ${show}`,
          1000,
          read((tx) =>
            callsBehind({ sealing: hotlineSealing }, tx, { show, behind: undefined, limit: 26 }),
          ),
        ] as const,
    ),
    ['follow-ups that are open', 1000, read((tx) => openFollowUps(tx))],
    ...(['waiting', 'to-destroy'] as const).map(
      (show) =>
        [
          `uncollected cards of the point, ${show}`,
          1000,
          () =>
            listUncollected.handle(uncollected)(aPermit('cards.listUncollected', desk), {
              ...{ show, limit: 25 },
            }),
        ] as const,
    ),
    [
      'cards that came back to the office',
      1000,
      () =>
        listUncollected.handle(uncollected)(
          aPermit('cards.listUncollected', { personId: desk.personId }),
          { show: 'to-destroy', limit: 25 },
        ),
    ],
    [
      'letters: planned, waiting, batches',
      1000,
      () => viewLetters.handle({ db, clock })(aPermit('cards.viewLetters'), { limit: 25 }),
    ],
    ...(
      [
        ['organisations', {}],
        ['organisations by a common word', { query: 'sairaala' }],
        ['organisations by a rare word', { query: '4711' }],
        ['organisations with agreements that wait', { agreements: 'proposed' }],
      ] as const
    ).map(
      ([what, sought]) =>
        [
          what,
          1000,
          () =>
            listOrganisations.handle(organisationsDeps)(
              aPermit('organisations.viewOrganisations'),
              {
                ...sought,
                limit: 25,
              },
            ),
        ] as const,
    ),
    ...([undefined, '4711', 'sairaala'] as const).map(
      (query) =>
        [
          `employers of the point${query === undefined ? '' : `, ${query}`}`,
          1000,
          () =>
            listEmployers.handle(organisationsDeps)(aPermit('organisations.listEmployers', desk), {
              ...(query !== undefined && { query }),
            }),
        ] as const,
    ),
    [
      'whether a card may be ordered, by the agreements',
      5,
      read(async (tx) => {
        const ordering = { ...employer, product: 'staff-card', pointId: busiest } as const
        const checked = await checkOrdering(organisationsDeps)(tx, {
          ...ordering,
          on: localDate(theDay),
        })
        if (!checked.ok)
          throw new Error(`agreement does not permit the order: ${checked.refusal.kind}`)
      }),
    ],
    [
      'what waits for the visitor, prepared by employers',
      5,
      read((tx) => waitingFor(tx, preparedSealing, { identityCode: known.code, now: clock.now() })),
    ],
    ...(['all', 'unpaid', 'refused'] as const).map(
      (filter) =>
        [
          `invoices, ${filter}`,
          1000,
          read((tx) =>
            invoicesPage(tx, {
              ...{ sellerId: 'service', filter, behind: undefined, limit: 26 },
            }),
          ),
        ] as const,
    ),
    [
      'charges',
      1000,
      read((tx) => chargesPage(tx, { sellerId: 'service', behind: undefined, limit: 26 })),
    ],
    [
      'months that were invoiced',
      1000,
      read((tx) => runsPage(tx, { sellerId: 'service', before: undefined, limit: 13 })),
    ],
    [
      'organisations that wait for an invoice',
      1000,
      read((tx) => countPayers(tx, { sellerId: 'service', until: localDate(theDay) })),
    ],
    ['cases by their last day', 1000, read((tx) => casesDue(casesDeps, tx, anyPage))],
    ...(['answered', 'closed'] as const).map(
      (state) =>
        [
          `cases, ${state}`,
          1000,
          read((tx) => casesInState(casesDeps, tx, { ...anyPage, state })),
        ] as const,
    ),
    ['cases that the office owes', 1000, read((tx) => countOwed(tx, localDate(theDay)))],
    [
      'applications of service certificates that wait',
      1000,
      read((tx) =>
        applicationsInQueue(tx, createSealing(key, 'service-certificates'), {
          behind: undefined,
          limit: 26,
        }),
      ),
    ],
    [
      'approvals for programs that wait',
      1000,
      read((tx) =>
        approvalsInQueue(tx, createSealing(key, 'acme'), { behind: undefined, limit: 26 }),
      ),
    ],
    [
      'requests for accounts that wait',
      1000,
      read((tx) => openRequests(tx, { behind: undefined, limit: 26 })),
    ],
    [
      'changes of registers',
      1000,
      read(async (tx) => {
        await countChanges(tx, plus(clock.now(), -day))
        await newestSetAside(tx, 'rights', clock.now())
        await countSetAside(tx)
      }),
    ],
    ['incidents', 1000, read((tx) => incidentsBehind(tx, { behind: undefined, limit: 26 }))],
    ['points of the office', 1000, read((tx) => pointsByName(tx, { limit: 26 }))],
    [
      'stock of blanks by place',
      1000,
      read((tx) => figuresByPlace(tx, plus(clock.now(), -30 * day))),
    ],
    ['deliveries of blanks', 1000, read((tx) => allBatches(tx))],
    ['blanks rejected last', 1000, read((tx) => rejectedLast(tx))],
    ...([30, 90, 365] as const).map(
      (days) =>
        [
          `statistics of ${String(days)} days`,
          1000,
          read(async (tx) => {
            const unit = days > 210 ? 'month' : days > 31 ? 'week' : 'day'
            const period: Period = { from: plus(clock.now(), -days * day), to: clock.now(), unit }
            await ordersBegun(tx, period)
            await waitsForCards(tx, period)
            await waitsForHandOver(tx, period)
            await waitsForCalls(tx, period)
            await complaintsFiled(tx, period)
            await spareCardsOut(tx, localDate(theDay))
          }),
        ] as const,
    ),
    ['first page of a holder, with its audit log', 300, openFirstPage],
    [
      'cards that end on a day',
      1000,
      read((tx) => cardsEndingOn(tx, { day: localDate('2027-02-23'), limit: 200 })),
    ],
  ]

  say(
    '\n| what | median | slowest | limit | rows | pages | whole tables read |\n| --- | --- | --- | --- | --- | --- | --- |',
  )
  // All existing visits are within the year of the statistics.
  const wholeYear = 'appointments.visit'
  let isSlow = false
  for (const [what, limit, request] of requested) {
    await request()
    const before = await readByNow(db)
    const taken: number[] = []
    for (let round = 0; round < Number(rounds); round += 1) {
      const from = performance.now()
      await request()
      taken.push(performance.now() - from)
    }
    const sorted = taken.toSorted((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
    const { rows, pages, whole } = await readSince(db, before)
    if (median > limit || whole.some((table) => table !== wholeYear)) isSlow = true
    say(
      `| ${what} | ${median.toFixed(1)} ms | ${(sorted.at(-1) ?? 0).toFixed(1)} ms | ` +
        `${String(limit)} ms | ${each(rows)} | ${each(pages)} | ${whole.join(', ') || '–'} |`,
    )
  }
  say(
    `\n${isSlow ? 'Something is too slow' : 'Everything within its limit'}; load ${(loadavg()[0] ?? 0).toFixed(0)}`,
  )
  if (isSlow) process.exitCode = 1
}

/** Per query. */
function each(inAll: number): string {
  return Math.round(inAll / Number(rounds)).toLocaleString('en')
}

type ReadByNow = ReadonlyMap<
  string,
  {
    readonly scans: number
    readonly rows: number
    readonly pages: number
    readonly isSmall: boolean
  }
>

/** How much of each table was read, a figure that other users of the machine do not change. */
async function readByNow(db: Db): Promise<ReadByNow> {
  return db.read(async (tx) => {
    await sql`select pg_stat_clear_snapshot()`.execute(tx)
    const { rows } = await sql<{
      name: string
      scans: number
      rows: number
      pages: number
      is_small: boolean
    }>`
      select schemaname || '.' || relname as name, seq_scan::float8 as scans,
        (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as rows,
        (heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::float8 as pages,
        n_live_tup <= 10000 as is_small
      from pg_stat_user_tables join pg_statio_user_tables using (relid, schemaname, relname)
      where schemaname not in ('audit', 'platform')`.execute(tx)
    return new Map(rows.map(({ name, is_small: isSmall, ...read }) => [name, { ...read, isSmall }]))
  })
}

/** Statistics are delayed: a connection reports them once a second at most. */
async function readSince(db: Db, before: ReadByNow) {
  await new Promise((resolve) => setTimeout(resolve, 1200))
  await db.read((tx) => sql`select pg_stat_force_next_flush()`.execute(tx))
  const tables = [...(await readByNow(db))].map(([name, now]) => {
    const then = before.get(name)
    return {
      name,
      rows: now.rows - (then?.rows ?? 0),
      pages: now.pages - (then?.pages ?? 0),
      isReadWhole: !now.isSmall && now.scans > (then?.scans ?? 0),
    }
  })
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    pages: tables.reduce((sum, { pages }) => sum + pages, 0),
    whole: tables.filter(({ isReadWhole }) => isReadWhole).map(({ name }) => name),
  }
}

/** An organisation with an agreement in force at the point. */
async function employerAt(db: Db, pointId: string): Promise<{ readonly organisationId: string }> {
  const { rows } = await db.read((tx) =>
    sql<{ organisationId: string }>`
      select organisation_id as "organisationId" from organisations.agreement
      where points @> array[${pointId}]::text[] and state = 'approved' limit 1`.execute(tx),
  )
  const [employer] = rows
  if (!employer) throw new Error('no agreement names the point')
  return employer
}
