import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { reliancesOf } from '#cards/card/index.ts'
import type { Person, PersonId } from '#people/persons/contract.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsEnvironment,
  aDeskPermit,
  afternoon,
  anOrderedCard,
  type CardsEnvironment,
  codeOf,
} from './testing.ts'

forEachDatabase('a change in a register', ({ db }) => {
  let ca: TestCa
  let environment: CardsEnvironment
  const underNonDisclosure = new Set<string>()

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
    environment = aCardsEnvironment({
      db,
      ca,
      people: {
        identityCodeOf: (_tx, personId) => Promise.resolve(codeOf(personId)),
        rememberPerson: () =>
          Promise.reject(new Error('unreachable: the registers report no changes')),
        searchPeople: () => Promise.resolve([]),
        findPerson: (_tx, personId) => Promise.resolve(aPerson(personId)),
      },
    })
  })
  after(() => ca.close())

  const aPerson = (personId: string): Person => ({
    personId: personId as PersonId,
    givenNames: 'Aino Maria',
    surname: 'Esimerkki',
    language: 'fi',
    whereabouts: { nonDisclosure: underNonDisclosure.has(personId) },
    confirmedAt: afternoon,
  })

  /** Delivers the event to the module twice, as the outbox may. */
  const subscribes = async (type: string, cardId: string, more: object = {}) => {
    const event = {
      ...{
        type,
        changeId: randomUUID(),
        registerEventId: 'R-1',
        about: { cardId, personId: randomUUID() },
      },
      ...more,
    }
    for (let times = 0; times < 2; times += 1)
      for (const { event: of, handle } of environment.cards.subscriptions)
        if (of === type) await handle(event, randomUUID())
    return event
  }
  const view = async (cardId: string) => {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  const reasonsOnCrl = async (cardId: string) =>
    db.read(async (tx) => {
      const reasons = []
      for (const { issuer, serial } of await environment.certificates.certificatesOfCard(
        tx,
        cardId,
      )) {
        const status = await environment.revocations.statusOf(tx, { issuer, serial })
        reasons.push(status.status === 'revoked' ? status.reason : status.status)
      }
      return reasons
    })

  it('cancels a card whose right has ended, with reason privilegeWithdrawn (R80, RFC 5280 § 5.3.1)', async () => {
    const cardId = await aCardHandedOver(environment)
    await subscribes('RightEnded', cardId)
    assert.equal((await view(cardId)).cancelled?.reason, 'right-ended')
    assert.deepEqual(await reasonsOnCrl(cardId), ['privilegeWithdrawn', 'privilegeWithdrawn'])
    assert.equal(
      (await view(cardId)).timeline.filter(({ what }) => what === 'CardCancelled').length,
      1,
    )
  })

  it('cancels a card whose holder has died (R80)', async () => {
    const cardId = await aCardHandedOver(environment)
    await subscribes('HolderDied', cardId)
    assert.equal((await view(cardId)).cancelled?.reason, 'holder-died')
    assert.deepEqual(await reasonsOnCrl(cardId), ['cessationOfOperation', 'cessationOfOperation'])
  })

  it('stops a card before production when the right ends, or the holder is renamed, after the order (R81)', async () => {
    for (const [event, reason] of [
      ['RightEnded', 'right-ended'],
      ['HolderDied', 'holder-died'],
      ['HolderRenamed', 'data-changed'],
      ['RightRestricted', 'data-changed'],
      ['ProfessionalNumberChanged', 'data-changed'],
    ] as const) {
      const cardId = await anOrderedCard(environment)
      await subscribes(event, cardId, { validTo: '2027-01-01' })
      assert.equal((await view(cardId)).cancelled?.reason, reason)
      const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
      assert.equal(!produced.ok && produced.refusal.kind, 'card-cancelled')
      assert.deepEqual(await reasonsOnCrl(cardId), [])
    }
  })

  it('offers a renamed holder a new card, once, and the old one stays valid (R82)', async () => {
    const cardId = await aCardHandedOver(environment)
    const event = await subscribes('HolderRenamed', cardId)
    const offered = await view(cardId)
    assert.equal(offered.replacementOffered, 'name-changed')
    assert.equal(offered.state, 'handedOver')
    assert.equal(offered.timeline.filter(({ what }) => what === 'ReplacementOffered').length, 1)
    assert.deepEqual(await reasonsOnCrl(cardId), ['good', 'good'])

    await subscribes('RegisterChangeTakenBack', cardId, {
      changeId: event.changeId,
      kind: 'name-changed',
    })
    assert.equal((await view(cardId)).replacementOffered, undefined)
  })

  it('offers nothing when it was reversed before it was delivered', async () => {
    const cardId = await aCardHandedOver(environment)
    const changeId = randomUUID()
    await subscribes('RegisterChangeTakenBack', cardId, { changeId, kind: 'name-changed' })
    await subscribes('HolderRenamed', cardId, { changeId })
    assert.equal((await view(cardId)).replacementOffered, undefined)
  })

  it('hides the address at once, and the letter goes to the registration point (R83)', async () => {
    const holder = randomUUID()
    const waiting = await anOrderedCard(environment, { holder })
    const created = await aCardAwaitingHandOver(environment, { holder })
    underNonDisclosure.add(holder)
    const disclosure = environment.cards.subscriptions.find(
      ({ event }) => event === 'DisclosureChanged',
    )
    for (let times = 0; times < 2; times += 1)
      await disclosure?.handle({ type: 'DisclosureChanged', about: { personId: holder } }, 'event')
    const redirected = environment.events.filter(
      ({ type }) => type === 'ActivationLetterRedirected',
    )
    assert.deepEqual(
      redirected.map(({ about }) => about?.cardId),
      [created],
    )
    assert.equal((await view(waiting)).state, 'ordered')
  })

  it('is checked against all cards that are not cancelled', async () => {
    const holder = randomUUID()
    const cardId = await anOrderedCard(environment, { holder })
    await aCardHandedOver(environment, { holder }).then((handedOver) =>
      subscribes('RightEnded', handedOver),
    )
    const reliances = await db.read((tx) => reliancesOf(tx, holder))
    assert.deepEqual(reliances, [
      {
        ...{ cardId, personId: holder, givenNames: 'Aino Maria', surname: 'Esimerkki' },
        ...{ registrationNumber: '00098705718', rightCode: 'T10' },
        validTo: localDate('2031-11-23'),
      },
    ])
  })
})
