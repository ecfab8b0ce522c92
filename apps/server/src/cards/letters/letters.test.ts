import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { signWith } from '@sotevarmenne/smartcard/use'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { sql } from 'kysely'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsWorld,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  aLetterThatLeft,
  type CardsWorld,
  letterNumberOf,
  sendEveryLetter,
} from '#cards/lifecycle/testing.ts'
import { activationStatement } from './domain/activation-letter.ts'

forEachDatabase('the letter of an activation', ({ db }) => {
  let authority: TestAuthority
  let world: CardsWorld
  let drawer: ReturnType<typeof aDrawerOfBlanks>

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => afternoon } })
    drawer = aDrawerOfBlanks()
    world = aCardsWorld({ db, authority, readers: drawer.readers })
  })
  after(() => authority.close())

  it('is refused for another card, though both are somebody’s (R33)', async () => {
    const card = await aCardAndLetter()
    const other = await aCardAndLetter()
    await isRefused('letter-for-another-card', {
      ...card,
      letterNumber: other.letterNumber,
    })
  })

  it('is refused for a closed card', async () => {
    const card = await aCardAndLetter()
    const closed = await world.cards.closeCard(aDeskPermit('cards.closeCard'), {
      cardId: card.cardId,
      reason: 'lost',
    })
    assert.ok(closed.ok)
    await isRefused('card-closed', card)
  })

  it('is refused for a card that lies at the desk still', async () => {
    const cardId = await aCardAwaitingHandOver(world)
    await isRefused('card-not-handed-over', await withLetter(cardId))
  })

  it('is refused when card or letter is unknown', async () => {
    const card = await aCardAndLetter()
    await isRefused('card-unknown', { ...card, cardNumber: '00000000000000000' })
    await isRefused('letter-unknown', { ...card, letterNumber: '0000000000' })
  })

  it('is unknown before it has left, and when its card was closed before that', async () => {
    const cardId = await aCardHandedOver(world)
    const card = {
      cardId,
      cardNumber: await cardNumberOf(cardId),
      letterNumber: letterNumberOf(world, cardId),
    }
    await isRefused('letter-unknown', card)
    const closed = await world.cards.closeCard(aDeskPermit('cards.closeCard'), {
      cardId,
      reason: 'lost',
    })
    assert.ok(closed.ok)
    const posted = world.posted.length
    assert.deepEqual(await sendEveryLetter(world), { waiting: 0, faults: [] })
    assert.equal(world.posted.length, posted)
    await isRefused('letter-unknown', card)
  })

  it('leaves nothing here that was made from its code (R24)', async () => {
    const { letterNumber, cardId } = await aCardAndLetter()
    const kept = await db.read(async (tx) => {
      const { rows } = await sql<{ readonly [column: string]: unknown }>`
        select * from letters.letter where letter_number = ${letterNumber}`.execute(tx)
      return rows[0]
    })
    const { planned_for: plannedFor, batch_id: _batchId, ...rest } = kept ?? {}
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

  it('is not enough without the card’s own signature, of now', async () => {
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

    assert.ok((await world.cards.reportActivation(aPermit('cards.reportActivation'), report)).ok)
  })

  it('puts no card into use that was locked by wrong codes', async () => {
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
    // The service hears nothing of it: the card waits, and the desk can close it.
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), card)
    assert.ok(viewed.ok)
    assert.equal(viewed.value.state, 'handedOver')
    assert.deepEqual(viewed.value.may, ['order-new-code', 'close'])
  })

  type Asked = {
    readonly cardId: string
    readonly cardNumber: string
    readonly letterNumber: string
  }
  type Report = Parameters<CardsWorld['cards']['reportActivation']>[1]

  /** By both deeds that ask about a letter; and nothing is written. */
  async function isRefused(kind: string, asked: Asked): Promise<void> {
    const before = await everyRow()
    const checked = await world.cards.checkLetter(aPermit('cards.checkLetter'), asked)
    assert.equal(!checked.ok && checked.refusal.kind, kind)
    assert.deepEqual(await everyRow(), before)
    await isReportRefused(kind, {
      ...asked,
      signedAt: formatInstant(afternoon),
      signature: Buffer.alloc(96).toString('base64'),
    })
  }

  async function isReportRefused(kind: string, report: Report): Promise<void> {
    const before = await everyRow()
    const events = world.events.length
    const reported = await world.cards.reportActivation(aPermit('cards.reportActivation'), report)
    assert.equal(!reported.ok && reported.refusal.kind, kind)
    assert.deepEqual(await everyRow(), before)
    assert.equal(world.events.length, events)
  }

  /** A fingerprint of all that the module keeps. */
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
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok && viewed.value.cardNumber !== undefined)
    return viewed.value.cardNumber
  }

  const withLetter = async (cardId: string): Promise<Asked> => ({
    cardId,
    cardNumber: await cardNumberOf(cardId),
    letterNumber: await aLetterThatLeft(world, cardId),
  })

  const aCardAndLetter = async (): Promise<Asked> =>
    withLetter(await aCardHandedOver(world, { holder: randomUUID() }))

  async function channelOf(cardId: string): Promise<CardChannel> {
    const produced = world.events.find(
      ({ type, about }) => type === 'CardProduced' && about?.cardId === cardId,
    )
    assert.ok(produced && 'chipSerial' in produced)
    const plastic = drawer.taken.find(({ chipSerial }) => chipSerial === produced.chipSerial)
    assert.ok(plastic)
    return plastic.insert()
  }

  async function anActivatedCard() {
    const card = await aCardAndLetter()
    const activationCode = world.written.at(-1)?.activationCode ?? ''
    const channel = await channelOf(card.cardId)
    const activated = await activateCard(channel, { activationCode, pin1: '1234', pin2: '123456' })
    assert.ok(activated.ok)
    return { ...card, channel }
  }

  async function aReport(
    channel: CardChannel,
    { cardNumber, letterNumber }: Asked,
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
