import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { day, minute, plus } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { cardLayoutNames } from '@sotevarmenne/smartcard/layout'
import { pinSteps } from '@sotevarmenne/smartcard/reset'
import { sql } from 'kysely'
import type { Permit, SignInFacts } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { cardsWithLetters, pins, sessionOf } from './testing/cards-with-letters.ts'
import { aCardHandedOver, afternoon, aPassport, type CardsEnvironment } from './testing.ts'

for (const layout of cardLayoutNames)
  describe(`a card with locked PINs or a lost code (${layout})`, () => {
    const time = { now: afternoon }
    const cards = cardsWithLetters(time)
    const { aCardWithLetter, aCardInUse, newLetter, order, report, sign, lock } = cards
    const { bySuomiFi, unlock, put, kindOfPut, putOnCard, check, isReplaced } = cards
    let database: Awaited<ReturnType<typeof openTestDatabase>>
    let ca: TestCa
    let environment: CardsEnvironment

    before(async () => {
      database = await openTestDatabase()
      ca = await startTestCa({ clock: { now: () => afternoon } })
      environment = cards.open({ db: database.db, ca, layout })
    })
    after(async () => {
      await ca.close()
      await database.close()
    })

    describe('unlocking', () => {
      it('makes a locked card usable with new PINs, which the service never sees, and is recorded', async () => {
        const card = await aCardInUse()
        await lock(card.channel)
        const sent: string[] = []
        const last = await unlock(card, { subscribe: (text) => sent.push(text) })
        assert.deepEqual(last, { state: 'done', outcome: { unlocked: true } })

        assert.ok((await sign(card.channel, pins.pin1)).ok)
        for (const pin of Object.values(pins))
          assert.ok(!sent.join().includes(Buffer.from(pin).toString('hex').toUpperCase()), pin)
        assert.deepEqual(notifiedOf(card.cardId).slice(-1), ['CardUnlocked'])
        await card.channel.reset()
        for (const step of pinSteps(pins))
          assert.equal(await step(card.channel), false, 'nothing stays open behind it')
      })

      it('works with an expired certificate, years later', async () => {
        const card = await aCardInUse()
        await lock(card.channel)
        time.now = plus(afternoon, 6 * 366 * day)
        const last = await unlock(card)
        time.now = afternoon
        assert.equal(last.state, 'done')
      })

      it('is refused after a sign-in with the same card, to other people, and before activation (R35)', async () => {
        const card = await aCardInUse()
        const kindOf = async (permit: Permit<'cards.unlockOwnCard'>, cardId = card.cardId) => {
          const requested = await environment.cards.requestUnlockTicket(
            permit,
            { cardId },
            sessionOf(card.holder),
          )
          return requested.ok ? 'a ticket' : requested.refusal.kind
        }
        const at = time.now
        const bySelf = {
          method: 'card',
          cardId: card.cardId,
          levelOfAssurance: 'high',
          at,
        } as const
        const { holder } = card
        const unlocking = (personId: string, signIn: SignInFacts = bySuomiFi()) =>
          aPermit('cards.unlockOwnCard', { personId, signIn })
        assert.equal(await kindOf(unlocking(holder, bySelf)), 'signed-in-with-this-card')
        assert.equal(await kindOf(unlocking(randomUUID())), 'card-not-found')
        assert.equal(await kindOf(unlocking(holder)), 'a ticket')
        const notActivated = await aCardHandedOver(environment, { holder })
        assert.equal(await kindOf(unlocking(holder), notActivated), 'card-not-in-use')
      })

      it('stops at a card that is not the one on the ticket, and uses up none of its tries', async () => {
        const card = await aCardInUse()
        const other = await aCardInUse()
        const last = await unlock(card, { channel: other.channel })
        assert.equal(last.state === 'refused' && last.refusal.kind, 'another-card')
        assert.deepEqual(notifiedOf(card.cardId).slice(-1), ['CardNotUnlocked'])
      })

      it('stops at a card of another layout, and at one that does not accept its admin key', async () => {
        const card = await aCardInUse()
        await lock(card.channel)
        const refusesKey = (apdu: Uint8Array) =>
          apdu[1] === 0x82
            ? Promise.resolve(Uint8Array.of(0x63, 0xc4))
            : card.channel.transmit(apdu)
        for (const [channel, kind] of [
          [{ ...card.channel, atr: Uint8Array.of(0x3b, 0x00) }, 'card-of-another-layout'],
          [{ ...card.channel, transmit: refusesKey }, 'admin-key-refused'],
        ] as const) {
          const last = await unlock(card, { channel })
          assert.equal(last.state === 'refused' && last.refusal.kind, kind)
          assert.deepEqual(notifiedOf(card.cardId).slice(-1), ['CardNotUnlocked'])
        }
        assert.equal((await unlock(card)).state, 'done')
      })

      it('leaves the card unchanged when it is pulled out at any command, and succeeds at the next attempt', async () => {
        const card = await aCardInUse()
        await lock(card.channel)
        let commands = 0
        await unlock(card, {
          channel: {
            ...card.channel,
            transmit: (apdu) => {
              commands += 1
              return card.channel.transmit(apdu)
            },
          },
        })
        assert.ok(commands > 8, String(commands))
        for (const pulledAt of [1, 4, commands - 4, commands - 2]) {
          const again = await aCardInUse()
          await lock(again.channel)
          let left = pulledAt
          const transmit = async (apdu: Uint8Array) => {
            left -= 1
            if (left <= 0) throw cardRemoved()
            return again.channel.transmit(apdu)
          }
          const last = await unlock(again, { channel: { ...again.channel, transmit } })
          assert.equal(last.state, 'refused', String(pulledAt))
          const next = await unlock(again)
          assert.equal(next.state, 'done', String(pulledAt))
        }
      })

      it('has responses that cannot be replayed, nor used with another card', async () => {
        const card = await aCardInUse()
        const other = await aCardInUse()
        let proof: Uint8Array | undefined
        const transmit = (apdu: Uint8Array) => {
          if (apdu[1] === 0x82) proof = apdu
          return card.channel.transmit(apdu)
        }
        assert.equal((await unlock(card, { channel: { ...card.channel, transmit } })).state, 'done')
        assert.ok(proof)
        for (const { channel } of [card, other]) {
          await channel.transmit(Uint8Array.of(0, 0x84, 0, 0, 16))
          const response = await channel.transmit(proof)
          assert.match(Buffer.from(response).toString('hex'), /^63c\d$/)
        }
      })

      it('is recorded as not finished, with the card, when the program beside it refuses a command', async () => {
        const card = await aCardInUse()
        // A program whose list lacks a command of this service.
        const last = await unlock(card, { operation: 'spare-card-return' })
        assert.equal(last.state, 'command-refused')
        const about = environment.events.filter((event) => event.about?.cardId === card.cardId)
        assert.deepEqual(
          about
            .slice(-2)
            .map(({ type }) => type)
            .toSorted(),
          ['CardNotUnlocked', 'RelayCommandRefused'],
        )
        assert.equal((await unlock(card)).state, 'done')
      })

      it('works four times in ten minutes: each takes two of the eight proofs of the signer', async () => {
        const card = await aCardInUse()
        for (let nr = 0; nr < 4; nr += 1) assert.equal((await unlock(card)).state, 'done')
        const fifth = await unlock(card)
        assert.equal(fifth.state === 'refused' && fifth.refusal.kind, 'too-many-admin-uses')
      })

      it('is limited to five times a day (R35)', async () => {
        const card = await aCardInUse()
        const another = await aCardInUse()
        for (let nr = 0; nr < 5; nr += 1)
          assert.equal((await unlock(card, { channel: another.channel })).state, 'refused')
        const last = await unlock(card)
        assert.equal(last.state === 'refused' && last.refusal.kind, 'unlocked-too-often')
        time.now = plus(time.now, day + minute)
        assert.equal((await unlock(card)).state, 'done')
        time.now = afternoon
      })
    })

    describe('a new activation code', () => {
      it('invalidates the former one in the service at once, and is put on the card with its letter', async () => {
        const card = await aCardInUse()
        assert.equal(await isReplaced(card), false)
        await order(card)
        assert.equal(await check(card), 'letter-replaced')
        assert.equal(await isReplaced(card), true, 'before it sets new PINs (R24)')
        const letter = await newLetter(card)
        assert.equal(await check(letter), 'code not on card')
        assert.deepEqual(await codesStored(letter.letterNumber), { sealed: false, digest: true })

        const last = await putOnCard(letter)
        assert.deepEqual(last, { state: 'done', outcome: { codeOnCard: true } })
        assert.equal(await check(letter), 'code on card')
        assert.equal(await kindOfPut(letter), 'code-already-on-card')
        assert.equal(await isReplaced(card), false, 'the new code is on the card')
        assert.equal(await isReplaced({ cardNumber: '0'.repeat(17) }), false, 'of another issuer')
        assert.deepEqual(await codesStored(letter.letterNumber), { sealed: false, digest: false })
        const { channel } = card
        const byFormer = await activateCard(channel, { ...pins, activationCode: card.code })
        assert.equal(!byFormer.ok && byFormer.refusal.kind, 'wrong-activation-code')
        assert.ok((await activateCard(channel, { ...pins, activationCode: letter.code })).ok)
        assert.deepEqual(notifiedOf(card.cardId).slice(-1), ['ActivationCodePutOnCard'])
      })

      it('activates a card whose first letter was lost', async () => {
        const card = await aCardWithLetter()
        await order(card)
        const letter = await newLetter(card)
        assert.equal((await putOnCard(letter)).state, 'done')
        assert.ok((await report(letter)).ok)
      })

      it('has its former one invalidated on the card at the next contact, here an unlock', async () => {
        const card = await aCardInUse()
        await order(card)
        assert.equal((await unlock(card)).state, 'done')
        assert.ok(notifiedOf(card.cardId).includes('FormerCodeInvalidated'))
        const byFormer = await activateCard(card.channel, { ...pins, activationCode: card.code })
        assert.equal(!byFormer.ok && byFormer.refusal.kind, 'wrong-activation-code')
        const letter = await newLetter(card)
        assert.equal((await putOnCard(letter)).state, 'done')
      })

      it('can be tried five times, and not with another card', async () => {
        const card = await aCardWithLetter()
        await order(card)
        const letter = await newLetter(card)
        const other = await aCardWithLetter()
        assert.equal(
          await kindOfPut({ ...letter, cardNumber: other.cardNumber }),
          'letter-for-another-card',
        )
        const wrong = { ...letter, proof: new Uint8Array(32) }
        for (const left of [4, 3, 2, 1]) {
          const tried = await put(wrong)
          assert.deepEqual(!tried.ok && tried.refusal, {
            kind: 'wrong-code-of-letter',
            triesLeft: left,
          })
        }
        assert.equal(await kindOfPut(wrong), 'code-of-letter-blocked')
        assert.equal(await kindOfPut(letter), 'code-of-letter-blocked')
      })

      it('is ordered only after the former letter has left, at most three times a month, and never by a registrar for themselves', async () => {
        const card = await aCardInUse()
        const kindOf = async (personId: string = randomUUID()) => {
          const ordered = await environment.cards.orderNewCode(
            aPermit('cards.orderNewCode', { personId, pointId: 'point' }),
            { cardId: card.cardId, identification: aPassport() },
          )
          return ordered.ok ? 'ordered' : ordered.refusal.kind
        }
        assert.equal(await kindOf(card.holder), 'new-code-for-oneself')
        assert.equal(await kindOf(), 'ordered')
        assert.equal(await kindOf(), 'letter-still-to-leave')
        for (const expected of ['ordered', 'ordered', 'too-many-new-codes']) {
          await newLetter(card)
          assert.equal(await kindOf(), expected)
        }
      })

      it('goes only to the address that the register has and the holder has confirmed', async () => {
        const card = await aCardInUse()
        const permit = aPermit('cards.orderOwnNewCode', { personId: card.holder })
        const seen = await environment.cards.viewLetterAddress(
          aPermit('cards.viewLetterAddress', { personId: card.holder }),
        )
        assert.ok(seen.ok && seen.value.address)
        const { address } = seen.value
        const elsewhere = await environment.cards.orderOwnNewCode(permit, {
          cardId: card.cardId,
          address: { ...address, street: 'Toinen katu 1' },
        })
        assert.equal(!elsewhere.ok && elsewhere.refusal.kind, 'address-not-confirmed')
        const ordered = await environment.cards.orderOwnNewCode(permit, {
          cardId: card.cardId,
          address,
        })
        assert.ok(ordered.ok)
        assert.equal(ordered.value.letter?.plannedFor, '2026-11-30')
        await newLetter(card)
        assert.ok(environment.posted.at(-1)?.addressee.lines.includes(address.street))
      })
    })

    const codesStored = (letterNumber: string) =>
      database.db.read(async (tx) => {
        const { rows } = await sql<{ sealed: boolean; digest: boolean }>`
        select code_sealed is not null as sealed, code_digest is not null as digest
        from letters.letter where letter_number = ${letterNumber}`.execute(tx)
        return rows[0]
      })

    const notifiedOf = (cardId: string): readonly string[] =>
      environment.events.filter(({ about }) => about?.cardId === cardId).map(({ type }) => type)
  })
