import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { CardId } from '#cards/card/contract.ts'
import { endDomain, proveDomain } from '../../organisations/email-domains/testing.ts'
import { aNurse, aResident } from '../orders/testing.ts'
import {
  aCardHandedOver,
  aCardOrder,
  aCardsEnvironment,
  aDeskPermit,
  aDrawerOfBlanks,
  aSignedOrder,
  afternoon,
  anOrderedCard,
  type CardsEnvironment,
  certificatesByStatus,
  namesOnCard,
  registersThatBearOut,
} from '#cards/lifecycle/testing.ts'

type RegistersSay = CardsEnvironment['deps']['registers']

forEachDatabase('a card that waits for production', ({ db }) => {
  let ca: TestCa

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
  })
  after(() => ca.close())

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
  const silent = { kind: 'register-unavailable', because: 'no-response-in-time' } as const

  /** An environment with registers that change after the card was ordered. */
  function anEnvironmentThatChanges() {
    let saying = bearOut
    let isAgreementEnded = false
    const drawer = aDrawerOfBlanks()
    const environment = aCardsEnvironment({
      db,
      ca,
      readers: drawer.readers,
      organisations: {
        hasEnded: (_tx, ids) => Promise.resolve(isAgreementEnded && ids.includes('agreement')),
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
      const created = await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)
      return created.ok ? 'ok' : created.refusal.kind
    }
    const view = async (cardId: string) => {
      const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
      assert.ok(viewed.ok)
      return viewed.value
    }
    const endAgreement = () => {
      isAgreementEnded = true
    }
    return { environment, drawer, say, produce, view, endAgreement }
  }

  const byProfile = (one: { profile: string }, other: { profile: string }): number =>
    one.profile.localeCompare(other.profile)

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

  it('is not produced once its agreement has ended, whichever module was notified of that (R305)', async () => {
    const { environment, drawer, produce, view, endAgreement } = anEnvironmentThatChanges()
    const cardId = await anOrderedCard(environment, { restsOn: ['agreement'] })
    endAgreement()
    assert.equal(await produce(cardId), 'card-cancelled')
    assert.deepEqual(drawer.taken, [])
    const card = await view(cardId)
    assert.deepEqual([card.state, card.cancelled?.reason], ['cancelled', 'order-cancelled'])
    assert.equal(environment.count('CardCancelled'), 1)
  })

  it('is produced with the address of its order in the certificate of PIN1 alone, and not at all once the domain is not the employer’s (R394)', async () => {
    const { environment, drawer, produce, view } = anEnvironmentThatChanges()
    const organisationId = randomUUID()
    const at = { organisationId, domain: 'sairaala.example.fi', now: afternoon }
    await proveDomain(db, at)
    const aStaffCard = async () => {
      const order = aCardOrder()
      assert.ok(order.product === 'professional-card')
      const { registrationNumber: _number, rightCode: _code, ...everybody } = order
      const accepted = await environment.deps.db.write(async (tx) =>
        ok(
          await environment.cards.acceptOrder(
            tx,
            aPermit('orders.placeOrder'),
            {
              ...{ ...everybody, holder: randomUUID(), orderId: randomUUID() },
              ...{ product: 'staff-card', subjectNumber: '90000000017' },
              employer: { organisationId, organisation: 'Esimerkkilän sairaala' },
              workEmail: 'aino@sairaala.example.fi',
            },
            aSignedOrder,
          ),
        ),
      )
      assert.ok(accepted.ok)
      return accepted.value
    }
    const first = await aStaffCard()
    assert.equal(await produce(first), 'ok')
    const certificates = await db.read((tx) =>
      environment.deps.certificates.certificatesOfCard(tx, first),
    )
    assert.deepEqual(
      certificates.toSorted(byProfile).map(({ profile, der }) => {
        const read = decodeCertificate(der)
        assert.ok(read.ok)
        const { subjectAltName, keyUsage, extKeyUsage } = read.value.known
        return [profile, subjectAltName, keyUsage, extKeyUsage?.includes('1.3.6.1.5.5.7.3.4')]
      }),
      [
        [
          'staff-authentication',
          [{ kind: 'email', value: 'aino@sairaala.example.fi' }],
          ['digitalSignature', 'keyAgreement'],
          true,
        ],
        ['staff-signature', undefined, ['nonRepudiation'], undefined],
      ],
    )
    assert.equal((await view(first)).workEmail, 'aino@sairaala.example.fi')

    const second = await aStaffCard()
    await endDomain(db, at)
    const taken = drawer.taken.length
    assert.equal(await produce(second), 'card-cancelled')
    assert.equal(drawer.taken.length, taken)
    const card = await view(second)
    assert.deepEqual([card.state, card.cancelled?.reason], ['cancelled', 'data-changed'])
  })

  it('is not produced once the signed statement was erased with its address: it is ordered again (R23)', async () => {
    const { environment, drawer, produce, view } = anEnvironmentThatChanges()
    const orderId = randomUUID()
    const cardId = await anOrderedCard(environment, { orderId })
    await environment.deps.db.write(async (tx) => {
      await environment.cards.forgetSignedOrder(tx, orderId)
      return ok(undefined)
    })
    assert.equal(await produce(cardId), 'card-cancelled')
    assert.deepEqual(drawer.taken, [])
    assert.equal((await view(cardId)).cancelled?.reason, 'data-changed')
  })

  it('is not produced as a renewal that nobody has confirmed, of version 0.2.0: it is renewed again', async () => {
    const { environment, drawer, produce, view } = anEnvironmentThatChanges()
    const holder = randomUUID()
    const renews = (await aCardHandedOver(environment, { holder })) as CardId
    const taken = drawer.taken.length
    const accepted = await environment.deps.db.write(async (tx) =>
      ok(
        await environment.cards.acceptOrder(
          tx,
          aPermit('orders.renewCard'),
          aCardOrder({ holder, renews }),
        ),
      ),
    )
    assert.ok(accepted.ok)
    assert.equal(await produce(accepted.value), 'card-cancelled')
    assert.equal(drawer.taken.length, taken)
    assert.equal((await view(accepted.value)).cancelled?.reason, 'data-changed')
  })

  describe('is stopped before a blank card is taken, with the reason recorded (R81, R139, R142)', () => {
    for (const { it: whose, says, reason } of changes)
      it(`when it is one ${whose}`, async () => {
        const { environment, drawer, say, produce, view } = anEnvironmentThatChanges()
        const cardId = await anOrderedCard(environment)
        say(says)
        assert.equal(await produce(cardId), 'card-cancelled')
        assert.deepEqual(drawer.taken, [])
        const card = await view(cardId)
        assert.deepEqual([card.state, card.cancelled?.reason], ['cancelled', reason])
        assert.equal(environment.count('CardCancelled'), 1)
        const [decision] = card.decisions ?? []
        assert.deepEqual([decision?.rule, decision?.grounds.length], ['register-change', 1])

        // Stopped for good, even if the register changes back: a new order is a new card.
        say(bearOut)
        assert.equal(await produce(cardId), 'card-cancelled')
        assert.deepEqual(drawer.taken, [])
      })
  })

  it('waits while a register does not respond, and is produced when it does: nothing is guessed (R140)', async () => {
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
      const { environment, drawer, say, produce, view } = anEnvironmentThatChanges()
      const cardId = await anOrderedCard(environment)
      say(silence)
      assert.equal(await produce(cardId), 'registers-silent', register)
      assert.equal((await view(cardId)).state, 'ordered')
      assert.deepEqual(drawer.taken, [])
      const job = environment.cards.jobs.find(({ kind }) => kind === 'cards.produce')
      assert.ok(job)
      await assert.rejects(
        job.handle({ kind: 'cards.produce', key: 'again', payload: { cardId } }),
        /does not respond/,
      )

      say(bearOut)
      assert.equal(await produce(cardId), 'ok')
      assert.equal((await view(cardId)).state, 'awaitingHandOver')
    }
  })

  it('is stopped also after an interrupted attempt, and has no good certificate left', async () => {
    const { environment, drawer, say, produce, view } = anEnvironmentThatChanges()
    const cardId = await anOrderedCard(environment)
    let died = false
    const dying = aCardsEnvironment({
      ...environment.deps,
      db,
      ca,
      certificates: {
        ...environment.certificates,
        issueCertificate: async (...requested) => {
          const issued = await environment.certificates.issueCertificate(...requested)
          if (died) return issued
          died = true
          throw new Error('simulated crash of the process')
        },
      },
    })
    await assert.rejects(dying.cards.produceCard(aPermit('cards.produceCard'), cardId))
    assert.equal((await view(cardId)).state, 'inProduction')

    say(rights({ code: 'T10', validTo: localDate('2026-11-22') }))
    assert.equal(await produce(cardId), 'card-cancelled')
    assert.equal((await view(cardId)).state, 'cancelled')
    assert.equal(drawer.taken.length, 1)
    assert.ok(drawer.rejected.has(drawer.taken[0]?.chipSerial ?? ''))
    const { good, revoked } = await certificatesByStatus(environment, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 1])
  })
})
