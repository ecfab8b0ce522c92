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
import type { Deed, SessionToken } from '#platform/permit.ts'
import {
  startTestAuthority,
  type TestAuthority,
} from '../../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../../tests/support/postgres.ts'
import { exampleOrganisations } from '../../../../../sandbox/src/registers/organisations.ts'
import { examplePeople } from '../../../../../sandbox/src/registers/people.ts'
import type { OtherCard } from '../../../../../sandbox/src/other-cards/cards.ts'
import { serverCertificate } from '../../../../../sandbox/src/patient-system/server-certificate.ts'
import { decoded, newKeyed } from '../../../../../sandbox/src/world/certify.ts'
import { createOtherCards, openCardDoor } from '../index.ts'
import { anAccessWorld, ownOrigin, type AccessWorld, type Signed } from '../testing.ts'
import { anOddCard, startOtherIssuers, type OtherIssuers } from './testing.ts'

forEachDatabase('signing in by the card of another trust service', ({ db }) => {
  const start = instant(Date.now())
  let now: Instant = start
  const clock = { now: () => now }
  const signing = aPermit('access.signIn')
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  let authority: TestAuthority
  let others: OtherIssuers
  let world: AccessWorld
  const [company] = exampleOrganisations
  assert.ok(company)

  before(async () => {
    authority = await startTestAuthority({ clock })
    others = await startOtherIssuers(clock)
    const { issuers } = authority
    world = anAccessWorld({
      ...{ db, authority, clock, cardDoorUrl: 'https://card.service.example' },
      lookUpPerson: others.registers.lookUpPerson,
      otherCards: createOtherCards({
        ...{ clock, file: others.file, lookUpBySatu: others.registers.lookUpBySatu },
        notOurs: issuers.all.map(({ certificate }) => certificate),
        mayComeLater: false,
      }),
    })
  })
  beforeEach(() => {
    // What was believed of a certificate is over.
    now = plus(now, minute)
    for (const standIn of [
      'population',
      'other-cards-ocsp',
      'other-cards-lists',
      'other-cards-look-up',
    ] as const)
      others.faults.set(standIn, { kind: 'none' })
  })
  after(async () => {
    await others.close()
    await authority.close()
  })

  /** Somebody of the example world, whom the service may know. */
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
    const challenge = await world.access.askSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await by(says(`${ownOrigin};${nonce}`))
    return world.access.signIn(signing, { challengeId, ...signed, isForOrganisation })
  }
  async function tokenBy(by: (text: string) => Promise<Signed>): Promise<SessionToken> {
    const opened = await signIn(by)
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  /** Nobody gets in, and the trail has the reason and no more. */
  async function isRefused(
    opened:
      | Awaited<ReturnType<typeof signIn>>
      | Awaited<ReturnType<typeof world.access.signInAtCardDoor>>,
    kind: string,
    method = 'identityCard',
  ) {
    assert.equal(opened.ok ? 'ok' : opened.refusal.kind, kind)
    const event = world.events.findLast(({ type }) => type === 'SignInRefused')
    assert.ok(event && 'reason' in event && 'method' in event)
    assert.equal(String(event.reason).split(':')[0], kind)
    assert.deepEqual([event.method, Object.keys(event).length], [method, 3])
  }
  const grant = async (deed: Deed, sessionToken: SessionToken) => {
    const granted = await world.access.permitDesk.grant({
      deed,
      sessionToken,
      input: {},
      open: false,
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }
  const odd = (more: Partial<Parameters<typeof anOddCard>[2]> = {}) =>
    anOddCard(others.trees.of.identityCard, 'identityCard', { now, ...more })

  it('lets its holder in by the identity card, and says how (R241)', async () => {
    const { by, card, identityCode } = await aCard('Oikeudeton')
    const opened = await signIn(by)
    assert.ok(opened.ok)
    const { signIn: shown, roles, cardId, personId } = opened.value.answer
    assert.deepEqual(shown, {
      ...{ method: 'identityCard', levelOfAssurance: 'high' },
      at: new Date(now).toISOString(),
    })
    assert.deepEqual(
      [roles, cardId, personId],
      [['holder'], undefined, await personIdOf(identityCode)],
    )
    const event = world.events.findLast(({ type }) => type === 'SignedIn')
    assert.deepEqual(
      { ...event, sessionId: undefined },
      {
        ...{ type: 'SignedIn', sessionId: undefined, method: 'identityCard' },
        ...{ issuer: 'example-identity-cards', certificateSerial: card.serials[0] },
        ...{ levelOfAssurance: 'high', about: { personId } },
      },
    )
    assert.ok(!JSON.stringify(event).includes(card.number))
  })

  it('lets its holder in by the organisation card, of that organisation, as its issuer says whose it is (R243)', async () => {
    const { by, identityCode } = await aCard('Lääkäri', { of: 'organisationCard' })
    const opened = await signIn(by)
    assert.ok(opened.ok)
    const { signIn: shown, personId } = opened.value.answer
    assert.deepEqual(shown.organisation, { businessId: company.businessId, name: company.name })
    assert.deepEqual([shown.method, personId], ['organisationCard', await personIdOf(identityCode)])
    const event = world.events.findLast(({ type }) => type === 'SignedIn')
    assert.equal(event && 'businessId' in event && event.businessId, company.businessId)
  })

  it('lets in by the door of TLS as by the signing API (R241)', async () => {
    const { person } = await aPerson('Oikeudeton')
    const subject = [{ type: attributeTypes.serialNumber, value: person.satu ?? '' }]
    const { der, privateKey } = odd({ url: others.url, subject })
    const { keyPem, chainPem } = await serverCertificate(path.dirname(others.file))
    const accepted = await world.access.acceptedIssuers()
    const door = await openCardDoor(
      {
        ...{ access: world.access, clock, publicUrl: ownOrigin },
        ...{ logger: pino({ level: 'silent' }), tls: { key: keyPem, cert: chainPem } },
        authorities: accepted.map((each) => each.authority),
      },
      { host: '127.0.0.1', port: 0 },
    )
    /** A browser that shows the card's certificate, and proves its key by TLS. */
    const visit = async () => {
      const begun = await world.access.beginAtCardDoor(signing, {}, { language: 'fi' })
      assert.ok(begun.ok)
      const { attempt, address } = begun.value
      const to = new URL(address)
      const back = await new Promise<string>((resolve, reject) => {
        const asked = request({
          ...{ host: '127.0.0.1', port: door.port, path: `${to.pathname}${to.search}` },
          ...{ agent: false, rejectUnauthorized: false, cert: encodePem('CERTIFICATE', [der]) },
          key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        })
        asked.on('error', reject).on('response', (response) => {
          response.resume()
          resolve(response.headers.location ?? '')
        })
        asked.end()
      })
      const code = new URL(back).searchParams.get('code') ?? ''
      return world.access.signInAtCardDoor(signing, { attempt, code })
    }
    try {
      await isRefused(await visit(), 'certificate-status-unknown')
      others.knows(der)
      now = plus(now, minute)
      const opened = await visit()
      assert.equal(opened.ok && opened.value.answer.signIn.method, 'identityCard')
    } finally {
      await door.close()
    }
  })

  it('knows nobody by signing in but whoever comes for an organisation, without address under non-disclosure (R243)', async () => {
    const { by, identityCode } = await aCard('Turvattu', { isKnown: false })
    await isRefused(await signIn(by), 'person-not-known')
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
    for (const deed of [
      'accounts.openAccount',
      'accounts.joinAccount',
      'accounts.acceptInvitation',
      'serviceCertificates.send',
      'cards.viewOwnCards',
      'cards.reportOwnCardLost',
      'access.setOwnPassword',
    ] as const)
      assert.equal(await grant(deed, token), 'ok', deed)
    for (const deed of [
      'documents.completeSignature',
      'orders.stopOrder',
      'access.viewRoles',
    ] as const)
      assert.equal(await grant(deed, token), 'card-sign-in-needed', deed)
    now = plus(now, 11 * minute)
    assert.equal(await grant('access.setOwnPassword', token), 'sign-in-too-old')

    const data = new TextEncoder().encode('a document')
    const signed = await world.access.checkSignature(aPermit('papers.sign'), {
      ...{ data, ...odd({ usage: 'nonRepudiation' }).sign('a document') },
    })
    assert.deepEqual(signed, { ok: false, refusal: { kind: 'issuer-not-trusted' } })
  })

  it('signs papers by its signature certificate, judged as at a sign-in: kind, status and whose it is (R285)', async () => {
    const { signersByOtherCards: signers } = world.access
    const kindOf = async (leaf: Parameters<typeof signers.signerOf>[0]) => {
      const found = await signers.signerOf(leaf)
      return found.ok ? found.value.personId : found.refusal.kind
    }
    const of = { identityCard: await aCard('Esimerkki'), organisationCard: undefined }
    const identityCard = await others.signatureCertificateOf(of.identityCard.card)
    assert.equal(await kindOf(identityCard), await personIdOf(of.identityCard.identityCode))
    const { card } = await aCard('Lääkäri', { of: 'organisationCard' })
    const organisationCard = await signers.signerOf(await others.signatureCertificateOf(card))
    assert.ok(organisationCard.ok)
    assert.equal(organisationCard.value.organisation?.businessId, company.businessId)

    // Not by the certificate of log-in, of another kind or tree, nor by what its issuer never heard of.
    assert.equal(await kindOf(decoded(odd().der)), 'card-not-accepted')
    const signing = { usage: 'nonRepudiation', purposes: [], url: others.url } as const
    const ofKind = { ...signing, policy: '1.3.6.1.4.1.32473.9' }
    assert.equal(await kindOf(decoded(odd(ofKind).der)), 'card-not-accepted')
    const impostor = newKeyed(others.trees.of.identityCard.authority.name)
    assert.equal(await kindOf(decoded(odd({ ...signing, by: impostor }).der)), 'card-not-accepted')
    assert.equal(await kindOf(decoded(odd(signing).der)), 'status-unavailable')

    // Whom the service does not know has signed in by nothing.
    const stranger = await aCard('Salo', { isKnown: false })
    const ofStranger = await others.signatureCertificateOf(stranger.card)
    assert.equal(await kindOf(ofStranger), 'signed-by-another-card')

    now = plus(now, minute)
    for (const standIn of ['other-cards-ocsp', 'other-cards-lists'] as const)
      others.faults.set(standIn, { kind: 'down' })
    now = plus(now, 11 * minute)
    assert.equal(await kindOf(identityCard), 'status-unavailable')
    for (const standIn of ['other-cards-ocsp', 'other-cards-lists'] as const)
      others.faults.set(standIn, { kind: 'none' })
    now = plus(now, minute)
    others.faults.set('population', { kind: 'down' })
    assert.equal(await kindOf(identityCard), 'holder-unavailable')
    others.faults.set('population', { kind: 'none' })
    await others.cards.revoke(of.identityCard.card.cardNumber)
    now = plus(now, minute)
    assert.equal(await kindOf(identityCard), 'card-closed')
  })

  it('lets nobody in by what its key did not sign, nor by a challenge that was spent', async () => {
    const { by } = await aCard('Esimerkki')
    await isRefused(await signIn(by, { says: (text) => `${text}.` }), 'wrong-signature')
    const elsewhere = (text: string) => text.replace(ownOrigin, 'https://elsewhere.example')
    await isRefused(await signIn(by, { says: elsewhere }), 'wrong-signature')
    const challenge = await world.access.askSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await by(`${ownOrigin};${nonce}`)
    assert.ok((await world.access.signIn(signing, { challengeId, ...signed })).ok)
    await isRefused(
      await world.access.signIn(signing, { challengeId, ...signed }),
      'challenge-unknown',
    )
  })

  it('refuses a card of another time, tree, kind or purpose, each in its own words (R241)', async () => {
    const { identityCard } = others.trees.of
    const impostor = newKeyed(identityCard.authority.name)
    const longAgo = plus(now, -400 * day)
    for (const [kind, card] of [
      ['other-card-expired', odd({ notBefore: longAgo, notAfter: plus(now, -day) })],
      ['certificate-not-yet-valid', odd({ notBefore: plus(now, day) })],
      ['issuer-not-trusted', odd({ by: impostor })],
      [
        'issuer-not-trusted',
        odd({ by: { ...identityCard.root, name: identityCard.authority.name } }),
      ],
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

  it('refuses what an authority certified whose own time is over', async () => {
    const { notAfter } = others.trees.of.identityCard.authority.certificate
    const card = odd({ notAfter: plus(notAfter, 100 * day) })
    const before = now
    now = plus(notAfter, day)
    await isRefused(await signIn(card.sign), 'issuer-expired')
    now = before
  })

  it('lets no test card of ours in, nor one of an issuer that nobody has accepted (R233, R241)', async () => {
    const ourTest = authority.issuers.current('test', 'ecc').certificate
    await isRefused(
      await signIn(odd({ by: newKeyed(ourTest.subject) }).sign),
      'issuer-not-trusted',
      'card',
    )
    const stranger = newKeyed([{ type: attributeTypes.commonName, value: 'TEST Stranger' }])
    await isRefused(await signIn(odd({ by: stranger }).sign), 'issuer-not-trusted', 'card')
  })

  it('asks OCSP of the card, the list where that does not answer, and lets nobody in where neither does (R242)', async () => {
    const { by, card } = await aCard('Esimerkki')
    others.faults.set('other-cards-ocsp', { kind: 'down' })
    assert.ok((await signIn(by)).ok)
    now = plus(now, 11 * minute)
    others.faults.set('other-cards-ocsp', { kind: 'wrong' })
    assert.ok((await signIn(by)).ok)
    now = plus(now, 11 * minute)
    others.faults.set('other-cards-lists', { kind: 'down' })
    await isRefused(await signIn(by), 'certificate-status-unknown')

    // Revoked: the list says so, then OCSP.
    assert.ok(await others.cards.revoke(card.cardNumber))
    now = plus(now, minute)
    others.faults.set('other-cards-lists', { kind: 'none' })
    await isRefused(await signIn(by), 'other-card-revoked')
    now = plus(now, minute)
    others.faults.set('other-cards-ocsp', { kind: 'none' })
    others.faults.set('other-cards-lists', { kind: 'down' })
    await isRefused(await signIn(by), 'other-card-revoked')
  })

  it('believes a good answer for ten seconds, and a list for ten minutes (R242)', async () => {
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

  it('lets nobody in of whom its issuer knows nothing', async () => {
    // OCSP is asked where the certificate says; nobody is there.
    await isRefused(await signIn(odd().sign), 'certificate-status-unknown')
  })

  it('lets nobody in while a register is away, nor whom it does not know, nor the dead (R243)', async () => {
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
