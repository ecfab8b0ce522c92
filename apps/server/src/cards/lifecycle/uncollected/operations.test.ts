import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import type { ReminderMeans } from '@sotevarmenne/api/uncollected'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  startTestAuthority,
  type TestAuthority,
} from '../../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../../tests/support/postgres.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsWorld,
  afternoon,
  type CardsWorld,
  certificatesByStatus,
} from '../testing.ts'

forEachDatabase('cards that nobody fetches', ({ db }) => {
  let now: Instant = afternoon
  let authority: TestAuthority
  let world: CardsWorld
  const givenUp: string[] = []
  const withoutAddress = randomUUID()

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({ clock })
    world = aCardsWorld({
      contacts: { canBeMailed: (_tx, personId) => Promise.resolve(personId !== withoutAddress) },
      db,
      authority,
      clock,
      blanks: {
        isInStock: () => Promise.resolve(true),
        use: () => Promise.resolve(true),
        giveUp: (_tx: Tx, chipSerial: string) => {
          givenUp.push(chipSerial)
          return Promise.resolve()
        },
      },
    })
  })
  beforeEach(() => {
    now = afternoon
  })
  after(() => authority.close())

  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind
  const by = <Name extends Permit['deed']>(deed: Name, personId: string, pointId = 'point') =>
    aPermit(deed, { personId, pointId })
  const [riitta, stina, handler, other] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  const remind = (cardId: string, who = riitta, means: ReminderMeans = 'mail') =>
    world.cards.remindOfCard(by('cards.remindOfCard', who), { cardId, means })
  const giveBack = (cardId: string, who = riitta) =>
    world.cards.returnUncollected(by('cards.returnUncollected', who), { cardId })
  const destroy = (cardId: string, who: string, pointId = 'point') =>
    world.cards.destroyUncollected(by('cards.destroyUncollected', who, pointId), { cardId })
  const destroyAtOffice = (cardId: string, who: string) =>
    world.cards.destroyUncollected(aPermit('cards.destroyUncollected', { personId: who }), {
      cardId,
    })
  const told = (cardId: string) =>
    world.events.filter(({ about }) => about?.cardId === cardId).map(({ type }) => type)
  /** Three months later, reminded once. */
  const aForgottenCard = async (changes: Parameters<typeof aCardAwaitingHandOver>[1] = {}) => {
    const cardId = await aCardAwaitingHandOver(world, changes)
    now = plus(now, 30 * day)
    assert.equal(kindOf(await remind(cardId)), 'ok')
    now = plus(now, 60 * day)
    return cardId
  }

  it('are listed with their age, the longest waiting first, a page at a time (R117)', async () => {
    const pointId = randomUUID()
    const made: string[] = []
    for (let number = 0; number < 3; number += 1) {
      made.push(await aCardAwaitingHandOver(world, { pointId }))
      now = plus(now, day)
    }
    await aCardHandedOver(world)
    const list = (cursor?: string) =>
      world.cards.listUncollected(by('cards.listUncollected', riitta, pointId), {
        show: 'waiting',
        limit: 2,
        cursor,
      })
    const first = await list()
    assert.ok(first.ok)
    assert.deepEqual(
      first.value.cards.map(({ card, waitedDays }) => [card.cardId, waitedDays]),
      [
        [made[0], 3],
        [made[1], 2],
      ],
    )
    const second = await list(first.value.nextCursor)
    assert.ok(second.ok)
    assert.deepEqual(
      second.value.cards.map(({ card }) => card.cardId),
      [made[2]],
    )
    assert.equal(second.value.nextCursor, undefined)
    assert.ok(told(made[2] ?? '').includes('CardListed'), 'who is shown was looked at')
  })

  it('are reminded of once a week, and that is told and kept (R117)', async () => {
    const cardId = await aCardAwaitingHandOver(world)
    assert.equal(kindOf(await remind(cardId)), 'reminder-too-soon')
    now = plus(now, 7 * day)
    const both = await Promise.all([remind(cardId), remind(cardId)])
    assert.deepEqual(both.map(kindOf).toSorted(), ['ok', 'reminder-too-soon'])
    const reminded = both.find((each) => each.ok)
    assert.ok(reminded?.ok)
    assert.equal(reminded.value.reminders, 1)
    assert.ok(reminded.value.lastRemindedAt)
    assert.equal(told(cardId).filter((type) => type === 'UncollectedCardReminded').length, 1)
    assert.equal(kindOf(await remind(randomUUID())), 'card-not-found')
    assert.equal(
      kindOf(
        await world.cards.remindOfCard(by('cards.remindOfCard', riitta, 'elsewhere'), {
          ...{ cardId, means: 'mail' },
        }),
      ),
      'card-at-another-point',
    )
  })

  it('go back to the office after ninety days, closed and with both certificates revoked (R118)', async () => {
    const early = await aCardAwaitingHandOver(world)
    assert.equal(kindOf(await giveBack(early)), 'card-waits-still')
    const cardId = await aForgottenCard()
    const holder = randomUUID()
    const own = await aForgottenCard({ holder })
    assert.equal(kindOf(await giveBack(own, holder)), 'card-of-ones-own')

    const returned = await giveBack(cardId)
    assert.ok(returned.ok)
    assert.deepEqual(
      [returned.value.state, returned.value.card.state, returned.value.card.closed?.reason],
      ['returned', 'closed', 'returned'],
    )
    const { good, revoked } = await certificatesByStatus(world, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 2])
    assert.equal(kindOf(await giveBack(cardId)), 'card-not-awaiting-hand-over')

    assert.equal(kindOf(await destroy(cardId, stina)), 'card-not-here', 'it has left the point')
    const atOffice = await world.cards.listUncollected(
      aPermit('cards.listUncollected', { personId: handler }),
      { show: 'to-destroy', limit: 100 },
    )
    assert.ok(atOffice.ok && atOffice.value.cards.some(({ card }) => card.cardId === cardId))
    assert.equal(kindOf(await destroyAtOffice(cardId, handler)), 'ok')
    assert.equal(kindOf(await destroyAtOffice(cardId, handler)), 'destroyed-by-one')
    const destroyed = await destroyAtOffice(cardId, other)
    assert.equal(destroyed.ok && destroyed.value.state, 'destroyed')
  })

  it('are destroyed by two at the point: the first sign closes, the second one is another’s (R119)', async () => {
    const holder = randomUUID()
    const cardId = await aForgottenCard({ holder })
    const before = givenUp.length
    assert.equal(kindOf(await destroy(cardId, holder)), 'card-of-ones-own')
    const first = await destroy(cardId, riitta)
    assert.ok(first.ok)
    assert.deepEqual(
      [first.value.state, first.value.card.closed?.reason],
      ['destroying', 'returned'],
    )
    assert.equal((await certificatesByStatus(world, cardId)).revoked.length, 2)
    for (const [who, where, why] of [
      [riitta, 'point', 'destroyed-by-one'],
      [holder, 'point', 'card-of-ones-own'],
      [stina, 'elsewhere', 'card-not-here'],
    ] as const)
      assert.equal(kindOf(await destroy(cardId, who, where)), why)
    assert.equal(givenUp.length, before)

    const both = await Promise.all([destroy(cardId, stina), destroy(cardId, other)])
    assert.deepEqual(both.map(kindOf).toSorted(), ['card-not-here', 'ok'])
    assert.equal(givenUp.length, before + 1)
    assert.equal(told(cardId).filter((type) => type === 'UncollectedCardDestroyed').length, 2)
  })

  it('that were never reminded of are not given up (R118)', async () => {
    const cardId = await aCardAwaitingHandOver(world)
    now = plus(now, 91 * day)
    assert.equal(kindOf(await giveBack(cardId)), 'holder-not-reminded')
    assert.equal(kindOf(await destroy(cardId, riitta)), 'holder-not-reminded')
    assert.equal((await certificatesByStatus(world, cardId)).good.length, 2)
  })

  it('remind nobody whom no mail reaches: the registrar calls or writes, and notes it (R147)', async () => {
    const cardId = await aCardAwaitingHandOver(world, { holder: withoutAddress })
    now = plus(now, 30 * day)
    assert.equal(kindOf(await remind(cardId)), 'holder-without-address')
    now = plus(now, 60 * day)
    assert.equal(kindOf(await giveBack(cardId)), 'holder-not-reminded')
    const noted = await remind(cardId, riitta, 'phone')
    assert.ok(noted.ok)
    assert.deepEqual(
      [noted.value.reminders, noted.value.lastRemindedBy, noted.value.canBeMailed],
      [1, 'phone', false],
    )
    assert.equal(kindOf(await giveBack(cardId)), 'ok')
  })

  it('count no reminder that the mail server of the holder refused (R147)', async () => {
    const holder = randomUUID()
    const [cardId, other] = [
      await aCardAwaitingHandOver(world, { holder }),
      await aCardAwaitingHandOver(world, { holder }),
    ]
    now = plus(now, 8 * day)
    for (const each of [cardId, other]) assert.equal(kindOf(await remind(each)), 'ok')
    const notSent = {
      ...{ type: 'NoticeNotSent', about: { personId: holder, cardId }, because: 'refused' },
      plannedAt: formatInstant(now),
    }
    // Of an older mail than the last: it came back late, and the newer one stands.
    const older = { ...notSent, kind: 'card-waits', plannedAt: formatInstant(plus(now, -day)) }
    await db.write(async (tx) => {
      await world.outbox.planListeners(tx, older, randomUUID())
      return ok(undefined)
    })
    for (const kind of ['card-ends', 'card-waits'] as const) {
      await db.write(async (tx) => {
        await world.outbox.planListeners(tx, { ...notSent, kind }, randomUUID())
        return ok(undefined)
      })
      await world.outbox.drain()
      assert.equal(
        told(cardId).filter((type) => type === 'UncollectedCardNotReminded').length,
        kind === 'card-waits' ? 1 : 0,
      )
    }
    const again = await remind(cardId)
    assert.equal(again.ok && again.value.reminders, 1, 'at once, as the first one')
    assert.deepEqual(
      told(other).filter((type) => type === 'UncollectedCardNotReminded'),
      [],
    )
  })

  const close = (cardId: string, reason: 'returned' | 'lost' | 'broken' | 'data-changed') =>
    world.cards.closeCard(by('cards.closeCard', riitta), { cardId, reason })
  const toDestroyAt = async (pointId: string) => {
    const listed = await world.cards.listUncollected(by('cards.listUncollected', riitta, pointId), {
      ...{ show: 'to-destroy', limit: 100 },
    })
    assert.ok(listed.ok)
    return listed.value.cards.map(({ card }) => card.cardId)
  }

  it('are destroyed by two where they lie when another reason has closed them (R146)', async () => {
    const pointId = randomUUID()
    const [renamed, lost] = [
      await aCardAwaitingHandOver(world, { pointId }),
      await aCardAwaitingHandOver(world, { pointId }),
    ]
    const inHand = await aCardHandedOver(world)
    assert.equal(kindOf(await close(inHand, 'data-changed')), 'ok')
    assert.equal(kindOf(await close(renamed, 'data-changed')), 'ok')
    assert.equal(kindOf(await close(lost, 'lost')), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [renamed], 'not what is lost')
    assert.ok(!(await toDestroyAt('point')).includes(inHand), 'nor what is in hand')

    const first = await destroy(renamed, riitta, pointId)
    assert.equal(first.ok && first.value.state, 'destroying')
    assert.equal(kindOf(await destroy(renamed, riitta, pointId)), 'destroyed-by-one')
    const second = await destroy(renamed, stina, pointId)
    assert.equal(second.ok && second.value.state, 'destroyed')
    assert.deepEqual(await toDestroyAt(pointId), [])
  })

  it('are left to their complaint, also one that comes after the closing (R146)', async () => {
    const [pointId, holder] = [randomUUID(), randomUUID()]
    const complain = (cardId: string) =>
      db.write((tx) =>
        world.cards.closeForCaller(tx, by('complaints.makeComplaint', riitta), {
          ...{ cardId, holder, reason: 'broken', isComplainedOf: true },
        }),
      )
    const atOnce = await aCardAwaitingHandOver(world, { pointId, holder })
    assert.equal(kindOf(await complain(atOnce)), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [])

    const later = await aCardAwaitingHandOver(world, { pointId, holder })
    assert.equal(kindOf(await close(later, 'broken')), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [later])
    assert.equal(kindOf(await complain(later)), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [])
  })
})
