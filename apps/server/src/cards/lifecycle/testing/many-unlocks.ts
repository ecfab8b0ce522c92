import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { day, second } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '../testing.ts'
import { cardsWithLetters, pins, type CardWithLetter } from './cards-with-letters.ts'

/** What is promised: usable again in 90 s, and 50,000 a month on one machine. */
const maxDuration = 90 * second
const perMonth = 50_000

/** Holders whose PINs are locked, at once: each unlocks the card at the reader, with nobody else. */
export const testManyUnlocks = ({ cards: count, atOnce }: { cards: number; atOnce: number }) => {
  forEachDatabase('locked PINs of many holders', ({ db }) => {
    const { open, aCardInUse, lock, unlock, sign } = cardsWithLetters({ now: afternoon })
    let ca: TestCa
    const locked: CardWithLetter[] = []

    before(async () => {
      ca = await startTestCa({ clock: { now: () => afternoon } })
      open({ db, ca })
      for (let nr = 0; nr < count; nr += 1) {
        const card = await aCardInUse()
        await lock(card.channel)
        locked.push(card)
      }
    })
    after(() => ca.close())

    it(`${String(count)} cards are usable again, ${String(atOnce)} at a time, in time`, async (test) => {
      const begin = performance.now()
      const durations: number[] = []
      const rest = [...locked]
      const oneAfterAnother = async (): Promise<void> => {
        for (let card = rest.pop(); card !== undefined; card = rest.pop()) {
          const since = performance.now()
          assert.equal((await unlock(card)).state, 'done')
          assert.ok((await sign(card.channel, pins.pin1)).ok)
          durations.push(performance.now() - since)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, oneAfterAnother))
      const slowest = Math.max(...durations)
      const monthly = Math.floor((count * 30 * day) / (performance.now() - begin))
      test.diagnostic(
        `the slowest took ${(slowest / second).toFixed(1)} s; at this rate ${String(monthly)} a month`,
      )
      assert.equal(durations.length, count)
      assert.ok(slowest < maxDuration)
      assert.ok(monthly > perMonth)
    })
  })
}
