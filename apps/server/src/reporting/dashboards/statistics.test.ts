import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { viewStatistics as contract } from '@sotevarmenne/api/dashboards'
import { sql, type RawBuilder } from 'kysely'
import { waitsForHandOver } from '#cards/card/stores/figures.ts'
import { complaintsFiled } from '#cards/complaints/store.ts'
import { ordersBegun, waitsForCards } from '#cards/orders/stores/figures.ts'
import type { Db } from '#platform/db.ts'
import { permissions, type Permission } from '@sotevarmenne/api/permissions'
import { spareCardsOut } from '#cards/spare-cards/stores/figures.ts'
import { waitsForCalls } from '#points/appointments/store.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { countRefusals } from './count-refusals.ts'
import { viewStatistics } from './view-statistics.ts'

forEachDatabase('the statistics of the office', ({ db }) => {
  let now: Instant = instant(Date.parse('2026-11-24T12:00:00Z'))
  const clock = { now: () => now }
  const point = randomUUID()
  const view = viewStatistics.handle({
    ...{ db, clock, ordersBegun, complaintsFiled, spareCardsOut },
    waits: { desk: waitsForCalls, production: waitsForCards, 'hand-over': waitsForHandOver },
    stockByPlace: () =>
      Promise.resolve([{ place: 'production', inStock: 3, isLow: true, used: 900 }]),
    nameOfPoint: () => Promise.resolve('Piste'),
    reasonOf: (_operation, reason) =>
      reason === 'no-right' ? { fi: 'Ei oikeutta', sv: 'Ingen rätt', en: 'No right' } : undefined,
  })
  const look = async (from = '2026-11-01', to = '2026-11-24') => {
    const found = await view(aPermit('overview.viewStatistics'), { from, to })
    assert.ok(found.ok)
    return found.value
  }
  const change = (...statements: readonly RawBuilder<unknown>[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await statement.execute(tx)
      return ok(undefined)
    })

  beforeEach(() => {
    now = instant(Date.parse('2026-11-24T12:00:00Z'))
    return change(
      sql`truncate orders.card_order, appointments.visit, complaints.complaint, spare_cards.spare_card,
        cards.card, dashboards.refusals cascade`,
    )
  })

  it('count orders by card and state, each on its day in Helsinki', async () => {
    await change(
      anOrder('2026-11-23T21:59:00Z', 60),
      anOrder('2026-11-23T22:01:00Z', 180),
      anOrder('2026-11-24T10:00:00Z', undefined),
      anOrder('2026-10-31T21:59:00Z', 60),
      anOrder('2026-11-24T22:00:00Z', 60),
    )
    const { orders, waits, unit } = await look()
    const product = 'professional-card'
    assert.equal(unit, 'day')
    assert.deepEqual(orders, [
      { from: '2026-11-23', product, state: 'produced', count: 1 },
      { from: '2026-11-24', product, state: 'draft', count: 1 },
      { from: '2026-11-24', product, state: 'produced', count: 1 },
    ])
    assert.deepEqual(
      waits.find(({ what }) => what === 'production'),
      {
        ...{ what: 'production', count: 2, median: 60, nineInTen: 180 },
        units: [
          { from: '2026-11-23', median: 60 },
          { from: '2026-11-24', median: 180 },
        ],
      },
    )
  })

  it('group longer times by weeks from Monday and by months', async () => {
    await change(anOrder('2026-11-22T12:00:00Z', 60), anOrder('2026-11-24T12:00:00Z', 60))
    const begun = async (from: string) => {
      const { unit, orders } = await look(from)
      return { unit, begun: orders.map((one) => one.from) }
    }
    assert.deepEqual(await begun('2026-09-01'), {
      unit: 'week',
      begun: ['2026-11-16', '2026-11-23'],
    })
    assert.deepEqual(await begun('2025-12-01'), { unit: 'month', begun: ['2026-11-01'] })
  })

  it('show how long visitors waited, from the booked time or the arrival, whichever was later', async () => {
    await change(
      aVisit('2026-11-24T08:00:00Z', { arrived: '2026-11-24T07:40:00Z', waited: 10 }),
      aVisit('2026-11-24T08:15:00Z', { arrived: '2026-11-24T08:20:00Z', waited: 9 }),
      aVisit('2026-11-24T08:30:00Z', { arrived: undefined, waited: -5 }),
    )
    const { waits } = await look()
    const [desk] = waits
    assert.deepEqual(desk, {
      ...{ what: 'desk', count: 3, median: 4, nineInTen: 10 },
      units: [{ from: '2026-11-24', median: 4 }],
    })
  })

  it('show the stock of each place, with spare cards that are out and overdue', async () => {
    await change(
      aSpareCard(point, 'handedOver', '2026-11-23'),
      aSpareCard(point, 'handedOver', '2026-11-24'),
      aSpareCard(point, 'settled', '2026-11-01'),
    )
    const { places } = await look()
    assert.deepEqual(places, [
      { place: 'production', blanks: { inStock: 3, isLow: true }, spareOut: 0, spareOverdue: 0 },
      { place: point, name: 'Piste', spareOut: 2, spareOverdue: 1 },
    ])
  })

  it('are empty where nothing happened, and cover at most 400 days', async () => {
    const { orders, waits, refusals, complaints } = await look('2020-01-01', '2020-01-31')
    assert.deepEqual([orders, refusals, complaints], [[], [], []])
    assert.deepEqual(
      waits.map(({ count, units }) => [count, units]),
      [
        [0, []],
        [0, []],
        [0, []],
      ],
    )
    const requested = (from: string, to: string) => contract.input.safeParse({ from, to }).success
    assert.ok(requested('2025-10-20', '2026-11-24'))
    assert.ok(!requested('2025-10-19', '2026-11-24'))
    assert.ok(!requested('2026-11-25', '2026-11-24'))
  })

  describe('of refusals', () => {
    it('add up what several processes refused, by reason, and nothing of other operations', async () => {
      const [one, other] = [aProcess(), aProcess()]
      await one.request('orders.draftOrder', 'no-right', 2)
      await other.request('orders.draftOrder', 'no-right', 1)
      await other.request('cards.handOverCard', 'forgotten-reason', 1)
      await other.request('audit.viewAuditLog', 'no-right', 5)
      await Promise.all([one.stop(), other.stop()])
      const { refusals } = await look()
      assert.deepEqual(refusals, [
        {
          ...{ operation: 'orders.draftOrder', reason: 'no-right', count: 3 },
          title: { fi: 'Ei oikeutta', sv: 'Ingen rätt', en: 'No right' },
        },
        { operation: 'cards.handOverCard', reason: 'forgotten-reason', count: 1 },
      ])
      assert.deepEqual((await look('2026-11-01', '2026-11-23')).refusals, [])
    })

    it('are stored later where they could not be stored, under the day on which they were refused', async () => {
      let isBroken = true
      const process = aProcess({
        ...db,
        write: (action, options) =>
          isBroken ? Promise.reject(new Error('the database is away')) : db.write(action, options),
      })
      await process.request('orders.placeOrder', 'no-right', 1)
      await process.faulted
      isBroken = false
      now = instant(now + 24 * hour)
      await process.stop()
      const { refusals } = await look('2026-11-24', '2026-11-24')
      assert.deepEqual(
        refusals.map(({ reason, count }) => [reason, count]),
        [['no-right', 1]],
      )
    })
  })

  function aProcess(database: Db = db) {
    const { promise: faulted, resolve } = Promise.withResolvers<undefined>()
    const refusals = countRefusals({
      ...{ db: database, clock, everyMilliseconds: database === db ? hour : 5 },
      onFault: () => {
        resolve(undefined)
      },
    })
    return {
      faulted,
      stop: refusals.stop,
      request: async (operation: Permission, kind: string, times: number): Promise<void> => {
        const { action } = refusals.counted({
          ...{ contract: { ...contract, permission: permissions[operation] }, problems: {} },
          action: () => Promise.resolve(refuse({ kind })),
        })
        for (let time = 0; time < times; time += 1)
          assert.ok(
            !(
              await action(aPermit(operation), undefined as never, {
                language: 'fi',
                requestId: 'r',
              })
            ).ok,
          )
      },
    }
  }

  const anOrder = (at: string, minutes: number | undefined) => sql`
    insert into orders.card_order (order_id, person_id, point_id, state, documents_sealed,
      documents_retained_until, product, drafted_at, ordered_at, card_id, signed, produced_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
      ${minutes === undefined ? 'draft' : 'produced'}, ''::bytea, now(), 'professional-card', at,
      case when created then at end, case when created then gen_random_uuid() end,
      case when created then '{}'::jsonb end,
      case when created then at + ${minutes ?? 0}::integer * interval '1 minute' end
    from (select ${at}::timestamptz as at, ${minutes !== undefined}::boolean as created) as input`

  const aVisit = (
    at: string,
    { arrived, waited }: { readonly arrived: string | undefined; readonly waited: number },
  ) => sql`
    insert into appointments.visit (visit_id, point_id, state, is_walk_in, starts_at, ends_at, services,
      is_own_staff, fee_cents, language, moves, created_at, arrived_at, called_at, called_by, ended_at)
    select gen_random_uuid(), gen_random_uuid(), 'served', false, at, at + interval '15 minutes', '[]',
      false, 0, 'fi', 0, at, ${arrived ?? null}::timestamptz,
      at + ${waited}::integer * interval '1 minute', gen_random_uuid(), at + interval '20 minutes'
    from (select ${at}::timestamptz as at) as input`

  const aSpareCard = (pointId: string, state: string, returnBy: string) => sql`
    insert into spare_cards.spare_card (spare_card_id, actual_card_id, order_id, holder, point_id,
      state, started_at, missed_because, says, valid_to, return_by, card_number, certificates,
      handed_over_at, cancelled_at, settled_at)
    select gen_random_uuid(), gen_random_uuid(), 'order', gen_random_uuid(), ${pointId}, ${state}, now(),
      'lost', '{}', ${localDate('2027-01-31')}::date, ${returnBy}::date,
      lpad((random() * 1e15)::bigint::text, 17, '0'), '[]', now(),
      case when ${state} = 'settled' then now() end, case when ${state} = 'settled' then now() end`
})
