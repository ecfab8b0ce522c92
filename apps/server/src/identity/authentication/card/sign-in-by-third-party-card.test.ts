import assert from 'node:assert/strict'
import { request } from 'node:https'
import path from 'node:path'
import { after, before, beforeEach, it } from 'node:test'
import { day, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { encodePem } from '@sotevarmenne/x509/bundle'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { pino } from 'pino'
import { createPeople } from '#people/persons/index.ts'
import type { Permission, SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import type { OtherCard } from '@sotevarmenne/sandbox/other-cards/cards'
import { serverCertificate } from '@sotevarmenne/sandbox/patient-system/server-certificate'
import { newKeyed } from '@sotevarmenne/sandbox/environment/certify'
import { cardIssuersOverHttp } from '#identity/third-party-cards/index.ts'
import { openTlsSignIn } from '../index.ts'
import {
  asSent,
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
  type Signed,
} from '../testing.ts'
import {
  anOddCard,
  startOtherIssuers,
  type OtherIssuers,
} from '#identity/third-party-cards/testing.ts'

forEachDatabase('sign-in by the card of another trust service', ({ db }) => {
  const start = instant(Date.now())
  let now: Instant = start
  const clock = { now: () => now }
  const signing = aPermit('access.signIn')
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  let ca: TestCa
  let others: OtherIssuers
  let environment: AuthenticationEnvironment
  const [company] = exampleOrganisations
  assert.ok(company)

  before(async () => {
    ca = await startTestCa({ clock })
    others = await startOtherIssuers(clock)
    const { issuers } = ca
    environment = anAuthenticationEnvironment({
      ...{ db, ca, clock, tlsSignInUrl: 'https://card.service.example' },
      lookUpPerson: others.registers.lookUpPerson,
      lookUpBySatu: others.registers.lookUpBySatu,
      cardIssuers: cardIssuersOverHttp({
        ...{ clock, file: others.file },
        notOurs: issuers.all.map(({ certificate }) => certificate),
        mayComeLater: false,
      }),
    })
  })
  beforeEach(() => {
    // The cached status has expired.
    now = plus(now, minute)
    for (const simulator of [
      'population',
      'other-cards-ocsp',
      'other-cards-lists',
      'other-cards-look-up',
    ] as const)
      others.faults.set(simulator, { kind: 'none' })
  })
  after(async () => {
    await others.close()
    await ca.close()
  })

  /** A person of the test environment; `isKnown`: known to the service. */
  async function aPerson(surname: string, { isKnown = true } = {}) {
    const person = examplePeople.find(({ inPopulation }) => inPopulation?.surname === surname)
    assert.ok(person?.inPopulation)
    const identityCode = codeOf(person.identityCode)
    if (isKnown) {
      const { givenNames, language, nonDisclosure } = person.inPopulation
      const facts = { identityCode, givenNames, surname, language, nonDisclosure }
      await db.write(async (tx) => ok(await people.rememberPerson(tx, facts)))
    }
    return { person, identityCode }
  }
  const personIdOf = async (identityCode: IdentityCode) =>
    (await db.read((tx) => people.findByIdentityCode(tx, identityCode)))?.personId
  async function aCard(
    surname: string,
    {
      of = 'identityCard',
      isKnown = true,
    }: { readonly of?: OtherCard['kind']; readonly isKnown?: boolean } = {},
  ) {
    const { person, identityCode } = await aPerson(surname, { isKnown })
    const card = await others.cards.make(
      of,
      person,
      of === 'organisationCard' ? company : undefined,
    )
    assert.ok(card)
    return { card, identityCode, by: (text: string) => others.signBy(card, text) }
  }
  async function signIn(
    by: (text: string) => Signed | Promise<Signed>,
    { isForOrganisation = false, says = (text: string) => text } = {},
  ) {
    const challenge = await environment.authentication.requestSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await by(says(`${ownOrigin};${nonce}`))
    return environment.authentication.signIn(signing, {
      ...{ challengeId, isForOrganisation },
      ...asSent(signed),
    })
  }
  async function tokenBy(by: (text: string) => Promise<Signed>): Promise<SessionToken> {
    const opened = await signIn(by)
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  /** Sign-in fails, and the audit log has the reason only. */
  async function isRefused(
    opened:
      | Awaited<ReturnType<typeof signIn>>
      | Awaited<ReturnType<typeof environment.authentication.signInByClientCertificate>>,
    kind: string,
    method = 'identityCard',
  ) {
    assert.equal(opened.ok ? 'ok' : opened.refusal.kind, kind)
    const refused = (await environment.refusedSignIns()).at(-1) ?? ''
    assert.equal(refused.split(':')[0], `${method} ${kind}`)
  }
  const grant = async (operation: Permission, sessionToken: SessionToken) => {
    const granted = await environment.authentication.requestPermits.grant({
      operation,
      sessionToken,
      input: {},
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }
  const odd = (more: Partial<Parameters<typeof anOddCard>[2]> = {}) =>
    anOddCard(others.trees.of.identityCard, 'identityCard', { now, ...more })

  it('lets the holder in by identity card, and records how (R241)', async () => {
    const { by, card, identityCode } = await aCard('Oikeudeton')
    const opened = await signIn(by)
    assert.ok(opened.ok)
    const { signIn: shown, roles, cardId, personId } = opened.value.response
    assert.deepEqual(shown, {
      ...{ method: 'identityCard', levelOfAssurance: 'high' },
      at: new Date(now).toISOString(),
    })
    assert.deepEqual(
      [roles, cardId, personId],
      [['holder'], undefined, await personIdOf(identityCode)],
    )
    const event = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.deepEqual(
      { ...event, sessionId: undefined },
      {
        ...{ type: 'SignedIn', sessionId: undefined, method: 'identityCard' },
        ...{ issuer: 'example-identity-cards', certificateSerial: card.serials[0] },
        ...{ levelOfAssurance: 'high', about: { personId } },
        settings: { 'session-idle-time': 'shipped', 'session-length': 'shipped' },
      },
    )
    assert.ok(!JSON.stringify(event).includes(card.number))
  })

  it('lets the holder in by organisation card, for that organisation, with the identity from its issuer (R243)', async () => {
    const { by, identityCode } = await aCard('Lääkäri', { of: 'organisationCard' })
    const opened = await signIn(by)
    assert.ok(opened.ok)
    const { signIn: shown, personId } = opened.value.response
    assert.deepEqual(shown.organisation, { businessId: company.businessId, name: company.name })
    assert.deepEqual([shown.method, personId], ['organisationCard', await personIdOf(identityCode)])
    const event = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.equal(event && 'businessId' in event && event.businessId, company.businessId)
  })

  it('works by TLS client certificate as by the signing API (R241)', async () => {
    const { person } = await aPerson('Oikeudeton')
    const subject = [{ type: attributeTypes.serialNumber, value: person.satu ?? '' }]
    const { der, privateKey } = odd({ url: others.url, subject })
    const { keyPem, chainPem } = await serverCertificate(path.dirname(others.file))
    const accepted = await environment.thirdPartyCards.acceptedIssuers()
    const listener = await openTlsSignIn(
      {
        ...{ authentication: environment.authentication, clock, publicUrl: ownOrigin },
        ...{ logger: pino({ level: 'silent' }), tls: { key: keyPem, cert: chainPem } },
        cas: accepted.map((each) => each.ca),
      },
      { host: '127.0.0.1', port: 0 },
    )
    /** A browser that presents the card's certificate, and proves its key by TLS. */
    const visit = async () => {
      const begun = await environment.authentication.beginClientCertificateSignIn(
        signing,
        {},
        { language: 'fi' },
      )
      assert.ok(begun.ok)
      const { attempt, address } = begun.value
      const to = new URL(address)
      const back = await new Promise<string>((resolve, reject) => {
        const requested = request({
          ...{ host: '127.0.0.1', port: listener.port, path: `${to.pathname}${to.search}` },
          ...{ agent: false, rejectUnauthorized: false, cert: encodePem('CERTIFICATE', [der]) },
          key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        })
        requested.on('error', reject).on('response', (response) => {
          response.resume()
          resolve(response.headers.location ?? '')
        })
        requested.end()
      })
      const code = new URL(back).searchParams.get('code') ?? ''
      return environment.authentication.signInByClientCertificate(signing, { attempt, code })
    }
    try {
      await isRefused(await visit(), 'certificate-status-unavailable')
      others.knows(der)
      now = plus(now, minute)
      const opened = await visit()
      assert.equal(opened.ok && opened.value.response.signIn.method, 'identityCard')
    } finally {
      await listener.close()
    }
  })

  it('makes a person known only if they act for an organisation, without an address under non-disclosure (R243)', async () => {
    const { by, identityCode } = await aCard('Turvattu', { isKnown: false })
    await isRefused(await signIn(by), 'person-not-found')
    assert.equal(await personIdOf(identityCode), undefined)
    assert.ok((await signIn(by, { isForOrganisation: true })).ok)
    const personId = await personIdOf(identityCode)
    assert.ok(personId !== undefined)
    const person = await db.read((tx) => people.findPerson(tx, personId))
    assert.deepEqual(person?.whereabouts, { nonDisclosure: true })
  })

  it('opens what Suomi.fi opens: own matters and those of organisations, nothing that a card of ours signs (R244)', async () => {
    const { by } = await aCard('Esimerkki')
    const token = await tokenBy(by)
    for (const operation of [
      'accounts.openAccount',
      'accounts.joinAccount',
      'accounts.acceptInvitation',
      'serviceCertificates.send',
      'cards.viewOwnCards',
      'cards.reportOwnCardLost',
      'access.setOwnPassword',
    ] as const)
      assert.equal(await grant(operation, token), 'ok', operation)
    for (const operation of [
      'documents.completeSignature',
      'orders.stopOrder',
      'access.viewRoles',
    ] as const)
      assert.equal(await grant(operation, token), 'card-sign-in-needed', operation)
    now = plus(now, 11 * minute)
    assert.equal(await grant('access.setOwnPassword', token), 'sign-in-too-old')

    const data = new TextEncoder().encode('a document')
    const signed = await environment.authentication.checkSignature(aPermit('agreements.sign'), {
      ...{ data, ...odd({ usage: 'nonRepudiation' }).sign('a document') },
    })
    assert.deepEqual(signed, { ok: false, refusal: { kind: 'issuer-not-trusted' } })
  })

  it('is refused for what its key did not sign, and for a spent challenge', async () => {
    const { by } = await aCard('Esimerkki')
    await isRefused(await signIn(by, { says: (text) => `${text}.` }), 'wrong-signature')
    const elsewhere = (text: string) => text.replace(ownOrigin, 'https://elsewhere.example')
    await isRefused(await signIn(by, { says: elsewhere }), 'wrong-signature')
    const challenge = await environment.authentication.requestSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await by(`${ownOrigin};${nonce}`)
    assert.ok(
      (await environment.authentication.signIn(signing, { challengeId, ...asSent(signed) })).ok,
    )
    await isRefused(
      await environment.authentication.signIn(signing, { challengeId, ...asSent(signed) }),
      'challenge-not-found',
    )
  })

  it('is refused for a card of another time, tree, kind or purpose, with a reason for each (R241)', async () => {
    const { identityCard } = others.trees.of
    const impostor = newKeyed(identityCard.ca.name)
    const longAgo = plus(now, -400 * day)
    for (const [kind, card] of [
      ['other-card-expired', odd({ notBefore: longAgo, notAfter: plus(now, -day) })],
      ['certificate-not-yet-valid', odd({ notBefore: plus(now, day) })],
      ['issuer-not-trusted', odd({ by: impostor })],
      ['issuer-not-trusted', odd({ by: { ...identityCard.root, name: identityCard.ca.name } })],
      ['card-kind-not-accepted', odd({ policy: '1.3.6.1.4.1.32473.9' })],
      ['card-kind-not-accepted', odd({ purposes: [] })],
      ['certificate-of-another-purpose', odd({ usage: 'nonRepudiation' })],
      [
        'holder-not-named',
        odd({ subject: [{ type: attributeTypes.serialNumber, value: '999004227' }] }),
      ],
      ['holder-not-named', odd({ subject: [{ type: attributeTypes.commonName, value: 'AINO' }] })],
    ] as const)
      await isRefused(await signIn(card.sign), kind)

    const named = (...more: Name): Name => [
      { type: attributeTypes.serialNumber, value: '77000000001' },
      ...more,
    ]
    for (const subject of [
      named(),
      named({ type: attributeTypes.organizationName, value: company.name }),
      named(
        { type: attributeTypes.organizationName, value: company.name },
        { type: attributeTypes.organizationIdentifier, value: 'NTRFI-1234567-2' },
      ),
    ]) {
      const tree = others.trees.of.organisationCard
      const card = anOddCard(tree, 'organisationCard', { now, subject })
      await isRefused(await signIn(card.sign), 'holder-not-named', 'organisationCard')
    }
  })

  it('is refused for a card of an expired CA', async () => {
    const { notAfter } = others.trees.of.identityCard.ca.certificate
    const card = odd({ notAfter: plus(notAfter, 100 * day) })
    const before = now
    now = plus(notAfter, day)
    await isRefused(await signIn(card.sign), 'issuer-expired')
    now = before
  })

  it('is refused for our own test cards, and for cards of an issuer that is not accepted (R233, R241)', async () => {
    const ourTest = ca.issuers.current('test', 'ecc').certificate
    await isRefused(
      await signIn(odd({ by: newKeyed(ourTest.subject) }).sign),
      'issuer-not-trusted',
      'card',
    )
    const stranger = newKeyed([{ type: attributeTypes.commonName, value: 'TEST Stranger' }])
    await isRefused(await signIn(odd({ by: stranger }).sign), 'issuer-not-trusted', 'card')
  })

  it('checks the card by OCSP, by the CRL if OCSP does not respond, and is refused if neither does (R242)', async () => {
    const { by, card } = await aCard('Esimerkki')
    others.faults.set('other-cards-ocsp', { kind: 'down' })
    assert.ok((await signIn(by)).ok)
    now = plus(now, 11 * minute)
    others.faults.set('other-cards-ocsp', { kind: 'wrong' })
    assert.ok((await signIn(by)).ok)
    now = plus(now, 11 * minute)
    others.faults.set('other-cards-lists', { kind: 'down' })
    await isRefused(await signIn(by), 'certificate-status-unavailable')

    // Revoked: the CRL shows it first, then OCSP.
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, minute)
    others.faults.set('other-cards-lists', { kind: 'none' })
    await isRefused(await signIn(by), 'other-card-revoked')
    now = plus(now, minute)
    others.faults.set('other-cards-ocsp', { kind: 'none' })
    others.faults.set('other-cards-lists', { kind: 'down' })
    await isRefused(await signIn(by), 'other-card-revoked')
  })

  it('caches a good OCSP response for ten seconds, and a CRL for ten minutes (R242)', async () => {
    const { by, card } = await aCard('Esimerkki')
    assert.ok((await signIn(by)).ok)
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, 9 * second)
    assert.ok((await signIn(by)).ok)
    now = plus(now, second)
    await isRefused(await signIn(by), 'other-card-revoked')

    const other = await aCard('Esimerkki')
    now = plus(now, 10 * minute)
    others.faults.set('other-cards-ocsp', { kind: 'down' })
    assert.ok((await signIn(other.by)).ok)
    assert.ok(await others.cards.revoke(other.card.cardNumber))
    now = plus(now, 9 * minute)
    assert.ok((await signIn(other.by)).ok)
    now = plus(now, minute)
    await isRefused(await signIn(other.by), 'other-card-revoked')
  })

  it('is refused for a holder whom the issuer does not know', async () => {
    // OCSP is requested at the address in the certificate, where nothing responds.
    await isRefused(await signIn(odd().sign), 'certificate-status-unavailable')
  })

  it('is refused while a register is unavailable, and for persons whom it does not know or who have died (R243)', async () => {
    const { by, identityCode } = await aCard('Lääkäriopiskelija')
    for (const kind of ['down', 'wrong'] as const) {
      others.faults.set('population', { kind })
      await isRefused(await signIn(by), 'register-unavailable')
    }
    others.faults.set('population', { kind: 'none' })
    const work = await aCard('Lääkäriopiskelija', { of: 'organisationCard' })
    others.faults.set('other-cards-look-up', { kind: 'down' })
    await isRefused(await signIn(work.by), 'card-issuer-unavailable', 'organisationCard')
    others.faults.set('other-cards-look-up', { kind: 'wrong' })
    await isRefused(await signIn(work.by), 'card-issuer-unavailable', 'organisationCard')
    others.faults.set('other-cards-look-up', { kind: 'none' })

    const { person } = await aPerson('Näkkäläjärvi')
    const unknown = await others.cards.make('identityCard', { ...person, satu: '999004228' })
    assert.ok(unknown)
    await isRefused(
      await signIn((text) => others.signBy(unknown, text), { isForOrganisation: true }),
      'unknown-to-population-register',
    )
    await others.dies(identityCode)
    await isRefused(await signIn(by), 'unknown-to-population-register')
    await isRefused(await signIn(work.by), 'unknown-to-population-register', 'organisationCard')
  })
})

function codeOf(text: string): IdentityCode {
  const parsed = parseIdentityCode(text)
  assert.ok(parsed.ok)
  return parsed.value
}
