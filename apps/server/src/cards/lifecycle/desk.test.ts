import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { day, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { anIdentityCode, aResident } from '#cards/orders/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import { listCards } from './list-cards.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  aPassport,
  type CardsEnvironment,
  certificatesByStatus,
  withPin,
} from './testing.ts'

forEachDatabase('cards at the desk', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: CardsEnvironment

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = aCardsEnvironment({ db, ca, clock })
  })
  after(() => ca.close())

  const cancel = (cardId: string, reason: ReasonAtDesk) =>
    environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), { cardId, reason })
  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind

  it('are cancelled: both certificates revoked, the letter withdrawn (R40)', async () => {
    const cardId = await aCardHandedOver(environment)
    const cancelled = await cancel(cardId, 'stolen')
    assert.ok(cancelled.ok)
    assert.equal(cancelled.value.state, 'cancelled')
    assert.equal(cancelled.value.cancelled?.reason, 'stolen')
    assert.equal(cancelled.value.letter, undefined)
    assert.deepEqual(cancelled.value.may, [])
    const { good, revoked } = await certificatesByStatus(environment, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 2])

    assert.equal(kindOf(await cancel(cardId, 'lost')), 'card-already-cancelled')
    assert.equal(environment.count('CardCancelled'), 1)
  })

  it('are viewed and cancelled at any point, and handed over only where they are (R16)', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    const elsewhere = { pointId: randomUUID() }
    const viewing = aDeskPermit('cards.viewCard', elsewhere)
    const viewed = await environment.cards.viewCard(viewing, { cardId })
    assert.ok(viewed.ok)
    assert.deepEqual(viewed.value.may, ['cancel', 'record-contactless'])
    const handOver = { cardId, identification: aPassport() }
    const handingOver = aDeskPermit('cards.handOverCard', elsewhere)
    const handedOver = await environment.cards.handOverCard(handingOver, handOver)
    assert.equal(kindOf(handedOver), 'card-at-another-point')
    const cancelling = aDeskPermit('cards.cancelCard', elsewhere)
    assert.equal(
      kindOf(await environment.cards.cancelCard(cancelling, { cardId, reason: 'lost' })),
      'ok',
    )
  })

  it('are cancelled once by two concurrent requests', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    const before = environment.events.length
    const both = await Promise.all([cancel(cardId, 'lost'), cancel(cardId, 'broken')])
    assert.deepEqual(both.map(kindOf).sort(), ['card-already-cancelled', 'ok'])
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    assert.equal(viewed.value.timeline.filter(({ what }) => what === 'CardCancelled').length, 1)
    assert.ok(environment.events.length > before)
  })

  it('are not cancelled when unknown, not yet produced, or for a reason that does not fit', async () => {
    assert.equal(kindOf(await cancel(randomUUID(), 'lost')), 'card-not-found')
    assert.equal(
      kindOf(await cancel(await anOrderedCard(environment), 'lost')),
      'card-not-produced',
    )
    const created = await aCardAwaitingHandOver(environment)
    assert.equal(kindOf(await cancel(created, 'production-failed')), 'reason-does-not-fit')

    const { readers } = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const bad = aCardsEnvironment({ db, ca, readers })
    const failed = await anOrderedCard(bad)
    const produced = await bad.cards.produceCard(aPermit('cards.produceCard'), failed)
    assert.equal(kindOf(produced), 'production-failed-for-good')
    assert.equal(kindOf(await cancel(failed, 'lost')), 'reason-does-not-fit')
    assert.equal(kindOf(await cancel(failed, 'production-failed')), 'ok')
  })

  it('that are only ordered can be cancelled, and are never produced', async () => {
    const cancel = (cardId: string) =>
      db.write((tx) =>
        environment.cards.cancelOrderedCard(tx, aPermit('orders.cancelOrder'), cardId),
      )
    const cardId = await anOrderedCard(environment)
    assert.equal(kindOf(await cancel(cardId)), 'ok')
    assert.equal(kindOf(await cancel(cardId)), 'card-not-only-ordered')
    assert.equal(kindOf(await cancel(randomUUID())), 'card-not-found')
    assert.equal(
      kindOf(await cancel(await aCardAwaitingHandOver(environment))),
      'card-not-only-ordered',
    )

    const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
    assert.equal(kindOf(produced), 'card-cancelled')
    const { good, revoked } = await certificatesByStatus(environment, cardId)
    assert.deepEqual([...good, ...revoked], [])
  })

  it('lose the record of the document seen at the hand-over when their order is erased (R60)', async () => {
    const [orderId, otherId] = [randomUUID(), randomUUID()]
    const cardId = await aCardHandedOver(environment, { orderId })
    const other = await aCardHandedOver(environment, { orderId: otherId })
    for (const { event, handle } of environment.cards.subscriptions)
      if (event === 'OrderErased') await handle({ type: event, about: { orderId } }, randomUUID())
    const stored = await db.read(async (tx) => {
      const { rows } = await sql<{ card_id: string }>`
        select card_id from lifecycle.hand_over where card_id in (${cardId}, ${other})`.execute(tx)
      return rows.map(({ card_id }) => card_id)
    })
    assert.deepEqual(stored, [other])
  })

  it('are listed newest first, each once, although several were ordered at one instant', async () => {
    const pointId = randomUUID()
    const ordered: string[] = []
    for (let number = 0; number < 7; number += 1) {
      if (number % 3 === 0) now = plus(now, second)
      ordered.push(await anOrderedCard(environment, { pointId }))
    }
    await anOrderedCard(environment, { pointId: randomUUID() })

    const pages = await pagesOf(pointId, 3, async (page) => {
      // A card that is ordered between two pages does not shift the next page.
      if (page === 0) {
        now = plus(now, second)
        await anOrderedCard(environment, { pointId })
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

  it('have an access record in the audit log of each holder when they are listed', async () => {
    const pointId = randomUUID()
    const holders: readonly string[] = [randomUUID(), randomUUID()]
    for (const holder of holders) await anOrderedCard(environment, { pointId, holder })
    const page = await list({ pointId, limit: 10 })
    assert.ok(page.ok)

    const seen = environment.events.filter(
      ({ type, about }) => type === 'CardListed' && holders.includes(about?.personId ?? ''),
    )
    assert.deepEqual(
      new Set(seen.map(({ about }) => about?.cardId)),
      new Set(page.value.cards.map(({ cardId }) => cardId)),
    )
    assert.equal(seen.length, 2)
  })

  it('have an access record in the holder’s audit log when the holder views them', async () => {
    const holder = randomUUID()
    await anOrderedCard(environment, { holder })
    const before = environment.events.length
    const own = await environment.cards.viewOwnCards(
      aPermit('cards.viewOwnCards', { personId: holder }),
    )
    assert.ok(own.ok)
    const [card] = own.value.cards
    assert.ok(card)
    const seen = environment.events.slice(before)
    assert.deepEqual(
      seen.map(({ type, about }) => [type, about?.personId, about?.cardId]),
      [['CardViewed', holder, card.cardId]],
    )
  })

  it('are listed by state', async () => {
    const pointId = randomUUID()
    await anOrderedCard(environment, { pointId })
    const created = await aCardAwaitingHandOver(environment, { pointId })
    const listed = await list({ pointId, state: 'awaitingHandOver', limit: 10 })
    assert.ok(listed.ok)
    assert.deepEqual(
      listed.value.cards.map(({ cardId }) => cardId),
      [created],
    )
    assert.equal(listed.value.nextCursor, undefined)
  })

  it('that were posted to their holders are listed as that, and await nobody at the point', async () => {
    const pointId = randomUUID()
    const waits = await aCardAwaitingHandOver(environment, { pointId })
    const posted = await aCardAwaitingHandOver(environment, { pointId, isSentHome: true })
    const idsOf = async (state: Page['state']) => {
      const listed = await list({ pointId, state, limit: 10 })
      assert.ok(listed.ok)
      return listed.value.cards.map(({ cardId }) => cardId)
    }
    assert.deepEqual(await idsOf('awaitingHandOver'), [waits])
    assert.deepEqual(await idsOf('sentHome'), [posted])
    assert.equal((await idsOf(undefined)).length, 2)
  })

  it('are found by the holder’s name or the card number, of the requested days, in either order', async () => {
    const [pointId, surname, before] = [randomUUID(), `Haku${randomUUID().slice(0, 8)}`, now]
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock: { now: () => now } })
    const ids: string[] = []
    for (const givenNames of ['Anna', 'Martin', 'Cecilia']) {
      now = plus(now, day)
      const holder = await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...{ identityCode: anIdentityCode(), ...aResident({ givenNames, surname }) },
          }),
        ),
      )
      assert.ok(holder.ok)
      ids.push(await aCardAwaitingHandOver(environment, { pointId, holder: holder.value }))
    }
    const { record } = environment.deps
    const sought = async (listing: Omit<Page, 'limit'>) => {
      const listed = await listCards.handle({ db, record, people })(
        aDeskPermit('cards.listCards', { pointId }),
        { limit: 10, ...listing },
      )
      assert.ok(listed.ok)
      return listed.value.cards
    }
    const idsOf = async (listing: Omit<Page, 'limit'>) =>
      (await sought(listing)).map(({ cardId }) => cardId)
    assert.deepEqual(await idsOf({}), ids.toReversed())
    assert.deepEqual(await idsOf({ search: surname, order: 'oldest' }), ids)
    assert.deepEqual(await idsOf({ search: `${surname} mar` }), [ids[1]])
    assert.deepEqual(await idsOf({ search: 'Nobody' }), [])
    const middle = dateInHelsinki(plus(before, 2 * day))
    assert.deepEqual(await idsOf({ from: middle, order: 'oldest' }), ids.slice(1))
    assert.deepEqual(await idsOf({ from: middle, to: middle }), [ids[1]])
    const [newest] = await sought({})
    const cardNumber = newest?.cardNumber
    assert.ok(cardNumber !== undefined)
    assert.deepEqual(await idsOf({ search: cardNumber }), [ids[2]])
    now = before
  })

  it('are not listed for an unknown point, nor with an invalid cursor', async () => {
    const nowhere = await environment.cards.listCards(aPermit('cards.listCards'), { limit: 3 })
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

  type ReasonAtDesk = Parameters<CardsEnvironment['cards']['cancelCard']>[1]['reason']
  type Page = Parameters<CardsEnvironment['cards']['listCards']>[1]

  const list = ({ pointId, ...page }: Page & { readonly pointId: string }) =>
    environment.cards.listCards(aDeskPermit('cards.listCards', { pointId }), page)

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
