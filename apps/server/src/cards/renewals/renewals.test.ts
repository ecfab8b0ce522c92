import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { draftRenewal, type renewCard } from '@sotevarmenne/api/renewals'
import { readRenewalStatement } from '@sotevarmenne/issuing/domain/renewal-statement'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { hour, instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { SignInFacts } from '#platform/permit.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { renderDecision } from './index.ts'
import { orderById } from '../orders/store.ts'
import { insertPhoto } from '../photos/store.ts'
import { aCard, anActualCard, aNurse, anOrderThatWasPlaced, aResident } from '../orders/testing.ts'
import { anIdentification, kindOf, openDesk } from '../orders/testing/desk.ts'
import type { CardId } from '#cards/card/contract.ts'
import type { PhotoId } from '../photos/contract.ts'
import type { RenewalForm } from './decide-renewal.ts'
import type { DecisionFacts } from './ports.ts'
import type { RenewalDecided } from './contract.ts'
import { aConfirmation, aSession, renewConfirmed } from './testing.ts'

const byCard: SignInFacts = {
  ...{ method: 'card', cardId: randomUUID(), levelOfAssurance: 'high' },
  at: instant(1_795_000_000_000),
}
const bySuomiFi: SignInFacts = {
  ...{ method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial' },
  at: instant(1_795_000_000_000),
}

const toAPoint = { to: 'registration-point', pointId: randomUUID() } as const

forEachDatabase('renewals', ({ db }) => {
  const desk = openDesk(db)
  const { registers, cards, recorded, sealing, orders } = desk
  const address = aResident().address ?? assert.fail()

  /** Aino with a card that expires in two months, and with a photo of her. */
  const aHolder = async (
    changes: Parameters<typeof anActualCard>[0] = {},
    registered: Parameters<typeof registers.add>[0] = {},
  ) => {
    const code = registers.add(registered)
    const personId = await desk.visitor(code)
    const card = anActualCard({ holder: personId, ...changes })
    cards.giveActual(personId, card)
    return { code, personId, card, cardId: card.cardId }
  }
  type Holder = Awaited<ReturnType<typeof aHolder>>

  const renew = (
    { personId, cardId }: Pick<Holder, 'personId' | 'cardId'>,
    changes: Partial<RenewalForm> = {},
    signIn: SignInFacts = byCard,
  ) => renewConfirmed(desk.renewals, { personId, signIn }, aForm({ cardId, ...changes }))
  const aForm = (changes: Partial<RenewalForm> & Pick<RenewalForm, 'cardId'>): RenewalForm => ({
    ...{ rightId: aNurse().rightId, delivery: { to: 'home' }, address },
    ...{ language: 'fi', termsAccepted: true },
    ...changes,
  })
  const view = ({ personId, cardId }: Holder, signIn: SignInFacts = byCard) =>
    desk.renewals.viewRenewal(aPermit('orders.viewRenewal', { personId, signIn }), { cardId })
  const viewOwn = async ({ personId }: Pick<Holder, 'personId'>) => {
    const own = await desk.renewals.viewOwnOrders(aPermit('orders.viewOwnOrders', { personId }))
    assert.ok(own.ok)
    return own.value
  }

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
    assert.equal(kindOf(await renew({ personId, cardId: randomUUID() as never })), 'card-not-found')
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

  describe('are confirmed by the holder', () => {
    const who = ({ personId }: Holder) => ({ personId, signIn: byCard })
    const draft = async (holder: Holder, changes: Partial<RenewalForm> = {}) => {
      const drafted = await desk.renewals.draftRenewal(
        aPermit('orders.draftRenewal', who(holder)),
        aForm({ cardId: holder.cardId, ...changes }),
      )
      assert.ok(drafted.ok && 'draft' in drafted.value, JSON.stringify(drafted))
      return drafted.value.draft
    }
    const confirm = (
      holder: Holder,
      statement: string,
      changes: Partial<InputOf<typeof renewCard>> = {},
    ) =>
      desk.renewals.renewCard(
        aPermit('orders.renewCard', who(holder)),
        { ...aForm({ cardId: holder.cardId }), statement, confirmation: aConfirmation, ...changes },
        aSession,
      )
    /** Refused for that reason: it is recorded, and nothing is ordered. */
    const isRefused = async (refused: Promise<unknown>, kind: string) => {
      const before = cards.accepted.length
      assert.equal(kindOf((await refused) as never), kind)
      const { type, because } = recorded.at(-1) as unknown as Record<string, unknown>
      assert.deepEqual([type, because], ['RenewalRefused', kind])
      assert.equal(cards.accepted.length, before)
    }

    it('on a statement that orders nothing yet, says what the card will say, and names no address', async () => {
      const holder = await aHolder()
      const before = await desk.everything()
      const drafted = await draft(holder)
      const after = await desk.everything()
      assert.deepEqual(after, { ...before, recorded: before.recorded + 1 })
      assert.equal(recorded.at(-1)?.type, 'RenewalViewed')

      const text = Buffer.from(drafted.statement, 'base64').toString('utf8')
      assert.deepEqual(readRenewalStatement(text), {
        ...{ orderId: drafted.orderId, product: 'professional-card', drafted: desk.now() },
        ...{ givenNames: 'Aino', surname: 'Esimerkki', validTo: '2031-11-23' },
        ...{ registrationNumber: '00198706129', doctorId: undefined },
        identityCode: undefined,
        right: 'Sairaanhoitaja / Sjukskötare / Nurse',
      })
      assert.ok(text.includes(`Card to renew: ${holder.cardId}, `))
      assert.ok(text.includes('Leverans / Delivery: kotiin / hem / home\n'))
      assert.ok(!text.includes(address.street) && !text.includes(address.postalCode))
    })

    it('with the signature of their card, which production and the order store, and the audit log names', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const renewed = await confirm(holder, statement)
      assert.ok(renewed.ok)
      assert.equal(renewed.value.orderId, orderId)
      const signed = Buffer.from(statement, 'base64')
      assert.deepEqual(Buffer.from(desk.signed.at(-1) ?? []), signed)
      const basis = cards.bases.at(-1)
      assert.ok(basis?.kind === 'renewal-signed')
      assert.deepEqual(Buffer.from(basis.statement), signed)
      const statementDigest = createHash('sha256').update(signed).digest('hex')
      const { confirmedBy, confirmedDigest, signedWith } = recorded.at(
        -1,
      ) as unknown as RenewalDecided
      assert.deepEqual(
        [confirmedBy, confirmedDigest, signedWith],
        ['signature', statementDigest, '0a'],
      )
      const order = await db.read((tx) => orderById(tx, sealing, orderId))
      assert.ok(order && 'renewal' in order.content)
      assert.equal(order.content.renewal.confirmation?.statementDigest, statementDigest)
      assert.ok(Buffer.from(order.statement ?? []).includes(`sha256:${statementDigest}`))
    })

    it('or with a new identification, whose ID token goes to production alone', async () => {
      const holder = await aHolder({ state: 'cancelled', cancelledBecause: 'lost' })
      const drafted = await draft(holder)
      const begun = await desk.renewals.identifyForRenewal(
        aPermit('orders.identifyForRenewal', who(holder)),
        { cardId: holder.cardId, statement: drafted.statement },
        aSession,
      )
      assert.ok(begun.ok)
      const signed = Buffer.from(drafted.statement, 'base64')
      assert.ok(begun.value.address.endsWith(nonceOf(signed)))
      const renewed = await confirm(holder, drafted.statement, {
        confirmation: { by: 'suomiFi', attempt: begun.value.attempt, query: 'code=1' },
      })
      assert.ok(renewed.ok)
      const { idToken } = anIdentification
      assert.deepEqual(cards.bases.at(-1), {
        kind: 'renewal-identified',
        statement: new Uint8Array(signed),
        idToken,
      })
      assert.equal((recorded.at(-1) as unknown as RenewalDecided).confirmedBy, 'suomiFi')
      assert.ok(!JSON.stringify(recorded).includes(idToken))
      const order = await db.read((tx) => orderById(tx, sealing, drafted.orderId))
      assert.ok(!JSON.stringify(order).includes(idToken), 'the order outlives the token')
    })

    it('once: the same confirmation sent again, at once or later, is one order (R157)', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const before = cards.accepted.length
      const decisions = () => recorded.filter(({ type }) => type === 'RenewalDecided').length
      const decidedBefore = decisions()
      const sent = await Promise.all([1, 2, 3].map(() => confirm(holder, statement)))
      sent.push(await confirm(holder, statement))
      desk.wait(2 * hour)
      sent.push(await confirm(holder, statement))
      desk.backToNoon()
      assert.deepEqual(
        sent.map((each) => each.ok && each.value.orderId),
        sent.map(() => orderId),
      )
      assert.equal(cards.accepted.length, before + 1)
      assert.equal(decisions(), decidedBefore + 1)
    })

    it('once: after its card was cancelled the same confirmation orders no other', async () => {
      const holder = await aHolder()
      const { orderId, statement } = await draft(holder)
      const renewed = await confirm(holder, statement)
      assert.ok(renewed.ok)
      const cardId = renewed.value.newCardId as CardId
      const cancelled = anActualCard({
        ...{ holder: holder.personId, cardId, orderId, wasHandedOver: false },
        ...{ state: 'cancelled', cancelledBecause: 'order-cancelled' },
      })
      cards.giveActual(holder.personId, holder.card, cancelled)
      cards.give(holder.personId, aCard({ cardId, state: 'cancelled' }))
      for (const { event, handle } of orders.subscriptions)
        if (event === 'CardCancelled')
          await handle(
            { type: event, about: { cardId, orderId, personId: holder.personId } },
            randomUUID(),
          )
      await isRefused(confirm(holder, statement), 'renewal-changed')
      desk.wait(1)
      assert.ok((await confirm(holder, (await draft(holder)).statement)).ok)
      desk.backToNoon()
    })

    it('and not if the form or a register says something else by then', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      for (const change of [
        { language: 'sv' },
        { address: undefined, delivery: toAPoint },
      ] as const)
        await isRefused(confirm(holder, statement, change), 'renewal-changed')
      const population = aResident({ surname: 'Esimerkki-Virtanen' })
      const held = { registrationNumber: '00198706129', rights: [aNurse()] }
      registers.change(holder.code, { population, held })
      await isRefused(confirm(holder, statement), 'renewal-changed')
      registers.change(holder.code, { population: aResident(), held })
      assert.ok((await confirm(holder, statement)).ok)
    })

    it('and not by a statement that was not drafted here, or for another card, holder or moment', async () => {
      const [holder, other] = [await aHolder(), await aHolder()]
      const own = await draft(holder)
      const { statement: ofOther } = await draft(other)
      const text = Buffer.from(own.statement, 'base64').toString('utf8')
      const forged = [
        text.replace(own.orderId, randomUUID()),
        text.replace('2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.001Z'),
        text.replace('2031-11-23', '2036-11-23'),
        `${text}X: Y\n`,
        'nothing',
      ].map((each) => Buffer.from(each).toString('base64'))
      for (const statement of [...forged, ofOther])
        await isRefused(confirm(holder, statement), 'renewal-changed')
      const begun = await desk.renewals.identifyForRenewal(
        aPermit('orders.identifyForRenewal', who(holder)),
        { cardId: holder.cardId, statement: ofOther },
        aSession,
      )
      assert.equal(kindOf(begun), 'renewal-changed')
    })

    it('within an hour', async () => {
      const [early, late] = [await aHolder(), await aHolder()]
      const statements = [(await draft(early)).statement, (await draft(late)).statement] as const
      desk.wait(hour - 1)
      assert.ok((await confirm(early, statements[0])).ok)
      desk.wait(1)
      await isRefused(confirm(late, statements[1]), 'renewal-draft-expired')
      desk.backToNoon()
    })

    it('and not with a signature that is not theirs, or not of the card with this number', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      desk.breakSignatures(true)
      await isRefused(confirm(holder, statement), 'signature-not-accepted')
      desk.breakSignatures(false)
      // As of a staff card of the same person: the signer would find another person.
      desk.signWithNumber('90000000018')
      await isRefused(confirm(holder, statement), 'signed-with-other-card')
      desk.signWithNumber('00198706129')
      assert.ok((await confirm(holder, statement)).ok)
    })

    it('and not by an identification that failed, whatever its reason', async () => {
      const holder = await aHolder()
      const { statement } = await draft(holder)
      const confirmation = {
        by: 'suomiFi',
        attempt: 'attempt',
        query: 'error=access_denied',
      } as const
      for (const refusal of [
        { kind: 'suomi-fi-cancelled' },
        { kind: 'level-of-assurance-too-low' },
        { kind: 'identified-as-another-person' },
        { kind: 'attempt-not-found' },
        { kind: 'attempt-expired' },
        { kind: 'suomi-fi-response-wrong', because: 'nonce' },
      ] as const) {
        desk.identify(refuse(refusal))
        await isRefused(confirm(holder, statement, { confirmation }), refusal.kind)
      }
      // The signer would refuse it when the card is produced.
      desk.identify(ok({ ...anIdentification, idToken: 'x'.repeat(8193) }))
      await isRefused(confirm(holder, statement, { confirmation }), 'suomi-fi-response-wrong')
      desk.identify(ok(anIdentification))
      assert.ok((await confirm(holder, statement, { confirmation })).ok)
    })
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
      const pdf = Buffer.from(await renderDecision(decision))
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      assert.ok(pdf.includes('/StructTreeRoot') && pdf.includes('pdfuaid:part'))
      assert.ok(pdf.equals(await renderDecision(decision)))
    })
})
