import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { formatInstant, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { activationStatement } from '#cards/letters/domain/activation-letter.ts'
import { virtualReader } from '#cards/production/adapters/virtual-reader.ts'
import {
  adminKeysInHand,
  type AllOfCards,
  aBureau,
  createAllOfCards,
} from '#cards/lifecycle/testing.ts'
import { createCardRelays } from '#cards/card-relay/index.ts'
import { createCertificates } from '#pki/issuance/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRegistration, examplePoint } from '#points/points/index.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aNurse, aResident } from '#cards/orders/testing.ts'
import { bootstrap, type BootstrapDeps } from '#identity/bootstrap/index.ts'
import { createRoles, createSystemPermits } from '#identity/permissions/index.ts'
import { createThirdPartyCards, statusOverHttp } from '#identity/third-party-cards/index.ts'
import { createAuthentication, type Authentication } from '../index.ts'
import { toBase64 } from '#platform/base64.ts'
import { createSealing } from '#platform/sealing.ts'

const codes = { registrar: '010180-9015', caseOfficer: '020275-902B', point: examplePoint }
const origin = 'http://localhost:8080'

forEachDatabase('the first cards of the service', ({ db }) => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  const systemPermit = createSystemPermits({ clock })
  const events: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
    events.push(event)
    return Promise.resolve()
  }
  let ca: TestCa
  let folder: string
  let authentication: Authentication
  let cards: AllOfCards
  let beginning: BootstrapDeps

  before(async () => {
    ca = await startTestCa({ clock })
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-cards-'))
    const { issuers, signer } = ca
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
    const registration = createRegistration({ record, clock })
    const certificates = createCertificates({
      db,
      recordAll: recordEach(record),
      issuers,
      signer,
      clock,
    })
    const revocation = createRevocations({ record, clock, certificates })
    const professional = issuers.current('professional', 'ecc')
    const unknownToRegister = () =>
      Promise.resolve(refuse({ kind: 'unknown-to-population-register' }))
    authentication = createAuthentication({
      sealing: createSealing(new Uint8Array(32).fill(7), 'authentication'),
      db,
      clock,
      record,
      systemPermit,
      roles: createRoles({
        ...{ db, clock, record, people, registration, systemPermit },
        withCardInUse: (_tx, personIds) => Promise.resolve(new Set(personIds)),
      }),
      people,
      registration,
      certificates,
      revocations: revocation,
      trust: { anchors: [professional.root], issuers: [professional] },
      statusResponses: statusOverHttp,
      lookUpPerson: unknownToRegister,
      thirdPartyCards: createThirdPartyCards({
        ...{ db, clock, people, lookUpPerson: unknownToRegister, lookUpBySatu: unknownToRegister },
      }),
      publicUrl: origin,
      origins: ['https://localhost:8443', origin],
    })
    const registers: BootstrapDeps['registers'] = {
      lookUpPerson: () => Promise.resolve(ok(aResident())),
      lookUpRights: (code) =>
        Promise.resolve(
          ok({
            registrationNumber: code === codes.registrar ? '00098705718' : '00098705719',
            rights: [aNurse()],
          }),
        ),
    }
    cards = createAllOfCards({
      db,
      clock,
      record,
      planJob: () => Promise.resolve(),
      secret: new Uint8Array(randomBytes(32)),
      keyAlgorithm: 'p384',
      adminKeys: adminKeysInHand({ clock }),
      relays: createCardRelays({
        ...{ db, record, clock, secret: new Uint8Array(randomBytes(32)) },
        permits: authentication.requestPermits,
        onFault: assert.ifError,
      }),
      readers: virtualReader({ folder }),
      people,
      identify: () =>
        Promise.reject(new Error('identification by document is not available in this test')),
      registers,
      signerResponds: () => Promise.resolve(true),
      signerTrouble: () => Promise.resolve(undefined),
      certificates,
      revocations: revocation,
      registration,
      caCertificates: () =>
        Promise.resolve({ issuer: professional.certificate.der, root: professional.root.der }),
      bureau: aBureau(),
      renderLetter: () => Promise.resolve(new Uint8Array()),
      renderFaces: () => Promise.reject(new Error('no printer')),
      service: { publicUrl: 'https://varmenne.example.fi' },
      photos: { photoOf: () => Promise.resolve(undefined) },
      contacts: { canBeMailed: () => Promise.resolve(true) },
      organisations: { hasEnded: () => Promise.resolve(false) },
      systemPermit: (operation) => systemPermit(operation, 'jobs'),
    })
    beginning = { db, clock, record, people, registers, registration, cards, systemPermit }
  })
  after(async () => {
    await ca.close()
    await rm(folder, { recursive: true })
  })

  it('are issued under dual control, sign people in, and are useless once cancelled', async () => {
    const permit = systemPermit('permissions.bootstrap', 'cli')
    const alone = await bootstrap(beginning)(permit, { ...codes, caseOfficer: codes.registrar })
    assert.equal(!alone.ok && alone.refusal.kind, 'second-person-required')

    const without = (changes: Partial<BootstrapDeps>) =>
      bootstrap({ ...beginning, ...changes })(permit, codes)
    const noRole = await without({
      registration: {
        ...beginning.registration,
        appointRegistrar: () => Promise.resolve(refuse({ kind: 'already-registrar-there' })),
      },
    })
    assert.deepEqual(noRole, {
      ok: false,
      refusal: { kind: 'registrar-role-refused', because: 'already-registrar-there' },
    })
    const interrupted = without({
      cards: {
        ...beginning.cards,
        produceCard: () => Promise.reject(new Error('pulled plug')),
      },
    })
    await assert.rejects(interrupted, /pulled plug/)
    const swapped = { ...codes, registrar: codes.caseOfficer, caseOfficer: codes.registrar }
    const byOthers = await bootstrap(beginning)(permit, swapped)
    assert.equal(!byOthers.ok && byOthers.refusal.kind, 'begun-with-others')

    const begun = await bootstrap(beginning)(permit, codes)
    assert.ok(begun.ok, JSON.stringify(begun))
    const again = await bootstrap(beginning)(permit, codes)
    assert.equal(!again.ok && again.refusal.kind, 'already-bootstrapped')

    const { registrar } = begun.value
    const plastic = fileStore(join(folder, `${registrar.chipSerial}.json`))
    const channel = channelTo(await openVirtualCard(plastic))
    const { cardNumber, letterNumber, activationCode } = registrar
    const activated = await activateCard(channel, { activationCode, pin1: '1234', pin2: '123456' })
    assert.ok(activated.ok, JSON.stringify(activated))

    const sign = async (text: string, purpose: 'authentication' | 'signature') => {
      const signed = await signWith(channel, {
        purpose,
        pin: purpose === 'authentication' ? '1234' : '123456',
        algorithm: 'ecdsa-sha384',
        data: new TextEncoder().encode(text),
      })
      assert.ok(signed.ok, JSON.stringify(signed))
      return signed.value
    }
    const signedAt = formatInstant(now)
    const statement = activationStatement({ cardNumber, letterNumber, signedAt })
    const report = {
      cardNumber,
      letterNumber,
      signedAt,
      signature: Buffer.from(await sign(statement, 'authentication')).toString('base64'),
    }
    const reporting = aPermit('cards.reportActivation')
    const forged = { ...report, letterNumber: begun.value.caseOfficer.letterNumber }
    const refusedReport = await cards.reportActivation(reporting, forged)
    assert.equal(!refusedReport.ok && refusedReport.refusal.kind, 'letter-for-another-card')
    const reports = await Promise.all([
      cards.reportActivation(reporting, report),
      cards.reportActivation(reporting, report),
    ])
    assert.ok(reports.every((each) => each.ok))
    assert.ok(events.some(({ type }) => type === 'CardActivated'))

    const read = await readCard(channel)
    assert.ok(read.ok)
    const leaf = read.value.certificates.find(({ purpose }) => purpose === 'authentication')
    assert.ok(leaf)
    const requesting = aPermit('access.signIn')
    const responseTo = async (from: string) => {
      const challenge = await authentication.requestSignInChallenge(requesting)
      assert.ok(challenge.ok)
      return {
        challengeId: challenge.value.challengeId,
        signature: toBase64(await sign(`${from};${challenge.value.nonce}`, 'authentication')),
        signatureAlgorithm: 'SHA384withECDSA',
        chain: [toBase64(leaf.der)],
      }
    }
    const elsewhere = await authentication.signIn(
      requesting,
      await responseTo('https://elsewhere.example'),
    )
    assert.equal(!elsewhere.ok && elsewhere.refusal.kind, 'wrong-signature')
    const response = await responseTo(origin)
    const opened = await authentication.signIn(requesting, response)
    assert.ok(opened.ok, JSON.stringify(opened))
    const replayed = await authentication.signIn(requesting, response)
    assert.equal(!replayed.ok && replayed.refusal.kind, 'challenge-not-found')
    const late = await responseTo(origin)
    now = plus(now, 2 * minute)
    const tooLate = await authentication.signIn(requesting, late)
    assert.equal(!tooLate.ok && tooLate.refusal.kind, 'challenge-expired')

    assert.deepEqual(opened.value.response.roles, ['registrar', 'holder'])
    assert.ok(opened.value.session.kind === 'open')
    const { token } = opened.value.session
    const grant = (operation: 'cards.reportOwnCardLost' | 'registration.appointRegistrar') =>
      authentication.requestPermits.grant({
        operation,
        sessionToken: token,
        input: {},
      })
    const denied = await grant('registration.appointRegistrar')
    assert.equal(!denied.ok && denied.refusal.kind, 'not-permitted')

    const actor = { kind: 'person', personId: registrar.personId } as const
    const losing = { ...aPermit('cards.reportOwnCardLost'), actor }
    const loss = { cardId: registrar.cardId, reason: 'lost' } as const
    const both = await Promise.all([
      cards.reportOwnCardLost(losing, loss),
      cards.reportOwnCardLost(losing, loss),
    ])
    assert.equal(both.filter((each) => each.ok).length, 1)
    const over = await grant('cards.reportOwnCardLost')
    assert.equal(!over.ok && over.refusal.kind, 'session-card-not-valid')
    const refused = await authentication.signIn(requesting, await responseTo(origin))
    assert.equal(!refused.ok && refused.refusal.kind, 'certificate-revoked')
  })
})
