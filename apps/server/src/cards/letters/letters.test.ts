import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { signWith } from '@sotevarmenne/smartcard/use'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  aLetterThatLeft,
  type CardsEnvironment,
  letterNumberOf,
  sendEveryLetter,
} from '#cards/lifecycle/testing.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { activationStatement } from './domain/activation-letter.ts'

forEachDatabase('the letter of an activation', ({ db }) => {
  let ca: TestCa
  let environment: CardsEnvironment
  let drawer: ReturnType<typeof aDrawerOfBlanks>

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
    drawer = aDrawerOfBlanks()
    environment = aCardsEnvironment({ db, ca, readers: drawer.readers })
  })
  after(() => ca.close())

  it('is refused for another card, even when both exist (R33)', async () => {
    const card = await aCardAndLetter()
    const other = await aCardAndLetter()
    await isRefused('letter-for-another-card', {
      ...card,
      letterNumber: other.letterNumber,
    })
  })

  it('is refused for a cancelled card', async () => {
    const card = await aCardAndLetter()
    const cancelled = await environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
      cardId: card.cardId,
      reason: 'lost',
    })
    assert.ok(cancelled.ok)
    await isRefused('card-cancelled', card)
  })

  it('is refused for a card that is still at the desk', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    await isRefused('card-not-handed-over', await withLetter(cardId))
  })

  it('is shown on the terminal once: its code has left then', async () => {
    const cardId = await aCardHandedOver(environment)
    const reveal = () =>
      db.write((tx) =>
        environment.cards.revealActivationCode(tx, aPermit('permissions.bootstrap'), cardId),
      )
    const first = await reveal()
    assert.match(first.ok ? first.value.activationCode : '', /^\d{8}$/)
    const second = await reveal()
    assert.equal(second.ok ? 'shown' : second.refusal.kind, 'code-has-left')
  })

  it('is refused when card or letter is unknown', async () => {
    const card = await aCardAndLetter()
    await isRefused('card-not-found', { ...card, cardNumber: '00000000000000000' })
    await isRefused('letter-not-found', { ...card, letterNumber: '0000000000' })
  })

  it('is unknown before it has left, and when its card was cancelled before that', async () => {
    const cardId = await aCardHandedOver(environment)
    const card = {
      cardId,
      cardNumber: await cardNumberOf(cardId),
      letterNumber: letterNumberOf(environment, cardId),
    }
    await isRefused('letter-not-found', card)
    const cancelled = await environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
      cardId,
      reason: 'lost',
    })
    assert.ok(cancelled.ok)
    const posted = environment.posted.length
    assert.deepEqual(await sendEveryLetter(environment), { waiting: 0, faults: [] })
    assert.equal(environment.posted.length, posted)
    await isRefused('letter-not-found', card)
  })

  it('leaves as many working days after the card as the setting of the day says, which its entry names (R22, R345)', async () => {
    const changeId = await changeSetting(db, 'letter-delay', [1])
    const cardId = await aCardHandedOver(environment)
    await forgetSettingChanges(db)
    const planned = environment.events.findLast(({ type }) => type === 'ActivationLetterPlanned')
    assert.deepEqual(planned, {
      ...{ type: 'ActivationLetterPlanned', about: planned?.about, plannedFor: '2026-11-25' },
      letterNumber: letterNumberOf(environment, cardId),
      settings: { 'letter-delay': changeId },
    })
  })

  it('leaves nothing in the service that was derived from its code (R24)', async () => {
    const { letterNumber, cardId } = await aCardAndLetter()
    const stored = await db.read(async (tx) => {
      const { rows } = await sql<{ readonly [column: string]: unknown }>`
        select * from letters.letter where letter_number = ${letterNumber}`.execute(tx)
      return rows[0]
    })
    const { planned_for: plannedFor, batch_id: _batchId, ...rest } = stored ?? {}
    assert.equal(plannedFor, '2026-11-30')
    assert.deepEqual(rest, {
      letter_number: letterNumber,
      card_id: cardId,
      left_behind: null,
      state: 'sent',
      code_sealed: null,
      code_on_card: true,
      code_digest: null,
      wrong_proofs: 0,
      sent_at: afternoon,
    })
  })

  it('is not sufficient without a current signature by the card itself', async () => {
    const { channel, ...card } = await anActivatedCard()
    const report = await aReport(channel, card)
    const forged = { ...report, signature: Buffer.alloc(96, 1).toString('base64') }
    await isReportRefused('not-signed-by-the-card', forged)
    const later = { ...report, signedAt: '2026-11-24T14:00:01.000Z' }
    await isReportRefused('not-signed-by-the-card', later)
    const inFuture = '2026-11-24T14:05:01.000Z'
    await isReportRefused('signed-in-the-future', await aReport(channel, card, inFuture))
    const other = await anActivatedCard()
    const byOther = await aReport(other.channel, card)
    await isReportRefused('not-signed-by-the-card', byOther)

    assert.ok(
      (await environment.cards.reportActivation(aPermit('cards.reportActivation'), report)).ok,
    )
  })

  it('does not activate a card that was locked by wrong codes', async () => {
    const card = await aCardAndLetter()
    const channel = await channelOf(card.cardId)
    const wrong = { activationCode: '00000000', pin1: '1234', pin2: '123456' }
    const seen: string[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const activated = await activateCard(channel, wrong)
      assert.ok(!activated.ok)
      seen.push(activated.refusal.kind)
    }
    assert.equal(seen.at(-1), 'activation-code-blocked')
    const signed = await signWith(channel, {
      purpose: 'authentication',
      pin: '1234',
      algorithm: 'ecdsa-sha384',
      data: new Uint8Array(1),
    })
    assert.ok(!signed.ok)
    // The service is not notified: the card waits, and the desk can cancel it.
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), card)
    assert.ok(viewed.ok)
    assert.equal(viewed.value.state, 'handedOver')
    assert.deepEqual(viewed.value.may, ['order-new-code', 'cancel', 'record-contactless'])
  })

  type Requested = {
    readonly cardId: string
    readonly cardNumber: string
    readonly letterNumber: string
  }
  type Report = Parameters<CardsEnvironment['cards']['reportActivation']>[1]

  /** By both operations that check a letter; nothing is written. */
  async function isRefused(kind: string, requested: Requested): Promise<void> {
    const before = await everyRow()
    const checked = await environment.cards.checkLetter(aPermit('cards.checkLetter'), requested)
    assert.equal(!checked.ok && checked.refusal.kind, kind)
    assert.deepEqual(await everyRow(), before)
    await isReportRefused(kind, {
      ...requested,
      signedAt: formatInstant(afternoon),
      signature: Buffer.alloc(96).toString('base64'),
    })
  }

  async function isReportRefused(kind: string, report: Report): Promise<void> {
    const before = await everyRow()
    const events = environment.events.length
    const reported = await environment.cards.reportActivation(
      aPermit('cards.reportActivation'),
      report,
    )
    assert.equal(!reported.ok && reported.refusal.kind, kind)
    assert.deepEqual(await everyRow(), before)
    assert.equal(environment.events.length, events)
  }

  /** A fingerprint of all data that the module stores. */
  const everyRow = () =>
    db.read(async (tx) => {
      const { rows } = await sql<{ table: string; rows: number; content: string }>`
        select 'card' as table, count(*) as rows, md5(string_agg(c::text, '' order by card_id)) as content
          from cards.card c
        union all select 'letter', count(*), md5(string_agg(l::text, '' order by letter_number))
          from letters.letter l
        union all select 'timeline', count(*), md5(string_agg(t::text, '' order by position))
          from cards.timeline t
        union all select 'revocation', count(*), '' from revocation.revocation`.execute(tx)
      return rows
    })

  const cardNumberOf = async (cardId: string): Promise<string> => {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok && viewed.value.cardNumber !== undefined)
    return viewed.value.cardNumber
  }

  const withLetter = async (cardId: string): Promise<Requested> => ({
    cardId,
    cardNumber: await cardNumberOf(cardId),
    letterNumber: await aLetterThatLeft(environment, cardId),
  })

  const aCardAndLetter = async (): Promise<Requested> =>
    withLetter(await aCardHandedOver(environment, { holder: randomUUID() }))

  async function channelOf(cardId: string): Promise<CardChannel> {
    const produced = environment.events.find(
      ({ type, about }) => type === 'CardProduced' && about?.cardId === cardId,
    )
    assert.ok(produced && 'chipSerial' in produced)
    const plastic = drawer.taken.find(({ chipSerial }) => chipSerial === produced.chipSerial)
    assert.ok(plastic)
    return plastic.insert()
  }

  async function anActivatedCard() {
    const card = await aCardAndLetter()
    const activationCode = environment.written.at(-1)?.activationCode ?? ''
    const channel = await channelOf(card.cardId)
    const activated = await activateCard(channel, { activationCode, pin1: '1234', pin2: '123456' })
    assert.ok(activated.ok)
    return { ...card, channel }
  }

  async function aReport(
    channel: CardChannel,
    { cardNumber, letterNumber }: Requested,
    signedAt = formatInstant(afternoon),
  ): Promise<Report> {
    const signed = await signWith(channel, {
      purpose: 'authentication',
      pin: '1234',
      algorithm: 'ecdsa-sha384',
      data: new TextEncoder().encode(activationStatement({ cardNumber, letterNumber, signedAt })),
    })
    assert.ok(signed.ok)
    return {
      cardNumber,
      letterNumber,
      signedAt,
      signature: Buffer.from(signed.value).toString('base64'),
    }
  }
})
