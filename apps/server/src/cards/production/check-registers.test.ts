import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { aNurse, aResident } from '../orders/testing.ts'
import {
  aCardsWorld,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  type CardsWorld,
  certificatesByStatus,
  namesOnCard,
  registersThatBearOut,
} from '#cards/lifecycle/testing.ts'

type RegistersSay = CardsWorld['deps']['registers']

forEachDatabase('a card that waits for production', ({ db }) => {
  let authority: TestAuthority

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => afternoon } })
  })
  after(() => authority.close())

  const bearOut = registersThatBearOut(db)
  const person = (changes: Parameters<typeof aResident>[0]): RegistersSay => ({
    ...bearOut,
    lookUpPerson: () => Promise.resolve(ok(aResident({ ...namesOnCard, ...changes }))),
  })
  const rights = (
    changes: Parameters<typeof aNurse>[0],
    registrationNumber = '00098705718',
  ): RegistersSay => ({
    ...bearOut,
    lookUpRights: () => Promise.resolve(ok({ registrationNumber, rights: [aNurse(changes)] })),
  })
  const silent = { kind: 'register-unavailable', because: 'no-answer-in-time' } as const

  /** A world whose registers say something else from when the card was ordered on. */
  function aWorldThatChanges() {
    let saying = bearOut
    let isPaperEnded = false
    const drawer = aDrawerOfBlanks()
    const world = aCardsWorld({
      db,
      authority,
      readers: drawer.readers,
      organisations: {
        hasEnded: (_tx, ids) => Promise.resolve(isPaperEnded && ids.includes('agreement')),
      },
      registers: {
        lookUpPerson: (code) => saying.lookUpPerson(code),
        lookUpRights: (code) => saying.lookUpRights(code),
      },
    })
    const say = (registers: RegistersSay) => {
      saying = registers
    }
    const produce = async (cardId: string) => {
      const made = await world.cards.produceCard(aPermit('cards.produceCard'), cardId)
      return made.ok ? 'ok' : made.refusal.kind
    }
    const view = async (cardId: string) => {
      const viewed = await world.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
      assert.ok(viewed.ok)
      return viewed.value
    }
    const endPaper = () => {
      isPaperEnded = true
    }
    return { world, drawer, say, produce, view, endPaper }
  }

  const changes: readonly {
    readonly it: string
    readonly says: RegistersSay
    readonly reason: string
  }[] = [
    {
      it: 'whose right has ended',
      says: rights({ code: 'T10', validTo: localDate('2026-11-22') }),
      reason: 'right-ended',
    },
    {
      it: 'whose holder has no right any more',
      says: { ...bearOut, lookUpRights: () => Promise.resolve(refuse({ kind: 'no-right' })) },
      reason: 'right-ended',
    },
    {
      it: 'whose right ends before the card would',
      says: rights({ code: 'T10', validTo: localDate('2027-12-31') }),
      reason: 'data-changed',
    },
    {
      it: 'whose holder has another number',
      says: rights({ code: 'T10' }, '00198706129'),
      reason: 'data-changed',
    },
    {
      it: 'whose holder was renamed',
      says: person({ surname: 'Uusinimi' }),
      reason: 'data-changed',
    },
    {
      it: 'whose holder has died',
      says: person({ died: localDate('2026-11-23') }),
      reason: 'holder-died',
    },
  ]

  it('is not made once its paper was ended, whoever has heard of that (R305)', async () => {
    const { world, drawer, produce, view, endPaper } = aWorldThatChanges()
    const cardId = await anOrderedCard(world, { restsOn: ['agreement'] })
    endPaper()
    assert.equal(await produce(cardId), 'card-closed')
    assert.deepEqual(drawer.taken, [])
    const card = await view(cardId)
    assert.deepEqual([card.state, card.closed?.reason], ['closed', 'order-cancelled'])
    assert.equal(world.count('CardClosed'), 1)
  })

  describe('is stopped before a blank is taken, and tells why later (R81, R139, R142)', () => {
    for (const { it: whose, says, reason } of changes)
      it(`when it is one ${whose}`, async () => {
        const { world, drawer, say, produce, view } = aWorldThatChanges()
        const cardId = await anOrderedCard(world)
        say(says)
        assert.equal(await produce(cardId), 'card-closed')
        assert.deepEqual(drawer.taken, [])
        const card = await view(cardId)
        assert.deepEqual([card.state, card.closed?.reason], ['closed', reason])
        assert.equal(world.count('CardClosed'), 1)
        const [decision] = card.decisions ?? []
        assert.deepEqual([decision?.rule, decision?.grounds.length], ['register-change', 1])

        // For good, though the register should say otherwise later: a new order is a new card.
        say(bearOut)
        assert.equal(await produce(cardId), 'card-closed')
        assert.deepEqual(drawer.taken, [])
      })
  })

  it('waits while a register keeps silent, and is made when it answers: nothing is guessed (R140)', async () => {
    for (const [register, silence] of [
      [
        'population',
        {
          ...bearOut,
          lookUpPerson: () => Promise.resolve(refuse({ ...silent, register: 'population' })),
        },
      ],
      [
        'rights',
        {
          ...bearOut,
          lookUpRights: () => Promise.resolve(refuse({ ...silent, register: 'rights' })),
        },
      ],
    ] satisfies [string, RegistersSay][]) {
      const { world, drawer, say, produce, view } = aWorldThatChanges()
      const cardId = await anOrderedCard(world)
      say(silence)
      assert.equal(await produce(cardId), 'registers-silent', register)
      assert.equal((await view(cardId)).state, 'ordered')
      assert.deepEqual(drawer.taken, [])
      const job = world.cards.jobs.find(({ kind }) => kind === 'cards.produce')
      assert.ok(job)
      await assert.rejects(
        job.handle({ kind: 'cards.produce', key: 'again', payload: { cardId } }),
        /gives no answer/,
      )

      say(bearOut)
      assert.equal(await produce(cardId), 'ok')
      assert.equal((await view(cardId)).state, 'awaitingHandOver')
    }
  })

  it('that an earlier try left half made is stopped too, and leaves no good certificate', async () => {
    const { world, drawer, say, produce, view } = aWorldThatChanges()
    const cardId = await anOrderedCard(world)
    let died = false
    const dying = aCardsWorld({
      ...world.deps,
      db,
      authority,
      certificates: {
        ...world.certificates,
        issueCertificate: async (...asked) => {
          const issued = await world.certificates.issueCertificate(...asked)
          if (died) return issued
          died = true
          throw new Error('the process dies')
        },
      },
    })
    await assert.rejects(dying.cards.produceCard(aPermit('cards.produceCard'), cardId))
    assert.equal((await view(cardId)).state, 'inProduction')

    say(rights({ code: 'T10', validTo: localDate('2026-11-22') }))
    assert.equal(await produce(cardId), 'card-closed')
    assert.equal((await view(cardId)).state, 'closed')
    assert.equal(drawer.taken.length, 1)
    assert.ok(drawer.rejected.has(drawer.taken[0]?.chipSerial ?? ''))
    const { good, revoked } = await certificatesByStatus(world, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 1])
  })
})
