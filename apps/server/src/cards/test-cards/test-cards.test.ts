import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { isTemporary, parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseDoctorId } from '@sotevarmenne/identifiers/doctor-id'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { parseRegistrationNumber } from '@sotevarmenne/identifiers/registration-number'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { day, hour, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { signContent } from '@sotevarmenne/signatures/signed-data'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { oid } from '@sotevarmenne/x509/der'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
} from '../../identity/authentication/testing.ts'
import { checkSignatures } from '../../services/document-signing/check-signatures.ts'
import type { TestCardsDeps } from './deps.ts'
import { testOrganisation, testPeople } from './domain/test-people.ts'
import { ok } from '@sotevarmenne/kernel/result'
import { createSealing, openJson, sealJson } from '#platform/sealing.ts'
import { aVendor } from './testing.ts'
import { asSent } from '#identity/authentication/testing.ts'

describe('the people on test cards', () => {
  it('are invented: identity code, registration number and Doctor ID are of no real person (R234)', () => {
    for (const { identityCode, registrationNumber, satu, doctorId, surname } of testPeople) {
      assert.ok(isTemporary(valueOf(parseIdentityCode(identityCode))), identityCode)
      assert.match(registrationNumber, /^999/)
      assert.ok(valueOf(parseRegistrationNumber(registrationNumber)).luhnFits, registrationNumber)
      assert.match(valueOf(parseSatu(satu)), /^9999/)
      if (doctorId !== undefined) assert.ok(valueOf(parseDoctorId(doctorId)).luhnFits, doctorId)
      assert.match(surname, /^Test/)
    }
    const keys = testPeople.flatMap(({ personKey, identityCode }) => [personKey, identityCode])
    assert.equal(new Set(keys).size, 2 * testPeople.length)
    assert.match(valueOf(parseBusinessId(testOrganisation.businessId)), /^99/)
  })
})

forEachDatabase('a virtual test card', ({ db }) => {
  const morning = instant(Date.UTC(2026, 10, 26, 8))
  let now: Instant = morning
  let ca: TestCa
  let environment: AuthenticationEnvironment
  let folder: string
  let vendor: ReturnType<typeof aVendor>

  const anotherVendor = (
    limits?: TestCardsDeps['limits'],
    hasCeased?: () => boolean,
    cardLayout?: TestCardsDeps['cardLayout'],
  ) =>
    aVendor({
      ...(limits && { limits }),
      ...(hasCeased && { hasCeased }),
      keys: ['ecc', 'rsa'],
      db,
      clock: { now: () => now },
      record: environment.deps.record,
      certificates: environment.certificates,
      revocations: environment.revocations,
      caCertificates: environment.deps.caCertificates,
      cards: environment.cards,
      ...(cardLayout && { cardLayout }),
    })

  /** For a separate vendor: ordered and accepted, not produced yet. */
  const aPlasticCard = async () => {
    const other = anotherVendor()
    const { orderId } = valueOf(await other.order())
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    const [{ testCardId } = { testCardId: '' }] = valueOf(await other.list()).cards
    const states = await db.read((tx) => environment.cards.statesOfTestCards(tx, [testCardId]))
    const card = states.get(testCardId)
    assert.ok(card)
    return { other, testCardId, cardId: card.cardId }
  }

  before(async () => {
    const clock = { now: () => now }
    // Besides all of elliptic curves, the test CA of RSA keys.
    const isWanted = ({ role, family }: { readonly role: string; readonly family: string }) =>
      family === 'ecc' || role === 'root' || role === 'test'
    ca = await startTestCa({ clock, isWanted })
    environment = anAuthenticationEnvironment({ db, ca, clock })
    folder = await mkdtemp(path.join(tmpdir(), 'test-cards-'))
    vendor = anotherVendor()
  })
  afterEach(() => {
    now = morning
  })
  after(async () => {
    await ca.close()
    await rm(folder, { recursive: true })
  })

  const nurse = testPeople.find(({ personKey }) => personKey === 'nurse')
  assert.ok(nurse)
  const number = nurse.registrationNumber
  const names = [nurse.givenNames.toUpperCase(), nurse.surname.toUpperCase()]
  const commonName = (ofPerson: string) => [...names.toReversed(), ofPerson].join(' ')
  const ofRight = ['FI', number, ...names, nurse.right.fi, commonName(number)]
  const boundTo = (employer: string) => [
    ...['FI', employer, number, ...names, nurse.jobTitle.fi, commonName(number)],
  ]
  const subjects = {
    professional: ofRight,
    temporary: ofRight,
    staff: boundTo('TEST Esimerkkilän hyvinvointialue'),
    actor: boundTo('TEST Esimerkkilän hyvinvointialue'),
    organisation: [
      ...['FI', 'TEST Esimerkkilän kaupunki', 'NTRFI-9999999-2', number, ...names],
      commonName(number),
    ],
    citizen: ['FI', nurse.satu, ...names, commonName(nurse.satu)],
  }

  let files = 0
  const aFile = () => path.join(folder, `${String((files += 1))}.json`)
  const pinOf = { authentication: '1234', signature: '123456' }
  const rowOf = async (testCardId: string) => {
    const { rows } = await db.read((tx) =>
      sql<{ state: string; file_sealed: Uint8Array | null; secret_digest: Uint8Array | null }>`
        select state, file_sealed, secret_digest from test_cards.test_card
        where test_card_id = ${testCardId}`.execute(tx),
    )
    return rows[0]
  }

  it('of every kind logs in and signs with both PINs, is marked as a test, and is certified by the test CA (R233, R251)', async () => {
    for (const kind of [
      ...(['professional', 'staff', 'actor', 'organisation', 'citizen', 'temporary'] as const),
    ]) {
      const { channel } = await vendor.aCardIn(aFile(), { kind, personKey: 'nurse' })
      const read = valueOf(await readCard(channel))
      assert.equal(read.label, 'TEST CARD')
      for (const purpose of ['authentication', 'signature'] as const) {
        const der = read.certificates.find((one) => one.purpose === purpose)?.der
        assert.ok(der)
        const certificate = valueOf(decodeCertificate(der))
        assert.match(attributeOf(certificate.issuer, attributeTypes.commonName) ?? '', /for Test/)
        const policies = certificate.known.certificatePolicies?.map(({ policy }) => policy)
        assert.deepEqual(policies, ['1.3.6.1.4.1.32473.1.351.9'])
        const data = new TextEncoder().encode('a text')
        const signature = valueOf(
          await signWith(channel, {
            ...{ purpose, pin: pinOf[purpose], algorithm: 'ecdsa-sha384', data },
          }),
        )
        const spki = certificate.subjectPublicKeyInfo
        assert.ok(verifySignature({ algorithm: 'ecdsa-sha384', spki, data, signature }))
        assert.deepEqual(
          certificate.subject.map(({ value }) => value),
          subjects[kind],
          kind,
        )
      }
    }
  })

  it('has the layout of the cards that are produced, here FINEID S4-2', async () => {
    const { channel } = await anotherVendor(undefined, undefined, 'fineid-s4-2').aCardIn(aFile(), {
      ...{ kind: 'professional', personKey: 'nurse' },
    })
    const { layout, activated } = valueOf(await readCard(channel))
    assert.deepEqual({ layout, activated }, { layout: 'FINEID S4-2', activated: true })
    const data = new TextEncoder().encode('a text')
    const signing = { purpose: 'signature', algorithm: 'ecdsa-sha384', data } as const
    valueOf(await signWith(channel, { ...signing, pin: pinOf.signature }))
  })

  it('has keys of RSA or of elliptic curves as its vendor chooses, certified by the test CA of the same family (R360)', async () => {
    for (const [keys, issuer, algorithm, keyOids] of [
      ['rsa', 'test-g1-rsa', 'rsa-sha256', ['1.2.840.113549.1.1.1']],
      ['ecc', 'test-g1-ecc', 'ecdsa-sha384', ['1.2.840.10045.2.1', '1.3.132.0.34']],
      [undefined, 'test-g1-ecc', 'ecdsa-sha384', ['1.2.840.10045.2.1', '1.3.132.0.34']],
    ] as const) {
      const { channel, testCardId } = await vendor.aCardIn(aFile(), {
        personKey: 'nurse',
        ...(keys && { keys }),
      })
      const read = valueOf(await readCard(channel))
      const der = read.certificates.find(({ purpose }) => purpose === 'authentication')?.der
      assert.ok(der)
      const { subjectPublicKeyInfo: spki, ...certificate } = valueOf(decodeCertificate(der))
      assert.deepEqual(certificate.issuer, ca.issuers.find(issuer)?.certificate.subject)
      const hex = Buffer.from(spki).toString('hex')
      for (const dotted of keyOids)
        assert.ok(hex.includes(Buffer.from(oid(dotted)).toString('hex')), dotted)
      const data = new TextEncoder().encode('a text')
      const pin = pinOf.authentication
      const signed = await signWith(channel, { purpose: 'authentication', pin, algorithm, data })
      assert.ok(verifySignature({ algorithm, spki, data, signature: valueOf(signed) }))
      const listed = valueOf(await vendor.list(100)).cards.find(
        (one) => one.testCardId === testCardId,
      )
      assert.equal(listed?.keys, keys ?? 'ecc')
    }
  })

  it('with keys that no test CA certifies is refused, virtual or ordered on plastic (R360)', async () => {
    const other = aVendor({
      ...{ db, clock: { now: () => now }, record: environment.deps.record, keys: ['ecc'] },
      ...{ certificates: environment.certificates, revocations: environment.revocations },
      ...{ caCertificates: environment.deps.caCertificates, cards: environment.cards },
    })
    const cards = [{ kind: 'staff', personKey: 'nurse', count: 1, keys: 'rsa' } as const]
    for (const refused of [await other.make({ keys: 'rsa' }), await other.order({ cards })])
      assert.deepEqual(!refused.ok && refused.refusal, {
        kind: 'test-card-keys-not-offered',
        offered: ['ecc'],
      })
    assert.deepEqual(valueOf(await other.list()).cards, [])
  })

  it('on plastic is produced with the keys that its vendor chose, at the same price (R360)', async () => {
    const other = anotherVendor()
    const prices = new Set<string>()
    for (const keys of ['rsa', 'ecc'] as const) {
      const cards = [{ kind: 'staff', personKey: 'nurse', count: 1, keys } as const]
      const order = valueOf(await other.order({ cards }))
      assert.deepEqual(
        order.cards.map((one) => one.keys),
        [keys],
      )
      prices.add(JSON.stringify(order.price))
      valueOf(await other.decide(order.orderId, { decision: 'accept' }))
    }
    assert.equal(prices.size, 1)
    const { cards } = valueOf(await other.list())
    assert.deepEqual(cards.map(({ keys }) => keys).toSorted(), ['ecc', 'rsa'])
    for (const { testCardId, keys } of cards) {
      const states = await db.read((tx) => environment.cards.statesOfTestCards(tx, [testCardId]))
      const { cardId } = states.get(testCardId) ?? {}
      assert.ok(cardId)
      assert.ok((await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)).ok)
      const issued = await db.read((tx) => environment.certificates.certificatesOfCard(tx, cardId))
      assert.deepEqual([...new Set(issued.map(({ issuer }) => issuer))], [`test-g1-${keys ?? ''}`])
    }
  })

  it('is accepted nowhere that trusts real cards (R233)', async () => {
    const file = aFile()
    const { channel } = await vendor.aCardIn(file)
    const read = valueOf(await readCard(channel))
    const chainOf = (purpose: string) => [
      ...read.certificates.filter((one) => one.purpose === purpose).map(({ der }) => der),
      ...(ca.issuers.find('test-g1-ecc')?.chain ?? []),
    ]
    const sign = async (text: string, purpose: 'authentication' | 'signature') => ({
      signature: valueOf(
        await signWith(channel, {
          ...{ purpose, pin: pinOf[purpose], algorithm: 'ecdsa-sha384' },
          data: new TextEncoder().encode(text),
        }),
      ),
      signatureAlgorithm: 'SHA384withECDSA',
      chain: chainOf(purpose),
    })
    // Sign-in.
    const { challengeId, nonce } = valueOf(
      await environment.authentication.requestSignInChallenge(aPermit('access.signIn')),
    )
    const signedIn = await environment.authentication.signIn(aPermit('access.signIn'), {
      ...{ challengeId, ...asSent(await sign(`${ownOrigin};${nonce}`, 'authentication')) },
    })
    assert.equal(!signedIn.ok && signedIn.refusal.kind, 'issuer-not-trusted')
    // The desk: an order that a registrar signs.
    const order = await environment.authentication.checkSignature(
      aPermit('orders.placeOrder', { personId: vendor.personId }),
      {
        ...(await sign('an order', 'signature')),
        data: new TextEncoder().encode('an order'),
      },
    )
    assert.equal(!order.ok && order.refusal.kind, 'issuer-not-trusted')
    // The page that tests a card.
    const tested = valueOf(
      await environment.authentication.testCard(aPermit('access.testCard'), {
        ...{ use: 'log-in', nonce: 'bm9uY2U=' },
        ...asSent(await sign(`${ownOrigin};bm9uY2U=`, 'authentication')),
      }),
    )
    assert.deepEqual(tested.checks.at(-1), { part: 'chain', finding: 'not-trusted' })
    // The enrolment API, which knows its clients' certificates.
    const [own] = chainOf('authentication')
    assert.ok(own)
    assert.equal(await environment.certificates.findClient(own), undefined)
    // A signed document that includes the test CA's certificate.
    const [leaf, ...above] = chainOf('signature').map((der) => valueOf(decodeCertificate(der)))
    assert.ok(leaf)
    const content = new TextEncoder().encode('a document')
    const message = valueOf(
      await signContent(
        {
          certificate: leaf,
          chain: above.map(({ der }) => der),
          algorithm: 'ecdsa-sha384',
          sign: async (data) =>
            valueOf(
              await signWith(channel, {
                ...{ purpose: 'signature', pin: pinOf.signature, algorithm: 'ecdsa-sha384', data },
              }),
            ),
        },
        { form: { kind: 'pades' }, content, attached: false, withCertificates: true },
      ),
    )
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    const digests = {
      sha256: base64(await digestOf('sha256', content)),
      sha384: base64(await digestOf('sha384', content)),
      sha512: base64(await digestOf('sha512', content)),
    }
    const checked = valueOf(
      await checkSignatures.handle({
        ...{ db, clock: { now: () => now }, issuers: ca.issuers },
        ...{ certificates: environment.certificates, revocations: environment.revocations },
        timeStampTrust: () => Promise.resolve({ anchors: [], intermediates: [] }),
      })(aPermit('documents.checkSignatures'), {
        signatures: [{ kind: 'signature', message: base64(message), digests }],
        evidence: { certificates: [], ocspResponses: [], lists: [] },
      }),
    )
    assert.deepEqual(checked.results, [{ state: 'does-not-hold', because: 'untrusted' }])
  })

  it('is fetched once, and the service has no readable copy before that and none afterwards (R235)', async () => {
    const { card, secret } = valueOf(await vendor.make())
    const waiting = await rowOf(card.testCardId)
    assert.ok(waiting?.file_sealed)
    assert.ok(!Buffer.from(waiting.file_sealed).toString('latin1').includes('chipSerial'))
    assert.ok(!JSON.stringify(waiting).includes(secret))
    const [first, second] = await Promise.all([vendor.fetchFile(secret), vendor.fetchFile(secret)])
    assert.deepEqual([first.ok, second.ok].toSorted(), [false, true])
    const file = first.ok ? first.value : valueOf(second)
    assert.deepEqual(card.may, ['revoke'])
    assert.match(file.fileName, /^test-card-professional-physician-[0-9a-f]{8}\.json$/)
    assert.match(file.file, /^\{\n "readMe": \[\n {2}"TEST CARD\. It proves nothing/)
    assert.deepEqual(await rowOf(card.testCardId), {
      ...{ state: 'fetched', file_sealed: null, secret_digest: null },
    })
    const again = await vendor.fetchFile('A'.repeat(43))
    assert.equal(!again.ok && again.refusal.kind, 'test-card-file-gone')
  })

  it('that nobody fetches within an hour is erased, and its certificates are revoked (R235)', async () => {
    const other = anotherVendor()
    const { card, secret } = valueOf(await other.make())
    now = plus(morning, hour + minute)
    const late = await other.fetchFile(secret)
    assert.equal(!late.ok && late.refusal.kind, 'test-card-file-gone')
    await other.testCards.lapseForgotten()
    await other.testCards.lapseForgotten()
    assert.deepEqual(await rowOf(card.testCardId), {
      ...{ state: 'lapsed', file_sealed: null, secret_digest: null },
    })
    assert.deepEqual(await statusesOf(card.testCardId), ['revoked', 'revoked'])
    assert.equal(valueOf(await other.list()).cards[0]?.state, 'lapsed')
  })

  const statusesOf = (testCardId: string) =>
    db.read(async (tx) => {
      const issued = await environment.certificates.certificatesOfCard(tx, testCardId)
      return Promise.all(
        issued.map(
          async ({ issuer, serial }) =>
            (await environment.revocations.statusOf(tx, { issuer, serial })).status,
        ),
      )
    })

  it('is revoked by its vendor at any time, for good, and by nobody else (R236)', async () => {
    const { testCardId } = await vendor.aCardIn(aFile())
    assert.deepEqual(await statusesOf(testCardId), ['good', 'good'])
    const stranger = await vendor.revoke(testCardId, crypto.randomUUID())
    assert.equal(!stranger.ok && stranger.refusal.kind, 'test-card-not-found')
    const unknown = await vendor.revoke(crypto.randomUUID())
    assert.equal(!unknown.ok && unknown.refusal.kind, 'test-card-not-found')
    const revoked = valueOf(await vendor.revoke(testCardId))
    assert.deepEqual([revoked.state, revoked.may], ['revoked', []])
    assert.deepEqual(await statusesOf(testCardId), ['revoked', 'revoked'])
    const again = await vendor.revoke(testCardId)
    assert.equal(!again.ok && again.refusal.kind, 'test-card-not-in-use')
  })

  it('is subject to the limits per day and in use, also for concurrent orders (R237)', async () => {
    const other = anotherVendor({ aDay: 2, inUse: 3 })
    assert.ok((await other.make()).ok)
    const refused = (created: readonly Awaited<ReturnType<typeof other.make>>[]) =>
      created.flatMap((one) => (one.ok ? [] : [one.refusal.kind]))
    const both = [other.make(), other.make()]
    assert.deepEqual(refused(await Promise.all(both)), ['too-many-test-cards-today'])
    assert.ok((await vendor.make()).ok, 'another account is not touched')
    now = plus(morning, day + minute)
    const third = valueOf(await other.make())
    assert.deepEqual(refused([await other.make()]), ['too-many-test-cards'])
    const { cards, nextCursor } = valueOf(await other.list(2))
    const rest = valueOf(await other.list(2, nextCursor))
    assert.deepEqual([cards.length, rest.cards.length, rest.nextCursor], [2, 1, undefined])
    assert.ok((await other.revoke(third.card.testCardId)).ok)
    assert.ok((await other.make()).ok)
  })

  it('is not counted in the limits after it has expired (R237)', async () => {
    const other = anotherVendor({ aDay: 20, inUse: 1 })
    const { card } = valueOf(await other.make({ kind: 'temporary' }))
    const again = await other.make()
    assert.equal(!again.ok && again.refusal.kind, 'too-many-test-cards')
    now = plus(morning, 92 * day)
    assert.ok(dateInHelsinki(now) > card.validTo)
    assert.ok((await other.make()).ok)
  })

  it('that is cancelled during production is not delivered, and what was issued for it is revoked', async () => {
    const other = anotherVendor()
    let createdFor: string | undefined
    const slow = aVendor({
      ...{
        db,
        clock: { now: () => now },
        record: environment.deps.record,
        cards: environment.cards,
      },
      ...{ revocations: environment.revocations, limits: { aDay: 20, inUse: 50 } },
      caCertificates: environment.deps.caCertificates,
      certificates: {
        ...environment.certificates,
        issueCertificate: async (permit, requested) => {
          createdFor = requested.cardId
          now = plus(morning, 11 * minute)
          await other.testCards.lapseForgotten()
          return environment.certificates.issueCertificate(permit, requested)
        },
      },
    })
    const created = await slow.make()
    assert.equal(!created.ok && created.refusal.kind, 'test-card-not-produced')
    assert.deepEqual(await statusesOf(createdFor ?? ''), ['revoked', 'revoked'])
    const [{ state, may } = { state: '', may: undefined }] = valueOf(await slow.list()).cards
    assert.deepEqual([state, may], ['lapsed', []])
  })

  it('is refused to a person outside the account, and for a person who is not on the list', async () => {
    const stranger = await vendor.make({ organisationId: crypto.randomUUID() })
    assert.equal(!stranger.ok && stranger.refusal.kind, 'account-not-found')
    const somebody = await vendor.make({ personKey: 'somebody' })
    assert.equal(!somebody.ok && somebody.refusal.kind, 'test-person-not-found')
  })

  it('on plastic is ordered, accepted by a case officer, produced, posted separately from its code, and charged (R238)', async () => {
    const requested = valueOf(
      await vendor.order({
        cards: [
          { kind: 'professional', personKey: 'nurse', count: 1 },
          { kind: 'actor', personKey: 'student', count: 1 },
          { kind: 'organisation', personKey: 'student', count: 1 },
          { kind: 'citizen', personKey: 'student', count: 1 },
        ],
      }),
    )
    assert.deepEqual([requested.state, requested.price.kind], ['requested', 'priced'])
    const queue = valueOf(
      await vendor.testCards.listTestCardQueue(
        aPermit('testCards.viewQueue', { personId: crypto.randomUUID() }),
        {
          ...{ cursor: undefined, limit: 100 },
        },
      ),
    )
    const inQueue = queue.orders.find(({ orderId }) => orderId === requested.orderId)
    assert.deepEqual([requested.may, inQueue?.may], [[], ['decide']])
    assert.equal(
      valueOf(await vendor.decide(requested.orderId, { decision: 'accept' })).state,
      'accepted',
    )
    const accepted = await db.read((tx) =>
      vendor.testCards.mailsOf(tx, { type: 'TestCardsAccepted', orderId: requested.orderId }),
    )
    assert.deepEqual(
      accepted.map(({ to, language }) => `${to} ${language}`),
      ['ville@vendor.example sv'],
    )

    const plastic = async () =>
      valueOf(await vendor.list(100)).cards.filter(({ form }) => form === 'plastic')
    assert.deepEqual((await plastic()).map(({ state, kind }) => `${kind} ${state}`).toSorted(), [
      'actor in-production',
      'citizen in-production',
      'organisation in-production',
      'professional in-production',
    ])
    const early = await vendor.revoke((await plastic())[0]?.testCardId ?? '')
    assert.equal(!early.ok && early.refusal.kind, 'test-card-not-in-use')
    const permit = aPermit('cards.produceCard')
    for (const { testCardId } of await plastic()) {
      const card = (
        await db.read((tx) => environment.cards.statesOfTestCards(tx, [testCardId]))
      ).get(testCardId)
      assert.ok(card)
      // The registers are not queried about an invented person.
      assert.deepEqual(await environment.cards.produceCard(permit, card.cardId), {
        ...{ ok: true, value: undefined },
      })
      const issued = await db.read((tx) =>
        environment.certificates.certificatesOfCard(tx, card.cardId),
      )
      assert.deepEqual(
        issued.map(({ issuer, holder }) => `${issuer} ${String(holder)}`),
        ['test-g1-ecc undefined', 'test-g1-ecc undefined'],
      )
      const payer = await db.read((tx) => vendor.testCards.payerOf(tx, testCardId))
      assert.deepEqual(payer, {
        ...{ organisationId: vendor.organisationId, product: 'test-card' },
        ...{ price: requested.price, priceList: 'standard' },
      })
    }
    assert.deepEqual(
      (await plastic()).map(({ state }) => state),
      ['posted', 'posted', 'posted', 'posted'],
    )
    now = plus(morning, 7 * day)
    await environment.cards.sendLetters(aPermit('cards.sendLetter'), localDate('2026-12-02'))
    const letters = environment.posted.map(({ addressee }) => addressee.lines.join(', '))
    assert.ok(
      letters.includes(
        'Áile Ánne Testi-Guttorm, Järjestelmätoimittaja Oy / Otto, Esimerkkikatu 1, 00100 HELSINKI',
      ),
      letters.join('; '),
    )
    const [one] = await plastic()
    assert.ok(one)
    assert.deepEqual(one.may, ['revoke'])
    const revoked = valueOf(await vendor.revoke(one.testCardId))
    assert.deepEqual([revoked.state, revoked.because, revoked.may], ['revoked', 'card-lost', []])
    const again = await vendor.revoke(one.testCardId)
    assert.equal(!again.ok && again.refusal.kind, 'test-card-not-in-use')
    assert.equal(
      await db.read((tx) => vendor.testCards.payerOf(tx, crypto.randomUUID())),
      undefined,
    )
  })

  it('on plastic is revoked when lost in the post, and the letter with its code never leaves', async () => {
    const { other, testCardId, cardId } = await aPlasticCard()
    assert.ok((await environment.cards.produceCard(aPermit('cards.produceCard'), cardId)).ok)
    valueOf(await other.revoke(testCardId))
    assert.deepEqual(await statusesOf(cardId), ['revoked', 'revoked'])
    const before = environment.posted.length
    now = plus(morning, 7 * day)
    await environment.cards.sendLetters(aPermit('cards.sendLetter'), localDate('2026-12-02'))
    assert.equal(environment.posted.length, before)
  })

  it('on plastic can be cancelled by its vendor before production, and is then neither produced nor charged (R254)', async () => {
    const other = anotherVendor()
    const { orderId } = valueOf(
      await other.order({ cards: [{ kind: 'citizen', personKey: 'nurse', count: 2 }] }),
    )
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    const { cards } = valueOf(await other.list())
    assert.deepEqual(
      cards.map(({ may }) => may),
      [['cancel'], ['cancel']],
    )
    const [one, two] = cards.map(({ testCardId }) => testCardId)
    assert.ok(one !== undefined && two !== undefined)
    const stranger = await other.cancel(one, crypto.randomUUID())
    assert.equal(!stranger.ok && stranger.refusal.kind, 'test-card-not-found')
    const cancelled = valueOf(await other.cancel(one))
    assert.deepEqual([cancelled.state, cancelled.may], ['not-produced', []])
    const created = await db.read((tx) => environment.cards.statesOfTestCards(tx, [one, two]))
    const produce = (testCardId: string) =>
      environment.cards.produceCard(
        aPermit('cards.produceCard'),
        created.get(testCardId)?.cardId ?? testCardId,
      )
    assert.deepEqual([(await produce(one)).ok, (await produce(two)).ok], [false, true])
    const states = new Map(
      valueOf(await other.list()).cards.map(({ testCardId, state }) => [testCardId, state]),
    )
    assert.deepEqual([states.get(one), states.get(two)], ['not-produced', 'posted'])
    for (const late of [one, two]) {
      const again = await other.cancel(late)
      assert.equal(!again.ok && again.refusal.kind, 'test-card-produced')
    }
    const virtual = valueOf(await other.make())
    const ofFile = await other.cancel(virtual.card.testCardId)
    assert.equal(!ofFile.ok && ofFile.refusal.kind, 'test-card-produced')
  })

  it('on plastic is not known at the desk (R233)', async () => {
    const { cardId } = await aPlasticCard()
    const by = { personId: crypto.randomUUID() }
    const seen = await environment.cards.viewCard(aPermit('cards.viewCard', by), { cardId })
    const cancelled = await environment.cards.cancelCard(aPermit('cards.cancelCard', by), {
      ...{ cardId, reason: 'lost' },
    })
    for (const response of [seen, cancelled])
      assert.equal(!response.ok && response.refusal.kind, 'card-not-found')
  })

  it('on plastic is ordered once, however often the order is sent (R252)', async () => {
    const other = anotherVendor()
    const orderId = crypto.randomUUID()
    const ordered = await Promise.all([other.order({ orderId }), other.order({ orderId })])
    assert.deepEqual(
      ordered.map((one) => valueOf(one).orderId),
      [orderId, orderId],
    )
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    assert.equal(valueOf(await other.order({ orderId })).state, 'accepted')
    assert.equal(valueOf(await other.list()).cards.length, 1)
    const another = await anotherVendor().order({ orderId })
    assert.equal(!another.ok && another.refusal.kind, 'order-already-sent')
    for (let round = 0; round < 3; round += 1) {
      const ofOneMoment = { orderId: crypto.randomUUID() }
      const both = [anotherVendor(), anotherVendor()].map((one) => one.order(ofOneMoment))
      const kinds = (await Promise.all(both)).map((one) => (one.ok ? 'ok' : one.refusal.kind))
      assert.deepEqual(kinds.toSorted(), ['ok', 'order-already-sent'])
    }
  })

  it('on plastic needs a new order id for other cards or another recipient (R252)', async () => {
    const other = anotherVendor()
    const orderId = crypto.randomUUID()
    valueOf(await other.order({ orderId }))
    const changes: Parameters<typeof other.order>[0][] = [
      { cards: [{ kind: 'professional', personKey: 'physician', count: 2 }] },
      { careOf: 'Somebody else' },
      { language: 'sv' },
    ]
    for (const changed of changes) {
      const again = await other.order({ orderId, ...changed })
      assert.equal(!again.ok && again.refusal.kind, 'order-already-sent')
    }
    assert.equal(valueOf(await other.order({ orderId })).orderId, orderId)
    // An order of before named its recipient otherwise.
    await db.write(async (tx) => {
      const { rows } = await sql<{ sealed: Uint8Array }>`
        select address_sealed as sealed from test_cards.card_order where order_id = ${orderId}`.execute(
        tx,
      )
      const sealing = createSealing(new Uint8Array(32).fill(5), 'test-cards')
      const { organisation, ...rest } = openJson(
        sealing,
        rows[0]?.sealed ?? new Uint8Array(),
        orderId,
      ) as {
        organisation: string
      }
      const formerly = sealJson(sealing, { ...rest, careOf: organisation }, orderId)
      await sql`update test_cards.card_order set address_sealed = ${formerly} where order_id = ${orderId}`.execute(
        tx,
      )
      return ok(undefined)
    })
    assert.equal(valueOf(await other.order({ orderId })).orderId, orderId)
  })

  it('on plastic is refused with a reason by another case officer, once, and its order is within limits (R238)', async () => {
    const other = anotherVendor()
    const requested = valueOf(await other.order())
    const refusalOf = async (deciding: ReturnType<typeof other.decide>) => {
      const decided = await deciding
      return decided.ok ? decided.value.because : decided.refusal.kind
    }
    const { orderId } = requested
    assert.equal(
      await refusalOf(other.decide(orderId, { decision: 'accept' }, other.personId)),
      'second-person-required',
    )
    assert.equal(await refusalOf(other.decide(orderId, { decision: 'refuse' })), 'reason-missing')
    const because = 'No test system is known'
    assert.equal(await refusalOf(other.decide(orderId, { decision: 'refuse', because })), because)
    assert.equal(
      await refusalOf(other.decide(orderId, { decision: 'accept' })),
      'order-decided-already',
    )
    assert.equal(
      await refusalOf(other.decide(crypto.randomUUID(), { decision: 'accept' })),
      'order-not-found',
    )
    assert.deepEqual(valueOf(await other.list()).cards, [])
    const kindOf = async (ordering: ReturnType<typeof other.order>) => {
      const ordered = await ordering
      return ordered.ok ? 'ok' : ordered.refusal.kind
    }
    const many = (count: number) => [
      { kind: 'staff' as const, personKey: 'student', count },
      { kind: 'staff' as const, personKey: 'nurse', count: 10 },
    ]
    assert.equal(await kindOf(other.order({ cards: many(11) })), 'too-many-cards-ordered')
    const strange = [{ kind: 'staff' as const, personKey: 'somebody', count: 1 }]
    assert.equal(await kindOf(other.order({ cards: strange })), 'test-person-not-found')
    assert.equal(
      await kindOf(other.order({ organisationId: crypto.randomUUID() })),
      'account-not-found',
    )
    const waiting = await Promise.all(Array.from({ length: 4 }, () => kindOf(other.order())))
    assert.deepEqual(waiting.toSorted(), ['ok', 'ok', 'ok', 'too-many-orders-waiting'])
    const { rows } = await db.read((tx) =>
      sql<{ address_sealed: Uint8Array | null }>`
        select address_sealed from test_cards.card_order where order_id = ${orderId}`.execute(tx),
    )
    assert.equal(rows[0]?.address_sealed, null)
  })

  it('is not produced, ordered or accepted for a vendor that has ceased, which can still revoke its cards (R316)', async () => {
    let hasCeased = false
    const other = anotherVendor(undefined, () => hasCeased)
    const created = valueOf(await other.make())
    const { orderId } = valueOf(await other.order())
    hasCeased = true
    for (const operation of [
      other.make(),
      other.order(),
      other.decide(orderId, { decision: 'accept' }),
    ]) {
      const refused = await operation
      assert.equal(refused.ok ? 'ok' : refused.refusal.kind, 'organisation-ceased')
    }
    const because = 'The vendor has ceased'
    assert.ok((await other.decide(orderId, { decision: 'refuse', because })).ok)
    assert.ok((await other.fetchFile(created.secret)).ok)
    assert.ok((await other.revoke(created.card.testCardId)).ok)
  })
})
