import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aCardsEnvironment, aDeskPermit, type CardsEnvironment } from '#cards/lifecycle/testing.ts'
import { aResident, anIdentityCode } from './testing.ts'
import { kindOf, openDesk } from './testing/desk.ts'
import { openMemberOrders } from './testing/member-orders.ts'

forEachDatabase('staff and actor cards at the desk', (database) => {
  const { db } = database
  const {
    one,
    organisations,
    sanna,
    orders,
    stranger,
    drafted,
    anEmployer,
    authorise,
    desk,
    cards,
    riitta,
    draft,
    recorded,
    draftAt,
  } = openMemberOrders(database)

  const end = async (agreementId: string) => {
    const permit = aPermit('organisations.endAgreement', { personId: one })
    assert.ok((await organisations.endAgreement(permit, { agreementId })).ok)
  }
  /** With the employment certificate that a registrar of another organisation needs (R97). */
  const draftedByStranger = async (organisationId: string): Promise<string> => {
    const personId = await sanna()
    const stored = await orders.storeEmploymentCertificate(
      aPermit('orders.storeEmploymentCertificate', stranger),
      { personId, document: Buffer.from('%PDF-1.7 todistus').toString('base64') },
    )
    assert.ok(stored.ok)
    const { certificateId } = stored.value
    const changes = { employmentCertificateId: certificateId }
    return drafted(personId, organisationId, changes, stranger)
  }
  const listen = async (agreementId: string) => {
    const [ears] = orders.subscriptions.filter(({ event }) => event === 'AgreementEnded')
    assert.ok(ears)
    await ears.handle({ type: 'AgreementEnded', agreementId }, 'event')
  }

  it('a registrar whose delegation ends during the visit is refused at the operation', async () => {
    const { organisationId } = await anEmployer()
    const delegationId = await authorise(organisationId)
    const orderId = await draftedByStranger(organisationId)
    await end(delegationId)
    assert.equal(kindOf(await desk.place(orderId, stranger)), 'delegation-ended')
  })

  it('the end of a delegation stops the open orders that another organisation placed under it', async () => {
    const { organisationId } = await anEmployer()
    const delegationId = await authorise(organisationId)
    const orderId = await draftedByStranger(organisationId)
    assert.ok((await desk.place(orderId, stranger)).ok)
    await end(delegationId)
    await desk.deliverAll()
    const order = await orders.viewOrder(aPermit('orders.viewOrder', stranger), { orderId })
    assert.equal(order.ok && order.value.state, 'cancelled')
  })

  it('the end of an agreement stops open orders and drafts that are based on it, once', async () => {
    const { organisationId, cardAgreementId } = await anEmployer()
    const orderId = await drafted(await sanna(), organisationId)
    assert.ok((await desk.place(orderId)).ok)
    const open = await drafted(await sanna(), organisationId)
    const withdrawn = cards.withdrawn.length
    await end(cardAgreementId)
    await listen(cardAgreementId)
    await listen(cardAgreementId)
    assert.equal(cards.withdrawn.length, withdrawn + 1)
    for (const stopped of [orderId, open]) {
      const order = await orders.viewOrder(aPermit('orders.viewOrder', riitta), {
        orderId: stopped,
      })
      assert.ok(order.ok)
      assert.equal(order.value.state, 'cancelled')
    }
  })

  it('both sides are notified when an agreement or a delegation ends, of how many orders wait (R687)', async () => {
    const { organisationId, cardAgreementId, businessId } = await anEmployer()
    const delegationId = await authorise(organisationId)
    const delegate = desk.operators.get(stranger.pointId)
    const prepared = await desk.employments.prepareOrder(
      aPermit('employments.prepareOrder', { personId: one }),
      {
        ...{ organisationId, identityCode: anIdentityCode(), name: 'Sanna', title: 'Sihteeri' },
        declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
      },
    )
    assert.ok(prepared.ok)
    const notified = async (agreementId: string) =>
      (await db.read((tx) => desk.employments.mailsOf(tx, { type: 'AgreementEnded', agreementId })))
        .map(({ to, waiting }) => [to, waiting])
        .toSorted()
    const both = [businessId, delegate].map((side) => [`${side ?? ''}@example.fi`, 1]).toSorted()
    assert.deepEqual(await notified(cardAgreementId), [], 'it has not ended')
    await end(cardAgreementId)
    assert.deepEqual(await notified(cardAgreementId), both)
    await end(delegationId)
    assert.deepEqual(await notified(delegationId), both)
    assert.deepEqual(
      await db.read((tx) => desk.employments.mailsOf(tx, { type: 'AgreementApproved' })),
      [],
    )
  })

  it('an ordered card names its agreement, and is found at once when that ends (R305)', async () => {
    const { organisationId, cardAgreementId } = await anEmployer()
    const orderId = await drafted(await sanna(), organisationId)
    assert.ok((await desk.place(orderId)).ok)
    const { restsOn } = cards.accepted.find((card) => card.orderId === orderId) ?? {}
    assert.deepEqual(restsOn, [cardAgreementId])
    const hasEnded = () => db.read((tx) => organisations.hasEnded(tx, [cardAgreementId]))
    assert.equal(await hasEnded(), false)
    await end(cardAgreementId)
    assert.equal(await hasEnded(), true)
  })

  it('the end of an agreement reaches open orders, also one that is placed at the same moment (R92)', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { organisationId, cardAgreementId } = await anEmployer()
      const placed = await drafted(await sanna(), organisationId)
      assert.ok((await desk.place(placed)).ok)
      const placing = await drafted(await sanna(), organisationId)
      const [atOnce] = await Promise.all([desk.place(placing), end(cardAgreementId)])
      if (!atOnce.ok) assert.equal(kindOf(atOnce), 'agreement-ended')
      await desk.deliverAll()
      for (const orderId of [placed, placing]) {
        const order = await orders.viewOrder(aPermit('orders.viewOrder', riitta), { orderId })
        assert.equal(order.ok && order.value.state, 'cancelled')
      }
      const late = await draft(await sanna(), organisationId)
      assert.equal(kindOf(late), 'agreement-ended')
    }
  })

  it('the end of an employment stops the drafts of that employer, and no later ones (R278)', async () => {
    const { organisationId } = await anEmployer()
    const personId = await sanna()
    const before = await drafted(personId, organisationId)
    const elsewhere = await drafted(personId, (await anEmployer()).organisationId)
    const identityCode = await db.read((tx) => desk.people.identityCodeOf(tx, personId))
    const ended = await desk.employments.endEmployment(
      aPermit('employments.endEmployment', { personId: one }),
      { organisationId, identityCode },
    )
    assert.ok(ended.ok)
    const event = recorded.findLast(({ type }) => type === 'EmploymentEnded')
    const endedAt = desk.now()
    desk.wait(minute)
    const after = await drafted(personId, organisationId)
    for (const one of orders.subscriptions)
      if (one.event === event?.type) await one.handle({ ...event }, 'event', endedAt)
    const stateOf = async (orderId: string) => {
      const order = await orders.viewOrder(aPermit('orders.viewOrder', riitta), { orderId })
      return order.ok && order.value.state
    }
    assert.deepEqual(
      [await stateOf(before), await stateOf(elsewhere), await stateOf(after)],
      ['cancelled', 'draft', 'draft'],
    )
  })

  describe('the end of an employment during production (R278)', () => {
    let ca: TestCa
    let environment: CardsEnvironment
    let real: typeof desk

    before(async () => {
      const clock = { now: desk.now }
      ca = await startTestCa({ clock })
      environment = aCardsEnvironment({ db, ca, clock })
      real = openDesk(db, environment.cards)
    })
    after(() => ca.close())

    const aDraft = async () => {
      const { organisationId } = await anEmployer()
      const code = real.registers.add()
      real.registers.change(code, { population: aResident() })
      const personId = await real.visitor(code)
      const order = await draftAt(real)(personId, organisationId)
      assert.ok(order.ok)
      const { orderId } = order.value
      const endEmployment = async () => {
        const identityCode = await db.read((tx) => real.people.identityCodeOf(tx, personId))
        const ended = await real.employments.endEmployment(
          aPermit('employments.endEmployment', { personId: one }),
          { organisationId, identityCode },
        )
        assert.ok(ended.ok)
        const { cancelled, stopped } = ended.value
        return { cancelled, stopped }
      }
      const place = async () => {
        const placed = await real.place(orderId, riitta)
        assert.ok(placed.ok && placed.value.cardId !== undefined)
        return placed.value.cardId
      }
      return { orderId, endEmployment, place }
    }
    const subscribe = async (type: 'EmploymentEnded' | 'CardCancelled' | 'CardProduced') => {
      const event = [...real.recorded, ...environment.events].findLast((each) => each.type === type)
      assert.ok(event)
      for (const { event: received, handle } of real.orders.subscriptions)
        if (received === type) await handle({ ...event }, 'event', desk.now())
    }
    const seen = async (orderId: string, cardId: string) => {
      const permit = aPermit('orders.viewOrder', riitta)
      const order = await real.orders.viewOrder(permit, { orderId })
      const card = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
      assert.ok(order.ok && card.ok)
      return [order.value.state, card.value.cancelled?.reason]
    }

    it('cancels an order when it stopped its card, in whichever sequence the events arrive', async () => {
      for (const news of [
        ['EmploymentEnded', 'CardCancelled'],
        ['CardCancelled', 'EmploymentEnded'],
      ] as const) {
        const { orderId, endEmployment, place } = await aDraft()
        const cardId = await place()
        assert.deepEqual(await endEmployment(), { cancelled: 0, stopped: 1 })
        for (const type of news) await subscribe(type)
        assert.deepEqual(await seen(orderId, cardId), ['cancelled', 'employment-ended'])
      }
    })

    it('stops a card that was ordered on a draft before the event arrived', async () => {
      const { orderId, endEmployment, place } = await aDraft()
      assert.deepEqual(await endEmployment(), { cancelled: 0, stopped: 0 })
      const cardId = await place()
      await subscribe('EmploymentEnded')
      await subscribe('CardCancelled')
      assert.deepEqual(await seen(orderId, cardId), ['cancelled', 'employment-ended'])
    })

    it('cancels a card that was produced by then too', async () => {
      const { orderId, endEmployment, place } = await aDraft()
      await endEmployment()
      const cardId = await place()
      assert.ok((await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)).ok)
      await subscribe('CardProduced')
      await subscribe('EmploymentEnded')
      assert.deepEqual(await seen(orderId, cardId), ['produced', 'employment-ended'])
    })
  })
})
