import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  afternoon,
  anOrderedCard,
  type CardsEnvironment,
} from './testing.ts'

forEachDatabase('the contactless identifier of a card', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: CardsEnvironment

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = aCardsEnvironment({ db, ca, clock })
  })
  after(() => ca.close())

  /** Seven bytes, as a manufacturer numbers its chips. */
  const anId = () => `04${randomBytes(6).toString('hex').toUpperCase()}`
  const record = (cardId: string, contactlessId?: string) =>
    environment.cards.recordContactlessId(aDeskPermit('cards.recordContactlessId'), {
      cardId,
      ...(contactlessId !== undefined && { contactlessId }),
    })
  const view = async (cardId: string) => {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  const cancel = (cardId: string) =>
    environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), { cardId, reason: 'lost' })
  const kindOf = (result: { ok: true } | { ok: false; refusal: { kind: string } }) =>
    result.ok ? 'ok' : result.refusal.kind

  it('is recorded, changed and removed, and is on no card without it (R405)', async () => {
    const cardId = await aCardHandedOver(environment)
    assert.equal((await view(cardId)).contactlessId, undefined)
    const [id, another] = [anId(), anId()]
    const events = () =>
      environment.events
        .filter(({ type, about }) => type.startsWith('Contactless') && about?.cardId === cardId)
        .map(({ type }) => type)
    const recorded = await record(cardId, id.toLowerCase().replaceAll(/(..)(?=.)/g, '$1:'))
    assert.ok(recorded.ok)
    assert.equal(recorded.value.contactlessId, id)
    assert.equal(kindOf(await record(cardId, id)), 'ok')
    assert.deepEqual(events(), ['ContactlessIdRecorded'])
    assert.ok(!JSON.stringify(environment.events).includes(id), 'not in the audit log (R406)')

    assert.ok((await record(cardId, another)).ok)
    assert.equal((await view(cardId)).contactlessId, another)
    for (let count = 0; count < 2; count += 1) assert.ok((await record(cardId)).ok)
    assert.equal((await view(cardId)).contactlessId, undefined)
    assert.deepEqual(events(), [
      ...['ContactlessIdRecorded', 'ContactlessIdRecorded', 'ContactlessIdRemoved'],
    ])
  })

  it('belongs to one card in force: that of a cancelled or expired one is free again (R405)', async () => {
    const one = await aCardHandedOver(environment)
    const other = await aCardAwaitingHandOver(environment)
    const id = anId()
    assert.ok((await record(one, id)).ok)
    assert.equal(kindOf(await record(other, id)), 'contactless-id-in-use')
    assert.ok((await cancel(one)).ok)
    assert.ok((await record(other, id)).ok)
    assert.equal((await view(one)).contactlessId, undefined)

    const later = await aCardAwaitingHandOver(environment)
    assert.equal(kindOf(await record(later, id)), 'contactless-id-in-use')
    now = plus(now, 6 * 366 * day)
    assert.ok((await record(later, id)).ok)
    assert.equal((await view(other)).contactlessId, undefined)
    now = afternoon
  })

  it('is recorded once by two desks for two cards at the same time', async () => {
    const ids = [await aCardHandedOver(environment), await aCardHandedOver(environment)]
    const id = anId()
    const both = await Promise.all(ids.map((cardId) => record(cardId, id)))
    assert.deepEqual(both.map(kindOf).sort(), ['contactless-id-in-use', 'ok'])
  })

  it('is refused when it recognises no card, and for a card that is not in force', async () => {
    const cardId = await aCardHandedOver(environment)
    assert.equal(kindOf(await record(cardId, '04A2')), 'contactless-id-malformed')
    assert.equal(kindOf(await record(cardId, '8804A224')), 'contactless-id-malformed')
    assert.equal(kindOf(await record(cardId, '08A1B2C3')), 'contactless-id-random')
    assert.equal(kindOf(await record(randomUUID(), anId())), 'card-not-found')
    const ordered = await anOrderedCard(environment)
    assert.equal(kindOf(await record(ordered, anId())), 'card-not-produced')
    assert.ok((await cancel(cardId)).ok)
    assert.equal(kindOf(await record(cardId, anId())), 'card-already-cancelled')
    assert.ok(!(await view(cardId)).may.includes('record-contactless'))
  })

  it('is erased with the data of its card (R406)', async () => {
    const cardId = await aCardHandedOver(environment)
    assert.ok((await record(cardId, anId())).ok)
    const orderId = environment.events.find(({ about }) => about?.cardId === cardId)?.about?.orderId
    for (const { event, handle } of environment.cards.subscriptions)
      if (event === 'OrderErased') await handle({ type: event, about: { orderId } }, randomUUID())
    assert.equal((await view(cardId)).contactlessId, undefined)
  })
})
