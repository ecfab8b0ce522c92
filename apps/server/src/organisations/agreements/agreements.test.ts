import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/agreements'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { beginSignature, finishSignature } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, softwareKey } from '@sotevarmenne/signatures/testing'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { keyUsage } from '@sotevarmenne/x509/extensions'
import { aParty, valueOf, type Party } from '@sotevarmenne/x509/testing'
import { createAccounts } from '#organisations/accounts/index.ts'
import type { OtherSigner, OtherSignerRefusal } from '#services/document-signing/contract.ts'
import { createSigning } from '#services/document-signing/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRegistration } from '#points/points/index.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { examplePoint } from '../../points/points/index.ts'
import { createAgreements, renderDocument } from './index.ts'

type Terms = InputOf<typeof contracts.draftDocument>['terms']

type SigningDeps = Parameters<typeof createSigning>[0]
type FindCertificate = SigningDeps['certificates']['findCertificate']

const morning = instant(Date.UTC(2026, 10, 26, 8))
const environment = aSigningEnvironment(morning)
/** Another trust service. */
const elsewhere = aSigningEnvironment(morning)
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind

forEachDatabase('an agreement or delegation in the e-service', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  const status = new Map<string, BusinessStatus>()
  const signs = new Map<string, SigningRight>()
  const cards = new Map<string, { readonly party: Party; readonly holder: string }>()
  const closed = new Set<string>()
  /** Results for cards of another trust service. */
  const others = new Map<string, Result<OtherSigner, OtherSignerRefusal>>()
  const clock = { now: () => (now = plus(now, second)) }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const businessRegister = {
    lookUpBusiness: (businessId: BusinessId) =>
      Promise.resolve(
        ok({
          businessId,
          name: `Esimerkki ${businessId}`,
          status: status.get(businessId) ?? ('active' as const),
        }),
      ),
  }
  const organisations = createOrganisations({
    ...{ db, clock, record, people, businessRegister, codes: registersOfAll.codes },
    key: new Uint8Array(32).fill(4),
    points: registration,
  })
  const accounts = createAccounts({
    ...{ db, clock, record, people, businessRegister, organisations },
    signingRegister: {
      lookUpSigning: (_businessId, identityCode) =>
        Promise.resolve(ok(signs.get(identityCode) ?? 'none')),
    },
    key: new Uint8Array(32).fill(1),
    publicUrl: 'https://service.example',
    systemPermit: (operation) => aPermit(operation),
  })
  const issuers = [
    { id: 'root-g1-ecc', role: 'root', certificate: environment.root.certificate },
    {
      id: 'professional-g1-ecc',
      role: 'professional',
      certificate: environment.issuer.certificate,
    },
  ]
  let lastSignature = new Uint8Array()
  const signingDeps: SigningDeps = {
    ...{ db, clock },
    issuers: { all: issuers, roots: issuers.slice(0, 1) } as unknown as SigningDeps['issuers'],
    certificates: {
      findCertificate: (_tx, { serial }) => {
        const card = cards.get(serial)
        const row = card && {
          ...{ state: 'issued', holder: card.holder, cardId: `card-${card.holder}` },
          der: card.party.certificate.der,
        }
        return Promise.resolve(row as unknown as Awaited<ReturnType<FindCertificate>>)
      },
    },
    revocations: {
      statusOf: (_tx, { serial }) =>
        Promise.resolve(
          closed.has(serial)
            ? { status: 'revoked', revokedAt: now, reason: 'keyCompromise' }
            : { status: 'good' },
        ),
    },
    requestTimeStamp: async () => ok(await environment.stamp(lastSignature, now)),
    gatherEvidence: ([signer, , root]) =>
      Promise.resolve({
        ocspResponses: [...cards.values()]
          .filter(
            ({ party }) =>
              signer && formatSerial(party.certificate.serial) === formatSerial(signer.serial),
          )
          .map(({ party }) =>
            (root === elsewhere.root.certificate ? elsewhere : environment).ocspOf(
              ...([party, { kind: 'good' }, now] as const),
            ),
          ),
        crls: [
          environment.listOf(environment.root, [], now),
          elsewhere.listOf(elsewhere.root, [], now),
        ],
      }),
    timeStampTrust: () =>
      Promise.resolve({ anchors: [environment.root.certificate], intermediates: [] }),
  }
  const signing = createSigning(signingDeps, {
    trust: () =>
      Promise.resolve({
        anchors: [elsewhere.root.certificate],
        intermediates: [elsewhere.issuer.certificate],
      }),
    accepts: () => Promise.resolve(true),
    signerOf: ({ serial }) =>
      Promise.resolve(others.get(formatSerial(serial)) ?? refuse({ kind: 'card-not-accepted' })),
  })
  const agreements = createAgreements({
    ...{ db, clock, record, people, accounts, organisations, registration, businessRegister },
    ...{ signing, renderDocument, key: new Uint8Array(32).fill(3) },
  })
  beforeEach(() => {
    now = plus(morning, 60 * second)
    events = []
  })

  /** A person with a card of ours, with the signing right in the register. */
  async function aPerson(signing: SigningRight = 'alone') {
    const identityCode = anIdentityCode()
    signs.set(identityCode, signing)
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode, givenNames: 'Aino', surname: 'Esimerkki', language: 'fi' },
          nonDisclosure: false,
        }),
      ),
    )
    const personId = valueOf(remembered)
    const party = aParty({
      ...{ notBefore: plus(morning, -day), notAfter: plus(morning, day) },
      ...{ commonName: `Aino ${personId}`, issuer: environment.issuer },
      extensions: [keyUsage(['nonRepudiation'])],
    })
    cards.set(formatSerial(party.certificate.serial), { party, holder: personId })
    return { personId, identityCode, party }
  }
  type Person = Awaited<ReturnType<typeof aPerson>>
  type CardInHand = { readonly party: Party; readonly of?: typeof environment }

  /** A card of another trust service with the given result. */
  function anotherCard(
    said: (certificate: OtherSigner['certificate']) => Result<OtherSigner, OtherSignerRefusal>,
  ): CardInHand {
    const party = aParty({
      ...{ notBefore: plus(morning, -day), notAfter: plus(morning, day) },
      ...{ commonName: 'AINO', issuer: elsewhere.issuer },
      extensions: [keyUsage(['nonRepudiation'])],
    })
    const serial = formatSerial(party.certificate.serial)
    cards.set(serial, { party, holder: 'nobody' })
    others.set(serial, said({ issuer: 'example-identity-cards', serial }))
    return { party, of: elsewhere }
  }

  /** An organisation with an account, a signatory, and a registration point that it operates. */
  async function anOrganisation() {
    const signatory = await aPerson()
    const businessId = aBusinessId()
    const opened = valueOf(
      await accounts.openAccount(aPermit('accounts.openAccount', signatory), {
        ...{ businessId, contact: { email: 'aino@example.fi', language: 'fi' } },
      }),
    )
    assert.ok(opened.state === 'open')
    const { organisationId } = opened
    const found = await db.write(async (tx) => {
      const organisation = await organisations.organisationById(tx, organisationId)
      assert.ok(organisation && examplePoint.details)
      const pointId = await registration.addPoint(tx, aPermit('registration.enterPoint'), {
        ...examplePoint,
        name: `Piste ${businessId}`,
        details: { ...examplePoint.details, pointOperatorBusinessId: businessId },
      })
      return ok({ organisation, pointId })
    })
    const { organisation, pointId } = valueOf(found)
    return { organisationId, organisation, pointId, signatory, businessId }
  }
  type Organisation = Awaited<ReturnType<typeof anOrganisation>>

  const aCardAgreement = (
    changes: object = {},
    { pointId }: Partial<Organisation> = {},
  ): Terms => ({
    kind: 'agreement',
    validFrom: '2026-01-01',
    points: pointId === undefined ? [] : [pointId],
    ...changes,
  })
  const aDelegation = (to: Organisation, changes: object = {}): Terms => ({
    kind: 'delegation',
    validFrom: '2026-01-01',
    customerNumber: to.organisation.customerNumber,
    businessId: to.businessId,
    points: [to.pointId],
    deliveryAddress: {
      ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
    },
    contact: { name: 'Pirjo Piste', email: 'pirjo@example.fi', language: 'fi' },
    ...changes,
  })

  const draft = (of: Organisation, terms: Terms, by: Person = of.signatory) =>
    agreements.draftDocument(aPermit('agreements.draft', by), {
      ...{ organisationId: of.organisationId, language: 'fi', terms },
    })
  const drafted = async (of: Organisation, terms: Terms) => valueOf(await draft(of, terms))

  const messageOver = async (digest: string, { party, of = environment }: CardInHand) => {
    const key = softwareKey(party, [of.issuer, of.root])
    const begun = valueOf(
      await beginSignature({
        form: { kind: 'pades' },
        ...{ certificate: key.certificate, algorithm: key.algorithm },
        messageDigest: new Uint8Array(Buffer.from(digest, 'base64')),
      }),
    )
    lastSignature = new Uint8Array(await key.sign(begun.toBeSigned))
    const message = finishSignature(begun, {
      signature: lastSignature,
      certificates: [key.certificate.der, ...key.chain],
    })
    return Buffer.from(message).toString('base64')
  }
  const prepare = (of: Organisation, documentId: string, by: Person = of.signatory) =>
    agreements.prepareSignature(aPermit('agreements.sign', by), {
      ...{ organisationId: of.organisationId, documentId, hash: 'sha256' },
    })
  const put = (of: Organisation, documentId: string, message: string, by: Person = of.signatory) =>
    agreements.signDocument(aPermit('agreements.sign', by), {
      ...{ organisationId: of.organisationId, documentId, message },
    })
  /** Prepared, signed by the card of `card`, and submitted by `by`. */
  async function sign(
    of: Organisation,
    documentId: string,
    { by = of.signatory, card = by }: { readonly by?: Person; readonly card?: CardInHand } = {},
  ) {
    const prepared = await prepare(of, documentId, by)
    if (!prepared.ok) return prepared
    return put(of, documentId, await messageOver(prepared.value.digest, card), by)
  }
  async function signed(of: Organisation, terms: Terms) {
    const { documentId } = await drafted(of, terms)
    return valueOf(await sign(of, documentId))
  }

  const caseOfficer: string = randomUUID()
  const decide = (agreementId: string, by: string = caseOfficer) =>
    organisations.decideAgreement(aPermit('organisations.decideAgreement', { personId: by }), {
      ...{ agreementId, decision: 'approved' },
    })
  const agreementsOf = async ({ organisationId }: Organisation) => {
    const permit = aPermit('organisations.viewOrganisations', { personId: caseOfficer })
    return valueOf(await organisations.viewOrganisation(permit, { organisationId })).agreements
  }
  const mayOrder = async (of: Organisation, pointId: string, on = dateInHelsinki(now)) => {
    const requested = {
      organisationId: of.organisationId,
      product: 'staff-card',
      pointId,
      on,
    } as const
    return kindOf(await db.read((tx) => organisations.checkOrdering(tx, requested)))
  }
  const pdfOf = async ({ organisationId, signatory }: Organisation, documentId: string) => {
    const ids = { organisationId, documentId }
    const response = await agreements.viewDocumentPdf(aPermit('agreements.view', signatory), ids)
    return Buffer.from(valueOf(response).pdf, 'base64')
  }
  /** An agreement in force at the organisation's own point. */
  async function withCardAgreement(of: Organisation) {
    await signed(of, aCardAgreement({}, of))
    const [agreement] = await agreementsOf(of)
    assert.ok(agreement)
    valueOf(await decide(agreement.agreementId))
    return agreement.agreementId
  }

  it('is drafted, signed by card and approved, and then registrars may order (R211, R212)', async () => {
    const hospital = await anOrganisation()
    const { documentId, may } = await drafted(hospital, aCardAgreement({}, hospital))
    assert.deepEqual(may, ['sign', 'change', 'withdraw'])
    const shown = await pdfOf(hospital, documentId)
    const done = valueOf(await sign(hospital, documentId))
    assert.equal(done.state, 'concluded')
    assert.equal(await mayOrder(hospital, hospital.pointId), 'agreement-not-approved')

    const [agreement] = await agreementsOf(hospital)
    assert.ok(agreement)
    assert.ok(agreement.isSigned)
    assert.equal(
      kindOf(await decide(agreement.agreementId, hospital.signatory.personId)),
      'second-person-required',
    )
    assert.ok((await decide(agreement.agreementId)).ok)
    assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')

    // The signed document is the shown one, byte for byte, followed by the signature.
    const stored = await pdfOf(hospital, documentId)
    assert.ok(stored.subarray(0, shown.length).equals(shown))
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type.startsWith('Agreement')),
      // Each access to the PDF too; the signer's own access is about nobody else (R290).
      [
        ...['AgreementDrafted', 'AgreementsViewed', 'AgreementSigned'],
        ...['AgreementProposed', 'AgreementApproved', 'AgreementsViewed'],
      ],
    )
  })

  it('is stored as a signed PDF that pdfsig finds valid, for the organisation and the office (R215)', async (t) => {
    if (process.env['CI'] !== 'true' && spawnSync('pdfsig', ['-v']).error) {
      t.skip('pdfsig is missing: install poppler-utils')
      return
    }
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const { documentId } = await signed(hospital, aDelegation(neighbour))
    assert.ok((await sign(neighbour, documentId)).ok)
    const pdf = await pdfOf(neighbour, documentId)
    const [agreement] = await agreementsOf(hospital)
    assert.ok(agreement)
    const permit = aPermit('agreements.viewSigned', { personId: caseOfficer })
    const office = valueOf(
      await agreements.viewSignedDocument(permit, { agreementId: agreement.agreementId }),
    )
    assert.deepEqual(
      office.documents.map((each) => [each.kind, Buffer.from(each.pdf, 'base64').equals(pdf)]),
      [['delegation', true]],
    )
    // Both signers see who of the office accessed it (R290).
    assert.deepEqual(
      events
        .filter((event) => event.type === 'AgreementsViewed' && 'agreementId' in event)
        .map(({ about }) => about?.personId),
      [hospital.signatory.personId, neighbour.signatory.personId],
    )

    assert.equal(await validSignaturesIn(pdf), 2)
  })

  it('cannot be signed without the right to sign at that moment, nor with a foreign or cancelled card (R211)', async () => {
    const hospital = await anOrganisation()
    const { documentId } = await drafted(hospital, aCardAgreement({}, hospital))
    const stranger = await aPerson()
    assert.equal(kindOf(await sign(hospital, documentId, { by: stranger })), 'account-not-found')
    const foreign = await sign(hospital, documentId, { card: stranger })
    assert.equal(kindOf(foreign), 'signed-by-another-card')

    const { signatory } = hospital
    const serial = formatSerial(signatory.party.certificate.serial)
    closed.add(serial)
    assert.equal(kindOf(await sign(hospital, documentId)), 'card-cancelled')
    closed.delete(serial)

    // The right is lost between the draft, or the preparation, and the signing.
    const { digest } = valueOf(await prepare(hospital, documentId))
    signs.set(signatory.identityCode, 'together')
    const late = await put(hospital, documentId, await messageOver(digest, signatory))
    assert.equal(kindOf(late), 'right-to-sign-lost')
    assert.equal(kindOf(await draft(hospital, aCardAgreement())), 'right-to-sign-lost')
    assert.deepEqual(await agreementsOf(hospital), [])
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await sign(hospital, documentId)).ok)
  })

  it('can be signed by another trust service’s card of the acting person and organisation, and pdfsig finds that valid (R285)', async (t) => {
    const hospital = await anOrganisation()
    const { personId } = hospital.signatory
    const { documentId } = await drafted(hospital, aCardAgreement({}, hospital))
    const organisation = { businessId: aBusinessId() }
    for (const [kind, card] of [
      ['card-not-accepted', anotherCard(() => refuse({ kind: 'card-not-accepted' }))],
      ['card-cancelled', anotherCard(() => refuse({ kind: 'card-cancelled' }))],
      ['status-unavailable', anotherCard(() => refuse({ kind: 'status-unavailable' }))],
      ['holder-unavailable', anotherCard(() => refuse({ kind: 'holder-unavailable' }))],
      [
        'signed-by-another-card',
        anotherCard((certificate) => ok({ personId: randomUUID(), certificate })),
      ],
      [
        'card-of-another-organisation',
        anotherCard((certificate) => ok({ personId, certificate, organisation })),
      ],
    ] as const)
      assert.equal(kindOf(await sign(hospital, documentId, { card })), kind)
    assert.deepEqual(await agreementsOf(hospital), [])

    const identityCard = anotherCard((certificate) => ok({ personId, certificate }))
    const done = valueOf(await sign(hospital, documentId, { card: identityCard }))
    assert.equal(done.state, 'concluded')
    const signedEvent = events.find(({ type }) => type === 'AgreementSigned')
    assert.ok(signedEvent && 'certificate' in signedEvent && 'about' in signedEvent)
    assert.deepEqual(signedEvent.about, { personId })
    assert.deepEqual(signedEvent.certificate, {
      issuer: 'example-identity-cards',
      serial: formatSerial(identityCard.party.certificate.serial),
    })
    const pdf = await pdfOf(hospital, documentId)
    if (spawnSync('pdfsig', ['-v']).error) t.diagnostic('pdfsig is missing: install poppler-utils')
    else assert.equal(await validSignaturesIn(pdf), 1)

    // An organisation card signs for the organisation that it names.
    const other = await drafted(hospital, aCardAgreement({ validFrom: '2027-01-01' }))
    const own = { businessId: hospital.businessId }
    const card = anotherCard((certificate) => ok({ personId, certificate, organisation: own }))
    assert.ok((await sign(hospital, other.documentId, { card })).ok)
  })

  it('accepts a signature only over what was prepared for the signer, and once (R211)', async () => {
    const hospital = await anOrganisation()
    const { documentId } = await drafted(hospital, aCardAgreement({}, hospital))
    const other = await drafted(hospital, aCardAgreement({ validFrom: '2027-01-01' }))
    const unprepared = await put(
      hospital,
      documentId,
      await messageOver(Buffer.alloc(32).toString('base64'), hospital.signatory),
    )
    assert.equal(kindOf(unprepared), 'not-prepared')

    valueOf(await prepare(hospital, documentId))
    const ofAnother = valueOf(await prepare(hospital, other.documentId))
    const moved = await messageOver(ofAnother.digest, hospital.signatory)
    assert.equal(kindOf(await put(hospital, documentId, moved)), 'signature-does-not-hold')
    assert.equal(kindOf(await put(hospital, documentId, 'AAAA')), 'signature-unreadable')

    const { digest } = valueOf(await prepare(hospital, documentId))
    const message = await messageOver(digest, hospital.signatory)
    const both = await Promise.all([1, 2].map(() => put(hospital, documentId, message)))
    assert.equal(both.filter(({ ok }) => ok).length, 1)
    assert.equal((await agreementsOf(hospital)).length, 1)
  })

  it('names no point, unit or organisation without permission, and ends no agreement of others', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const agreementId = await withCardAgreement(neighbour)
    const cases: readonly (readonly [Terms, string])[] = [
      [aCardAgreement({}, neighbour), 'point-of-another'],
      [aCardAgreement({ points: [randomUUID()] }), 'point-not-found'],
      [aCardAgreement({ units: ['1.2.246.10.1'] }), 'unit-not-found'],
      [aCardAgreement({ validTo: '2025-12-31' }), 'days-backwards'],
      [aCardAgreement({ replaces: agreementId }), 'not-to-be-changed'],
      [aDelegation(neighbour, { points: [hospital.pointId] }), 'point-of-another'],
      [aDelegation(neighbour, { businessId: hospital.businessId }), 'delegate-not-found'],
      [aDelegation(hospital), 'authorising-oneself'],
      [{ kind: 'end', ends: agreementId }, 'agreement-not-found'],
    ]
    for (const [terms, kind] of cases) assert.equal(kindOf(await draft(hospital, terms)), kind)
  })

  it('is replaced by a changed agreement without a gap and with no order stopped (R213)', async () => {
    const hospital = await anOrganisation()
    const agreementId = await withCardAgreement(hospital)
    const today = dateInHelsinki(now)
    const begins = addDays(today, 10)
    const change = aCardAgreement({ replaces: agreementId, validFrom: begins }, hospital)
    assert.equal(replacedFrom(await signed(hospital, change)), '2026-01-01')
    assert.equal(kindOf(await draft(hospital, change)), 'being-changed')
    const next = (await agreementsOf(hospital)).find(({ state }) => state === 'proposed')
    assert.ok(next)
    valueOf(await decide(next.agreementId))

    const before = (await agreementsOf(hospital)).find((one) => one.agreementId === agreementId)
    assert.equal(before?.validTo, addDays(begins, -1))
    for (const on of [today, addDays(begins, -1), begins])
      assert.equal(await mayOrder(hospital, hospital.pointId, on), 'ok')
    assert.ok(!events.some(({ type }) => type === 'AgreementEnded'))
  })

  it('runs to its own last day if its change is ended before the first day of the change, but not later (R310)', async () => {
    const lastDay = addDays(dateInHelsinki(now), 20)
    for (const [days, expected] of [
      [9, lastDay],
      [10, addDays(dateInHelsinki(now), 9)],
    ] as const) {
      const hospital = await anOrganisation()
      await signed(hospital, aCardAgreement({ validTo: lastDay }, hospital))
      const agreementId = (await agreementsOf(hospital)).at(0)?.agreementId ?? ''
      valueOf(await decide(agreementId))
      const validFrom = addDays(dateInHelsinki(now), 10)
      await signed(hospital, aCardAgreement({ replaces: agreementId, validFrom }, hospital))
      const change = (await agreementsOf(hospital)).find(({ state }) => state === 'proposed')
      valueOf(await decide(change?.agreementId ?? ''))
      const before = now
      now = plus(now, days * day)
      const permit = aPermit('organisations.endAgreement', { personId: caseOfficer })
      valueOf(await organisations.endAgreement(permit, { agreementId: change?.agreementId ?? '' }))
      now = before
      const goneOn = (await agreementsOf(hospital)).find((one) => one.agreementId === agreementId)
      assert.equal(goneOn?.validTo, expected)
    }
  })

  it('is ended by a signature at once, and open orders are notified (R212)', async () => {
    const hospital = await anOrganisation()
    const agreementId = await withCardAgreement(hospital)
    const { documentId } = await drafted(hospital, { kind: 'end', ends: agreementId })
    assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')
    assert.ok((await sign(hospital, documentId)).ok)
    assert.equal(await mayOrder(hospital, hospital.pointId), 'agreement-ended')
    assert.ok(events.some(({ type }) => type === 'AgreementEnded'))
    assert.equal(
      kindOf(await draft(hospital, { kind: 'end', ends: agreementId })),
      'agreement-not-approved',
    )
  })

  describe('an end of an agreement (R277)', () => {
    /** An agreement in force, and a signed change of it that waits. */
    async function withChange(validFrom = addDays(dateInHelsinki(now), 10)) {
      const hospital = await anOrganisation()
      const agreementId = await withCardAgreement(hospital)
      const { documentId } = await drafted(hospital, { kind: 'end', ends: agreementId })
      await signed(hospital, aCardAgreement({ replaces: agreementId, validFrom }, hospital))
      const change = (await agreementsOf(hospital)).find(({ state }) => state === 'proposed')
      assert.ok(change)
      const seen = async () => {
        const agreement = (await agreementsOf(hospital)).find(
          (one) => one.agreementId === change.agreementId,
        )
        return [agreement?.state, agreement?.rejected?.because]
      }
      const nothingIsOrdered = async () => {
        for (const on of [dateInHelsinki(now), validFrom, addDays(validFrom, 30)])
          assert.equal(await mayOrder(hospital, hospital.pointId, on), 'agreement-ended')
      }
      const endByCaseOfficer = async () => {
        const permit = aPermit('organisations.endAgreement', { personId: caseOfficer })
        valueOf(await organisations.endAgreement(permit, { agreementId }))
      }
      const changeId = change.agreementId
      return { hospital, documentId, changeId, seen, nothingIsOrdered, endByCaseOfficer }
    }

    it('also ends the waiting change: it can no longer be approved, and both sides see why', async () => {
      const { hospital, documentId, changeId, seen, nothingIsOrdered } = await withChange()
      valueOf(await sign(hospital, documentId))
      assert.deepEqual(await seen(), ['rejected', 'agreement-ended'])
      assert.equal(kindOf(await decide(changeId)), 'agreement-not-proposed')
      await nothingIsOrdered()
      const rejected = events.filter(({ type }) => type === 'AgreementRejected')
      assert.deepEqual(
        rejected.map((event) => 'because' in event && event.because),
        ['agreement-ended'],
      )
    })

    it('also ends a change that was approved meanwhile, while the agreement itself is still in force', async () => {
      for (const days of [10, 0]) {
        const begins = addDays(dateInHelsinki(now), days)
        const { hospital, documentId, changeId, seen, nothingIsOrdered } = await withChange(begins)
        valueOf(await decide(changeId))
        valueOf(await sign(hospital, documentId))
        assert.deepEqual(await seen(), ['ended', undefined])
        await nothingIsOrdered()
      }
    })

    it('does not affect a change that has replaced the agreement', async () => {
      const { hospital, changeId, endByCaseOfficer } = await withChange()
      valueOf(await decide(changeId))
      now = plus(now, 11 * day)
      await endByCaseOfficer()
      assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')
    })

    it('wins over a concurrent approval, whichever comes first', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { hospital, documentId, changeId, nothingIsOrdered } = await withChange()
        const { digest } = valueOf(await prepare(hospital, documentId))
        const message = await messageOver(digest, hospital.signatory)
        const [, ended] = await Promise.all([decide(changeId), put(hospital, documentId, message)])
        assert.ok(ended.ok)
        await nothingIsOrdered()
      }
    })

    it('has the same effect when a case officer does it', async () => {
      const { seen, nothingIsOrdered, endByCaseOfficer } = await withChange()
      await endByCaseOfficer()
      assert.deepEqual(await seen(), ['rejected', 'agreement-ended'])
      await nothingIsOrdered()
    })
  })

  it('delegates to the points of another organisation when that one has accepted and a case officer approved; either side ends it (R214)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    await withCardAgreement(hospital)
    const draftOf = await drafted(hospital, aDelegation(neighbour))
    const seenBy = ({ organisationId, signatory }: Organisation) =>
      agreements.viewDocument(aPermit('agreements.view', signatory), {
        ...{ organisationId, documentId: draftOf.documentId },
      })
    // They see nothing before it is signed for them.
    assert.equal(kindOf(await seenBy(neighbour)), 'document-not-found')
    assert.equal(kindOf(await sign(neighbour, draftOf.documentId)), 'document-not-found')
    assert.equal(valueOf(await sign(hospital, draftOf.documentId)).state, 'signed')
    assert.deepEqual(await agreementsOf(neighbour), [])
    assert.deepEqual(valueOf(await seenBy(neighbour)).may, ['accept', 'decline'])
    assert.equal(kindOf(await sign(hospital, draftOf.documentId)), 'step-not-possible')

    assert.equal(valueOf(await sign(neighbour, draftOf.documentId)).state, 'concluded')
    const delegation = (await agreementsOf(hospital)).find(({ kind }) => kind === 'delegation')
    assert.ok(delegation)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'delegation-not-approved')
    // The person who accepted it for the other side may not approve it either, like the giver.
    const { personId } = neighbour.signatory
    assert.equal(kindOf(await decide(delegation.agreementId, personId)), 'second-person-required')
    assert.ok((await decide(delegation.agreementId)).ok)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'ok')

    await signed(neighbour, { kind: 'end', ends: delegation.agreementId })
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'delegation-ended')
  })

  describe('a change of a delegation (R286)', () => {
    /** A delegation in force, and another point that the neighbour operates. */
    async function withDelegation() {
      const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
      await withCardAgreement(hospital)
      const { documentId } = await signed(hospital, aDelegation(neighbour))
      valueOf(await sign(neighbour, documentId))
      const agreement = (await agreementsOf(hospital)).find(({ kind }) => kind === 'delegation')
      assert.ok(agreement)
      valueOf(await decide(agreement.agreementId))
      const added = await db.write(async (tx) => {
        assert.ok(examplePoint.details)
        return ok(
          await registration.addPoint(tx, aPermit('registration.enterPoint'), {
            ...examplePoint,
            name: `Toinen piste ${neighbour.businessId}`,
            details: { ...examplePoint.details, pointOperatorBusinessId: neighbour.businessId },
          }),
        )
      })
      const begins = addDays(dateInHelsinki(now), 10)
      const change = aDelegation(neighbour, {
        ...{ replaces: agreement.agreementId, points: [valueOf(added)], validFrom: begins },
        contact: { name: 'Olli Piste', email: 'olli@example.fi', language: 'sv' },
        deliveryAddress: {
          ...{
            street: 'Esimerkkikatu 2',
            postalCode: '33100',
            postOffice: 'TAMPERE',
            country: 'FI',
          },
        },
      })
      const waiting = async () => {
        const found = (await agreementsOf(hospital)).find(
          ({ replaces }) => replaces === agreement.agreementId,
        )
        assert.ok(found)
        return found
      }
      return {
        ...{ hospital, neighbour, begins, change, waiting },
        ...{ agreementId: agreement.agreementId, newPoint: valueOf(added) },
      }
    }

    it('is signed, accepted again and approved; until then, and to its eve, the earlier one is in force', async () => {
      const { hospital, neighbour, begins, change, waiting, ...ids } = await withDelegation()
      const { documentId, ...drawn } = await signed(hospital, change)
      assert.equal(replacedFrom(drawn), '2026-01-01')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'delegation-missing')
      // The neighbour sees what would change, and accepts it by its own signature.
      assert.deepEqual(valueOf(await sign(neighbour, documentId)).state, 'concluded')
      assert.equal(kindOf(await draft(hospital, change)), 'being-changed')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'delegation-not-approved')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      const { agreementId, contact, deliveryAddress } = await waiting()
      assert.deepEqual([contact?.name, deliveryAddress?.postOffice], ['Olli Piste', 'TAMPERE'])
      assert.equal(
        kindOf(await decide(agreementId, neighbour.signatory.personId)),
        'second-person-required',
      )
      valueOf(await decide(agreementId))

      const eve = addDays(begins, -1)
      for (const on of [dateInHelsinki(now), eve]) {
        assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
        assert.equal(await mayOrder(hospital, ids.newPoint, on), 'delegation-not-begun')
      }
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'delegation-ended')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'ok')
      assert.ok(!events.some(({ type }) => type === 'AgreementEnded'))
    })

    it('that is ended before its first day leaves the earlier one as it was, by either side (R310)', async () => {
      for (const by of ['hospital', 'neighbour'] as const) {
        const given = await withDelegation()
        const { hospital, neighbour, begins, waiting, newPoint } = given
        const { documentId } = await signed(hospital, given.change)
        valueOf(await sign(neighbour, documentId))
        const { agreementId } = await waiting()
        valueOf(await decide(agreementId))
        await signed(given[by], { kind: 'end', ends: agreementId })
        for (const on of [dateInHelsinki(now), begins, addDays(begins, 1000)]) {
          assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
          assert.notEqual(await mayOrder(hospital, newPoint, on), 'ok')
        }
        assert.deepEqual(
          events
            .filter(({ type }) => type === 'AgreementGoesOn')
            .map((event) => 'agreementId' in event && event.agreementId),
          [given.agreementId],
        )
        events = []
        // As if it had never existed: another change of the same delegation may be signed.
        assert.equal(kindOf(await draft(hospital, given.change)), 'ok')
      }
    })

    it('is possible for one’s own delegation in force to the same organisation, and has no effect if declined', async () => {
      const { hospital, neighbour, begins, change, agreementId } = await withDelegation()
      const third = await anOrganisation()
      const cardAgreementId = (await agreementsOf(hospital)).find(
        ({ kind }) => kind === 'agreement',
      )
      assert.ok(cardAgreementId)
      for (const [of, terms] of [
        [hospital, aDelegation(third, { replaces: agreementId })],
        [hospital, aDelegation(neighbour, { replaces: cardAgreementId.agreementId })],
        [hospital, aCardAgreement({ replaces: agreementId }, hospital)],
        [third, aDelegation(neighbour, { replaces: agreementId })],
        [neighbour, aDelegation(hospital, { replaces: agreementId })],
      ] as const)
        assert.equal(kindOf(await draft(of, terms)), 'not-to-be-changed')

      const { documentId } = await signed(hospital, change)
      const { organisationId, signatory } = neighbour
      const declined = await agreements.settleDocument(aPermit('agreements.sign', signatory), {
        ...{ organisationId, documentId, outcome: 'declined' },
      })
      assert.equal(valueOf(declined).state, 'declined')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      assert.equal((await agreementsOf(hospital)).length, 2)
    })

    it('ends with the delegation, by either side and in either order (R277)', async () => {
      for (const isApproved of [true, false]) {
        const { hospital, neighbour, begins, change, waiting, ...ids } = await withDelegation()
        const { documentId } = await signed(hospital, change)
        const late = await signed(hospital, change)
        valueOf(await sign(neighbour, documentId))
        const { agreementId } = await waiting()
        if (isApproved) valueOf(await decide(agreementId))
        await signed(neighbour, { kind: 'end', ends: ids.agreementId })
        const { state, rejected } = await waiting()
        assert.deepEqual(
          [state, rejected?.because],
          isApproved ? ['ended', undefined] : ['rejected', 'delegation-ended'],
        )
        assert.notEqual(await mayOrder(hospital, ids.newPoint, begins), 'ok')
        // Nor does a signed change that waits for its acceptance replace it.
        const accepted = await sign(neighbour, late.documentId)
        assert.equal(kindOf(accepted), 'not-to-be-changed')
      }
    })
  })

  it('delegates in a circle or along a chain only what each organisation gave by itself (R214)', async () => {
    const [one, two, three] = [
      await anOrganisation(),
      await anOrganisation(),
      await anOrganisation(),
    ]
    for (const each of [one, two, three]) await withCardAgreement(each)
    for (const [giver, to] of [
      [one, two],
      [two, one],
      [two, three],
    ] as const) {
      const { documentId } = await signed(giver, aDelegation(to))
      valueOf(await sign(to, documentId))
      const agreement = (await agreementsOf(giver)).find(({ state }) => state === 'proposed')
      assert.ok(agreement)
      valueOf(await decide(agreement.agreementId))
    }
    const given = new Set(['00', '01', '11', '10', '12', '22'])
    const all = [one, two, three]
    for (const [from, of] of all.entries())
      for (const [at, { pointId }] of all.entries()) {
        const isGiven = given.has(`${String(from)}${String(at)}`)
        assert.equal(
          (await mayOrder(of, pointId)) === 'ok',
          isGiven,
          `${String(from)} ${String(at)}`,
        )
      }
  })

  it('cannot be signed after the delegate declined or the giver withdrew it', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const settle = (
      { organisationId, signatory }: Organisation,
      documentId: string,
      outcome: 'declined' | 'withdrawn',
    ) =>
      agreements.settleDocument(aPermit('agreements.sign', signatory), {
        ...{ organisationId, documentId, outcome },
      })
    const declined = await signed(hospital, aDelegation(neighbour))
    assert.equal(
      kindOf(await settle(hospital, declined.documentId, 'declined')),
      'step-not-possible',
    )
    assert.equal(
      valueOf(await settle(neighbour, declined.documentId, 'declined')).state,
      'declined',
    )
    const withdrawn = await signed(hospital, aDelegation(neighbour))
    assert.ok((await settle(hospital, withdrawn.documentId, 'withdrawn')).ok)
    for (const { documentId } of [declined, withdrawn])
      assert.equal(kindOf(await sign(neighbour, documentId)), 'step-not-possible')
    assert.deepEqual(await agreementsOf(hospital), [])
  })

  it('is announced to the contacts of both sides, each in their own language (R249)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    for (const [{ organisation, organisationId }, language] of [
      [hospital, 'fi'],
      [neighbour, 'sv'],
    ] as const) {
      const contacts = [{ name: 'Pirjo', email: `${language}@example.fi`, language }]
      const permit = aPermit('organisations.changeOrganisation', { personId: caseOfficer })
      valueOf(
        await organisations.changeOrganisation(permit, {
          ...{ organisationId, version: 1, name: organisation.name, units: [], contacts },
        }),
      )
    }
    const mails = async (type: string) => {
      const event = events.find((one) => one.type === type)
      assert.ok(event, type)
      const input = await db.read((tx) => agreements.mailsOf(tx, { ...event }))
      return input.map(({ to, language, organisation }) => [to, language, organisation])
    }
    const [toHospital, toNeighbour] = [
      ['fi@example.fi', 'fi', hospital.organisation.name],
      ['sv@example.fi', 'sv', neighbour.organisation.name],
    ]
    const { documentId } = await signed(hospital, aDelegation(neighbour))
    assert.deepEqual(await mails('AgreementToBeAccepted'), [toNeighbour])
    assert.ok((await sign(neighbour, documentId)).ok)
    assert.deepEqual(await mails('AgreementAccepted'), [toNeighbour, toHospital])
    // The request was withdrawn.
    assert.deepEqual(await mails('AgreementToBeAccepted'), [])
    const other = await signed(hospital, aDelegation(neighbour))
    const settled = await agreements.settleDocument(
      aPermit('agreements.sign', neighbour.signatory),
      {
        ...{ organisationId: neighbour.organisationId, documentId: other.documentId },
        outcome: 'declined',
      },
    )
    assert.ok(settled.ok)
    assert.deepEqual(await mails('AgreementDeclined'), [toNeighbour, toHospital])
    const decidedOf = async (state: string) => {
      const agreement = (await agreementsOf(hospital)).find((one) => one.state === state)
      assert.ok(agreement)
      return agreement.agreementId
    }
    valueOf(await decide(await decidedOf('proposed')))
    assert.deepEqual(await mails('AgreementApproved'), [toNeighbour, toHospital])
  })

  it('is announced to the contacts of the signing side when a case officer decides, in their own language (R271)', async () => {
    const hospital = await anOrganisation()
    const contacts = [{ name: 'Pirjo', email: 'pirjo@example.fi', language: 'sv' as const }]
    const { organisationId, organisation } = hospital
    valueOf(
      await organisations.changeOrganisation(
        aPermit('organisations.changeOrganisation', { personId: caseOfficer }),
        { ...{ organisationId, version: 1, name: organisation.name, units: [], contacts } },
      ),
    )
    const notifiedOf = async (event: object) =>
      (await db.read((tx) => agreements.mailsOf(tx, { type: '', ...event }))).map(
        ({ to, language }) => [to, language],
      )
    await signed(hospital, aCardAgreement({}, hospital))
    const [agreement] = await agreementsOf(hospital)
    assert.ok(agreement)
    const { agreementId } = agreement
    for (const type of ['AgreementApproved', 'AgreementRejected'])
      assert.deepEqual(await notifiedOf({ type, agreementId }), [['pirjo@example.fi', 'sv']])
    // A rejection caused by the end of the agreement is no decision, and nobody is notified of agreements not
    // signed here.
    const ended = { type: 'AgreementRejected', agreementId, because: 'agreement-ended' }
    assert.deepEqual(await notifiedOf(ended), [])
    assert.deepEqual(await notifiedOf({ type: 'AgreementApproved', agreementId: randomUUID() }), [])
  })

  it('is changed as a draft, checked again, until it is signed; earlier preparations are void (R250)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const changeTo = (documentId: string, terms: Terms, of = hospital) =>
      agreements.changeDocument(aPermit('agreements.draft', of.signatory), {
        ...{ organisationId: of.organisationId, documentId, language: 'sv', terms },
      })
    const { documentId } = await drafted(hospital, aCardAgreement({}, hospital))
    const prepared = valueOf(await prepare(hospital, documentId))
    const message = await messageOver(prepared.digest, hospital.signatory)
    const before = await pdfOf(hospital, documentId)
    const changed = valueOf(await changeTo(documentId, aCardAgreement({ validTo: '2027-12-31' })))
    assert.deepEqual(changed.may, ['sign', 'change', 'withdraw'])
    assert.deepEqual('validTo' in changed.terms && changed.terms.validTo, '2027-12-31')
    assert.ok(!(await pdfOf(hospital, documentId)).equals(before))
    assert.equal(kindOf(await put(hospital, documentId, message)), 'not-prepared')

    const foreign = aCardAgreement({}, neighbour)
    assert.equal(kindOf(await changeTo(documentId, foreign)), 'point-of-another')
    const other = aDelegation(neighbour)
    assert.equal(kindOf(await changeTo(documentId, other)), 'step-not-possible')
    assert.equal(kindOf(await changeTo(documentId, other, neighbour)), 'document-not-found')
    assert.ok((await sign(hospital, documentId)).ok)
    assert.equal(kindOf(await changeTo(documentId, aCardAgreement())), 'step-not-possible')
    const requested = await signed(hospital, aDelegation(neighbour))
    assert.equal(kindOf(await changeTo(requested.documentId, other)), 'step-not-possible')
  })

  it('cannot be signed if a side has ceased or merged by then', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const { documentId } = await signed(hospital, aDelegation(neighbour))
    status.set(hospital.businessId, 'ceased')
    assert.equal(kindOf(await sign(neighbour, documentId)), 'party-ceased')
    assert.deepEqual(await agreementsOf(hospital), [])
  })

  it('is listed for both sides, newest first, a page at a time', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    await drafted(hospital, aCardAgreement())
    await signed(hospital, aDelegation(neighbour))
    await drafted(hospital, aDelegation(neighbour))
    const list = async (
      { organisationId, signatory }: Organisation,
      cursor?: string,
      filter?: 'waits-for-us',
    ) =>
      valueOf(
        await agreements.listDocuments(aPermit('agreements.view', signatory), {
          ...{ organisationId, limit: 2, filter, ...(cursor !== undefined && { cursor }) },
        }),
      )
    const first = await list(hospital)
    const rest = await list(hospital, first.nextCursor)
    assert.deepEqual(
      [...first.documents, ...rest.documents].map(({ state, terms }) => [terms.kind, state]),
      [
        ['delegation', 'drafted'],
        ['delegation', 'signed'],
        ['agreement', 'drafted'],
      ],
    )
    assert.equal((await list(neighbour)).documents.length, 1)
    const waiting = async (of: Organisation) =>
      (await list(of, undefined, 'waits-for-us')).documents.map(({ state }) => state)
    assert.deepEqual(await waiting(hospital), ['drafted', 'drafted'])
    assert.deepEqual(await waiting(neighbour), ['signed'])
  })
})

/** First day of the agreement that the document replaces. */
const replacedFrom = ({
  terms,
}: {
  terms: { replacesFrom?: string | undefined } | { kind: 'end' }
}) => 'replacesFrom' in terms && terms.replacesFrom

/**
 * How many signatures pdfsig finds valid. Its trust in the issuer is ignored, although it sets the exit code.
 */
async function validSignaturesIn(pdf: Uint8Array): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-agreements-'))
  try {
    const file = path.join(folder, 'signed.pdf')
    await writeFile(file, pdf)
    const { stdout } = await promisify(execFile)('pdfsig', [file]).catch(
      (failed: unknown) => failed as { stdout: string },
    )
    return stdout.match(/Signature Validation: Signature is Valid/g)?.length ?? 0
  } finally {
    await rm(folder, { recursive: true })
  }
}
