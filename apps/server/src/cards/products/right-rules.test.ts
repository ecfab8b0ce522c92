import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { DomainEvent } from '#platform/record.ts'
import { decidePriceChange, proposePrices, viewPrices } from './change-prices.ts'
import { decideRightRules, proposeRightRules, viewRightRules } from './change-right-rules.ts'
import { rightRulesOn } from './index.ts'
import { shippedRightRules, someCents } from './testing.ts'

const today = localDate('2026-12-01')
const tomorrow = addDays(today, 1)

forEachDatabase('the right rules', ({ db }) => {
  let now: Instant
  let recorded: DomainEvent[]
  const deps = {
    db,
    clock: { now: () => now },
    record: (_tx: unknown, event: DomainEvent) => {
      recorded.push(event)
      return Promise.resolve()
    },
    personNamed: () => Promise.resolve('Hanna'),
  }
  const [hanna, kaisa] = [randomUUID(), randomUUID()]
  const propose = (beginsOn: LocalDate, doctorId: string[], together: string[] = []) =>
    proposeRightRules.handle(deps)(aPermit('products.proposeRightRules', { personId: hanna }), {
      ...{ beginsOn, doctorId, together },
    })
  const decide = async (changeId: string, decision: 'approved' | 'rejected', by = kaisa) => {
    const decided = await decideRightRules.handle(deps)(
      aPermit('products.decideRightRules', { personId: by }),
      { changeId, decision },
    )
    return decided.ok ? 'ok' : decided.refusal.kind
  }
  const rulesOn = (day: LocalDate) => db.read((tx) => rightRulesOn(tx, day))

  beforeEach(async () => {
    now = startOfDay(today)
    recorded = []
    await db.write(async (tx) => {
      await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)
      return ok(undefined)
    })
  })

  it('are shipped with the codes of physicians, medical students and dentists, also for days before the first (R340)', async () => {
    assert.deepEqual(await rulesOn(today), shippedRightRules)
    assert.deepEqual(await rulesOn(localDate('2001-01-01')), shippedRightRules)
  })

  it('are proposed by one case officer and approved by another, and apply from their first day on (R340)', async () => {
    const { changeId } = valueOf(await propose(tomorrow, ['034', '001', '034'], ['034', '001']))
    assert.deepEqual(await rulesOn(tomorrow), shippedRightRules)
    assert.equal(await decide(changeId, 'approved', hanna), 'second-person-required')
    assert.equal(await decide(changeId, 'approved'), 'ok')
    assert.deepEqual((await rulesOn(today)).doctorId, shippedRightRules.doctorId)
    assert.deepEqual(await rulesOn(tomorrow), {
      ...{ doctorId: ['001', '034'], together: ['001', '034'] },
    })
    assert.equal(await decide(changeId, 'rejected'), 'right-rules-change-not-found')
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['RightRulesChangeProposed', 'RightRulesChangeApproved'],
    )
  })

  it('change from tomorrow at the earliest, once for a day, and not when rejected (R340)', async () => {
    const early = await propose(today, [])
    assert.equal(!early.ok && early.refusal.kind, 'change-begins-too-early')
    const { changeId } = valueOf(await propose(tomorrow, []))
    const twice = await propose(tomorrow, ['T20'])
    assert.equal(!twice.ok && twice.refusal.kind, 'change-already-proposed')
    assert.equal(await decide(changeId, 'rejected', hanna), 'ok')
    assert.deepEqual(await rulesOn(tomorrow), shippedRightRules)
    assert.equal(recorded.at(-1)?.type, 'RightRulesChangeRejected')
  })

  it('are not decided by who may decide prices, nor prices by who may decide right rules', async () => {
    const { changeId } = valueOf(await propose(tomorrow, []))
    const asPrices = await decidePriceChange.handle(deps)(
      aPermit('products.decidePrices', { personId: kaisa }),
      { changeId, decision: 'approved' },
    )
    assert.equal(!asPrices.ok && asPrices.refusal.kind, 'price-change-not-found')
    const { changeId: ofPrices } = valueOf(
      await proposePrices.handle(deps)(aPermit('products.proposePrices', { personId: hanna }), {
        ...{ beginsOn: tomorrow, vat: 'outside', cents: someCents(2500) },
      }),
    )
    assert.equal(await decide(ofPrices, 'approved'), 'right-rules-change-not-found')
  })

  it('are seen apart from prices, with what the caller may do with each', async () => {
    const { changeId } = valueOf(await propose(tomorrow, ['T20']))
    const { changes } = valueOf(
      await viewRightRules.handle(deps)(aPermit('products.viewRightRules', { personId: kaisa })),
    )
    assert.deepEqual(
      changes.map(({ doctorId, standing, may }) => [doctorId, standing, may]),
      [
        [['T20'], 'proposed', ['approve', 'reject']],
        [['T20', 'T21', 'T22'], 'now', []],
      ],
    )
    const prices = valueOf(
      await viewPrices.handle(deps)(aPermit('products.viewPrices', { personId: kaisa })),
    )
    assert.ok(prices.changes.every((change) => change.changeId !== changeId))
  })
})
