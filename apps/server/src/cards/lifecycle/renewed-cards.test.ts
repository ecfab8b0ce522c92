import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { signWith } from '@sotevarmenne/smartcard/use'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Job } from '#platform/outbox.ts'
import type { PersonId } from '#people/persons/contract.ts'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint } from '#points/points/index.ts'
import { activationStatement } from '#cards/letters/domain/activation-letter.ts'
import type { CardId } from '#cards/card/contract.ts'
import {
  aCardAwaitingHandOver,
  aCardHandedOver,
  aCardOrder,
  aSignedOrder,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  aLetterThatLeft,
  aPassport,
  type CardsEnvironment,
  certificatesByStatus,
  codeOf,
  registersThatBearOut,
} from './testing.ts'

forEachDatabase('the card of a renewal', ({ db }) => {
  const now: Instant = afternoon
  let ca: TestCa
  let environment: CardsEnvironment
  let drawer: ReturnType<typeof aDrawerOfBlanks>
  const planned: Job[] = []
  const underNonDisclosure = new Set<string>()
  /** Whether the population register reports non-disclosure for everybody. */
  let isHidden = false

  before(async () => {
    ca = await startTestCa({ clock: { now: () => now } })
    drawer = aDrawerOfBlanks()
    const borneOut = registersThatBearOut(db)
    environment = aCardsEnvironment({
      ...{ db, ca, clock: { now: () => now }, readers: drawer.readers },
      planJob: (_tx, job) => {
        planned.push(job)
        return Promise.resolve()
      },
      renderFaces: () =>
        Promise.resolve({ pdf: new Uint8Array(), front: new Uint8Array(), back: new Uint8Array() }),
      registration: {
        findPoint: () =>
          Promise.resolve({ ...examplePoint, pointId: 'point' as string as PointId }),
      },
      registers: {
        ...borneOut,
        lookUpPerson: async (code) => {
          const found = await borneOut.lookUpPerson(code)
          return found.ok ? ok({ ...found.value, nonDisclosure: isHidden }) : found
        },
      },
      people: {
        identityCodeOf: (_tx, personId) => Promise.resolve(codeOf(personId)),
        rememberPerson: (_tx, { identityCode }) =>
          Promise.resolve(identityCode as string as PersonId),
        searchPeople: () => Promise.resolve([]),
        findPerson: (_tx, personId) =>
          Promise.resolve({
            ...{ personId: personId as PersonId, givenNames: 'Aino', surname: 'Esimerkki' },
            ...{ language: 'fi', confirmedAt: now },
            whereabouts: { nonDisclosure: underNonDisclosure.has(personId) },
          }),
      },
    })
  })
  after(() => ca.close())

  const order = async (changes: Parameters<typeof aCardOrder>[0]): Promise<CardId> => {
    const accepted = await db.write(async (tx) =>
      ok(
        await environment.cards.acceptOrder(
          tx,
          aPermit('orders.renewCard'),
          aCardOrder(changes),
          aSignedOrder,
        ),
      ),
    )
    assert.ok(accepted.ok)
    return accepted.value
  }
  const make = async (cardId: string) => {
    const produced = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
    assert.ok(produced.ok)
  }
  /** A card in its holder's hand, and the renewed card that was sent home to replace it. */
  const aRenewal = async ({ holder = randomUUID() } = {}) => {
    const former = (await aCardHandedOver(environment, { holder })) as CardId
    const cardId = await order({ holder, renews: former, isSentHome: true })
    await make(cardId)
    return { holder, former, cardId }
  }
  const view = async (cardId: string) => {
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }
  const events = async (cardId: string) => (await view(cardId)).timeline.map(({ what }) => what)
  const activate = async (cardId: string) => {
    const letterNumber = await aLetterThatLeft(environment, cardId)
    const letter = environment.written.find((written) => written.letterNumber === letterNumber)
    const plastic = drawer.taken.at(-1)
    const cardNumber = (await view(cardId)).cardNumber ?? assert.fail()
    assert.ok(letter && plastic)
    const channel = await plastic.insert()
    const pins = { activationCode: letter.activationCode, pin1: '1234', pin2: '123456' }
    assert.ok((await activateCard(channel, pins)).ok)
    const signedAt = formatInstant(now)
    const requested = { cardNumber, letterNumber, signedAt }
    const signed = await signWith(channel, {
      ...{ purpose: 'authentication', pin: '1234', algorithm: 'ecdsa-sha384' },
      data: new TextEncoder().encode(activationStatement(requested)),
    })
    assert.ok(signed.ok)
    const { reportActivation } = environment.cards
    return reportActivation(aPermit('cards.reportActivation'), {
      ...{ ...requested, signature: Buffer.from(signed.value).toString('base64') },
    })
  }
  const signsIn = async (cardId: string, personId: string) => {
    for (const { event, handle } of environment.cards.subscriptions)
      if (event === 'SignedIn') await handle({ about: { personId, cardId } } as never, randomUUID())
  }
  const isGood = async (cardId: string) =>
    (await certificatesByStatus(environment, cardId)).good.length === 2
  const reasonsOf = async (cardId: string) =>
    db.read(async (tx) => {
      const reasons = []
      for (const each of await environment.certificates.certificatesOfCard(tx, cardId)) {
        const status = await environment.revocations.statusOf(tx, each)
        reasons.push(status.status === 'revoked' ? status.reason : status.status)
      }
      return reasons
    })

  it('is activated at home: it then counts as handed over, and the former is superseded (R156, R158)', async () => {
    const { holder, former, cardId } = await aRenewal()
    assert.equal((await view(cardId)).isSentHome, true)
    assert.ok(await isGood(former))
    assert.ok((await activate(cardId)).ok)
    assert.equal((await view(cardId)).state, 'inUse')
    const withCard = await db.read((tx) =>
      environment.cards.holdersOfCardsInUse(tx, [randomUUID(), holder]),
    )
    assert.deepEqual(withCard, new Set([holder]))
    assert.deepEqual((await events(cardId)).slice(-2), ['CardHandedOver', 'CardActivated'])
    assert.equal((await view(former)).cancelled?.reason, 'replaced')
    assert.deepEqual(await reasonsOf(former), ['superseded', 'superseded'])
  })

  it('is in use when its holder signs in with it, though its activation was never reported (R158)', async () => {
    const { holder, former, cardId } = await aRenewal()
    await signsIn(cardId, holder)
    await signsIn(cardId, holder)
    assert.equal((await view(cardId)).state, 'inUse')
    assert.equal((await events(cardId)).filter((what) => what === 'CardFirstUsed').length, 1)
    assert.equal((await view(former)).cancelled?.reason, 'replaced')
  })

  it('leaves the former card valid while it is on its way, and a sign-in with that card changes nothing', async () => {
    const { holder, former, cardId } = await aRenewal()
    await signsIn(former, holder)
    assert.ok(await isGood(former))
    assert.equal((await view(cardId)).state, 'awaitingHandOver')
  })

  it('cancels the card that it renews and no other of the person', async () => {
    const holder = randomUUID()
    const other = await aCardHandedOver(environment, { holder })
    const { former, cardId } = await aRenewal({ holder })
    assert.ok((await activate(cardId)).ok)
    assert.ok(!(await isGood(former)))
    assert.ok(await isGood(other))
  })

  it('cannot be handed over by a registrar when it was sent home', async () => {
    const { cardId } = await aRenewal()
    const handedOver = await environment.cards.handOverCard(aDeskPermit('cards.handOverCard'), {
      ...{ cardId, identification: aPassport() },
    })
    assert.ok(!handedOver.ok && handedOver.refusal.kind === 'card-sent-home')
    assert.deepEqual((await view(cardId)).may, ['cancel', 'record-contactless'])
  })

  it('is reported lost by its holder when it did not arrive, and the former card stays valid', async () => {
    const { holder, former, cardId } = await aRenewal()
    const lost = await environment.cards.reportOwnCardLost(
      aPermit('cards.reportOwnCardLost', { personId: holder }),
      { cardId, reason: 'lost' },
    )
    assert.ok(lost.ok)
    assert.equal((await view(cardId)).state, 'cancelled')
    assert.ok(await isGood(former))
  })

  it('causes one reminder, thirty days after its letter has left, while it is not used (R159)', async () => {
    const { cardId } = await aRenewal()
    await environment.outbox.drain()
    const job = planned.find(({ key }) => key === `cards.remindOfUnusedCard/${cardId}`)
    // The letter leaves on Monday 30 November.
    assert.equal(job?.dueAt && formatInstant(job.dueAt), '2026-12-29T22:00:00.000Z')
    const reminder = environment.cards.jobs.find(({ kind }) => kind === 'cards.remindOfUnusedCard')
    const remind = (of: string) => reminder?.handle({ key: 'k', payload: { cardId: of } } as never)
    await remind(cardId)
    assert.equal((await events(cardId)).at(-1), 'UnusedCardReminded')
    const used = await aRenewal()
    await signsIn(used.cardId, used.holder)
    await remind(used.cardId)
    assert.ok(!(await events(used.cardId)).includes('UnusedCardReminded'))
  })

  it('says in mails that the former card works, until that one is cancelled or has expired', async () => {
    const { cardId, holder, former } = await aRenewal()
    const factsOf = (id: string) => db.read((tx) => environment.cards.cardOfNotice(tx, id))
    assert.ok((await factsOf(cardId))?.formerValidTo)
    const product = 'professional-card'
    const lost = await environment.cards.reportOwnCardLost(
      aPermit('cards.reportOwnCardLost', { personId: holder }),
      { cardId: former, reason: 'lost' },
    )
    assert.ok(lost.ok)
    assert.deepEqual(await factsOf(cardId), { product, isReplacedOnline: false })
    // Handed over, lost, and not expired: its holder orders the next one in the service.
    assert.deepEqual(await factsOf(former), { product, isReplacedOnline: true })
    assert.equal(await factsOf(randomUUID()), undefined)
  })

  it('causes no reminder when it was ordered at the desk', async () => {
    const cardId = await aCardAwaitingHandOver(environment)
    assert.ok(!planned.some(({ key }) => key === `cards.remindOfUnusedCard/${cardId}`))
  })

  it('goes to the point when non-disclosure begins before production (R155)', async () => {
    const holder = randomUUID()
    const cardId = await order({ holder, isSentHome: true })
    underNonDisclosure.add(holder)
    for (const { event, handle } of environment.cards.subscriptions)
      if (event === 'DisclosureChanged')
        await handle({ about: { personId: holder } } as never, randomUUID())
    assert.equal((await view(cardId)).isSentHome, undefined)
    await make(cardId)
    assert.ok((await view(cardId)).may.includes('hand-over'))
  })

  /** What its station is to print, and where to post it. */
  const fetchPrint = async (cardId: string) => {
    await db.write(async (tx) => {
      await sql`update production.production_try set station = 'station' where card_id = ${cardId}`.execute(
        tx,
      )
      return ok(undefined)
    })
    const actor = { kind: 'client', clientId: 'station' } as const
    return environment.cards.fetchPrint({ ...aPermit('cards.fetchPrint'), actor }, { cardId })
  }

  it('is posted to its holder’s address, while a card that is handed over has no envelope (R155)', async () => {
    const { cardId } = await aRenewal()
    const printed = await fetchPrint(cardId)
    assert.ok(printed.ok)
    assert.deepEqual(printed.value.sendTo, [
      'Aino Maria Esimerkki',
      'Esimerkkikatu 1',
      '00100 HELSINKI',
    ])
    const atDesk = await fetchPrint(await aCardAwaitingHandOver(environment))
    assert.ok(atDesk.ok && atDesk.value.sendTo === undefined)
    const actor = { kind: 'client', clientId: 'another-station' } as const
    for (const one of [cardId, randomUUID()]) {
      const elsewhere = await environment.cards.fetchPrint(
        { ...aPermit('cards.fetchPrint'), actor },
        { cardId: one },
      )
      assert.equal(!elsewhere.ok && elsewhere.refusal.kind, 'card-not-produced-here')
    }
  })

  it('stays at its point when the register reports non-disclosure at printing (R155)', async () => {
    const { cardId } = await aRenewal()
    isHidden = true
    const printed = await fetchPrint(cardId)
    isHidden = false
    assert.ok(printed.ok && printed.value.sendTo === undefined)
    const shown = await view(cardId)
    assert.equal(shown.isSentHome, undefined)
    assert.ok(shown.may.includes('hand-over'))
  })
})
