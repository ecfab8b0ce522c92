import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { ok } from '@sotevarmenne/kernel/result'
import { createSealing, openJson, sealJson } from '#platform/sealing.ts'
import { morning, openTestCards } from './testing/test-cards.ts'

forEachDatabase('a virtual test card', ({ db }) => {
  const suite = openTestCards(db)
  const { anotherVendor, aPlasticCard, statusesOf } = suite

  it('on plastic is ordered, accepted by a case officer, produced, posted separately from its code, and charged (R238)', async () => {
    const requested = valueOf(
      await suite.vendor.order({
        cards: [
          { kind: 'professional', personKey: 'nurse', count: 1 },
          { kind: 'actor', personKey: 'student', count: 1 },
          { kind: 'organisation', personKey: 'student', count: 1 },
          { kind: 'citizen', personKey: 'student', count: 1 },
        ],
      }),
    )
    assert.deepEqual([requested.state, requested.price.kind], ['requested', 'priced'])
    const queue = valueOf(
      await suite.vendor.testCards.listTestCardQueue(
        aPermit('testCards.viewQueue', { personId: crypto.randomUUID() }),
        {
          ...{ cursor: undefined, limit: 100 },
        },
      ),
    )
    const inQueue = queue.orders.find(({ orderId }) => orderId === requested.orderId)
    assert.deepEqual([requested.may, inQueue?.may], [[], ['decide']])
    assert.equal(
      valueOf(await suite.vendor.decide(requested.orderId, { decision: 'accept' })).state,
      'accepted',
    )
    const accepted = await db.read((tx) =>
      suite.vendor.testCards.mailsOf(tx, { type: 'TestCardsAccepted', orderId: requested.orderId }),
    )
    assert.deepEqual(
      accepted.map(({ to, language }) => `${to} ${language}`),
      ['ville@vendor.example sv'],
    )

    const plastic = async () =>
      valueOf(await suite.vendor.list(100)).cards.filter(({ form }) => form === 'plastic')
    assert.deepEqual((await plastic()).map(({ state, kind }) => `${kind} ${state}`).toSorted(), [
      'actor in-production',
      'citizen in-production',
      'organisation in-production',
      'professional in-production',
    ])
    const early = await suite.vendor.revoke((await plastic())[0]?.testCardId ?? '')
    assert.equal(!early.ok && early.refusal.kind, 'test-card-not-in-use')
    const permit = aPermit('cards.produceCard')
    for (const { testCardId } of await plastic()) {
      const card = (
        await db.read((tx) => suite.environment.cards.statesOfTestCards(tx, [testCardId]))
      ).get(testCardId)
      assert.ok(card)
      // The registers are not queried about an invented person.
      assert.deepEqual(await suite.environment.cards.produceCard(permit, card.cardId), {
        ...{ ok: true, value: undefined },
      })
      const issued = await db.read((tx) =>
        suite.environment.certificates.certificatesOfCard(tx, card.cardId),
      )
      assert.deepEqual(
        issued.map(({ issuer, holder }) => `${issuer} ${String(holder)}`),
        ['test-g1-ecc undefined', 'test-g1-ecc undefined'],
      )
      const payer = await db.read((tx) => suite.vendor.testCards.payerOf(tx, testCardId))
      assert.deepEqual(payer, {
        ...{ organisationId: suite.vendor.organisationId, product: 'test-card' },
        ...{ price: requested.price, priceList: 'standard' },
      })
    }
    assert.deepEqual(
      (await plastic()).map(({ state }) => state),
      ['posted', 'posted', 'posted', 'posted'],
    )
    suite.now = plus(morning, 7 * day)
    await suite.environment.cards.sendLetters(aPermit('cards.sendLetter'), localDate('2026-12-02'))
    const letters = suite.environment.posted.map(({ addressee }) => addressee.lines.join(', '))
    assert.ok(
      letters.includes(
        'Áile Ánne Testi-Guttorm, Järjestelmätoimittaja Oy / Otto, Esimerkkikatu 1, 00100 HELSINKI',
      ),
      letters.join('; '),
    )
    const [one] = await plastic()
    assert.ok(one)
    assert.deepEqual(one.may, ['revoke'])
    const revoked = valueOf(await suite.vendor.revoke(one.testCardId))
    assert.deepEqual([revoked.state, revoked.because, revoked.may], ['revoked', 'card-lost', []])
    const again = await suite.vendor.revoke(one.testCardId)
    assert.equal(!again.ok && again.refusal.kind, 'test-card-not-in-use')
    assert.equal(
      await db.read((tx) => suite.vendor.testCards.payerOf(tx, crypto.randomUUID())),
      undefined,
    )
  })

  it('on plastic is revoked when lost in the post, and the letter with its code never leaves', async () => {
    const { other, testCardId, cardId } = await aPlasticCard()
    assert.ok((await suite.environment.cards.produceCard(aPermit('cards.produceCard'), cardId)).ok)
    valueOf(await other.revoke(testCardId))
    assert.deepEqual(await statusesOf(cardId), ['revoked', 'revoked'])
    const before = suite.environment.posted.length
    suite.now = plus(morning, 7 * day)
    await suite.environment.cards.sendLetters(aPermit('cards.sendLetter'), localDate('2026-12-02'))
    assert.equal(suite.environment.posted.length, before)
  })

  it('on plastic can be cancelled by its vendor before production, and is then neither produced nor charged (R254)', async () => {
    const other = anotherVendor()
    const { orderId } = valueOf(
      await other.order({ cards: [{ kind: 'citizen', personKey: 'nurse', count: 2 }] }),
    )
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    const { cards } = valueOf(await other.list())
    assert.deepEqual(
      cards.map(({ may }) => may),
      [['cancel'], ['cancel']],
    )
    const [one, two] = cards.map(({ testCardId }) => testCardId)
    assert.ok(one !== undefined && two !== undefined)
    const stranger = await other.cancel(one, crypto.randomUUID())
    assert.equal(!stranger.ok && stranger.refusal.kind, 'test-card-not-found')
    const cancelled = valueOf(await other.cancel(one))
    assert.deepEqual([cancelled.state, cancelled.may], ['not-produced', []])
    const created = await db.read((tx) => suite.environment.cards.statesOfTestCards(tx, [one, two]))
    const produce = (testCardId: string) =>
      suite.environment.cards.produceCard(
        aPermit('cards.produceCard'),
        created.get(testCardId)?.cardId ?? testCardId,
      )
    assert.deepEqual([(await produce(one)).ok, (await produce(two)).ok], [false, true])
    const states = new Map(
      valueOf(await other.list()).cards.map(({ testCardId, state }) => [testCardId, state]),
    )
    assert.deepEqual([states.get(one), states.get(two)], ['not-produced', 'posted'])
    for (const late of [one, two]) {
      const again = await other.cancel(late)
      assert.equal(!again.ok && again.refusal.kind, 'test-card-produced')
    }
    const virtual = valueOf(await other.make())
    const ofFile = await other.cancel(virtual.card.testCardId)
    assert.equal(!ofFile.ok && ofFile.refusal.kind, 'test-card-produced')
  })

  it('on plastic is not known at the desk (R233)', async () => {
    const { cardId } = await aPlasticCard()
    const by = { personId: crypto.randomUUID() }
    const seen = await suite.environment.cards.viewCard(aPermit('cards.viewCard', by), { cardId })
    const cancelled = await suite.environment.cards.cancelCard(aPermit('cards.cancelCard', by), {
      ...{ cardId, reason: 'lost' },
    })
    for (const response of [seen, cancelled])
      assert.equal(!response.ok && response.refusal.kind, 'card-not-found')
  })

  it('on plastic is ordered once, however often the order is sent (R252)', async () => {
    const other = anotherVendor()
    const orderId = crypto.randomUUID()
    const ordered = await Promise.all([other.order({ orderId }), other.order({ orderId })])
    assert.deepEqual(
      ordered.map((one) => valueOf(one).orderId),
      [orderId, orderId],
    )
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    assert.equal(valueOf(await other.order({ orderId })).state, 'accepted')
    assert.equal(valueOf(await other.list()).cards.length, 1)
    const another = await anotherVendor().order({ orderId })
    assert.equal(!another.ok && another.refusal.kind, 'order-already-sent')
    for (let round = 0; round < 3; round += 1) {
      const ofOneMoment = { orderId: crypto.randomUUID() }
      const both = [anotherVendor(), anotherVendor()].map((one) => one.order(ofOneMoment))
      const kinds = (await Promise.all(both)).map((one) => (one.ok ? 'ok' : one.refusal.kind))
      assert.deepEqual(kinds.toSorted(), ['ok', 'order-already-sent'])
    }
  })

  it('on plastic needs a new order id for other cards or another recipient (R252)', async () => {
    const other = anotherVendor()
    const orderId = crypto.randomUUID()
    valueOf(await other.order({ orderId }))
    const changes: Parameters<typeof other.order>[0][] = [
      { cards: [{ kind: 'professional', personKey: 'physician', count: 2 }] },
      { careOf: 'Somebody else' },
      { language: 'sv' },
    ]
    for (const changed of changes) {
      const again = await other.order({ orderId, ...changed })
      assert.equal(!again.ok && again.refusal.kind, 'order-already-sent')
    }
    assert.equal(valueOf(await other.order({ orderId })).orderId, orderId)
    // An order of before named its recipient otherwise.
    await db.write(async (tx) => {
      const { rows } = await sql<{ sealed: Uint8Array }>`
        select address_sealed as sealed from test_cards.card_order where order_id = ${orderId}`.execute(
        tx,
      )
      const sealing = createSealing(new Uint8Array(32).fill(5), 'test-cards')
      const { organisation, ...rest } = openJson(
        sealing,
        rows[0]?.sealed ?? new Uint8Array(),
        orderId,
      ) as {
        organisation: string
      }
      const formerly = sealJson(sealing, { ...rest, careOf: organisation }, orderId)
      await sql`update test_cards.card_order set address_sealed = ${formerly} where order_id = ${orderId}`.execute(
        tx,
      )
      return ok(undefined)
    })
    assert.equal(valueOf(await other.order({ orderId })).orderId, orderId)
  })

  it('on plastic is refused with a reason by another case officer, once, and its order is within limits (R238)', async () => {
    const other = anotherVendor()
    const requested = valueOf(await other.order())
    const refusalOf = async (deciding: ReturnType<typeof other.decide>) => {
      const decided = await deciding
      return decided.ok ? decided.value.because : decided.refusal.kind
    }
    const { orderId } = requested
    assert.equal(
      await refusalOf(other.decide(orderId, { decision: 'accept' }, other.personId)),
      'second-person-required',
    )
    assert.equal(await refusalOf(other.decide(orderId, { decision: 'refuse' })), 'reason-missing')
    const because = 'No test system is known'
    assert.equal(await refusalOf(other.decide(orderId, { decision: 'refuse', because })), because)
    assert.equal(
      await refusalOf(other.decide(orderId, { decision: 'accept' })),
      'order-decided-already',
    )
    assert.equal(
      await refusalOf(other.decide(crypto.randomUUID(), { decision: 'accept' })),
      'order-not-found',
    )
    assert.deepEqual(valueOf(await other.list()).cards, [])
    const kindOf = async (ordering: ReturnType<typeof other.order>) => {
      const ordered = await ordering
      return ordered.ok ? 'ok' : ordered.refusal.kind
    }
    const many = (count: number) => [
      { kind: 'staff' as const, personKey: 'student', count },
      { kind: 'staff' as const, personKey: 'nurse', count: 10 },
    ]
    assert.equal(await kindOf(other.order({ cards: many(11) })), 'too-many-cards-ordered')
    const strange = [{ kind: 'staff' as const, personKey: 'somebody', count: 1 }]
    assert.equal(await kindOf(other.order({ cards: strange })), 'test-person-not-found')
    assert.equal(
      await kindOf(other.order({ organisationId: crypto.randomUUID() })),
      'account-not-found',
    )
    const waiting = await Promise.all(Array.from({ length: 4 }, () => kindOf(other.order())))
    assert.deepEqual(waiting.toSorted(), ['ok', 'ok', 'ok', 'too-many-orders-waiting'])
    const { rows } = await db.read((tx) =>
      sql<{ address_sealed: Uint8Array | null }>`
        select address_sealed from test_cards.card_order where order_id = ${orderId}`.execute(tx),
    )
    assert.equal(rows[0]?.address_sealed, null)
  })
})
