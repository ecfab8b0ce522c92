import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { valueOf } from '@sotevarmenne/x509/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { DomainEvent } from '#platform/record.ts'
import { decidePriceChange, proposePrices, proposeVatRate, viewPrices } from './change-prices.ts'
import { priceListOf, vatPermilleOn } from './index.ts'
import { pricesOn } from './domain/price-list.ts'
import { livePrices, priceTable } from './price-table.ts'
import { vatRatesOf } from './store.ts'
import { shippedPriceList, shippedVatRates, someCents } from './testing.ts'

const today = localDate('2026-11-24')
const tomorrow = addDays(today, 1)

forEachDatabase('prices and value added tax', ({ db }) => {
  let now: Instant
  let recorded: DomainEvent[]
  const deps = {
    db,
    clock: { now: () => now },
    record: (_tx: unknown, event: DomainEvent) => {
      recorded.push(event)
      return Promise.resolve()
    },
    personNamed: (_tx: unknown, personId: string) =>
      Promise.resolve(personId === hanna ? 'Hanna' : 'Kaisa'),
  }
  const [hanna, kaisa] = [randomUUID(), randomUUID()]
  const propose = (beginsOn: LocalDate, cents = 2500, by = hanna) =>
    proposePrices.handle(deps)(aPermit('products.proposePrices', { personId: by }), {
      ...{ beginsOn, vat: 'outside', cents: someCents(cents) },
    })
  const proposeRate = (beginsOn: LocalDate, permille: number) =>
    proposeVatRate.handle(deps)(aPermit('products.proposePrices', { personId: hanna }), {
      ...{ beginsOn, permille },
    })
  const decide = async (changeId: string, decision: 'approved' | 'rejected', by = kaisa) => {
    const decided = await decidePriceChange.handle(deps)(
      aPermit('products.decidePrices', { personId: by }),
      { changeId, decision },
    )
    return decided.ok ? 'ok' : decided.refusal.kind
  }
  const list = () => db.read((tx) => priceListOf(tx, 'standard'))
  const staffCardOn = async (on: LocalDate) => pricesOn(await list(), on).cents['staff-card']
  const seenBy = async (personId: string) =>
    valueOf(await viewPrices.handle(deps)(aPermit('products.viewPrices', { personId }))).changes

  beforeEach(async () => {
    now = startOfDay(today)
    recorded = []
    await db.write(async (tx) => {
      await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)
      return ok(undefined)
    })
  })

  it('are shipped as 23,00 € for cards and 16,29 € for certificates since 2021', async () => {
    assert.deepEqual(await list(), shippedPriceList)
    assert.deepEqual(await db.read(vatRatesOf), shippedVatRates)
  })

  it('are proposed by one case officer and approved by another, and apply from their first day on (R293, R294)', async () => {
    const { changeId } = valueOf(await propose(tomorrow))
    assert.equal(await staffCardOn(tomorrow), 2300)
    assert.equal(await decide(changeId, 'approved', hanna), 'second-person-required')
    assert.equal(await decide(changeId, 'approved'), 'ok')
    assert.deepEqual([await staffCardOn(today), await staffCardOn(tomorrow)], [2300, 2500])
    assert.equal(await decide(changeId, 'approved'), 'price-change-not-found')
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['PriceChangeProposed', 'PriceChangeApproved'],
    )
  })

  it('that begin today or earlier are neither proposed nor approved (R293)', async () => {
    const early = await propose(today)
    assert.equal(!early.ok && early.refusal.kind, 'change-begins-too-early')
    const { changeId } = valueOf(await propose(tomorrow))
    now = startOfDay(tomorrow)
    assert.equal(await decide(changeId, 'approved'), 'change-begins-too-early')
    assert.equal(await decide(changeId, 'rejected'), 'ok')
    assert.deepEqual(await list(), shippedPriceList)
  })

  it('are withdrawn by their proposer or rejected by another, and then nothing has changed (R294)', async () => {
    for (const by of [hanna, kaisa]) {
      const { changeId } = valueOf(await propose(tomorrow))
      assert.equal(await decide(changeId, 'rejected', by), 'ok')
    }
    assert.deepEqual(await list(), shippedPriceList)
    assert.equal(recorded.at(-1)?.type, 'PriceChangeRejected')
  })

  it('wait once for a day, and when approved again for the same day, the later approval applies (R293)', async () => {
    const { changeId } = valueOf(await propose(tomorrow))
    const twice = await propose(tomorrow, 2700)
    assert.equal(!twice.ok && twice.refusal.kind, 'change-already-proposed')
    assert.equal(await decide(changeId, 'approved'), 'ok')
    now = (now + 1000) as Instant
    const { changeId: again } = valueOf(await propose(tomorrow, 2300))
    assert.equal(await decide(again, 'approved'), 'ok')
    assert.equal(await staffCardOn(tomorrow), 2300)
    assert.equal((await list()).length, 2)
    const { changeId: rejected } = valueOf(await propose(tomorrow))
    await decide(rejected, 'rejected')
    const standings = new Map<string, string>(
      (await seenBy(kaisa)).map((one) => [one.changeId, one.standing]),
    )
    assert.deepEqual(
      [changeId, again, rejected].map((id) => standings.get(id)),
      ['replaced', 'coming', 'rejected'],
    )
  })

  it('wait once for a day, whichever of two case officers proposes first (R293)', async () => {
    const both = await Promise.all([propose(tomorrow), propose(tomorrow, 2700, kaisa)])
    assert.deepEqual(both.map((one) => (one.ok ? 'ok' : one.refusal.kind)).toSorted(), [
      'change-already-proposed',
      'ok',
    ])
    assert.equal(recorded.length, 1)
  })

  it('are approved once, whichever of two case officers is first', async () => {
    const { changeId } = valueOf(await propose(tomorrow))
    const both = await Promise.all([decide(changeId, 'approved'), decide(changeId, 'rejected')])
    assert.deepEqual(both.toSorted(), ['ok', 'price-change-not-found'])
  })

  it('of value added tax change in the same way, without a new release (R293)', async () => {
    const { changeId } = valueOf(await proposeRate(tomorrow, 265))
    assert.equal(await decide(changeId, 'approved', hanna), 'second-person-required')
    assert.equal(await decide(changeId, 'approved'), 'ok')
    const { changeId: prices } = valueOf(
      await proposePrices.handle(deps)(aPermit('products.proposePrices', { personId: hanna }), {
        ...{ beginsOn: tomorrow, vat: 'standard', cents: someCents(2500) },
      }),
    )
    assert.equal(await decide(prices, 'approved'), 'ok')
    const on = (day: LocalDate) => db.read((tx) => vatPermilleOn(tx, day, 'standard'))
    assert.deepEqual([await on(today), await on(tomorrow)], [0, 265])
  })

  it('are all shown with proposer and decision, and the caller’s permitted actions (R294)', async () => {
    valueOf(await propose(tomorrow))
    const [proposed, ...shipped] = await seenBy(kaisa)
    assert.ok(proposed)
    const { beginsOn, standing, may, isLate } = proposed
    assert.deepEqual(
      [beginsOn, standing, may, isLate, proposed.proposed?.name],
      [tomorrow, 'proposed', ['approve', 'reject'], false, 'Hanna'],
    )
    assert.deepEqual(
      shipped.map((one) => [one.kind, one.beginsOn, one.standing, one.proposed]),
      [
        ['vat-rate', '2024-09-01', 'now', undefined],
        ['prices', '2021-01-01', 'now', undefined],
        ['vat-rate', '2013-01-01', 'past', undefined],
      ],
    )
    const [own] = await seenBy(hanna)
    assert.deepEqual(own?.may, ['withdraw'])
    now = startOfDay(tomorrow)
    const [late] = await seenBy(kaisa)
    assert.deepEqual([late?.may, late?.isLate], [['reject'], true])
  })

  it('of the future are on the public page beside those of the day (R293)', async () => {
    const { changeId } = valueOf(await propose(tomorrow))
    await decide(changeId, 'approved')
    const table = priceTable(await list(), today, 'en').markup
    assert.ok(table.includes('€23.00') && table.includes('€25.00'))
    assert.ok(!priceTable(await list(), tomorrow, 'en').markup.includes('€23.00'))
  })

  it('of the day stand in the sentences of public pages, also after a change (R293)', async () => {
    const { changeId } = valueOf(await propose(tomorrow))
    await decide(changeId, 'approved')
    const shownOn = async (on: typeof today) => {
      const all = await list()
      const parts = livePrices(() => Promise.resolve({ list: all, on }))
      return [
        (await parts['price-staff-card']?.({ language: 'en' }))?.markup,
        (await parts['price-service-certificate']?.({ language: 'fi' }))?.markup,
        (await parts['prices']?.({ language: 'en' }))?.markup,
      ]
    }
    const [staff, certificate, table] = await shownOn(today)
    assert.deepEqual([staff, certificate], ['€23.00', '16,29\u00a0€'])
    assert.equal(table, priceTable(await list(), today, 'en').markup)
    assert.equal((await shownOn(tomorrow))[0], '€25.00')
  })

  it('of a day that has begun never change, whatever is proposed and decided (R293)', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('day' as const) }),
      fc.record({
        what: fc.constant('propose' as const),
        days: fc.integer({ min: -3, max: 5 }),
        cents: fc.integer({ min: 1, max: 9999 }),
      }),
      fc.record({
        what: fc.constant('decide' as const),
        decision: fc.constantFrom('approved' as const, 'rejected' as const),
        which: fc.nat(5),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        await db.write(async (tx) => {
          await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)
          return ok(undefined)
        })
        let day = today
        now = startOfDay(day)
        const changes: string[] = []
        const cost = new Map<LocalDate, number>()
        for (const one of steps) {
          now = (now + 1) as Instant
          if (one.what === 'day') {
            day = addDays(day, 1)
            now = startOfDay(day)
          } else if (one.what === 'propose') {
            const proposed = await propose(addDays(day, one.days), one.cents)
            if (proposed.ok) changes.push(proposed.value.changeId)
          } else {
            const chosen = changes[one.which % Math.max(changes.length, 1)]
            if (chosen !== undefined) await decide(chosen, one.decision)
          }
          const known = await list()
          for (const [past, cents] of cost)
            assert.equal(pricesOn(known, past).cents['staff-card'], cents)
          cost.set(day, pricesOn(known, day).cents['staff-card'])
        }
      }),
      { numRuns: 15 },
    )
  })
})
