import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { day, formatInstant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import { cardLayoutNames } from '@sotevarmenne/smartcard/layout'
import { relayApdus, type OwnStep, type ServiceTurn } from '@sotevarmenne/smartcard/relay-apdus'
import type { RelayedOperation } from '@sotevarmenne/smartcard/relay-forms'
import { codeAndPinSteps, pinSteps } from '@sotevarmenne/smartcard/reset'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { sql } from 'kysely'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint } from '#points/points/index.ts'
import type { Permit, SessionToken, SignInFacts } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import type { CardId, CardNumber } from '#cards/card/contract.ts'
import type { LetterNumber } from '#cards/letters/contract.ts'
import { activationStatement, checkLetterState } from '#cards/letters/domain/activation-letter.ts'
import type { CardIn } from '#cards/card/domain/card.ts'
import {
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  aPassport,
  type CardsEnvironment,
  sendEveryLetter,
} from './testing.ts'

const sessionToken = 'session' as SessionToken
const pins = { pin1: '4321', pin2: '654321' }

for (const layout of cardLayoutNames)
  describe(`a card with locked PINs or a lost code (${layout})`, () => {
    let database: Awaited<ReturnType<typeof openTestDatabase>>
    let ca: TestCa
    let environment: CardsEnvironment
    let drawer: ReturnType<typeof aDrawerOfBlanks>
    let now: Instant = afternoon
    let present: { readonly personId: string; readonly signIn: SignInFacts }

    before(async () => {
      database = await openTestDatabase()
      const clock = { now: () => now }
      ca = await startTestCa({ clock: { now: () => afternoon } })
      drawer = aDrawerOfBlanks({ layout })
      environment = aCardsEnvironment({
        db: database.db,
        ca,
        readers: drawer.readers,
        clock,
        registration: {
          findPoint: () => Promise.resolve({ ...examplePoint, pointId: 'point' as PointId }),
        },
        permitFor: ({ operation }) => Promise.resolve(ok(aPermit(operation, present))),
      })
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
        now = plus(afternoon, 6 * 366 * day)
        const last = await unlock(card)
        now = afternoon
        assert.equal(last.state, 'done')
      })

      it('is refused after a sign-in with the same card, to other people, and before activation (R35)', async () => {
        const card = await aCardInUse()
        const kindOf = async (permit: Permit<'cards.unlockOwnCard'>, cardId = card.cardId) => {
          const requested = await environment.cards.requestUnlockTicket(
            permit,
            { cardId },
            { sessionToken },
          )
          return requested.ok ? 'a ticket' : requested.refusal.kind
        }
        const at = now
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
        now = plus(now, day + minute)
        assert.equal((await unlock(card)).state, 'done')
        now = afternoon
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

    type Known = {
      readonly cardId: string
      readonly holder: string
      readonly cardNumber: string
      readonly letterNumber: string
      readonly code: string
      readonly channel: CardChannel
    }

    async function aCardWithLetter(): Promise<Known> {
      const holder = randomUUID()
      const cardId = await aCardHandedOver(environment, { holder })
      const letter = await leave(cardId)
      const produced = environment.events.find(
        ({ type, about }) => type === 'CardProduced' && about?.cardId === cardId,
      )
      assert.ok(produced && 'chipSerial' in produced)
      const plastic = drawer.taken.find(({ chipSerial }) => chipSerial === produced.chipSerial)
      assert.ok(plastic)
      const channel = await plastic.insert()
      const read = await readCard(channel)
      assert.ok(read.ok)
      return { cardId, holder, cardNumber: read.value.cardNumber, channel, ...letter }
    }

    async function aCardInUse(): Promise<Known> {
      const card = await aCardWithLetter()
      const { code: activationCode, channel } = card
      assert.ok((await activateCard(channel, { ...pins, activationCode })).ok)
      assert.ok((await report(card)).ok)
      return card
    }

    /** Sends the newest letter of the card. */
    async function leave(cardId: string) {
      const planned = environment.events.findLast(
        ({ type, about }) => type === 'ActivationLetterPlanned' && about?.cardId === cardId,
      )
      assert.ok(planned && 'letterNumber' in planned)
      const letterNumber = String(planned.letterNumber)
      await sendEveryLetter(environment)
      const written = environment.written.find((letter) => letter.letterNumber === letterNumber)
      return { letterNumber, code: written?.activationCode ?? '' }
    }

    const newLetter = async (card: Known): Promise<Known> => ({
      ...card,
      ...(await leave(card.cardId)),
    })

    async function order({ cardId }: Known): Promise<void> {
      const ordered = await environment.cards.orderNewCode(aDeskPermit('cards.orderNewCode'), {
        cardId,
        identification: aPassport(),
      })
      assert.ok(ordered.ok, JSON.stringify(ordered))
    }

    async function report({ channel, cardNumber, letterNumber }: Known) {
      const signedAt = formatInstant(now)
      const statement = activationStatement({ cardNumber, letterNumber, signedAt })
      const signature = await sign(channel, pins.pin1, statement)
      assert.ok(signature.ok)
      return environment.cards.reportActivation(aPermit('cards.reportActivation'), {
        cardNumber,
        letterNumber,
        signedAt,
        signature: Buffer.from(signature.value).toString('base64'),
      })
    }

    const sign = (channel: CardChannel, pin: string, text = 'anything') =>
      signWith(channel, {
        purpose: 'authentication',
        pin,
        algorithm: 'ecdsa-sha384',
        data: new Uint8Array(Buffer.from(text)),
      })

    async function lock(channel: CardChannel): Promise<void> {
      for (let nr = 0; nr < 5; nr += 1) assert.ok(!(await sign(channel, '0000')).ok)
      const locked = await sign(channel, pins.pin1)
      assert.equal(!locked.ok && locked.refusal.kind, 'pin-blocked')
    }

    const bySuomiFi = () =>
      ({ method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial', at: now }) as const

    async function unlock(
      { cardId, holder, ...card }: Known,
      {
        channel = card.channel,
        operation = 'unlock',
        subscribe = () => undefined,
      }: {
        readonly channel?: CardChannel
        /** The list of the program beside the card. */
        readonly operation?: RelayedOperation
        readonly subscribe?: (text: string) => void
      } = {},
    ) {
      present = { personId: holder, signIn: bySuomiFi() }
      const permit = aPermit('cards.unlockOwnCard', present)
      const requested = await environment.cards.requestUnlockTicket(
        permit,
        { cardId },
        { sessionToken },
      )
      assert.ok(requested.ok, JSON.stringify(requested))
      const { ticket, purpose } = requested.value
      const first = await environment.relays.openWithTicket({ ticket, purpose, atr: channel.atr })
      assert.ok(first.ok, JSON.stringify(first))
      return play(channel, first.value, { operation, subscribe, ownSteps: pinSteps(pins) })
    }

    const play = (
      channel: CardChannel,
      first: ServiceTurn<{ readonly kind: string }>,
      {
        operation,
        ownSteps,
        subscribe,
      }: {
        readonly operation: RelayedOperation
        readonly ownSteps: readonly OwnStep[]
        readonly subscribe: (text: string) => void
      },
    ) =>
      relayApdus(channel, first, {
        ...{ operation, program: 'reader 1', ownSteps },
        send: async (turn) => {
          subscribe(JSON.stringify(turn))
          const next = await environment.relays.takeTurn(turn)
          assert.ok(next.ok, JSON.stringify(next))
          return next.value
        },
      })

    const put = async ({
      cardNumber,
      letterNumber,
      code,
      channel,
      proof,
    }: Known & { readonly proof?: Uint8Array }) =>
      environment.cards.renewCodeOnCard(aPermit('cards.renewCodeOnCard'), {
        cardNumber,
        letterNumber,
        proof: Buffer.from(
          proof ?? (await codeProofOf(code, { cardNumber, letterNumber })),
        ).toString('base64'),
        atr: Buffer.from(channel.atr).toString('hex'),
      })

    const kindOfPut = async (letter: Parameters<typeof put>[0]): Promise<string> => {
      const opened = await put(letter)
      return opened.ok ? 'opened' : opened.refusal.kind
    }

    async function putOnCard(letter: Known) {
      const first = await put(letter)
      assert.ok(first.ok, JSON.stringify(first))
      return play(letter.channel, first.value, {
        operation: 'code-renewal',
        subscribe: () => undefined,
        ownSteps: codeAndPinSteps({ ...pins, activationCode: letter.code }),
      })
    }

    async function check(letter: Pick<Known, 'cardNumber' | 'letterNumber'>): Promise<string> {
      const checked = await environment.cards.checkLetter(aPermit('cards.checkLetter'), letter)
      if (!checked.ok) return checked.refusal.kind
      return checked.value.codeOnCard ? 'code on card' : 'code not on card'
    }

    async function isReplaced({ cardNumber }: Pick<Known, 'cardNumber'> | { cardNumber: string }) {
      const checked = await environment.cards.checkCode(aPermit('cards.checkCode'), { cardNumber })
      return checked.ok && checked.value.isReplaced
    }

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

it('does not activate another card: none of a thousand shuffled letters does', () => {
  const cards = Array.from({ length: 1000 }, (_, nr) => ({
    cardId: `card-${String(nr)}` as CardId,
    cardNumber: String(nr).padStart(17, '0') as CardNumber,
    state: 'inUse',
  })) as unknown as readonly CardIn<'inUse'>[]
  const letters = cards.map(({ cardId }, nr) => ({
    letterNumber: String(nr).padStart(10, '0') as LetterNumber,
    cardId,
    plannedFor: aPassport().expires,
    codeOnCard: nr % 2 === 0,
    state: 'sent' as const,
    sentAt: afternoon,
  }))
  for (const step of [1, 7, 500, 999])
    for (const [nr, card] of cards.entries()) {
      const checked = checkLetterState(card, letters[(nr + step) % 1000])
      assert.equal(!checked.ok && checked.refusal.kind, 'letter-for-another-card')
    }
  for (const [nr, card] of cards.entries()) assert.ok(checkLetterState(card, letters[nr]).ok)
})
