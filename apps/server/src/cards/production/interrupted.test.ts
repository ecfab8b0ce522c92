import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { createCertificates } from '#pki/issuance/index.ts'
import { recordEach } from '../../../../../tests/support/record.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  aCardOrder,
  aCardsWorld,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  type AllOfCards,
  anOrderedCard,
  type CardsWorld,
  certificatesByStatus,
  createAllOfCards,
  isEmpty,
  withPin,
} from '#cards/lifecycle/testing.ts'

forEachDatabase('a production that is broken off', ({ db }) => {
  const clock = { now: () => afternoon }
  let authority: TestAuthority

  const produce = (cards: AllOfCards, cardId: string) =>
    cards.produceCard(aPermit('cards.produceCard'), cardId)

  /** One card, with its two good certificates and one letter; of everything else nothing is left that works. */
  async function isTheOnlyCard(
    world: CardsWorld,
    drawer: ReturnType<typeof aDrawerOfBlanks>,
    cardId: string,
  ): Promise<void> {
    await world.outbox.drain()
    const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    const card = viewed.value
    assert.equal(card.state, 'awaitingHandOver')
    const { good } = await certificatesByStatus(world, cardId)
    assert.deepEqual(
      new Set(good),
      new Set(card.certificates.map(({ serial }) => serial)),
      'other certificates than those of the card are good',
    )
    assert.equal(good.length, 2)
    const told = card.timeline.map(({ what }) => what)
    assert.deepEqual(told, ['CardOrdered', 'CardProduced', 'ActivationLetterPlanned'])
    assert.equal((await drawer.finished()).length, 1)
  }

  before(async () => {
    authority = await startTestAuthority({ clock })
  })
  after(() => authority.close())

  it('at any arrow is begun anew and gives one card', async (t) => {
    const wholeLife = await liveUntil(Infinity)
    assert.ok(wholeLife.arrows >= 15, `only ${String(wholeLife.arrows)} arrows`)
    for (let arrow = 0; arrow < wholeLife.arrows; arrow += 1)
      await t.test(`after ${String(arrow)} of ${String(wholeLife.arrows)} arrows`, async () => {
        const { world, drawer, cardId } = await liveUntil(arrow)
        await world.certificates.recover(aPermit('certificates.recover'))
        assert.ok((await produce(world.cards, cardId)).ok)
        await isTheOnlyCard(world, drawer, cardId)
      })
  })

  /** A process that produces a card and ends after so many arrows; what it leaves. */
  async function liveUntil(arrows: number) {
    const drawer = aDrawerOfBlanks()
    const life = aLife(arrows)
    const world = aCardsWorld({ db, authority, clock, readers: drawer.readers })
    const cardId = await anOrderedCard(world)
    const { deps } = world
    const mortalDb = mortal(db, life)
    const mortalCards = createAllOfCards({
      ...deps,
      db: mortalDb,
      certificates: createCertificates({
        db: mortalDb,
        recordAll: recordEach(deps.record),
        issuers: authority.issuers,
        signer: mortal(authority.signer, life),
        clock,
      }),
      readers: {
        nextBlank: async () => {
          const blank = await mortal(drawer.readers, life).nextBlank()
          return { ...blank, channel: mortal(blank.channel, life) }
        },
        reject: mortal(drawer.readers, life).reject,
      },
    })
    const produced = produce(mortalCards, cardId)
    if (arrows === Infinity) assert.ok((await produced).ok)
    else await assert.rejects(produced, Killed)
    return { world, drawer, cardId, arrows: life.lived() }
  }

  it('again, when its chip was not yet taken out of use, leaves one card too', async () => {
    const { arrows: whole } = await liveUntil(Infinity)
    for (let arrow = whole - 5; arrow < whole; arrow += 1) {
      const { world, drawer, cardId } = await liveUntil(arrow)
      const second = createAllOfCards({
        ...world.deps,
        readers: { ...drawer.readers, reject: () => Promise.reject(new Killed()) },
      })
      await produce(second, cardId).catch((fault: unknown) => {
        if (!(fault instanceof Killed)) throw fault
      })
      await world.certificates.recover(aPermit('certificates.recover'))
      assert.ok((await produce(world.cards, cardId)).ok)
      await isTheOnlyCard(world, drawer, cardId)
    }
  })

  /** Where the first of two processes stands still until the second has made the card. */
  const stops = {
    'before it has a blank': (at: Halt, drawer: ReturnType<typeof aDrawerOfBlanks>) => ({
      ...drawer.readers,
      nextBlank: async () => {
        await at.reached()
        return drawer.readers.nextBlank()
      },
    }),
    'with an empty blank in its reader': halting('transmit'),
    'before its card is read back': halting('reset'),
  } as const

  for (const [where, readersAt] of Object.entries(stops))
    it(`and overtaken ${where} gives its blank up`, async () => {
      const drawer = aDrawerOfBlanks()
      const halt = aHalt()
      const slow = aCardsWorld({ db, authority, clock, readers: readersAt(halt, drawer) })
      const fast = aCardsWorld({ db, authority, clock, readers: drawer.readers })
      const cardId = await anOrderedCard(fast)
      const overtaken = produce(slow.cards, cardId)
      await halt.isReached
      assert.ok((await produce(fast.cards, cardId)).ok)
      const [card] = await drawer.finished()
      halt.goOn()
      assert.ok((await overtaken).ok)

      assert.deepEqual([slow.count('CardProduced'), fast.count('CardProduced')], [0, 1])
      assert.equal(drawer.taken.length, 2)
      const [spoilt] = drawer.taken.filter((plastic) => plastic !== card)
      assert.ok(spoilt && drawer.rejected.has(spoilt.chipSerial))
      assert.ok(isEmpty(await spoilt.state()))
      await isTheOnlyCard(fast, drawer, cardId)
      const { revoked } = await certificatesByStatus(fast, cardId)
      assert.equal(revoked.length, 2)
    })

  it('and overtaken with a bad card tells of no failure', async () => {
    const bad = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const drawer = aDrawerOfBlanks()
    const halt = aHalt()
    const slow = aCardsWorld({ db, authority, clock, readers: halting('reset')(halt, bad) })
    const fast = aCardsWorld({ db, authority, clock, readers: drawer.readers })
    const cardId = await anOrderedCard(fast)
    const overtaken = produce(slow.cards, cardId)
    await halt.isReached
    assert.ok((await produce(fast.cards, cardId)).ok)
    halt.goOn()
    assert.ok((await overtaken).ok)

    assert.equal(slow.count('CardProductionFailed'), 0)
    assert.deepEqual(await bad.finished(), [])
    await isTheOnlyCard(fast, drawer, cardId)
  })

  const endEmployment = async (
    { cards, deps }: CardsWorld,
    asked: { readonly holder: string; readonly organisationId: string },
  ) => {
    const ended = await deps.db.write(async (tx) =>
      ok(await cards.endWithEmployment(tx, aPermit('employments.endEmployment'), asked)),
    )
    assert.ok(ended.ok)
    return ended.value
  }
  const anOrderedStaffCard = async (
    { cards, deps }: CardsWorld,
    { holder, organisationId }: { readonly holder: string; readonly organisationId: string },
  ) => {
    const { registrationNumber: _none, rightCode: _neither, ...order } = aProfessionalOrder()
    const accepted = await deps.db.write(async (tx) =>
      ok(
        await cards.acceptOrder(tx, aPermit('orders.placeOrder'), {
          ...{ ...order, holder, product: 'staff-card', subjectNumber: '90000000017' },
          employer: { organisationId, organisation: 'Sairaala' },
        }),
      ),
    )
    assert.ok(accepted.ok)
    return accepted.value
  }
  const aProfessionalOrder = () => {
    const order = aCardOrder()
    assert.ok(order.product === 'professional-card')
    return order
  }
  const anEmployment = () => ({ holder: randomUUID(), organisationId: randomUUID() })

  for (const [where, readersAt] of Object.entries(stops))
    it(`by the end of the employment ${where} gives nobody a card (R278)`, async () => {
      const [employment, drawer, halt] = [anEmployment(), aDrawerOfBlanks(), aHalt()]
      const world = aCardsWorld({ db, authority, clock, readers: readersAt(halt, drawer) })
      const cardId = await anOrderedStaffCard(world, employment)
      const making = produce(world.cards, cardId)
      await halt.isReached
      assert.deepEqual(await endEmployment(world, employment), { closed: 0, stopped: 1 })
      halt.goOn()
      assert.ok(!(await making).ok)
      await world.outbox.drain()
      assert.ok(!(await produce(world.cards, cardId)).ok)

      const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
      assert.deepEqual(viewed.ok && [viewed.value.state, viewed.value.closed?.reason], [
        'closed',
        'employment-ended',
      ])
      assert.deepEqual((await certificatesByStatus(world, cardId)).good, [])
      for (const spoilt of drawer.taken) {
        assert.ok(drawer.rejected.has(spoilt.chipSerial))
        assert.ok(isEmpty(await spoilt.state()))
      }
      assert.deepEqual(await endEmployment(world, employment), { closed: 0, stopped: 0 })
    })

  it('by the end of the employment before it began, or closed by it when it is made, leaves others’ cards alone (R219)', async () => {
    const drawer = aDrawerOfBlanks()
    const world = aCardsWorld({ db, authority, clock, readers: drawer.readers })
    const employment = anEmployment()
    const { holder } = employment
    const ordered = await anOrderedStaffCard(world, employment)
    const made = await anOrderedStaffCard(world, employment)
    const elsewhere = await anOrderedStaffCard(world, { ...anEmployment(), holder })
    const professional = await anOrderedCard(world, { holder })
    assert.ok((await produce(world.cards, made)).ok)
    assert.deepEqual(await endEmployment(world, employment), { closed: 1, stopped: 1 })
    for (const cardId of [ordered, elsewhere, professional])
      assert.equal((await produce(world.cards, cardId)).ok, cardId !== ordered)
    assert.deepEqual((await certificatesByStatus(world, made)).good, [])
    assert.equal((await certificatesByStatus(world, professional)).good.length, 2)
  })

  it('because a nameless blank was pulled out lets its reader go, and is begun anew with the next', async () => {
    const drawer = aDrawerOfBlanks({ isNameless: true })
    let opened = 0
    let closed = 0
    const nextBlank = async () => {
      const { channel } = await drawer.readers.nextBlank()
      opened += 1
      const isPulled = opened === 1
      return {
        channel: {
          ...channel,
          ...(isPulled && { transmit: () => Promise.reject(cardRemoved()) }),
          close: () => {
            closed += 1
            return channel.close()
          },
        },
      }
    }
    const world = aCardsWorld({ db, authority, clock, readers: { ...drawer.readers, nextBlank } })
    const cardId = await anOrderedCard(world)
    await assert.rejects(produce(world.cards, cardId), /neither be emptied nor be named/)
    assert.deepEqual([opened, closed], [1, 1])
    assert.ok((await produce(world.cards, cardId)).ok)
    assert.deepEqual([opened, closed], [2, 2])
    assert.equal((await drawer.finished()).length, 1)
  })

  it('and overtaken over and over gives way, and the last one makes the card', async () => {
    const drawer = aDrawerOfBlanks()
    const worlds = [1, 2, 3].map(() =>
      aCardsWorld({ db, authority, clock, readers: drawer.readers }),
    )
    const [world] = worlds
    assert.ok(world)
    const cardId = await anOrderedCard(world)
    const all = await Promise.all(worlds.map(({ cards }) => produce(cards, cardId)))
    assert.ok(all.some((each) => each.ok))
    for (const each of all) assert.ok(each.ok || each.refusal.kind === 'overtaken')

    assert.ok(drawer.taken.length <= 3)
    await isTheOnlyCard(world, drawer, cardId)
  })
})

class Killed extends Error {}

type Life = { readonly live: <Value>(act: () => Promise<Value>, name: string) => Promise<Value> }

/** Ends after so many arrows to the world outside the process. Commands to a card in a row are one arrow. */
function aLife(arrows: number): Life & { readonly lived: () => number } {
  let lived = 0
  let before = ''
  return {
    lived: () => lived,
    live: async (act, name) => {
      const isSame = name === 'transmit' && before === 'transmit'
      if (lived >= arrows && !isSame) throw new Killed(`killed before ${name}`)
      if (!isSame) lived += 1
      before = name
      return act()
    },
  }
}

/** The same port, in the hands of a process that dies. */
const mortal = <Port extends object>(port: Port, life: Life): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]): Promise<unknown> =>
        life.live(async () => {
          const answer: unknown = await Reflect.apply(member, target, given)
          return answer
        }, String(name))
    },
  })

type Halt = ReturnType<typeof aHalt>

/** A place where one waits until another says to go on. */
function aHalt() {
  const isReached = Promise.withResolvers<undefined>()
  const mayGoOn = Promise.withResolvers<undefined>()
  return {
    isReached: isReached.promise,
    reached: (): Promise<undefined> => {
      isReached.resolve(undefined)
      return mayGoOn.promise
    },
    goOn: (): void => {
      mayGoOn.resolve(undefined)
    },
  }
}

/** Readers whose channels stand still at the first use of the member. */
function halting(member: 'transmit' | 'reset') {
  return (halt: Halt, drawer: ReturnType<typeof aDrawerOfBlanks>) => ({
    ...drawer.readers,
    nextBlank: async () => {
      const { channel, ...blank } = await drawer.readers.nextBlank()
      const halted = {
        transmit: async (apdu: Uint8Array) => {
          if (member === 'transmit') await halt.reached()
          return channel.transmit(apdu)
        },
        reset: async () => {
          if (member === 'reset') await halt.reached()
          return channel.reset()
        },
      }
      return { ...blank, channel: { ...channel, ...halted } }
    },
  })
}
