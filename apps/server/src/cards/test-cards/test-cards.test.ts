import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseBusinessId } from '@sotevarmenne/identifiers/business-id'
import { isTemporary, parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseDoctorId } from '@sotevarmenne/identifiers/doctor-id'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { parseRegistrationNumber } from '@sotevarmenne/identifiers/registration-number'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { day, hour, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { signContent } from '@sotevarmenne/signatures/signed-data'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { oid } from '@sotevarmenne/x509/der'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { valueOf } from '@sotevarmenne/x509/testing'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import { asSent, ownOrigin } from '#identity/authentication/testing.ts'
import { checkSignatures } from '../../services/document-signing/check-signatures.ts'
import { testOrganisation, testPeople } from '@sotevarmenne/identifiers/test-people'
import { aVendor } from './testing.ts'
import { morning, openTestCards } from './testing/test-cards.ts'

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
  const suite = openTestCards(db)
  const { anotherVendor, aFile, pinOf, rowOf, statusesOf } = suite

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

  it('of every kind logs in and signs with both PINs, is marked as a test, and is certified by the test CA (R233, R251)', async () => {
    for (const kind of [
      ...(['professional', 'staff', 'actor', 'organisation', 'citizen', 'temporary'] as const),
    ]) {
      const { channel } = await suite.vendor.aCardIn(aFile(), { kind, personKey: 'nurse' })
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
      const { channel, testCardId } = await suite.vendor.aCardIn(aFile(), {
        personKey: 'nurse',
        ...(keys && { keys }),
      })
      const read = valueOf(await readCard(channel))
      const der = read.certificates.find(({ purpose }) => purpose === 'authentication')?.der
      assert.ok(der)
      const { subjectPublicKeyInfo: spki, ...certificate } = valueOf(decodeCertificate(der))
      assert.deepEqual(certificate.issuer, suite.ca.issuers.find(issuer)?.certificate.subject)
      const hex = Buffer.from(spki).toString('hex')
      for (const dotted of keyOids)
        assert.ok(hex.includes(Buffer.from(oid(dotted)).toString('hex')), dotted)
      const data = new TextEncoder().encode('a text')
      const pin = pinOf.authentication
      const signed = await signWith(channel, { purpose: 'authentication', pin, algorithm, data })
      assert.ok(verifySignature({ algorithm, spki, data, signature: valueOf(signed) }))
      const listed = valueOf(await suite.vendor.list(100)).cards.find(
        (one) => one.testCardId === testCardId,
      )
      assert.equal(listed?.keys, keys ?? 'ecc')
    }
  })

  it('with keys that no test CA certifies is refused, virtual or ordered on plastic (R360)', async () => {
    const other = aVendor({
      ...{
        db,
        clock: { now: () => suite.now },
        record: suite.environment.deps.record,
        keys: ['ecc'],
      },
      ...{
        certificates: suite.environment.certificates,
        revocations: suite.environment.revocations,
      },
      ...{ caCertificates: suite.environment.deps.caCertificates, cards: suite.environment.cards },
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
      const states = await db.read((tx) =>
        suite.environment.cards.statesOfTestCards(tx, [testCardId]),
      )
      const { cardId } = states.get(testCardId) ?? {}
      assert.ok(cardId)
      assert.ok(
        (await suite.environment.cards.produceCard(aPermit('cards.produceCard'), cardId)).ok,
      )
      const issued = await db.read((tx) =>
        suite.environment.certificates.certificatesOfCard(tx, cardId),
      )
      assert.deepEqual([...new Set(issued.map(({ issuer }) => issuer))], [`test-g1-${keys ?? ''}`])
    }
  })

  it('is accepted nowhere that trusts real cards (R233)', async () => {
    const file = aFile()
    const { channel } = await suite.vendor.aCardIn(file)
    const read = valueOf(await readCard(channel))
    const chainOf = (purpose: string) => [
      ...read.certificates.filter((one) => one.purpose === purpose).map(({ der }) => der),
      ...(suite.ca.issuers.find('test-g1-ecc')?.chain ?? []),
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
      await suite.environment.authentication.requestSignInChallenge(aPermit('access.signIn')),
    )
    const signedIn = await suite.environment.authentication.signIn(aPermit('access.signIn'), {
      ...{ challengeId, ...asSent(await sign(`${ownOrigin};${nonce}`, 'authentication')) },
    })
    assert.equal(!signedIn.ok && signedIn.refusal.kind, 'issuer-not-trusted')
    // The desk: an order that a registrar signs.
    const order = await suite.environment.authentication.checkSignature(
      aPermit('orders.placeOrder', { personId: suite.vendor.personId }),
      {
        ...(await sign('an order', 'signature')),
        data: new TextEncoder().encode('an order'),
      },
    )
    assert.equal(!order.ok && order.refusal.kind, 'issuer-not-trusted')
    // The page that tests a card.
    const tested = valueOf(
      await suite.environment.authentication.testCard(aPermit('access.testCard'), {
        ...{ use: 'log-in', nonce: 'bm9uY2U=' },
        ...asSent(await sign(`${ownOrigin};bm9uY2U=`, 'authentication')),
      }),
    )
    assert.deepEqual(tested.checks.at(-1), { part: 'chain', finding: 'not-trusted' })
    // The enrolment API, which knows its clients' certificates.
    const [own] = chainOf('authentication')
    assert.ok(own)
    assert.equal(await suite.environment.certificates.findClient(own), undefined)
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
        ...{ db, clock: { now: () => suite.now }, issuers: suite.ca.issuers },
        ...{
          certificates: suite.environment.certificates,
          revocations: suite.environment.revocations,
        },
        timeStampTrust: () => Promise.resolve({ anchors: [], intermediates: [] }),
      })(aPermit('documents.checkSignatures'), {
        signatures: [{ kind: 'signature', message: base64(message), digests }],
        evidence: { certificates: [], ocspResponses: [], lists: [] },
      }),
    )
    assert.deepEqual(checked.results, [{ state: 'does-not-hold', because: 'untrusted' }])
  })

  it('is fetched once, and the service has no readable copy before that and none afterwards (R235)', async () => {
    const { card, secret } = valueOf(await suite.vendor.make())
    const waiting = await rowOf(card.testCardId)
    assert.ok(waiting?.file_sealed)
    assert.ok(!Buffer.from(waiting.file_sealed).toString('latin1').includes('chipSerial'))
    assert.ok(!JSON.stringify(waiting).includes(secret))
    const [first, second] = await Promise.all([
      suite.vendor.fetchFile(secret),
      suite.vendor.fetchFile(secret),
    ])
    assert.deepEqual([first.ok, second.ok].toSorted(), [false, true])
    const file = first.ok ? first.value : valueOf(second)
    assert.deepEqual(card.may, ['revoke'])
    assert.match(file.fileName, /^test-card-professional-physician-[0-9a-f]{8}\.json$/)
    assert.match(file.file, /^\{\n "readMe": \[\n {2}"TEST CARD\. It proves nothing/)
    assert.deepEqual(await rowOf(card.testCardId), {
      ...{ state: 'fetched', file_sealed: null, secret_digest: null },
    })
    const again = await suite.vendor.fetchFile('A'.repeat(43))
    assert.equal(!again.ok && again.refusal.kind, 'test-card-file-gone')
  })

  it('that nobody fetches within an hour is erased, and its certificates are revoked (R235)', async () => {
    const other = anotherVendor()
    const { card, secret } = valueOf(await other.make())
    suite.now = plus(morning, hour + minute)
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

  it('is revoked by its vendor at any time, for good, and by nobody else (R236)', async () => {
    const { testCardId } = await suite.vendor.aCardIn(aFile())
    assert.deepEqual(await statusesOf(testCardId), ['good', 'good'])
    const stranger = await suite.vendor.revoke(testCardId, crypto.randomUUID())
    assert.equal(!stranger.ok && stranger.refusal.kind, 'test-card-not-found')
    const unknown = await suite.vendor.revoke(crypto.randomUUID())
    assert.equal(!unknown.ok && unknown.refusal.kind, 'test-card-not-found')
    const revoked = valueOf(await suite.vendor.revoke(testCardId))
    assert.deepEqual([revoked.state, revoked.may], ['revoked', []])
    assert.deepEqual(await statusesOf(testCardId), ['revoked', 'revoked'])
    const again = await suite.vendor.revoke(testCardId)
    assert.equal(!again.ok && again.refusal.kind, 'test-card-not-in-use')
  })

  it('is told apart by its number, which is in its file, and found by it or by its holder (R453)', async () => {
    const other = anotherVendor()
    const { card, secret } = valueOf(await other.make())
    valueOf(await other.make({ personKey: 'nurse' }))
    const { file } = valueOf(await other.fetchFile(secret))
    const { cardNumber = '', holder } = card
    assert.match(cardNumber, /^\d{17}$/)
    assert.ok(file.includes(`Card number ${cardNumber}.`))
    const found = async (sought: object) =>
      valueOf(await other.list(25, undefined, sought)).cards.map(({ testCardId }) => testCardId)
    for (const search of [cardNumber, cardNumber.slice(-6), holder.toUpperCase()])
      assert.deepEqual(await found({ search }), [card.testCardId], search)
    assert.deepEqual(await found({ search: 'nobody' }), [])
    assert.deepEqual(await found({ state: 'fetched' }), [card.testCardId])
    assert.equal((await found({})).length, 2)
  })

  it('is revoked with many others, each with its own result, and once however often (R453)', async () => {
    const other = anotherVendor()
    const cards = [valueOf(await other.make()).card, valueOf(await other.make()).card]
    const [first, second] = cards.map(({ testCardId }) => testCardId)
    assert.ok(first !== undefined && second !== undefined)
    const lapsed = valueOf(await other.make({ personKey: 'nurse' })).card.testCardId
    valueOf(await other.fetchFile(valueOf(await other.make()).secret))
    const stranger = valueOf(await anotherVendor().make()).card.testCardId
    valueOf(await other.revoke(second))
    await db.write(async (tx) => {
      await sql`update test_cards.test_card set state = 'lapsed', waits_until = null,
        standing = '{"state":"lapsed"}', file_sealed = null, secret_digest = null
        where test_card_id = ${lapsed}`.execute(tx)
      return ok(undefined)
    })
    const act = [first, second, first, lapsed, stranger]
    const result = valueOf(await other.revokeMany(act))
    assert.deepEqual([result.done, result.already], [1, 1])
    assert.deepEqual(
      new Map(result.refused.map(({ testCardId, kind }) => [testCardId, kind])),
      new Map([
        [lapsed, 'test-card-not-in-use'],
        [stranger, 'test-card-not-found'],
      ]),
    )
    assert.deepEqual(await statusesOf(first), ['revoked', 'revoked'])
    assert.deepEqual(await statusesOf(stranger), ['good', 'good'])
    const again = valueOf(await other.revokeMany(act))
    assert.deepEqual([again.done, again.already, again.refused.length], [0, 2, 2])
  })

  it('is subject to the limits per day and in use, also for concurrent orders (R237)', async () => {
    const other = anotherVendor({ aDay: 2, inUse: 3 })
    assert.ok((await other.make()).ok)
    const refused = (created: readonly Awaited<ReturnType<typeof other.make>>[]) =>
      created.flatMap((one) => (one.ok ? [] : [one.refusal.kind]))
    const both = [other.make(), other.make()]
    assert.deepEqual(refused(await Promise.all(both)), ['too-many-test-cards-today'])
    assert.ok((await suite.vendor.make()).ok, 'another account is not touched')
    suite.now = plus(morning, day + minute)
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
    suite.now = plus(morning, 92 * day)
    assert.ok(dateInHelsinki(suite.now) > card.validTo)
    assert.ok((await other.make()).ok)
  })

  it('that is cancelled during production is not delivered, and what was issued for it is revoked', async () => {
    const other = anotherVendor()
    let createdFor: string | undefined
    const slow = aVendor({
      ...{
        db,
        clock: { now: () => suite.now },
        record: suite.environment.deps.record,
        cards: suite.environment.cards,
      },
      ...{ revocations: suite.environment.revocations, limits: { aDay: 20, inUse: 50 } },
      caCertificates: suite.environment.deps.caCertificates,
      certificates: {
        ...suite.environment.certificates,
        issueCertificate: async (permit, requested) => {
          createdFor = requested.cardId
          suite.now = plus(morning, 11 * minute)
          await other.testCards.lapseForgotten()
          return suite.environment.certificates.issueCertificate(permit, requested)
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
    const stranger = await suite.vendor.make({ organisationId: crypto.randomUUID() })
    assert.equal(!stranger.ok && stranger.refusal.kind, 'account-not-found')
    const somebody = await suite.vendor.make({ personKey: 'somebody' })
    assert.equal(!somebody.ok && somebody.refusal.kind, 'test-person-not-found')
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
