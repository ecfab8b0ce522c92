import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { createCertificates } from '#pki/issuance/index.ts'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardOrder,
  aCardsEnvironment,
  aSignedOrder,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  type AllOfCards,
  anOrderedCard,
  type CardsEnvironment,
  certificatesByStatus,
  createAllOfCards,
  isEmpty,
  withPin,
} from '#cards/lifecycle/testing.ts'

forEachDatabase('a production that is interrupted', ({ db }) => {
  const clock = { now: () => afternoon }
  let ca: TestCa

  const produce = (cards: AllOfCards, cardId: string) =>
    cards.produceCard(aPermit('cards.produceCard'), cardId)

  /** One card, with its two good certificates and one letter; everything else is unusable. */
  async function isTheOnlyCard(
    environment: CardsEnvironment,
    drawer: ReturnType<typeof aDrawerOfBlanks>,
    cardId: string,
  ): Promise<void> {
    await environment.outbox.drain()
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    const card = viewed.value
    assert.equal(card.state, 'awaitingHandOver')
    const { good } = await certificatesByStatus(environment, cardId)
    assert.deepEqual(
      new Set(good),
      new Set(card.certificates.map(({ serial }) => serial)),
      'other certificates than those of the card are good',
    )
    assert.equal(good.length, 2)
    const input = card.timeline.map(({ what }) => what)
    assert.deepEqual(input, ['CardOrdered', 'CardProduced', 'ActivationLetterPlanned'])
    assert.equal((await drawer.finished()).length, 1)
  }

  before(async () => {
    ca = await startTestCa({ clock })
  })
  after(() => ca.close())

  it('at any crash point is restarted and gives one card', async (t) => {
    const wholeLife = await liveUntil(Infinity)
    assert.ok(wholeLife.crashPoints >= 15, `only ${String(wholeLife.crashPoints)} crashPoints`)
    for (let crashPoint = 0; crashPoint < wholeLife.crashPoints; crashPoint += 1)
      await t.test(
        `after ${String(crashPoint)} of ${String(wholeLife.crashPoints)} crashPoints`,
        async () => {
          const { environment, drawer, cardId } = await liveUntil(crashPoint)
          await environment.certificates.recover(aPermit('certificates.recover'))
          assert.ok((await produce(environment.cards, cardId)).ok)
          await isTheOnlyCard(environment, drawer, cardId)
        },
      )
  })

  /** Runs a process that produces a card and crashes after so many crash points; returns what it leaves. */
  async function liveUntil(crashPoints: number) {
    const drawer = aDrawerOfBlanks()
    const life = aLife(crashPoints)
    const environment = aCardsEnvironment({ db, ca, clock, readers: drawer.readers })
    const cardId = await anOrderedCard(environment)
    const { deps } = environment
    const mortalDb = mortal(db, life)
    const mortalCards = createAllOfCards({
      ...deps,
      db: mortalDb,
      certificates: createCertificates({
        db: mortalDb,
        recordAll: recordEach(deps.record),
        issuers: ca.issuers,
        signer: mortal(ca.signer, life),
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
    if (crashPoints === Infinity) assert.ok((await produced).ok)
    else await assert.rejects(produced, Killed)
    return { environment, drawer, cardId, crashPoints: life.lived() }
  }

  it('again, before its chip was rejected, results in one card too', async () => {
    const { crashPoints: whole } = await liveUntil(Infinity)
    for (let crashPoint = whole - 5; crashPoint < whole; crashPoint += 1) {
      const { environment, drawer, cardId } = await liveUntil(crashPoint)
      const second = createAllOfCards({
        ...environment.deps,
        readers: { ...drawer.readers, reject: () => Promise.reject(new Killed()) },
      })
      await produce(second, cardId).catch((fault: unknown) => {
        if (!(fault instanceof Killed)) throw fault
      })
      await environment.certificates.recover(aPermit('certificates.recover'))
      assert.ok((await produce(environment.cards, cardId)).ok)
      await isTheOnlyCard(environment, drawer, cardId)
    }
  })

  /** Where the first of two processes pauses until the second has produced the card. */
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
    it(`and superseded ${where} rejects its blank card`, async () => {
      const drawer = aDrawerOfBlanks()
      const halt = aHalt()
      const slow = aCardsEnvironment({ db, ca, clock, readers: readersAt(halt, drawer) })
      const fast = aCardsEnvironment({ db, ca, clock, readers: drawer.readers })
      const cardId = await anOrderedCard(fast)
      const superseded = produce(slow.cards, cardId)
      await halt.isReached
      assert.ok((await produce(fast.cards, cardId)).ok)
      const [card] = await drawer.finished()
      halt.goOn()
      assert.ok((await superseded).ok)

      assert.deepEqual([slow.count('CardProduced'), fast.count('CardProduced')], [0, 1])
      assert.equal(drawer.taken.length, 2)
      const [spoilt] = drawer.taken.filter((plastic) => plastic !== card)
      assert.ok(spoilt && drawer.rejected.has(spoilt.chipSerial))
      assert.ok(isEmpty(await spoilt.state()))
      await isTheOnlyCard(fast, drawer, cardId)
      const { revoked } = await certificatesByStatus(fast, cardId)
      assert.equal(revoked.length, 2)
    })

  it('and superseded with a faulty card reports no failure', async () => {
    const bad = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const drawer = aDrawerOfBlanks()
    const halt = aHalt()
    const slow = aCardsEnvironment({ db, ca, clock, readers: halting('reset')(halt, bad) })
    const fast = aCardsEnvironment({ db, ca, clock, readers: drawer.readers })
    const cardId = await anOrderedCard(fast)
    const superseded = produce(slow.cards, cardId)
    await halt.isReached
    assert.ok((await produce(fast.cards, cardId)).ok)
    halt.goOn()
    assert.ok((await superseded).ok)

    assert.equal(slow.count('CardProductionFailed'), 0)
    assert.deepEqual(await bad.finished(), [])
    await isTheOnlyCard(fast, drawer, cardId)
  })

  const endEmployment = async (
    { cards, deps }: CardsEnvironment,
    requested: { readonly holder: string; readonly organisationId: string },
  ) => {
    const ended = await deps.db.write(async (tx) =>
      ok(await cards.endWithEmployment(tx, aPermit('employments.endEmployment'), requested)),
    )
    assert.ok(ended.ok)
    return ended.value
  }
  const anOrderedStaffCard = async (
    { cards, deps }: CardsEnvironment,
    { holder, organisationId }: { readonly holder: string; readonly organisationId: string },
  ) => {
    const { registrationNumber: _none, rightCode: _neither, ...order } = aProfessionalOrder()
    const accepted = await deps.db.write(async (tx) =>
      ok(
        await cards.acceptOrder(
          tx,
          aPermit('orders.placeOrder'),
          {
            ...{ ...order, holder, product: 'staff-card', subjectNumber: '90000000017' },
            employer: { organisationId, organisation: 'Sairaala' },
          },
          aSignedOrder,
        ),
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
      const environment = aCardsEnvironment({ db, ca, clock, readers: readersAt(halt, drawer) })
      const cardId = await anOrderedStaffCard(environment, employment)
      const making = produce(environment.cards, cardId)
      await halt.isReached
      assert.deepEqual(await endEmployment(environment, employment), { cancelled: 0, stopped: 1 })
      halt.goOn()
      assert.ok(!(await making).ok)
      await environment.outbox.drain()
      assert.ok(!(await produce(environment.cards, cardId)).ok)

      const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
      assert.deepEqual(viewed.ok && [viewed.value.state, viewed.value.cancelled?.reason], [
        'cancelled',
        'employment-ended',
      ])
      assert.deepEqual((await certificatesByStatus(environment, cardId)).good, [])
      for (const spoilt of drawer.taken) {
        assert.ok(drawer.rejected.has(spoilt.chipSerial))
        assert.ok(isEmpty(await spoilt.state()))
      }
      assert.deepEqual(await endEmployment(environment, employment), { cancelled: 0, stopped: 0 })
    })

  it('by the end of the employment before its start, or cancelled by it when produced, does not affect other cards (R219)', async () => {
    const drawer = aDrawerOfBlanks()
    const environment = aCardsEnvironment({ db, ca, clock, readers: drawer.readers })
    const employment = anEmployment()
    const { holder } = employment
    const ordered = await anOrderedStaffCard(environment, employment)
    const created = await anOrderedStaffCard(environment, employment)
    const elsewhere = await anOrderedStaffCard(environment, { ...anEmployment(), holder })
    const professional = await anOrderedCard(environment, { holder })
    assert.ok((await produce(environment.cards, created)).ok)
    assert.deepEqual(await endEmployment(environment, employment), { cancelled: 1, stopped: 1 })
    for (const cardId of [ordered, elsewhere, professional])
      assert.equal((await produce(environment.cards, cardId)).ok, cardId !== ordered)
    assert.deepEqual((await certificatesByStatus(environment, created)).good, [])
    assert.equal((await certificatesByStatus(environment, professional)).good.length, 2)
  })

  it('because an unidentified blank card was pulled out releases its reader, and is restarted with the next', async () => {
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
    const environment = aCardsEnvironment({
      db,
      ca,
      clock,
      readers: { ...drawer.readers, nextBlank },
    })
    const cardId = await anOrderedCard(environment)
    await assert.rejects(produce(environment.cards, cardId), /neither wiped nor identified/)
    assert.deepEqual([opened, closed], [1, 1])
    assert.ok((await produce(environment.cards, cardId)).ok)
    assert.deepEqual([opened, closed], [2, 2])
    assert.equal((await drawer.finished()).length, 1)
  })

  it('and superseded repeatedly gives way, and the last run produces the card', async () => {
    const drawer = aDrawerOfBlanks()
    const environments = [1, 2, 3].map(() =>
      aCardsEnvironment({ db, ca, clock, readers: drawer.readers }),
    )
    const [environment] = environments
    assert.ok(environment)
    const cardId = await anOrderedCard(environment)
    const all = await Promise.all(environments.map(({ cards }) => produce(cards, cardId)))
    assert.ok(all.some((each) => each.ok))
    for (const each of all) assert.ok(each.ok || each.refusal.kind === 'superseded')

    assert.ok(drawer.taken.length <= 3)
    await isTheOnlyCard(environment, drawer, cardId)
  })
})

class Killed extends Error {}

type Life = { readonly live: <Value>(action: () => Promise<Value>, name: string) => Promise<Value> }

/** Ends after so many crash points, i.e. external calls. Consecutive commands to a card count as one. */
function aLife(crashPoints: number): Life & { readonly lived: () => number } {
  let lived = 0
  let before = ''
  return {
    lived: () => lived,
    live: async (action, name) => {
      const isSame = name === 'transmit' && before === 'transmit'
      if (lived >= crashPoints && !isSame) throw new Killed(`killed before ${name}`)
      if (!isSame) lived += 1
      before = name
      return action()
    },
  }
}

/** The same port, used by a process that crashes. */
const mortal = <Port extends object>(port: Port, life: Life): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]): Promise<unknown> =>
        life.live(async () => {
          const response: unknown = await Reflect.apply(member, target, given)
          return response
        }, String(name))
    },
  })

type Halt = ReturnType<typeof aHalt>

/** A point where one run waits until another lets it continue. */
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

/** Readers with channels that pause at the first use of the member. */
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
