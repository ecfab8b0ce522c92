import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { plus, second, type Instant } from '@sotevarmenne/kernel/instant'
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
  anOrderedCard,
  aPassport,
  type CardsWorld,
  certificatesByStatus,
  withPin,
} from './testing.ts'

forEachDatabase('cards at the desk', ({ db }) => {
  let now: Instant = afternoon
  let authority: TestAuthority
  let world: CardsWorld

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({ clock })
    world = aCardsWorld({ db, authority, clock })
  })
  after(() => authority.close())

  const close = (cardId: string, reason: CloseReason) =>
    world.cards.closeCard(aDeskPermit('cards.closeCard'), { cardId, reason })
  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind

  it('are closed for good: both certificates revoked, the letter withdrawn (R40)', async () => {
    const cardId = await aCardHandedOver(world)
    const closed = await close(cardId, 'stolen')
    assert.ok(closed.ok)
    assert.equal(closed.value.state, 'closed')
    assert.equal(closed.value.closed?.reason, 'stolen')
    assert.equal(closed.value.letter, undefined)
    assert.deepEqual(closed.value.may, [])
    const { good, revoked } = await certificatesByStatus(world, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 2])

    assert.equal(kindOf(await close(cardId, 'lost')), 'card-already-closed')
    assert.equal(world.count('CardClosed'), 1)
  })

  it('are seen and closed at any point, and handed over only where they lie (R16)', async () => {
    const cardId = await aCardAwaitingHandOver(world)
    const elsewhere = { pointId: randomUUID() }
    const viewing = aDeskPermit('cards.viewCard', elsewhere)
    const viewed = await world.cards.viewCard(viewing, { cardId })
    assert.ok(viewed.ok)
    assert.deepEqual(viewed.value.may, ['close'])
    const handOver = { cardId, identification: aPassport() }
    const handingOver = aDeskPermit('cards.handOverCard', elsewhere)
    const handedOver = await world.cards.handOverCard(handingOver, handOver)
    assert.equal(kindOf(handedOver), 'card-at-another-point')
    const closing = aDeskPermit('cards.closeCard', elsewhere)
    assert.equal(kindOf(await world.cards.closeCard(closing, { cardId, reason: 'lost' })), 'ok')
  })

  it('are closed once by two who close at once', async () => {
    const cardId = await aCardAwaitingHandOver(world)
    const before = world.events.length
    const both = await Promise.all([close(cardId, 'lost'), close(cardId, 'broken')])
    assert.deepEqual(both.map(kindOf).sort(), ['card-already-closed', 'ok'])
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.timeline.filter(({ what }) => what === 'CardClosed').length, 1)
    assert.ok(world.events.length > before)
  })

  it('are not closed when unknown, not made yet, or for a reason that does not fit', async () => {
    assert.equal(kindOf(await close(randomUUID(), 'lost')), 'card-not-found')
    assert.equal(kindOf(await close(await anOrderedCard(world), 'lost')), 'card-not-produced')
    const made = await aCardAwaitingHandOver(world)
    assert.equal(kindOf(await close(made, 'production-failed')), 'reason-does-not-fit')

    const { readers } = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const bad = aCardsWorld({ db, authority, readers })
    const failed = await anOrderedCard(bad)
    const produced = await bad.cards.produceCard(aPermit('cards.produceCard'), failed)
    assert.equal(kindOf(produced), 'production-failed-for-good')
    assert.equal(kindOf(await close(failed, 'lost')), 'reason-does-not-fit')
    assert.equal(kindOf(await close(failed, 'production-failed')), 'ok')
  })

  it('that are only ordered can be cancelled, and are never made', async () => {
    const cancel = (cardId: string) =>
      db.write((tx) => world.cards.cancelOrderedCard(tx, aPermit('orders.cancelOrder'), cardId))
    const cardId = await anOrderedCard(world)
    assert.equal(kindOf(await cancel(cardId)), 'ok')
    assert.equal(kindOf(await cancel(cardId)), 'card-not-only-ordered')
    assert.equal(kindOf(await cancel(randomUUID())), 'card-not-found')
    assert.equal(kindOf(await cancel(await aCardAwaitingHandOver(world))), 'card-not-only-ordered')

    const produced = await world.cards.produceCard(aPermit('cards.produceCard'), cardId)
    assert.equal(kindOf(produced), 'card-closed')
    const { good, revoked } = await certificatesByStatus(world, cardId)
    assert.deepEqual([...good, ...revoked], [])
  })

  it('forget the document seen at the hand-over when their order is erased (R60)', async () => {
    const [orderId, otherId] = [randomUUID(), randomUUID()]
    const cardId = await aCardHandedOver(world, { orderId })
    const other = await aCardHandedOver(world, { orderId: otherId })
    for (const { event, handle } of world.cards.subscriptions)
      if (event === 'OrderErased') await handle({ type: event, about: { orderId } }, randomUUID())
    const kept = await db.read(async (tx) => {
      const { rows } = await sql<{ card_id: string }>`
        select card_id from lifecycle.hand_over where card_id in (${cardId}, ${other})`.execute(tx)
      return rows.map(({ card_id }) => card_id)
    })
    assert.deepEqual(kept, [other])
  })

  it('are listed the newest first, each once, though several were ordered at one instant', async () => {
    const pointId = randomUUID()
    const ordered: string[] = []
    for (let number = 0; number < 7; number += 1) {
      if (number % 3 === 0) now = plus(now, second)
      ordered.push(await anOrderedCard(world, { pointId }))
    }
    await anOrderedCard(world, { pointId: randomUUID() })

    const pages = await pagesOf(pointId, 3, async (page) => {
      // A card that is ordered while one leafs moves nothing.
      if (page === 0) {
        now = plus(now, second)
        await anOrderedCard(world, { pointId })
      }
    })
    assert.deepEqual(
      pages.map((page) => page.length),
      [3, 3, 1],
    )
    const listed = pages.flat()
    assert.deepEqual(new Set(listed.map(({ cardId }) => cardId)), new Set(ordered))
    assert.equal(listed.length, ordered.length)
    const times = listed.map(({ timeline }) => timeline[0]?.at ?? '')
    assert.deepEqual(times, [...times].sort().reverse())

    assert.deepEqual(
      (await pagesOf(pointId, 8)).map((page) => page.length),
      [8],
    )
  })

  it('are viewed by being listed, which stands in the trail of each holder', async () => {
    const pointId = randomUUID()
    const holders: readonly string[] = [randomUUID(), randomUUID()]
    for (const holder of holders) await anOrderedCard(world, { pointId, holder })
    const page = await list({ pointId, limit: 10 })
    assert.ok(page.ok)

    const seen = world.events.filter(
      ({ type, about }) => type === 'CardListed' && holders.includes(about?.personId ?? ''),
    )
    assert.deepEqual(
      new Set(seen.map(({ about }) => about?.cardId)),
      new Set(page.value.cards.map(({ cardId }) => cardId)),
    )
    assert.equal(seen.length, 2)
  })

  it('are viewed by their holder too, which stands in the own trail', async () => {
    const holder = randomUUID()
    await anOrderedCard(world, { holder })
    const before = world.events.length
    const own = await world.cards.viewOwnCards(aPermit('cards.viewOwnCards', { personId: holder }))
    assert.ok(own.ok)
    const [card] = own.value.cards
    assert.ok(card)
    const seen = world.events.slice(before)
    assert.deepEqual(
      seen.map(({ type, about }) => [type, about?.personId, about?.cardId]),
      [['CardViewed', holder, card.cardId]],
    )
  })

  it('are listed by state', async () => {
    const pointId = randomUUID()
    await anOrderedCard(world, { pointId })
    const made = await aCardAwaitingHandOver(world, { pointId })
    const listed = await list({ pointId, state: 'awaitingHandOver', limit: 10 })
    assert.ok(listed.ok)
    assert.deepEqual(
      listed.value.cards.map(({ cardId }) => cardId),
      [made],
    )
    assert.equal(listed.value.nextCursor, undefined)
  })

  it('are not listed to nobody’s point, nor from a place that is none', async () => {
    const nowhere = await world.cards.listCards(aPermit('cards.listCards'), { limit: 3 })
    assert.equal(kindOf(nowhere), 'not-at-a-registration-point')
    for (const cursor of [
      '',
      'x',
      '1_x',
      `999999999999999_${randomUUID()}`,
      `1_${randomUUID()}' or true`,
      '1e9_',
    ])
      assert.equal(
        kindOf(await list({ pointId: 'point', cursor, limit: 3 })),
        'cursor-unreadable',
        cursor,
      )
  })

  type CloseReason = Parameters<CardsWorld['cards']['closeCard']>[1]['reason']
  type Page = Parameters<CardsWorld['cards']['listCards']>[1]

  const list = ({ pointId, ...page }: Page & { readonly pointId: string }) =>
    world.cards.listCards(aDeskPermit('cards.listCards', { pointId }), page)

  async function pagesOf(
    pointId: string,
    limit: number,
    between: (page: number) => Promise<void> = () => Promise.resolve(),
  ) {
    const pages = []
    let cursor: string | undefined
    do {
      const page = await list({ pointId, limit, cursor })
      assert.ok(page.ok)
      await between(pages.length)
      pages.push(page.value.cards)
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    return pages
  }
})
