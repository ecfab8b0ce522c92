import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import type { ReminderMeans } from '@sotevarmenne/api/uncollected'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../../settings/testing.ts'
import { uncollectedOf } from './store.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsEnvironment,
  afternoon,
  type CardsEnvironment,
  certificatesByStatus,
} from '../testing.ts'

forEachDatabase('uncollected cards', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: CardsEnvironment
  const rejectedChips: string[] = []
  const withoutAddress = randomUUID()
  /** People by their name. */
  const named = new Map<string, readonly string[]>()

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = aCardsEnvironment({
      contacts: { canBeMailed: (_tx, personId) => Promise.resolve(personId !== withoutAddress) },
      db,
      ca,
      clock,
      blanks: {
        isInStock: () => Promise.resolve(true),
        use: () => Promise.resolve(true),
        reject: (_tx: Tx, chipSerial: string) => {
          rejectedChips.push(chipSerial)
          return Promise.resolve()
        },
      },
    })
  })
  before(() => {
    Object.assign(environment.deps.people, {
      searchPeople: (_tx: Tx, { name = '' }: { readonly name?: string }) =>
        Promise.resolve(
          (named.get(name) ?? []).map((personId) => ({
            ...{ personId, whereabouts: { nonDisclosure: false } },
          })),
        ),
    })
  })
  beforeEach(() => {
    now = afternoon
  })
  after(() => ca.close())

  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind
  const by = <Name extends Permit['operation']>(
    operation: Name,
    personId: string,
    pointId = 'point',
  ) => aPermit(operation, { personId, pointId })
  const [riitta, stina, caseOfficer, other] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  const remind = (cardId: string, who = riitta, means: ReminderMeans = 'mail') =>
    environment.cards.remindOfCard(by('cards.remindOfCard', who), { cardId, means })
  const giveBack = (cardId: string, who = riitta) =>
    environment.cards.returnUncollected(by('cards.returnUncollected', who), { cardId })
  const destroy = (cardId: string, who: string, pointId = 'point') =>
    environment.cards.destroyUncollected(by('cards.destroyUncollected', who, pointId), { cardId })
  const destroyAtOffice = (cardId: string, who: string) =>
    environment.cards.destroyUncollected(aPermit('cards.destroyUncollected', { personId: who }), {
      cardId,
    })
  const input = (cardId: string) =>
    environment.events.filter(({ about }) => about?.cardId === cardId).map(({ type }) => type)
  /** A card three months later, reminded once. */
  const aForgottenCard = async (changes: Parameters<typeof aCardAwaitingHandOver>[1] = {}) => {
    const cardId = await aCardAwaitingHandOver(environment, changes)
    now = plus(now, 30 * day)
    assert.equal(kindOf(await remind(cardId)), 'ok')
    now = plus(now, 60 * day)
    return cardId
  }

  it('are listed with their age, longest wait first, a page at a time (R117)', async () => {
    const pointId = randomUUID()
    const created: string[] = []
    for (let number = 0; number < 3; number += 1) {
      created.push(await aCardAwaitingHandOver(environment, { pointId }))
      now = plus(now, day)
    }
    await aCardHandedOver(environment)
    const list = (cursor?: string) =>
      environment.cards.listUncollected(by('cards.listUncollected', riitta, pointId), {
        show: 'waiting',
        limit: 2,
        cursor,
      })
    const first = await list()
    assert.ok(first.ok)
    assert.deepEqual(
      first.value.cards.map(({ card, waitedDays }) => [card.cardId, waitedDays]),
      [
        [created[0], 3],
        [created[1], 2],
      ],
    )
    const second = await list(first.value.nextCursor)
    assert.ok(second.ok)
    assert.deepEqual(
      second.value.cards.map(({ card }) => card.cardId),
      [created[2]],
    )
    assert.equal(second.value.nextCursor, undefined)
    assert.ok(input(created[2] ?? '').includes('CardListed'), 'who is shown was looked at')
  })

  it('are found by the holder’s name, the card’s number and the days, in the order requested', async () => {
    const pointId = randomUUID()
    const produced: { cardId: string; at: Instant }[] = []
    const secondHolder = randomUUID()
    for (const holder of [randomUUID(), secondHolder, randomUUID()]) {
      const cardId = await aCardAwaitingHandOver(environment, { pointId, holder })
      produced.push({ cardId, at: now })
      now = plus(now, 2 * day)
    }
    const [first, second, third] = produced.map(({ cardId }) => cardId)
    type Sought = Partial<Parameters<typeof environment.cards.listUncollected>[1]>
    const found = async (sought: Sought, at: string = pointId) => {
      const listed = await environment.cards.listUncollected(
        by('cards.listUncollected', riitta, at),
        { show: 'waiting', limit: 10, ...sought },
      )
      assert.ok(listed.ok, JSON.stringify(listed))
      return listed.value.cards
    }
    const idsOf = async (sought: Sought, at?: string) =>
      (await found(sought, at)).map(({ card }) => card.cardId)
    assert.deepEqual(await idsOf({}), [first, second, third])
    assert.deepEqual(await idsOf({ order: 'newest' }), [third, second, first])
    const dayOf = (at: Instant) => dateInHelsinki(at)
    const [, middle] = produced
    assert.ok(middle)
    assert.deepEqual(await idsOf({ from: dayOf(middle.at), to: dayOf(middle.at) }), [second])

    const [one] = await found({})
    assert.ok(one?.card.cardNumber)
    assert.deepEqual(await idsOf({ search: one.card.cardNumber }), [first])
    assert.deepEqual(await idsOf({ search: one.card.cardNumber }, randomUUID()), [])
    named.set('Aino Esimerkki', [secondHolder])
    assert.deepEqual(await idsOf({ search: 'Aino Esimerkki' }), [second])
    named.set(
      'Esimerkki',
      Array.from({ length: 300 }, () => randomUUID()),
    )
    const tooBroad = await environment.cards.listUncollected(
      by('cards.listUncollected', riitta, pointId),
      { show: 'waiting', limit: 10, search: 'Esimerkki' },
    )
    assert.equal(kindOf(tooBroad), 'search-too-broad')
    assert.deepEqual(await idsOf({ search: 'Nobody of that name' }), [])

    // Those to be destroyed are found in the same way, at the point and in the office.
    now = plus(now, 100 * day)
    for (const cardId of [first, second]) {
      assert.equal(
        kindOf(
          await environment.cards.remindOfCard(by('cards.remindOfCard', riitta, pointId), {
            ...{ cardId: cardId ?? '', means: 'mail' },
          }),
        ),
        'ok',
      )
    }
    assert.equal(kindOf(await destroy(first ?? '', riitta, pointId)), 'ok')
    const toDestroy = { show: 'to-destroy' } as const
    assert.deepEqual(await idsOf(toDestroy), [first])
    assert.deepEqual(await idsOf({ ...toDestroy, search: one.card.cardNumber }), [first])
    assert.deepEqual(await idsOf({ ...toDestroy, search: 'Nobody of that name' }), [])
    assert.deepEqual(await idsOf({ ...toDestroy, from: dayOf(middle.at) }), [])
  })

  it('have a reminder once a week, which is recorded and stored (R117)', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    assert.equal(kindOf(await remind(cardId)), 'reminder-too-soon')
    now = plus(now, 7 * day)
    const both = await Promise.all([remind(cardId), remind(cardId)])
    assert.deepEqual(both.map(kindOf).toSorted(), ['ok', 'reminder-too-soon'])
    const reminded = both.find((each) => each.ok)
    assert.ok(reminded?.ok)
    assert.equal(reminded.value.reminders, 1)
    assert.ok(reminded.value.lastRemindedAt)
    assert.equal(input(cardId).filter((type) => type === 'UncollectedCardReminded').length, 1)
    assert.equal(kindOf(await remind(randomUUID())), 'card-not-found')
    assert.equal(
      kindOf(
        await environment.cards.remindOfCard(by('cards.remindOfCard', riitta, 'elsewhere'), {
          ...{ cardId, means: 'mail' },
        }),
      ),
      'card-at-another-point',
    )
  })

  it('go back to the office after ninety days, cancelled and with both certificates revoked (R118)', async () => {
    const early = await aCardAwaitingHandOver(environment)
    assert.equal(kindOf(await giveBack(early)), 'card-waits-still')
    const cardId = await aForgottenCard()
    const holder = randomUUID()
    const own = await aForgottenCard({ holder })
    assert.equal(kindOf(await giveBack(own, holder)), 'card-of-ones-own')

    const returned = await giveBack(cardId)
    assert.ok(returned.ok)
    assert.deepEqual(
      [returned.value.state, returned.value.card.state, returned.value.card.cancelled?.reason],
      ['returned', 'cancelled', 'returned'],
    )
    const { good, revoked } = await certificatesByStatus(environment, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 2])
    assert.equal(kindOf(await giveBack(cardId)), 'card-not-awaiting-hand-over')

    assert.equal(kindOf(await destroy(cardId, stina)), 'card-not-here', 'it has left the point')
    const atOffice = await environment.cards.listUncollected(
      aPermit('cards.listUncollected', { personId: caseOfficer }),
      { show: 'to-destroy', limit: 100 },
    )
    assert.ok(atOffice.ok && atOffice.value.cards.some(({ card }) => card.cardId === cardId))
    assert.equal(kindOf(await destroyAtOffice(cardId, caseOfficer)), 'ok')
    assert.equal(kindOf(await destroyAtOffice(cardId, caseOfficer)), 'second-person-required')
    const destroyed = await destroyAtOffice(cardId, other)
    assert.equal(destroyed.ok && destroyed.value.state, 'destroyed')
  })

  it('are reminded of, returned and destroyed as the settings of the day say (R117, R118, R345)', async () => {
    const today = dateInHelsinki(afternoon)
    const reminderId = await changeSetting(
      db,
      'uncollected-reminder-interval',
      [3],
      addDays(today, 3),
    )
    const waitId = await changeSetting(db, 'uncollected-card-wait', [30], addDays(today, 30))
    const [returned, destroyed] = [
      await aCardAwaitingHandOver(environment),
      await aCardAwaitingHandOver(environment),
    ]
    const at = (days: number) => {
      now = plus(afternoon, days * day)
    }
    for (const cardId of [returned, destroyed]) {
      at(2.9)
      assert.equal(kindOf(await remind(cardId)), 'reminder-too-soon')
      at(3.1)
      assert.equal(kindOf(await remind(cardId)), 'ok')
      at(29.9)
      assert.equal(kindOf(await giveBack(cardId)), 'card-waits-still')
      at(30.1)
    }
    assert.equal(kindOf(await giveBack(returned)), 'ok')
    assert.equal(kindOf(await destroy(destroyed, riitta)), 'ok')
    assert.equal(kindOf(await destroy(destroyed, stina)), 'ok')
    await forgetSettingChanges(db)
    const settingsOf = (cardId: string) =>
      environment.events.flatMap((event) =>
        event.about?.cardId === cardId && event.type.startsWith('Uncollected')
          ? [[event.type, 'settings' in event ? event.settings : undefined]]
          : [],
      )
    const reminded = [
      'UncollectedCardReminded',
      { 'uncollected-reminder-interval': reminderId },
    ] as const
    assert.deepEqual(settingsOf(returned), [
      reminded,
      ['UncollectedCardReturned', { 'uncollected-card-wait': waitId }],
    ])
    assert.deepEqual(settingsOf(destroyed), [
      reminded,
      ['UncollectedCardDestroyed', { 'uncollected-card-wait': waitId }],
      ['UncollectedCardDestroyed', undefined],
    ])
  })

  it('are destroyed under dual control at the point: the first signature cancels, the second is another person’s (R119)', async () => {
    const holder = randomUUID()
    const cardId = await aForgottenCard({ holder })
    const before = rejectedChips.length
    assert.equal(kindOf(await destroy(cardId, holder)), 'card-of-ones-own')
    const first = await destroy(cardId, riitta)
    assert.ok(first.ok)
    assert.deepEqual(
      [first.value.state, first.value.card.cancelled?.reason],
      ['destroying', 'returned'],
    )
    assert.equal((await certificatesByStatus(environment, cardId)).revoked.length, 2)
    for (const [who, where, why] of [
      [riitta, 'point', 'second-person-required'],
      [holder, 'point', 'card-of-ones-own'],
      [stina, 'elsewhere', 'card-not-here'],
    ] as const)
      assert.equal(kindOf(await destroy(cardId, who, where)), why)
    assert.equal(rejectedChips.length, before)

    const both = await Promise.all([destroy(cardId, stina), destroy(cardId, other)])
    assert.deepEqual(both.map(kindOf).toSorted(), ['card-not-here', 'ok'])
    assert.equal(rejectedChips.length, before + 1)
    assert.equal(input(cardId).filter((type) => type === 'UncollectedCardDestroyed').length, 2)
  })

  it('are not returned when no reminder was sent (R118)', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    now = plus(now, 91 * day)
    assert.equal(kindOf(await giveBack(cardId)), 'holder-not-reminded')
    assert.equal(kindOf(await destroy(cardId, riitta)), 'holder-not-reminded')
    assert.equal((await certificatesByStatus(environment, cardId)).good.length, 2)
  })

  it('have a telephoned or written reminder noted by the registrar when no mail reaches the holder (R147)', async () => {
    const cardId = await aCardAwaitingHandOver(environment, { holder: withoutAddress })
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

  it('have no reminder counted that the holder’s mail server refused (R147)', async () => {
    const holder = randomUUID()
    const [cardId, other] = [
      await aCardAwaitingHandOver(environment, { holder }),
      await aCardAwaitingHandOver(environment, { holder }),
    ]
    now = plus(now, 8 * day)
    for (const each of [cardId, other]) assert.equal(kindOf(await remind(each)), 'ok')
    const notSent = {
      ...{ type: 'NoticeNotSent', about: { personId: holder, cardId }, because: 'refused' },
      plannedAt: formatInstant(now),
    }
    // Refers to an older mail than the last: it bounced late, and the newer one stays valid.
    const older = { ...notSent, kind: 'card-waits', plannedAt: formatInstant(plus(now, -day)) }
    await db.write(async (tx) => {
      await environment.outbox.planSubscribers(tx, older, randomUUID())
      return ok(undefined)
    })
    for (const kind of ['card-ends', 'card-waits'] as const) {
      await db.write(async (tx) => {
        await environment.outbox.planSubscribers(tx, { ...notSent, kind }, randomUUID())
        return ok(undefined)
      })
      await environment.outbox.drain()
      assert.equal(
        input(cardId).filter((type) => type === 'UncollectedCardNotReminded').length,
        kind === 'card-waits' ? 1 : 0,
      )
    }
    const again = await remind(cardId)
    assert.equal(again.ok && again.value.reminders, 1, 'at once, as the first one')
    assert.deepEqual(
      input(other).filter((type) => type === 'UncollectedCardNotReminded'),
      [],
    )
  })

  it('have a reminder that no mail server accepted counted once Suomi.fi Messages accepts it (R118, R147)', async () => {
    const happen = async (
      type: string,
      of: { cardId: string; plannedAt: Instant; kind?: string },
    ) => {
      const { cardId, plannedAt, kind = 'card-waits' } = of
      const event = { type, kind, about: { cardId }, plannedAt: formatInstant(plannedAt) }
      await db.write(async (tx) => {
        await environment.outbox.planSubscribers(tx, event, randomUUID())
        return ok(undefined)
      })
      await environment.outbox.drain()
    }
    const seen = async (cardId: string) => {
      const done = await db.read(async (tx) => (await uncollectedOf(tx, [cardId])).get(cardId))
      return [done?.reminders, done?.lastRemindedBy]
    }
    const [planned, accepted] = ['NoticeSentBySuomiFi', 'NoticeAcceptedBySuomiFi'] as const
    // Events come in any order, and more than once.
    for (const order of [
      [planned, accepted, accepted],
      [accepted, planned, accepted],
    ]) {
      const cardId = await aCardAwaitingHandOver(environment)
      now = plus(now, 91 * day)
      assert.equal(kindOf(await remind(cardId)), 'ok')
      const of = { cardId, plannedAt: now }
      if (order[0] === planned) {
        await happen(planned, { ...of, kind: 'card-cancelled' })
        assert.deepEqual(await seen(cardId), [1, 'mail'])
        await happen(planned, of)
        assert.deepEqual(await seen(cardId), [0, undefined])
        assert.equal(kindOf(await giveBack(cardId)), 'holder-not-reminded')
        assert.equal(kindOf(await destroy(cardId, riitta)), 'holder-not-reminded')
      }
      for (const type of order) {
        await happen(type, of)
        if (type === accepted) assert.deepEqual(await seen(cardId), [1, 'suomi-fi'])
      }
      // The post returned the letter.
      await happen('NoticeNotSent', of)
      assert.equal(kindOf(await giveBack(cardId)), 'holder-not-reminded')
      await happen(accepted, of)
      const ended = await giveBack(cardId)
      assert.equal(ended.ok && ended.value.lastRemindedBy, 'suomi-fi')
    }
  })

  const cancel = (cardId: string, reason: 'returned' | 'lost' | 'broken' | 'data-changed') =>
    environment.cards.cancelCard(by('cards.cancelCard', riitta), { cardId, reason })
  const toDestroyAt = async (pointId: string) => {
    const listed = await environment.cards.listUncollected(
      by('cards.listUncollected', riitta, pointId),
      {
        ...{ show: 'to-destroy', limit: 100 },
      },
    )
    assert.ok(listed.ok)
    return listed.value.cards.map(({ card }) => card.cardId)
  }

  it('are destroyed under dual control where they are when cancelled for another reason (R146)', async () => {
    const pointId = randomUUID()
    const [renamed, lost] = [
      await aCardAwaitingHandOver(environment, { pointId }),
      await aCardAwaitingHandOver(environment, { pointId }),
    ]
    const inHand = await aCardHandedOver(environment)
    assert.equal(kindOf(await cancel(inHand, 'data-changed')), 'ok')
    assert.equal(kindOf(await cancel(renamed, 'data-changed')), 'ok')
    assert.equal(kindOf(await cancel(lost, 'lost')), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [renamed], 'not what is lost')
    assert.ok(!(await toDestroyAt('point')).includes(inHand), 'nor what is in hand')

    const first = await destroy(renamed, riitta, pointId)
    assert.equal(first.ok && first.value.state, 'destroying')
    assert.equal(kindOf(await destroy(renamed, riitta, pointId)), 'second-person-required')
    const second = await destroy(renamed, stina, pointId)
    assert.equal(second.ok && second.value.state, 'destroyed')
    assert.deepEqual(await toDestroyAt(pointId), [])
  })

  it('are left to their complaint, also one filed after the cancellation (R146)', async () => {
    const [pointId, holder] = [randomUUID(), randomUUID()]
    const complain = (cardId: string) =>
      db.write((tx) =>
        environment.cards.cancelForCaller(tx, by('complaints.fileComplaint', riitta), {
          ...{ cardId, holder, reason: 'broken', isComplainedOf: true },
        }),
      )
    const atOnce = await aCardAwaitingHandOver(environment, { pointId, holder })
    assert.equal(kindOf(await complain(atOnce)), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [])

    const later = await aCardAwaitingHandOver(environment, { pointId, holder })
    assert.equal(kindOf(await cancel(later, 'broken')), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [later])
    assert.equal(kindOf(await complain(later)), 'ok')
    assert.deepEqual(await toDestroyAt(pointId), [])
  })
})
