import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardAwaitingHandOver,
  aCardsEnvironment,
  afternoon,
  type CardsEnvironment,
} from './testing.ts'

forEachDatabase('holders of professional cards', ({ db }) => {
  let ca: TestCa
  let environment: CardsEnvironment
  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
    environment = aCardsEnvironment({ db, ca })
  })
  after(() => ca.close())

  it('are those whose card is neither cancelled nor expired, its last day included (R500)', async () => {
    const holder = randomUUID()
    const cardId = await aCardAwaitingHandOver(environment, { holder })
    const others = [randomUUID(), randomUUID()]
    const among = (on: string, personIds = [holder, ...others]) =>
      db.read((tx) =>
        environment.cards.professionalHoldersAmong(tx, { personIds, on: localDate(on) }),
      )
    const holders = new Set([holder])
    assert.deepEqual(await among('2026-12-01'), holders)
    assert.deepEqual(await among('2031-11-23'), holders)
    assert.deepEqual(await among('2031-11-24'), new Set())
    assert.deepEqual(await among('2026-12-01', others), new Set())
    assert.deepEqual(await among('2026-12-01', []), new Set())
    const inUse = await db.read((tx) => environment.cards.holdersOfCardsInUse(tx, [holder]))
    assert.deepEqual(inUse, new Set(), 'a card that nobody handed over is not in use (R655)')
    const cancelled = await environment.cards.cancelCard(
      aPermit('cards.cancelCard', { personId: randomUUID() }),
      { cardId, reason: 'lost' },
    )
    assert.ok(cancelled.ok)
    assert.deepEqual(await among('2026-12-01'), new Set())
  })
})
