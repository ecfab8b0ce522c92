import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { draftRenewal } from '@sotevarmenne/api/renewals'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { renderDecision } from './index.ts'
import { orderById } from '../orders/store.ts'
import { insertPhoto } from '../photos/store.ts'
import { aCard, anActualCard, aNurse, anOrderThatWasPlaced, aResident } from '../orders/testing.ts'
import { kindOf } from '../orders/testing/desk.ts'
import type { PhotoId } from '../photos/contract.ts'
import type { DecisionFacts } from './ports.ts'
import { renewConfirmed } from './testing.ts'
import { byCard, bySuomiFi, openRenewals } from './testing/renewals.ts'

forEachDatabase('renewals', ({ db }) => {
  const { desk, address, aHolder, renew, view, viewOwn } = openRenewals(db)
  const { registers, cards, recorded, sealing, orders } = desk

  it('are decided at once, and become an order of a card like any other (R153)', async () => {
    const holder = await aHolder()
    const renewed = await renew(holder)
    assert.ok(renewed.ok, JSON.stringify(renewed))
    assert.equal(renewed.value.ground, 'expiring')
    assert.equal(renewed.value.validTo, '2031-11-23')
    assert.equal(renewed.value.delivery, 'home')
    const accepted = cards.accepted.at(-1)
    assert.equal(accepted?.orderId, renewed.value.orderId)
    assert.equal(accepted.renews, holder.cardId)
    assert.equal(accepted.isSentHome, true)
    assert.deepEqual(accepted.letterAddress, address)
    const decided = recorded.at(-1)
    assert.equal(decided?.type, 'RenewalDecided')
    assert.ok(!JSON.stringify(decided).includes('Esimerkki'), 'the audit log names nobody')
  })

  it('store the decision, with facts, reasons and version, and its digest in the audit log (R153)', async () => {
    const renewed = await renew(await aHolder())
    assert.ok(renewed.ok)
    const order = await db.read((tx) => orderById(tx, sealing, renewed.value.orderId))
    assert.ok(order?.state === 'ordered' && order.statement && 'renewal' in order.content)
    const { decision, facts } = order.content.renewal
    assert.equal(decision.rulesVersion, renewed.value.rulesVersion)
    assert.equal(decision.reasons.length, 5)
    assert.equal(facts.rights[0]?.rightId, aNurse().rightId)
    const text = Buffer.from(order.statement).toString('utf8')
    assert.ok(text.includes('automaattinen / automatiskt / automatic'))
    assert.ok(!text.includes(address.street), 'a decision names no address')
  })

  it('are one order, however often the form is sent (R157)', async () => {
    const holder = await aHolder()
    const first = await renew(holder)
    const before = cards.accepted.length
    const again = await renew(holder, { language: 'sv' })
    assert.ok(first.ok && again.ok)
    assert.deepEqual(again.value, first.value)
    assert.equal(cards.accepted.length, before)
  })

  it('sent twice at the same moment are one order (R157)', async () => {
    const holder = await aHolder()
    const before = cards.accepted.length
    const sent = await Promise.all([renew(holder), renew(holder), renew(holder)])
    const ids = sent.map((each) => (each.ok ? each.value.orderId : kindOf(each)))
    assert.equal(new Set(ids).size, 1, ids.join(' '))
    assert.equal(cards.accepted.length, before + 1)
  })

  it('are refused while the desk has an order of the person open', async () => {
    const code = registers.add()
    const { personId } = await desk.ordered(code)
    const card = anActualCard({ holder: personId })
    cards.giveActual(personId, card)
    assert.equal(kindOf(await renew({ personId, cardId: card.cardId })), 'order-pending')
  })

  it('are refused when the rules refuse, and the reason is recorded without a name', async () => {
    const holder = await aHolder({ says: { validTo: localDate('2030-05-31') } })
    assert.equal(kindOf(await renew(holder)), 'renewal-not-open')
    assert.deepEqual(recorded.at(-1), {
      ...{ type: 'RenewalRefused', because: 'renewal-not-open' },
      settings: { 'renewal-window': 'shipped' },
      about: { personId: holder.personId, cardId: holder.cardId },
    })
  })

  it('are open as early as the setting of the day says, and the decision names its change (R150, R345)', async () => {
    const changeId = await changeSetting(db, 'renewal-window', [1800])
    const holder = await aHolder({ says: { validTo: localDate('2030-05-31') } })
    assert.ok((await renew(holder)).ok)
    const decided = recorded.findLast(({ type }) => type === 'RenewalDecided')
    assert.deepEqual(decided && 'settings' in decided && decided.settings, {
      'renewal-window': changeId,
    })
    await forgetSettingChanges(db)
  })

  it('of another person’s card are refused like those of an unknown card', async () => {
    const { cardId } = await aHolder()
    const { personId } = await aHolder()
    assert.equal(kindOf(await renew({ personId, cardId })), 'card-not-found')
    assert.equal(kindOf(await renew({ personId, cardId: randomUUID() })), 'card-not-found')
  })

  it('of a staff card are refused, since they are the employer’s task (R162)', async () => {
    const holder = await aHolder()
    const staff = aCard({ product: 'staff-card' })
    cards.give(holder.personId, staff)
    const requested = { personId: holder.personId, cardId: staff.cardId as never }
    assert.equal(kindOf(await renew(requested)), 'renewed-by-employer')
  })

  it('wait for a register that does not respond: nothing is guessed and nothing changes', async () => {
    const holder = await aHolder()
    for (const register of ['rights', 'population'] as const) {
      registers.fallSilent(register)
      const before = await desk.everything()
      assert.equal(kindOf(await renew(holder)), 'register-unavailable')
      assert.equal(kindOf(await view(holder)), 'register-unavailable')
      assert.deepEqual(await desk.everything(), before)
    }
    registers.fallSilent(undefined)
    assert.ok((await renew(holder)).ok)
  })

  it('are decided by the register data when the form is sent, not when it was opened', async () => {
    const holder = await aHolder()
    const opened = await view(holder)
    assert.ok(opened.ok && opened.value.may.allowed)
    const right = aNurse({ validTo: localDate('2026-11-23') })
    registers.change(holder.code, {
      ...{ population: aResident() },
      held: { registrationNumber: '00198706129', rights: [right] },
    })
    assert.equal(kindOf(await renew(holder)), 'right-ended')
  })

  describe('are sent', () => {
    it('only to the address that the register has and the holder has confirmed (R155)', async () => {
      const holder = await aHolder()
      const moved = { ...address, street: 'Toinen katu 5' }
      assert.equal(kindOf(await renew(holder, { address: moved })), 'address-not-confirmed')
      const { address: _none, ...without } = { address: undefined }
      const sent = await renewConfirmed(
        desk.renewals,
        { personId: holder.personId, signIn: byCard },
        {
          ...{ cardId: holder.cardId, rightId: aNurse().rightId, delivery: { to: 'home' } },
          ...{ language: 'fi', termsAccepted: true, ...without },
        },
      )
      assert.equal(kindOf(sent), 'home-delivery-not-possible')
    })

    it('to the address as the register writes it: markup of the letter unchanged, and no more than fits on it', async () => {
      const written = {
        ...address,
        street: `*Katu* #image("/etc/passwd") ${'x'.repeat(50)}`,
      }
      const holder = await aHolder({}, { population: aResident({ address: written }) })
      const renewed = await renew(holder, { address: written })
      assert.ok(renewed.ok)
      const order = await db.read((tx) => orderById(tx, sealing, renewed.value.orderId))
      assert.deepEqual(order?.content.letterTo, written)
      const input = {
        cardId: holder.cardId,
        rightId: '1',
        delivery: { to: 'home' },
        language: 'fi',
      }
      const sent = (street: string) =>
        draftRenewal.input.safeParse({
          ...input,
          termsAccepted: true,
          address: { ...written, street },
        }).success
      assert.ok(sent(written.street))
      assert.ok(!sent('x'.repeat(200)))
      // Nobody types it: the register may have characters that no form takes.
      for (const other of ['🙂', '<b>']) assert.ok(sent(`${address.street} ${other}`), other)
    })

    it('to a point, including the letter, under non-disclosure (R155)', async () => {
      const { address: _hidden, ...hidden } = aResident({ nonDisclosure: true })
      const holder = await aHolder({}, { population: hidden })
      const opened = await view(holder)
      assert.ok(opened.ok)
      assert.equal(opened.value.address, undefined)
      assert.equal(kindOf(await renew(holder)), 'home-delivery-not-possible')
      const pointId = randomUUID()
      const renewed = await renewConfirmed(
        desk.renewals,
        { personId: holder.personId, signIn: byCard },
        {
          ...{ cardId: holder.cardId, rightId: aNurse().rightId, language: 'fi' },
          ...{ delivery: { to: 'registration-point', pointId }, termsAccepted: true },
        },
      )
      assert.ok(renewed.ok, JSON.stringify(renewed))
      assert.equal(renewed.value.point.pointId, pointId)
      assert.equal(renewed.value.letterTo, 'registration-point')
    })

    it('to a point only that hands cards over to everybody, on a day before its last (R155)', async () => {
      const today = dateInHelsinki(desk.now())
      for (const [details, expected] of [
        [{ hasPublicDuty: false }, 'point-does-not-hand-over'],
        [{ services: ['registering'] }, 'point-does-not-hand-over'],
        [{ lastDay: addDays(today, -1) }, 'point-does-not-hand-over'],
        [{ lastDay: today }, 'ok'],
      ] as const) {
        const holder = await aHolder()
        const pointId = randomUUID()
        desk.pointDetails.set(pointId, details as never)
        const renewed = await renewConfirmed(
          desk.renewals,
          { personId: holder.personId, signIn: byCard },
          {
            ...{ cardId: holder.cardId, rightId: aNurse().rightId, language: 'fi' },
            ...{ delivery: { to: 'registration-point', pointId }, termsAccepted: true },
          },
        )
        assert.equal(kindOf(renewed), expected, JSON.stringify(details))
      }
    })

    it('with the photo of the former card, or without one if that had none (R154)', async () => {
      const photoId = randomUUID() as string as PhotoId
      const holder = await aHolder({ says: { photoId } })
      assert.equal(kindOf(await renew(holder)), 'photo-not-stored')
      await db.write(async (tx) => {
        await insertPhoto(
          tx,
          {
            ...{ photoId, personId: holder.personId, sealed: new Uint8Array([1]), digest: '0a' },
            ...{ width: 500, height: 653 },
          },
          desk.now(),
        )
        return ok(undefined)
      })
      assert.ok((await renew(holder)).ok)
      assert.equal(cards.accepted.at(-1)?.photoId, photoId)
      assert.ok((await renew(await aHolder())).ok)
      assert.equal(cards.accepted.at(-1)?.photoId, undefined)
    })
  })

  it('are also open to Suomi.fi sign-ins for a lost card, and not for one that works (R152)', async () => {
    const lost = await aHolder({ state: 'cancelled', cancelledBecause: 'lost' })
    const renewed = await renew(lost, {}, bySuomiFi)
    assert.ok(renewed.ok && renewed.value.ground === 'lost')
    assert.equal(kindOf(await renew(await aHolder(), {}, bySuomiFi)), 'renewal-needs-card-sign-in')
    assert.ok((await renew(await aHolder(), { broken: 'yes' }, bySuomiFi)).ok)
  })

  it('show in the form what may be chosen, and the reason where nothing may', async () => {
    const second = aNurse({ rightId: 'midwife-1', code: 'T12' })
    const holder = await aHolder(
      {},
      { held: { registrationNumber: '00198706129', rights: [aNurse(), second] } },
    )
    const opened = await view(holder)
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.may, { allowed: true, ground: 'expiring' })
    assert.deepEqual(
      opened.value.rights.map(({ rightId, isOnCard }) => [rightId, isOnCard]),
      [
        [aNurse().rightId, true],
        ['midwife-1', false],
      ],
    )
    const early = await view(await aHolder({ says: { validTo: localDate('2030-05-31') } }))
    assert.ok(early.ok && !early.value.may.allowed)
    assert.equal(early.value.may.because.kind, 'renewal-not-open')
    assert.deepEqual(early.value.may.because.facts, { opensOn: '2030-03-02' })
  })

  it('are among the user’s own orders, which also show for each card whether it may be renewed', async () => {
    const holder = await aHolder()
    assert.deepEqual((await viewOwn(holder)).renewals, [
      { cardId: holder.cardId, ground: 'expiring', mayBeBroken: true },
    ])
    const renewed = await renew(holder)
    assert.ok(renewed.ok)
    const { orders: own, renewals } = await viewOwn(holder)
    assert.equal(own[0]?.renewal?.orderId, renewed.value.orderId)
    assert.deepEqual(renewals, [
      { cardId: holder.cardId, mayBeBroken: false, renewal: renewed.value },
    ])
    const early = await aHolder({ says: { validTo: localDate('2030-05-31') } })
    assert.deepEqual((await viewOwn(early)).renewals, [
      { cardId: early.cardId, opensOn: '2030-03-02', mayBeBroken: true },
    ])
  })

  it('show their decision to their holder only', async () => {
    const holder = await aHolder()
    const renewed = await renew(holder)
    assert.ok(renewed.ok)
    const { orderId } = renewed.value
    const of = (personId: string) =>
      desk.renewals.viewDecision(
        aPermit('orders.viewDecision', { personId }),
        { orderId },
        { language: 'fi' },
      )
    assert.ok((await of(holder.personId)).ok)
    assert.equal(recorded.at(-1)?.type, 'DecisionViewed')
    assert.equal(kindOf(await of(randomUUID())), 'order-not-found')
    const { orderId: ofDesk, personId } = await desk.ordered()
    const atDesk = await desk.renewals.viewDecision(
      aPermit('orders.viewDecision', { personId }),
      { orderId: ofDesk },
      { language: 'fi' },
    )
    assert.equal(kindOf(atDesk), 'order-not-found')
  })

  it('lose the address when non-disclosure is reported, and keep the decision, which contains none', async () => {
    const holder = await aHolder()
    const renewed = await renew(holder)
    assert.ok(renewed.ok)
    for (const { event, handle } of orders.subscriptions)
      if (event === 'ActivationLetterRedirected')
        await handle({ about: { personId: holder.personId } } as never, randomUUID())
    const order = await db.read((tx) => orderById(tx, sealing, renewed.value.orderId))
    assert.equal(order?.content.letterTo, 'registration-point')
    assert.ok(order.statement)
    // What the holder confirmed names no address: the card is still produced.
    assert.ok(!cards.forgotten.includes(renewed.value.orderId))
  })
})

describe('the decision on a renewal', () => {
  for (const language of ['fi', 'sv', 'en'] as const)
    it(`is a tagged PDF in ${language}, byte for byte the same each time, whatever a name contains`, async () => {
      const decision: DecisionFacts = {
        language,
        holder: 'Áilu #image("/etc/passwd") $x$ 😀',
        orderId: anOrderThatWasPlaced().content.orderId,
        decidedOn: localDate('2026-11-24'),
        title: aNurse().title,
        validTo: localDate('2031-11-23'),
        delivery: 'registration-point',
        point: '[b]Piste[/b]',
        withPhoto: true,
        reasons: [
          { rule: 'R151', kind: 'data-changed', changed: ['name', 'right-restricted'] },
          { rule: 'R7', kind: 'full-validity', validTo: localDate('2031-11-23') },
        ],
        rulesVersion: '2026-11-25',
        statementDigest: '00',
      }
      const pdf = Buffer.from(await renderDecision({})(decision))
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      assert.ok(pdf.includes('/StructTreeRoot') && pdf.includes('pdfuaid:part'))
      assert.ok(pdf.equals(await renderDecision({})(decision)))
    })
})
