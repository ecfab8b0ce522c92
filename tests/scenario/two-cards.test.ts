import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { reportOwnCardLost, viewCard, viewOwnCards, type CardView } from '@sotevarmenne/api/cards'
import { renewCard, viewRenewal } from '@sotevarmenne/api/renewals'
import { startSpareCard } from '@sotevarmenne/api/spare-cards'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { passport, signIn, type Hands } from '@sotevarmenne/tests/world/hands'
import { openSeededEnvironment, type SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { people } from '@sotevarmenne/tests/world/people'
import { startReader } from '@sotevarmenne/tests/world/reader'
import { draftOf, signatureOn } from '@sotevarmenne/tests/world/renewals'

describe('the two professional cards of a physician who is a dentist too (R5)', () => {
  let environment: SeededEnvironment
  let physician: CardView
  let dentist: CardView
  /** Signed in with the dentist's card. */
  let holder: Hands
  const { physicianAndDentist } = people
  before(async () => {
    environment = await openSeededEnvironment([])
  })
  after(() => environment.close())

  const stateOf = async ({ cardId }: CardView) =>
    (await environment.riitta.request(viewCard, { cardId })).state

  it('are ordered at the same time and produced apart, each with its title; a third order is refused', async () => {
    const { desk } = environment
    const { rights } = await desk.find(physicianAndDentist)
    const rightId = (code: string) => rights.find((right) => right.code === code)?.rightId ?? ''
    const orders = [
      await desk.draft(physicianAndDentist, { rightId: rightId('T20') }),
      await desk.draft(physicianAndDentist, { rightId: rightId('T22') }),
    ]
    for (const order of orders) await desk.sign(order)
    await assert.rejects(
      desk.draft(physicianAndDentist, { rightId: rightId('T20') }),
      /order-pending|valid-card-exists/,
    )
    const cards = []
    for (const order of orders) cards.push(await desk.cardOf(order))
    assert.deepEqual(
      cards.map(({ title, rightCode }) => [title.en, rightCode]),
      [
        ['Physician', 'T20'],
        ['Dentist', 'T22'],
      ],
    )
    await assert.rejects(desk.draft(physicianAndDentist), /valid-card-exists/)
    ;[physician, dentist] = cards as [CardView, CardView]
  })

  it('have an activation code each, and each signs its holder in', async () => {
    const codes: string[] = []
    const files: string[] = []
    for (const card of [physician, dentist]) {
      await environment.desk.handOver(card)
      const { db, letters } = environment.service
      const revealed = await db.write((tx) =>
        letters.revealActivationCode(tx, aPermit('permissions.bootstrap'), card.cardId),
      )
      assert.ok(revealed.ok)
      codes.push(revealed.value.activationCode)
      const file = path.join(environment.data, 'cards', `${revealed.value.chipSerial}.json`)
      const reader = await startReader(environment, file)
      await reader.activate(revealed.value)
      files.push(file)
    }
    assert.notEqual(codes[0], codes[1])
    const signedIn = []
    for (const file of files) {
      const hands = await signIn(environment, file)
      signedIn.push((await hands.request(viewOwnCards, {})).cards.map(({ cardId }) => cardId))
      holder = hands
    }
    for (const seen of signedIn)
      assert.deepEqual(seen.toSorted(), [physician.cardId, dentist.cardId].toSorted())
  })

  it('are lost one at a time, and the spare card of the lost one needs no other', async () => {
    await holder.request(reportOwnCardLost, { cardId: physician.cardId, reason: 'lost' })
    assert.deepEqual([await stateOf(physician), await stateOf(dentist)], ['cancelled', 'inUse'])
    const { spareCardId } = await environment.riitta.request(startSpareCard, {
      ...{ cardId: physician.cardId, missedBecause: 'lost', returnBy: '2026-12-10' },
      identification: passport,
    })
    assert.ok(spareCardId)
  })

  it('are renewed one at a time: the lost one with the right that is on it, by a signature of the other', async () => {
    const { cardId } = physician
    const view = await holder.request(viewRenewal, { cardId })
    assert.ok(view.may.allowed)
    assert.deepEqual(
      view.rights.map(({ code }) => code),
      ['T20'],
    )
    const { form, draft } = await draftOf(holder, cardId)
    const confirmation = await signatureOn(holder, draft)
    const { statement } = draft
    const renewed = await holder.request(renewCard, { ...form, statement, confirmation })
    await environment.settle()
    const { cards } = await holder.request(viewOwnCards, {})
    assert.deepEqual(
      cards
        .filter(({ state }) => state !== 'cancelled')
        .map(({ rightCode }) => rightCode)
        .toSorted(),
      ['T20', 'T22'],
    )
    assert.ok(renewed.orderId)
    assert.equal(await stateOf(dentist), 'inUse')
  })
})
