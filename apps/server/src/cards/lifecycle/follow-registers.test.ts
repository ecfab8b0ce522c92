import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Person, PersonId } from '#people/persons/contract.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardsWorld,
  aDeskPermit,
  afternoon,
  anOrderedCard,
  type CardsWorld,
  codeOf,
} from './testing.ts'

forEachDatabase('what registers say of cards', ({ db }) => {
  let authority: TestAuthority
  let world: CardsWorld
  const underNonDisclosure = new Set<string>()

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => afternoon } })
    world = aCardsWorld({
      db,
      authority,
      people: {
        identityCodeOf: (_tx, personId) => Promise.resolve(codeOf(personId)),
        rememberPerson: () => Promise.reject(new Error('nothing new of anybody')),
        findPerson: (_tx, personId) => Promise.resolve(aPerson(personId)),
      },
    })
  })
  after(() => authority.close())

  const aPerson = (personId: string): Person => ({
    personId: personId as PersonId,
    givenNames: 'Aino Maria',
    surname: 'Esimerkki',
    language: 'fi',
    whereabouts: { nonDisclosure: underNonDisclosure.has(personId) },
    confirmedAt: afternoon,
  })

  /** Tells the module, twice, as the outbox may. */
  const hears = async (type: string, cardId: string, more: object = {}) => {
    const event = {
      ...{ type, changeId: randomUUID(), heard: 'R-1', about: { cardId, personId: randomUUID() } },
      ...more,
    }
    for (let times = 0; times < 2; times += 1)
      for (const { event: of, handle } of world.cards.subscriptions)
        if (of === type) await handle(event, randomUUID())
    return event
  }
  const view = async (cardId: string) => {
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  const reasonsOnList = async (cardId: string) =>
    db.read(async (tx) => {
      const reasons = []
      for (const { issuer, serial } of await world.certificates.certificatesOfCard(tx, cardId)) {
        const status = await world.revocations.statusOf(tx, { issuer, serial })
        reasons.push(status.status === 'revoked' ? status.reason : status.status)
      }
      return reasons
    })

  it('closes a card whose right has ended: its privilege is withdrawn (R80, RFC 5280 § 5.3.1)', async () => {
    const cardId = await aCardHandedOver(world)
    await hears('RightEnded', cardId)
    assert.equal((await view(cardId)).closed?.reason, 'right-ended')
    assert.deepEqual(await reasonsOnList(cardId), ['privilegeWithdrawn', 'privilegeWithdrawn'])
    assert.equal(
      (await view(cardId)).timeline.filter(({ what }) => what === 'CardClosed').length,
      1,
    )
  })

  it('closes a card whose holder has died (R80)', async () => {
    const cardId = await aCardHandedOver(world)
    await hears('HolderDied', cardId)
    assert.equal((await view(cardId)).closed?.reason, 'holder-died')
    assert.deepEqual(await reasonsOnList(cardId), ['cessationOfOperation', 'cessationOfOperation'])
  })

  it('stops a card before it is made when the right ends, or the holder is renamed, after the order (R81)', async () => {
    for (const [event, reason] of [
      ['RightEnded', 'right-ended'],
      ['HolderDied', 'holder-died'],
      ['HolderRenamed', 'data-changed'],
      ['RightRestricted', 'data-changed'],
      ['ProfessionalNumberChanged', 'data-changed'],
    ] as const) {
      const cardId = await anOrderedCard(world)
      await hears(event, cardId, { validTo: '2027-01-01' })
      assert.equal((await view(cardId)).closed?.reason, reason)
      const produced = await world.cards.produceCard(aPermit('cards.produceCard'), cardId)
      assert.equal(!produced.ok && produced.refusal.kind, 'card-closed')
      assert.deepEqual(await reasonsOnList(cardId), [])
    }
  })

  it('offers a renamed holder a new card, once, and the old one goes on (R82)', async () => {
    const cardId = await aCardHandedOver(world)
    const event = await hears('HolderRenamed', cardId)
    const offered = await view(cardId)
    assert.equal(offered.replacementOffered, 'name-changed')
    assert.equal(offered.state, 'handedOver')
    assert.equal(offered.timeline.filter(({ what }) => what === 'ReplacementOffered').length, 1)
    assert.deepEqual(await reasonsOnList(cardId), ['good', 'good'])

    await hears('RegisterChangeTakenBack', cardId, {
      changeId: event.changeId,
      kind: 'name-changed',
    })
    assert.equal((await view(cardId)).replacementOffered, undefined)
  })

  it('offers nothing when it was taken back before it was told', async () => {
    const cardId = await aCardHandedOver(world)
    const changeId = randomUUID()
    await hears('RegisterChangeTakenBack', cardId, { changeId, kind: 'name-changed' })
    await hears('HolderRenamed', cardId, { changeId })
    assert.equal((await view(cardId)).replacementOffered, undefined)
  })

  it('puts the address out of sight at once, and the letter goes to the registration point (R83)', async () => {
    const holder = randomUUID()
    const waiting = await anOrderedCard(world, { holder })
    const made = await aCardAwaitingHandOver(world, { holder })
    underNonDisclosure.add(holder)
    const disclosure = world.cards.subscriptions.find(({ event }) => event === 'DisclosureChanged')
    for (let times = 0; times < 2; times += 1)
      await disclosure?.handle({ type: 'DisclosureChanged', about: { personId: holder } }, 'event')
    const redirected = world.events.filter(({ type }) => type === 'ActivationLetterRedirected')
    assert.deepEqual(
      redirected.map(({ about }) => about?.cardId),
      [made],
    )
    assert.equal((await view(waiting)).state, 'ordered')
  })

  it('is held against what cards say that are not closed', async () => {
    const holder = randomUUID()
    const cardId = await anOrderedCard(world, { holder })
    await aCardHandedOver(world, { holder }).then((closed) => hears('RightEnded', closed))
    const reliances = await db.read((tx) => world.cards.reliancesOf(tx, holder))
    assert.deepEqual(reliances, [
      {
        ...{ cardId, personId: holder, givenNames: 'Aino Maria', surname: 'Esimerkki' },
        ...{ registrationNumber: '00098705718', rightCode: 'T10' },
        validTo: localDate('2031-11-23'),
      },
    ])
  })
})
