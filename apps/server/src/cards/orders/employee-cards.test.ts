import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { day } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aCardsEnvironment, aPassport, type CardsEnvironment } from '#cards/lifecycle/testing.ts'
import { aResident } from './testing.ts'
import { kindOf, openDesk } from './testing/desk.ts'
import { openMemberOrders } from './testing/member-orders.ts'

forEachDatabase('cards of an organisation’s people', (database) => {
  const { db } = database
  const { one, organisations, anEmployer, desk, riitta, draftAt } = openMemberOrders(database)
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

  const ordered = async (
    organisationId: string,
    { surname = 'Esimerkki', ...changes }: { surname?: string; employmentEndsOn?: string } = {},
  ) => {
    const code = real.registers.add()
    real.registers.change(code, { population: aResident({ surname }) })
    const personId = await real.visitor(code)
    const order = await draftAt(real)(personId, organisationId, changes)
    assert.ok(order.ok, JSON.stringify(order))
    const placed = await real.place(order.value.orderId, riitta)
    assert.ok(placed.ok && placed.value.cardId !== undefined)
    return { cardId: placed.value.cardId, personId }
  }
  const inHands = async (...requested: Parameters<typeof ordered>) => {
    const card = await ordered(...requested)
    const { cardId } = card
    const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
    assert.ok(produced.ok, JSON.stringify(produced))
    const handedOver = await environment.cards.handOverCard(aPermit('cards.handOverCard', riitta), {
      ...{ cardId, identification: aPassport() },
    })
    assert.ok(handedOver.ok, JSON.stringify(handedOver))
    return card
  }
  const list = async (organisationId: string, page: object = {}) => {
    const listed = await real.employments.listEmployeeCards(
      aPermit('employments.viewCards', { personId: one }),
      { organisationId, limit: 100, ...page },
    )
    assert.ok(listed.ok, JSON.stringify(listed))
    return listed.value
  }
  const tasks = async (organisationId: string) => {
    const permit = aPermit('employments.viewPrepared', { personId: one })
    const shown = await real.employments.viewCardTasks(permit, { organisationId })
    assert.ok(shown.ok, JSON.stringify(shown))
    return shown.value
  }
  const renew = (organisationId: string, cardIds: string[]) =>
    real.employments.prepareRenewals(aPermit('employments.prepareOrder', { personId: one }), {
      ...{ organisationId, cardIds },
      declaration: { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' },
    })

  it('are listed in every state with unit, number and end, and those of others are not (R422)', async () => {
    const { organisationId } = await anEmployer()
    const other = await anEmployer()
    const waiting = await ordered(organisationId)
    const used = await inHands(organisationId, { surname: 'Öhman' })
    await ordered(other.organisationId)
    const before = environment.events.length

    const { cards } = await list(organisationId)

    assert.deepEqual(
      cards.map(({ cardId, state }) => [cardId, state]).toSorted(),
      [
        [waiting.cardId, 'ordered'],
        [used.cardId, 'handedOver'],
      ].toSorted(),
    )
    const shown = cards.find(({ cardId }) => cardId === used.cardId)
    assert.match(shown?.cardNumber ?? '', /^\d{17}$/)
    assert.deepEqual(
      [shown?.surname, shown?.title.fi, shown?.product],
      ['Öhman', 'Osastonsihteeri', 'staff-card'],
    )
    const looks = environment.events.slice(before).map(({ type }) => type)
    assert.deepEqual(looks, ['CardListed', 'CardListed'], 'an access record for each card')
  })

  it('are found by parts of the name and by number, and never by what a pattern would match', async () => {
    const { organisationId } = await anEmployer()
    const { cardId } = await inHands(organisationId, { surname: 'Hämäläinen' })
    await ordered(organisationId, { surname: 'Virtanen' })
    const found = async (search: string) =>
      (await list(organisationId, { search })).cards.map((card) => card.cardId)
    const [shown] = (await list(organisationId, { search: 'hämäl' })).cards
    assert.equal(shown?.cardId, cardId)
    assert.deepEqual(await found('Aino hämäläinen'), [cardId])
    assert.deepEqual(await found(shown.cardNumber ?? ''), [cardId])
    assert.deepEqual(await found((shown.cardNumber ?? '').replace(/^\d{5}/, '$& ')), [cardId])
    for (const nobody of ['hämäl%', 'H_mäläinen', String.raw`\\`, 'Hämäläinen Virtanen'])
      assert.deepEqual(await found(nobody), [], nobody)
  })

  it('that end within ninety days are counted and can be listed alone', async () => {
    const { organisationId } = await anEmployer()
    const today = new Date(desk.now())
    const isoOn = (days: number) =>
      new Date(today.getTime() + days * day).toISOString().slice(0, 10)
    const soon = await inHands(organisationId, { employmentEndsOn: isoOn(60) })
    await inHands(organisationId, { employmentEndsOn: isoOn(120) })
    await ordered(organisationId, { employmentEndsOn: isoOn(60) })
    const { cards } = await list(organisationId, { filter: 'ending' })
    assert.deepEqual(
      cards.map(({ cardId }) => cardId),
      [soon.cardId],
    )
    const events = environment.events.length
    assert.deepEqual(await tasks(organisationId), {
      ...{ product: 'staff-card', endingCards: 1, drafts: 0, heldCards: 2, waitingOrders: 0 },
    })
    assert.equal(environment.events.length, events, 'a count shows nobody')
    assert.equal((await list(organisationId, { filter: 'handedOver' })).cards.length, 2)
    assert.equal((await list(organisationId, { filter: 'cancelled' })).cards.length, 0)
  })

  it('are renewed many at once: each card has its own result, and a repetition prepares nothing twice (R422)', async () => {
    const { organisationId } = await anEmployer()
    const first = await inHands(organisationId)
    const second = await inHands(organisationId)
    const foreign = await inHands((await anEmployer()).organisationId)
    const cardIds = [first.cardId, foreign.cardId, second.cardId, first.cardId]

    const preview = () =>
      real.employments.previewRenewals(aPermit('employments.prepareOrder', { personId: one }), {
        ...{ organisationId, cardIds },
        declaration: { logsInToPatientSystems: false, givenBy: 'Esko Esihenkilö' },
      })
    const previewed = await preview()
    assert.ok(previewed.ok, JSON.stringify(previewed))
    assert.deepEqual(
      [previewed.value.count, previewed.value.price.kind, previewed.value.refused],
      [2, 'priced', [{ cardId: foreign.cardId, kind: 'card-not-found' }]],
    )
    assert.equal((await tasks(organisationId)).waitingOrders, 0, 'a preview prepares nothing')

    const renewed = await renew(organisationId, cardIds)
    const after = await preview()
    assert.ok(after.ok)
    assert.deepEqual(
      [after.value.count, after.value.refused.map(({ kind }) => kind)],
      [0, ['card-not-found', 'prepared-already', 'prepared-already']],
    )

    assert.ok(renewed.ok, JSON.stringify(renewed))
    assert.equal(renewed.value.prepared, 2)
    assert.deepEqual(renewed.value.refused, [{ cardId: foreign.cardId, kind: 'card-not-found' }])
    assert.deepEqual(
      renewed.value.reasons.map(({ kind }) => kind),
      ['card-not-found'],
    )
    const waiting = await db.read(async (tx) =>
      real.employments.preparedFor(tx, await real.people.identityCodeOf(tx, first.personId)),
    )
    assert.deepEqual(
      waiting.map(({ facts }) => [facts.title, facts.declaration?.logsInToPatientSystems]),
      [['Osastonsihteeri', true]],
    )
    const again = await renew(organisationId, cardIds)
    assert.ok(again.ok)
    assert.deepEqual([again.value.prepared, again.value.refused.length], [0, 3])
  })

  it('end with the employment by the card, which must be the organisation’s (R422)', async () => {
    const { organisationId } = await anEmployer()
    const { cardId } = await inHands(organisationId)
    const foreign = await inHands((await anEmployer()).organisationId)
    const end = (of: string) =>
      real.employments.endEmploymentOfCard(
        aPermit('employments.endEmployment', { personId: one }),
        { organisationId, cardId: of },
      )
    assert.equal(kindOf(await end(foreign.cardId)), 'card-not-found')
    assert.equal(kindOf(await end('00000000-0000-4000-8000-000000000000')), 'card-not-found')
    const ended = await end(cardId)
    assert.ok(ended.ok)
    assert.deepEqual(ended.value, { cancelled: 1, stopped: 0, withdrawn: 0 })
    const [card] = (await list(organisationId)).cards
    assert.equal(card?.state, 'cancelled')
  })

  it('of the organisation alone are cancelled after a planned last day, and those of another employer stay (R482)', async () => {
    const { organisationId } = await anEmployer()
    const { cardId, personId } = await inHands(organisationId)
    const other = (await anEmployer()).organisationId
    const elsewhere = await draftAt(real)(personId, other)
    assert.ok(elsewhere.ok, JSON.stringify(elsewhere))
    const placed = await real.place(elsewhere.value.orderId, riitta)
    assert.ok(placed.ok)
    const permit = aPermit('employments.endEmployment', { personId: one })
    const lastDay = addDays(dateInHelsinki(desk.now()), 1)
    const requested = { organisationId, lastDay, cardId }
    const shown = await real.employments.previewEmploymentEnd(permit, {
      ...{ organisationId, of: { cardId } },
    })
    assert.ok(shown.ok)
    assert.deepEqual(
      shown.value.cards.map((card) => [card.cardId, card.product, card.cardNumber?.length]),
      [[cardId, 'staff-card', 17]],
    )
    assert.equal(
      kindOf(
        await real.employments.endEmploymentOfCard(permit, { ...requested, organisationId: other }),
      ),
      'card-not-found',
    )
    const planned = await real.employments.endEmploymentOfCard(permit, requested)
    assert.ok(planned.ok && planned.value.plannedFor === lastDay)
    const stateOf = async (of: string) => (await list(of)).cards.map(({ state }) => state)
    const due = real.employments.jobs.find(({ kind }) => kind === 'employments.endDue')
    await due?.handle({ kind: 'employments.endDue', key: '', payload: {} })
    assert.deepEqual(await stateOf(organisationId), ['handedOver'])
    real.wait(2 * day)
    await due?.handle({ kind: 'employments.endDue', key: '', payload: {} })
    assert.deepEqual(await stateOf(organisationId), ['cancelled'])
    real.backToNoon()
    assert.deepEqual(await stateOf(other), ['ordered'])
  })

  it('are not ordered in advance without a card agreement, and what waits is said to wait in vain (R421)', async () => {
    const { organisationId, cardAgreementId } = await anEmployer()
    const { cardId } = await inHands(organisationId)
    const listPrepared = async () => {
      const listed = await real.employments.listPrepared(
        aPermit('employments.viewPrepared', { personId: one }),
        { organisationId, limit: 25 },
      )
      assert.ok(listed.ok)
      return listed.value.notNow?.kind
    }
    assert.equal(await listPrepared(), undefined)
    const permit = aPermit('organisations.endAgreement', { personId: one })
    assert.ok((await organisations.endAgreement(permit, { agreementId: cardAgreementId })).ok)

    assert.equal(await listPrepared(), 'agreement-ended')
    assert.equal((await tasks(organisationId)).notNow?.kind, 'agreement-ended')
    assert.equal(kindOf(await renew(organisationId, [cardId])), 'agreement-ended')
  })
})
