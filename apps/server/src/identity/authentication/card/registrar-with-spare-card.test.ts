import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { createPeople } from '#people/persons/index.ts'
import { createRegistration, examplePoint } from '#points/points/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '#cards/orders/testing.ts'
import {
  anActualCard,
  aSpareCardHandedOver,
  aSpareEnvironment,
  atDesk,
  startFor,
  typedPins,
  type BlankAtDesk,
  type SpareEnvironment,
} from '#cards/spare-cards/testing.ts'
import { createRoles, createSystemPermits } from '#identity/permissions/index.ts'
import { createThirdPartyCards } from '#identity/third-party-cards/index.ts'
import { createSealing } from '#platform/sealing.ts'
import { createAuthentication, type Authentication } from '../index.ts'
import { asSent, ownOrigin } from '../testing.ts'

forEachDatabase('a registrar who forgot their card', ({ db }) => {
  const clock = { now: () => afternoon }
  let ca: TestCa
  let environment: SpareEnvironment
  let authentication: Authentication
  let riitta: string
  let pointId: string
  let actualCard: string

  before(async () => {
    ca = await startTestCa({ clock })
    environment = aSpareEnvironment({ db, ca, clock })
    const { record } = environment.deps
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
    const registration = createRegistration({ record, clock })
    const systemPermit = createSystemPermits({ clock })
    const unknownToRegister = () =>
      Promise.resolve(refuse({ kind: 'unknown-to-population-register' }))
    authentication = createAuthentication({
      sealing: createSealing(new Uint8Array(32).fill(7), 'authentication'),
      ...{ db, clock, record, people, registration, systemPermit },
      roles: createRoles({
        ...{ db, clock, record, people, registration, systemPermit },
        withCardInUse: (_tx, personIds) => Promise.resolve(new Set(personIds)),
      }),
      certificates: environment.certificates,
      revocations: environment.revocations,
      trust: {
        anchors: ca.issuers.anchors,
        issuers: [
          ca.issuers.current('professional', 'ecc'),
          ca.issuers.current('temporary', 'ecc'),
        ],
      },
      statusResponses: {
        byOcsp: () => Promise.resolve('good'),
        byCrl: () => Promise.resolve('good'),
      },
      lookUpPerson: unknownToRegister,
      thirdPartyCards: createThirdPartyCards({
        ...{ db, clock, people, lookUpPerson: unknownToRegister, lookUpBySatu: unknownToRegister },
      }),
      publicUrl: ownOrigin,
      origins: [ownOrigin],
    })
    const begun = await db.write(async (tx) => {
      const person = await people.rememberPerson(tx, {
        identityCode: anIdentityCode(),
        ...{ givenNames: 'Riitta', surname: 'Rekisteröijä', language: 'fi', nonDisclosure: false },
      })
      const point = await registration.addPoint(
        tx,
        aPermit('registration.enterPoint'),
        examplePoint,
      )
      const appointed = await registration.appointRegistrar(
        tx,
        aPermit('registration.appointRegistrar'),
        { personId: person, pointId: point },
      )
      assert.ok(appointed.ok, JSON.stringify(appointed))
      return ok({ person, point })
    })
    assert.ok(begun.ok)
    riitta = begun.value.person
    pointId = begun.value.point
    actualCard = await anActualCard(environment, { holder: riitta, orderId: randomUUID() })
  })
  after(() => ca.close())

  /** What the signing API returns for the spare card. */
  async function sign(blank: BlankAtDesk, text: string, purpose: KeyPurpose) {
    const channel = await blank.channel()
    const signed = await signWith(channel, {
      purpose,
      pin: purpose === 'authentication' ? typedPins.pin1 : typedPins.pin2,
      algorithm: 'ecdsa-sha384',
      data: new TextEncoder().encode(text),
    })
    assert.ok(signed.ok)
    const read = await readCard(await blank.channel())
    assert.ok(read.ok)
    return {
      signature: signed.value,
      signatureAlgorithm: 'SHA384withECDSA',
      chain: read.value.certificates
        .filter((each) => each.purpose === purpose)
        .map(({ der }) => der),
    }
  }

  async function signIn(blank: BlankAtDesk) {
    const challenge = await authentication.requestSignInChallenge(aPermit('access.signIn'))
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    return authentication.signIn(aPermit('access.signIn'), {
      challengeId,
      ...asSent(await sign(blank, `${ownOrigin};${nonce}`, 'authentication')),
    })
  }

  describe('gets a spare card', () => {
    it('from another registrar only (R72)', async () => {
      const own = await startFor(environment, actualCard, riitta)
      assert.equal(!own.ok && own.refusal.kind, 'producing-for-oneself')
    })

    it('that opens the desk of their own point and signs orders, until it is returned (R13)', async () => {
      const { blank } = await aSpareCardHandedOver(environment, actualCard)
      const opened = await signIn(blank)
      assert.ok(opened.ok && opened.value.session.kind === 'open', JSON.stringify(opened))
      const { token } = opened.value.session
      const granted = await authentication.requestPermits.grant({
        ...{ operation: 'orders.placeOrder', sessionToken: token, input: {} },
      })
      assert.ok(granted.ok, JSON.stringify(granted))
      assert.equal(granted.value.pointId, pointId)
      const data = new TextEncoder().encode('Order')
      const checked = await authentication.checkSignature(granted.value, {
        data,
        ...(await sign(blank, 'Order', 'signature')),
      })
      assert.ok(checked.ok, JSON.stringify(checked))

      const back = await environment.spareCards.takeBackSpareCard(
        atDesk('spareCards.takeBackSpareCard'),
        await blank.insert(),
      )
      assert.ok(back.ok, JSON.stringify(back))
      const later = await authentication.requestPermits.grant({
        ...{ operation: 'orders.placeOrder', sessionToken: token, input: {} },
      })
      assert.ok(!later.ok)
    })
  })
})
