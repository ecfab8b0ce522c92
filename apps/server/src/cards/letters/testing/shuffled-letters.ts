import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import {
  cardsWithLetters,
  pins,
  type CardWithLetter,
} from '#cards/lifecycle/testing/cards-with-letters.ts'
import { letterProblems } from '../problems.ts'

/** Every holder gets the letter of another: no card is activated, and each page says what is wrong (R33). */
export const testShuffledLetters = ({ letters }: { readonly letters: number }): void => {
  forEachDatabase('letters that were shuffled', ({ db }) => {
    const { open, aCardWithLetter, report, check, order, newLetter, putOnCard, isReplaced } =
      cardsWithLetters({ now: afternoon })
    let ca: TestCa
    const known: CardWithLetter[] = []

    before(async () => {
      ca = await startTestCa({ clock: { now: () => afternoon } })
      open({ db, ca })
      for (let count = 0; count < letters; count += 1) known.push(await aCardWithLetter())
    })
    after(() => ca.close())

    it(`activate none of ${String(letters)} cards, and the right ones then do`, async () => {
      for (const [nr, own] of known.entries()) {
        const other = known[(nr + 1) % letters]
        assert.ok(other && other.code !== own.code)
        const { cardNumber, channel } = own
        assert.equal(
          await check({ cardNumber, letterNumber: other.letterNumber }),
          'letter-for-another-card',
        )
        const byOther = await activateCard(channel, { ...pins, activationCode: other.code })
        assert.deepEqual(!byOther.ok && byOther.refusal.kind, 'wrong-activation-code')
        // A program that takes no notice of the page: the card has no PIN, and cannot sign the report.
        await assert.rejects(report({ ...own, letterNumber: other.letterNumber }))
      }
      assert.deepEqual(letterProblems['letter-for-another-card'].title, {
        fi: 'Kirje kuuluu toiseen korttiin',
        sv: 'Brevet hör till ett annat kort',
        en: 'The letter belongs to another card',
      })

      for (const card of known) {
        assert.ok((await activateCard(card.channel, { ...pins, activationCode: card.code })).ok)
        assert.ok((await report(card)).ok)
      }
    })

    it('lose their code on card and server when they are printed again', async () => {
      for (const card of known.slice(0, Math.ceil(letters / 10))) {
        await order(card)
        assert.equal(await check(card), 'letter-replaced')
        assert.equal(await isReplaced(card), true)
        const letter = await newLetter(card)
        assert.equal((await putOnCard(letter)).state, 'done')
        const byFormer = await activateCard(card.channel, { ...pins, activationCode: card.code })
        assert.deepEqual(!byFormer.ok && byFormer.refusal.kind, 'wrong-activation-code')
        assert.ok((await activateCard(card.channel, { ...pins, activationCode: letter.code })).ok)
      }
    })
  })
}
