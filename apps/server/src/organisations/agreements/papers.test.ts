import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/papers'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { beginSignature, finishSignature } from '@sotevarmenne/signatures/signed-data'
import { aSigningWorld, softwareKey } from '@sotevarmenne/signatures/testing'
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
import type { BusinessStatus, SigningRight } from '#people/registers/contract.ts'
import { createRegistration } from '#points/points/index.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { examplePoint } from '../../points/points/index.ts'
import { createPapers, renderDocument } from './index.ts'

type Terms = InputOf<typeof contracts.draftDocument>['terms']

type SigningDeps = Parameters<typeof createSigning>[0]
type FindCertificate = SigningDeps['certificates']['findCertificate']

const morning = instant(Date.UTC(2026, 10, 26, 8))
const world = aSigningWorld(morning)
/** Another trust service. */
const elsewhere = aSigningWorld(morning)
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind

forEachDatabase('papers of the e-service', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  const status = new Map<string, BusinessStatus>()
  const signs = new Map<string, SigningRight>()
  const cards = new Map<string, { readonly party: Party; readonly holder: string }>()
  const closed = new Set<string>()
  /** What is said of cards of another trust service. */
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
    systemPermit: (deed) => aPermit(deed),
  })
  const issuers = [
    { id: 'root-g1-ecc', role: 'root', certificate: world.root.certificate },
    { id: 'professional-g1-ecc', role: 'professional', certificate: world.issuer.certificate },
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
    askTimeStamp: async () => ok(await world.stamp(lastSignature, now)),
    gatherEvidence: ([signer, , root]) =>
      Promise.resolve({
        ocspResponses: [...cards.values()]
          .filter(
            ({ party }) =>
              signer && formatSerial(party.certificate.serial) === formatSerial(signer.serial),
          )
          .map(({ party }) =>
            (root === elsewhere.root.certificate ? elsewhere : world).ocspOf(
              ...([party, { kind: 'good' }, now] as const),
            ),
          ),
        lists: [world.listOf(world.root, [], now), elsewhere.listOf(elsewhere.root, [], now)],
      }),
    timeStampTrust: () => Promise.resolve({ anchors: [world.root.certificate], intermediates: [] }),
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
  const papers = createPapers({
    ...{ db, clock, record, people, accounts, organisations, registration, businessRegister },
    ...{ signing, renderDocument, key: new Uint8Array(32).fill(3) },
  })
  beforeEach(() => {
    now = plus(morning, 60 * second)
    events = []
  })

  /** Somebody with a card of ours, who signs for whom the register says. */
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
      ...{ commonName: `Aino ${personId}`, issuer: world.issuer },
      extensions: [keyUsage(['nonRepudiation'])],
    })
    cards.set(formatSerial(party.certificate.serial), { party, holder: personId })
    return { personId, identityCode, party }
  }
  type Person = Awaited<ReturnType<typeof aPerson>>
  type CardInHand = { readonly party: Party; readonly of?: typeof world }

  /** A card of another trust service, of which is said what is told. */
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

  /** An organisation with an account, whoever signs for it, and a point that it keeps. */
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
        details: { ...examplePoint.details, keeperBusinessId: businessId },
      })
      return ok({ organisation, pointId })
    })
    const { organisation, pointId } = valueOf(found)
    return { organisationId, organisation, pointId, signatory, businessId }
  }
  type Organisation = Awaited<ReturnType<typeof anOrganisation>>

  const anAgreement = (changes: object = {}, { pointId }: Partial<Organisation> = {}): Terms => ({
    kind: 'agreement',
    validFrom: '2026-01-01',
    points: pointId === undefined ? [] : [pointId],
    ...changes,
  })
  const anAuthorisation = (to: Organisation, changes: object = {}): Terms => ({
    kind: 'authorisation',
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
    papers.draftDocument(aPermit('papers.draft', by), {
      ...{ organisationId: of.organisationId, language: 'fi', terms },
    })
  const drafted = async (of: Organisation, terms: Terms) => valueOf(await draft(of, terms))

  const messageOver = async (digest: string, { party, of = world }: CardInHand) => {
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
    papers.prepareSignature(aPermit('papers.sign', by), {
      ...{ organisationId: of.organisationId, documentId, hash: 'sha256' },
    })
  const put = (of: Organisation, documentId: string, message: string, by: Person = of.signatory) =>
    papers.signDocument(aPermit('papers.sign', by), {
      ...{ organisationId: of.organisationId, documentId, message },
    })
  /** Prepared, signed by the card of `card`, and put in by `by`. */
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

  const handler: string = randomUUID()
  const decide = (paperId: string, by: string = handler) =>
    organisations.decidePaper(aPermit('organisations.decidePaper', { personId: by }), {
      ...{ paperId, decision: 'approved' },
    })
  const papersOf = async ({ organisationId }: Organisation) => {
    const permit = aPermit('organisations.viewOrganisations', { personId: handler })
    return valueOf(await organisations.viewOrganisation(permit, { organisationId })).papers
  }
  const mayOrder = async (of: Organisation, pointId: string, on = dateInHelsinki(now)) => {
    const asked = { organisationId: of.organisationId, product: 'staff-card', pointId, on } as const
    return kindOf(await db.read((tx) => organisations.judgeOrdering(tx, asked)))
  }
  const pdfOf = async ({ organisationId, signatory }: Organisation, documentId: string) => {
    const ids = { organisationId, documentId }
    const answer = await papers.viewDocumentPdf(aPermit('papers.view', signatory), ids)
    return Buffer.from(valueOf(answer).pdf, 'base64')
  }
  /** An agreement in force at the own point. */
  async function withAgreement(of: Organisation) {
    await signed(of, anAgreement({}, of))
    const [paper] = await papersOf(of)
    assert.ok(paper)
    valueOf(await decide(paper.paperId))
    return paper.paperId
  }

  it('are drafted, signed by card and approved, and then registrars may order (R211, R212)', async () => {
    const hospital = await anOrganisation()
    const { documentId, may } = await drafted(hospital, anAgreement({}, hospital))
    assert.deepEqual(may, ['sign', 'change', 'withdraw'])
    const shown = await pdfOf(hospital, documentId)
    const done = valueOf(await sign(hospital, documentId))
    assert.equal(done.state, 'concluded')
    assert.equal(await mayOrder(hospital, hospital.pointId), 'agreement-not-approved')

    const [paper] = await papersOf(hospital)
    assert.ok(paper)
    assert.ok(paper.isSigned)
    assert.equal(kindOf(await decide(paper.paperId, hospital.signatory.personId)), 'own-proposal')
    assert.ok((await decide(paper.paperId)).ok)
    assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')

    // What was signed is what was shown, octet for octet, and what came behind it.
    const kept = await pdfOf(hospital, documentId)
    assert.ok(kept.subarray(0, shown.length).equals(shown))
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type.startsWith('Paper')),
      // Each look at the PDF too; its signer's own is about nobody else (R290).
      [
        ...['PaperDrafted', 'PapersViewed', 'PaperSigned'],
        ...['PaperProposed', 'PaperApproved', 'PapersViewed'],
      ],
    )
  })

  it('are kept as signed PDFs that pdfsig finds valid, for the organisation and the office (R215)', async (t) => {
    if (process.env['CI'] !== 'true' && spawnSync('pdfsig', ['-v']).error) {
      t.skip('pdfsig is missing: install poppler-utils')
      return
    }
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const { documentId } = await signed(hospital, anAuthorisation(neighbour))
    assert.ok((await sign(neighbour, documentId)).ok)
    const pdf = await pdfOf(neighbour, documentId)
    const [paper] = await papersOf(hospital)
    assert.ok(paper)
    const permit = aPermit('papers.viewSigned', { personId: handler })
    const office = valueOf(await papers.viewSignedOfPaper(permit, { paperId: paper.paperId }))
    assert.deepEqual(
      office.documents.map((each) => [each.kind, Buffer.from(each.pdf, 'base64').equals(pdf)]),
      [['authorisation', true]],
    )
    // Both signers see who of the office looked (R290).
    assert.deepEqual(
      events
        .filter((event) => event.type === 'PapersViewed' && 'paperId' in event)
        .map(({ about }) => about?.personId),
      [hospital.signatory.personId, neighbour.signatory.personId],
    )

    assert.equal(await validSignaturesIn(pdf), 2)
  })

  it('are signed by nobody without the right to sign at that moment, nor with a foreign or closed card (R211)', async () => {
    const hospital = await anOrganisation()
    const { documentId } = await drafted(hospital, anAgreement({}, hospital))
    const stranger = await aPerson()
    assert.equal(kindOf(await sign(hospital, documentId, { by: stranger })), 'account-not-found')
    const foreign = await sign(hospital, documentId, { card: stranger })
    assert.equal(kindOf(foreign), 'signed-by-another-card')

    const { signatory } = hospital
    const serial = formatSerial(signatory.party.certificate.serial)
    closed.add(serial)
    assert.equal(kindOf(await sign(hospital, documentId)), 'card-closed')
    closed.delete(serial)

    // The right is lost between the draft, or the preparation, and the act.
    const { digest } = valueOf(await prepare(hospital, documentId))
    signs.set(signatory.identityCode, 'together')
    const late = await put(hospital, documentId, await messageOver(digest, signatory))
    assert.equal(kindOf(late), 'right-to-sign-lost')
    assert.equal(kindOf(await draft(hospital, anAgreement())), 'right-to-sign-lost')
    assert.deepEqual(await papersOf(hospital), [])
    signs.set(signatory.identityCode, 'alone')
    assert.ok((await sign(hospital, documentId)).ok)
  })

  it('are signed by a card of another trust service too, of whoever acts and for whom it is, and pdfsig finds that valid (R285)', async (t) => {
    const hospital = await anOrganisation()
    const { personId } = hospital.signatory
    const { documentId } = await drafted(hospital, anAgreement({}, hospital))
    const organisation = { businessId: aBusinessId() }
    for (const [kind, card] of [
      ['card-not-accepted', anotherCard(() => refuse({ kind: 'card-not-accepted' }))],
      ['card-closed', anotherCard(() => refuse({ kind: 'card-closed' }))],
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
    assert.deepEqual(await papersOf(hospital), [])

    const identityCard = anotherCard((certificate) => ok({ personId, certificate }))
    const done = valueOf(await sign(hospital, documentId, { card: identityCard }))
    assert.equal(done.state, 'concluded')
    const signedEvent = events.find(({ type }) => type === 'PaperSigned')
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
    const other = await drafted(hospital, anAgreement({ validFrom: '2027-01-01' }))
    const own = { businessId: hospital.businessId }
    const card = anotherCard((certificate) => ok({ personId, certificate, organisation: own }))
    assert.ok((await sign(hospital, other.documentId, { card })).ok)
  })

  it('take a signature over nothing but what was prepared for the signer, and once (R211)', async () => {
    const hospital = await anOrganisation()
    const { documentId } = await drafted(hospital, anAgreement({}, hospital))
    const other = await drafted(hospital, anAgreement({ validFrom: '2027-01-01' }))
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
    assert.equal((await papersOf(hospital)).length, 1)
  })

  it('name no point, unit or organisation that they may not, and end no paper of others', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const paperId = await withAgreement(neighbour)
    const cases: readonly (readonly [Terms, string])[] = [
      [anAgreement({}, neighbour), 'point-of-another'],
      [anAgreement({ points: [randomUUID()] }), 'point-not-found'],
      [anAgreement({ units: ['1.2.246.10.1'] }), 'unit-unknown'],
      [anAgreement({ validTo: '2025-12-31' }), 'days-backwards'],
      [anAgreement({ replaces: paperId }), 'not-to-be-changed'],
      [anAuthorisation(neighbour, { points: [hospital.pointId] }), 'point-of-another'],
      [anAuthorisation(neighbour, { businessId: hospital.businessId }), 'authorised-not-found'],
      [anAuthorisation(hospital), 'authorising-oneself'],
      [{ kind: 'end', ends: paperId }, 'paper-not-found'],
    ]
    for (const [terms, kind] of cases) assert.equal(kindOf(await draft(hospital, terms)), kind)
  })

  it('are changed by an agreement in the earlier one’s place, without a gap and with nothing stopped (R213)', async () => {
    const hospital = await anOrganisation()
    const paperId = await withAgreement(hospital)
    const today = dateInHelsinki(now)
    const begins = addDays(today, 10)
    const change = anAgreement({ replaces: paperId, validFrom: begins }, hospital)
    assert.equal(replacedFrom(await signed(hospital, change)), '2026-01-01')
    assert.equal(kindOf(await draft(hospital, change)), 'being-changed')
    const next = (await papersOf(hospital)).find(({ state }) => state === 'proposed')
    assert.ok(next)
    valueOf(await decide(next.paperId))

    const before = (await papersOf(hospital)).find((one) => one.paperId === paperId)
    assert.equal(before?.validTo, addDays(begins, -1))
    for (const on of [today, addDays(begins, -1), begins])
      assert.equal(await mayOrder(hospital, hospital.pointId, on), 'ok')
    assert.ok(!events.some(({ type }) => type === 'PaperEnded'))
  })

  it('go on to their own last day when their change is ended before its first one, and not when it has begun (R310)', async () => {
    const lastDay = addDays(dateInHelsinki(now), 20)
    for (const [days, expected] of [
      [9, lastDay],
      [10, addDays(dateInHelsinki(now), 9)],
    ] as const) {
      const hospital = await anOrganisation()
      await signed(hospital, anAgreement({ validTo: lastDay }, hospital))
      const paperId = (await papersOf(hospital)).at(0)?.paperId ?? ''
      valueOf(await decide(paperId))
      const validFrom = addDays(dateInHelsinki(now), 10)
      await signed(hospital, anAgreement({ replaces: paperId, validFrom }, hospital))
      const change = (await papersOf(hospital)).find(({ state }) => state === 'proposed')
      valueOf(await decide(change?.paperId ?? ''))
      const before = now
      now = plus(now, days * day)
      const permit = aPermit('organisations.endPaper', { personId: handler })
      valueOf(await organisations.endPaper(permit, { paperId: change?.paperId ?? '' }))
      now = before
      const goneOn = (await papersOf(hospital)).find((one) => one.paperId === paperId)
      assert.equal(goneOn?.validTo, expected)
    }
  })

  it('are ended by a signature at once, and open orders hear of it (R212)', async () => {
    const hospital = await anOrganisation()
    const paperId = await withAgreement(hospital)
    const { documentId } = await drafted(hospital, { kind: 'end', ends: paperId })
    assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')
    assert.ok((await sign(hospital, documentId)).ok)
    assert.equal(await mayOrder(hospital, hospital.pointId), 'agreement-ended')
    assert.ok(events.some(({ type }) => type === 'PaperEnded'))
    assert.equal(
      kindOf(await draft(hospital, { kind: 'end', ends: paperId })),
      'paper-not-approved',
    )
  })

  describe('an end of an agreement (R277)', () => {
    /** An agreement in force, and a change of it that was signed and waits. */
    async function withChange(validFrom = addDays(dateInHelsinki(now), 10)) {
      const hospital = await anOrganisation()
      const paperId = await withAgreement(hospital)
      const { documentId } = await drafted(hospital, { kind: 'end', ends: paperId })
      await signed(hospital, anAgreement({ replaces: paperId, validFrom }, hospital))
      const change = (await papersOf(hospital)).find(({ state }) => state === 'proposed')
      assert.ok(change)
      const seen = async () => {
        const paper = (await papersOf(hospital)).find((one) => one.paperId === change.paperId)
        return [paper?.state, paper?.rejected?.because]
      }
      const nothingIsOrdered = async () => {
        for (const on of [dateInHelsinki(now), validFrom, addDays(validFrom, 30)])
          assert.equal(await mayOrder(hospital, hospital.pointId, on), 'agreement-ended')
      }
      const endByHandler = async () => {
        const permit = aPermit('organisations.endPaper', { personId: handler })
        valueOf(await organisations.endPaper(permit, { paperId }))
      }
      const changeId = change.paperId
      return { hospital, documentId, changeId, seen, nothingIsOrdered, endByHandler }
    }

    it('ends the change that waits too: nobody approves it any more, and both see why', async () => {
      const { hospital, documentId, changeId, seen, nothingIsOrdered } = await withChange()
      valueOf(await sign(hospital, documentId))
      assert.deepEqual(await seen(), ['rejected', 'agreement-ended'])
      assert.equal(kindOf(await decide(changeId)), 'paper-not-proposed')
      await nothingIsOrdered()
      const rejected = events.filter(({ type }) => type === 'PaperRejected')
      assert.deepEqual(
        rejected.map((event) => 'because' in event && event.because),
        ['agreement-ended'],
      )
    })

    it('ends a change that was approved meanwhile, while the agreement itself still stands', async () => {
      for (const days of [10, 0]) {
        const begins = addDays(dateInHelsinki(now), days)
        const { hospital, documentId, changeId, seen, nothingIsOrdered } = await withChange(begins)
        valueOf(await decide(changeId))
        valueOf(await sign(hospital, documentId))
        assert.deepEqual(await seen(), ['ended', undefined])
        await nothingIsOrdered()
      }
    })

    it('leaves a change alone that has taken the agreement’s place', async () => {
      const { hospital, changeId, endByHandler } = await withChange()
      valueOf(await decide(changeId))
      now = plus(now, 11 * day)
      await endByHandler()
      assert.equal(await mayOrder(hospital, hospital.pointId), 'ok')
    })

    it('wins over an approval at the same moment, whichever comes first', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { hospital, documentId, changeId, nothingIsOrdered } = await withChange()
        const { digest } = valueOf(await prepare(hospital, documentId))
        const message = await messageOver(digest, hospital.signatory)
        const [, ended] = await Promise.all([decide(changeId), put(hospital, documentId, message)])
        assert.ok(ended.ok)
        await nothingIsOrdered()
      }
    })

    it('by a handler does the same', async () => {
      const { seen, nothingIsOrdered, endByHandler } = await withChange()
      await endByHandler()
      assert.deepEqual(await seen(), ['rejected', 'agreement-ended'])
      await nothingIsOrdered()
    })
  })

  it('authorise another’s points when that one has accepted and a handler approved; either ends it (R214)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    await withAgreement(hospital)
    const draftOf = await drafted(hospital, anAuthorisation(neighbour))
    const seenBy = ({ organisationId, signatory }: Organisation) =>
      papers.viewDocument(aPermit('papers.view', signatory), {
        ...{ organisationId, documentId: draftOf.documentId },
      })
    // Nothing of it before it is signed for them.
    assert.equal(kindOf(await seenBy(neighbour)), 'document-not-found')
    assert.equal(kindOf(await sign(neighbour, draftOf.documentId)), 'document-not-found')
    assert.equal(valueOf(await sign(hospital, draftOf.documentId)).state, 'signed')
    assert.deepEqual(await papersOf(neighbour), [])
    assert.deepEqual(valueOf(await seenBy(neighbour)).may, ['accept', 'decline'])
    assert.equal(kindOf(await sign(hospital, draftOf.documentId)), 'step-not-possible')

    assert.equal(valueOf(await sign(neighbour, draftOf.documentId)).state, 'concluded')
    const authorisation = (await papersOf(hospital)).find(({ kind }) => kind === 'authorisation')
    assert.ok(authorisation)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'authorisation-not-approved')
    // Whoever accepted it for the other side approves it no more than whoever gave it.
    const { personId } = neighbour.signatory
    assert.equal(kindOf(await decide(authorisation.paperId, personId)), 'own-proposal')
    assert.ok((await decide(authorisation.paperId)).ok)
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'ok')

    await signed(neighbour, { kind: 'end', ends: authorisation.paperId })
    assert.equal(await mayOrder(hospital, neighbour.pointId), 'authorisation-ended')
  })

  describe('a change of an authorisation (R286)', () => {
    /** An authorisation in force, and of its points another one that the neighbour keeps. */
    async function withAuthorisation() {
      const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
      await withAgreement(hospital)
      const { documentId } = await signed(hospital, anAuthorisation(neighbour))
      valueOf(await sign(neighbour, documentId))
      const paper = (await papersOf(hospital)).find(({ kind }) => kind === 'authorisation')
      assert.ok(paper)
      valueOf(await decide(paper.paperId))
      const added = await db.write(async (tx) => {
        assert.ok(examplePoint.details)
        return ok(
          await registration.addPoint(tx, aPermit('registration.enterPoint'), {
            ...examplePoint,
            name: `Toinen piste ${neighbour.businessId}`,
            details: { ...examplePoint.details, keeperBusinessId: neighbour.businessId },
          }),
        )
      })
      const begins = addDays(dateInHelsinki(now), 10)
      const change = anAuthorisation(neighbour, {
        ...{ replaces: paper.paperId, points: [valueOf(added)], validFrom: begins },
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
        const found = (await papersOf(hospital)).find(({ replaces }) => replaces === paper.paperId)
        assert.ok(found)
        return found
      }
      return {
        ...{ hospital, neighbour, begins, change, waiting },
        ...{ paperId: paper.paperId, newPoint: valueOf(added) },
      }
    }

    it('is signed, accepted again and approved; until then, and to its eve, the earlier one holds', async () => {
      const { hospital, neighbour, begins, change, waiting, ...ids } = await withAuthorisation()
      const { documentId, ...drawn } = await signed(hospital, change)
      assert.equal(replacedFrom(drawn), '2026-01-01')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'authorisation-missing')
      // The neighbour sees what would change, and accepts it by a signature of its own.
      assert.deepEqual(valueOf(await sign(neighbour, documentId)).state, 'concluded')
      assert.equal(kindOf(await draft(hospital, change)), 'being-changed')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'authorisation-not-approved')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      const { paperId, contact, deliveryAddress } = await waiting()
      assert.deepEqual([contact?.name, deliveryAddress?.postOffice], ['Olli Piste', 'TAMPERE'])
      assert.equal(kindOf(await decide(paperId, neighbour.signatory.personId)), 'own-proposal')
      valueOf(await decide(paperId))

      const eve = addDays(begins, -1)
      for (const on of [dateInHelsinki(now), eve]) {
        assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
        assert.equal(await mayOrder(hospital, ids.newPoint, on), 'authorisation-not-begun')
      }
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'authorisation-ended')
      assert.equal(await mayOrder(hospital, ids.newPoint, begins), 'ok')
      assert.ok(!events.some(({ type }) => type === 'PaperEnded'))
    })

    it('that is ended before its first day leaves the earlier one as it was, by either side (R310)', async () => {
      for (const by of ['hospital', 'neighbour'] as const) {
        const given = await withAuthorisation()
        const { hospital, neighbour, begins, waiting, newPoint } = given
        const { documentId } = await signed(hospital, given.change)
        valueOf(await sign(neighbour, documentId))
        const { paperId } = await waiting()
        valueOf(await decide(paperId))
        await signed(given[by], { kind: 'end', ends: paperId })
        for (const on of [dateInHelsinki(now), begins, addDays(begins, 1000)]) {
          assert.equal(await mayOrder(hospital, neighbour.pointId, on), 'ok')
          assert.notEqual(await mayOrder(hospital, newPoint, on), 'ok')
        }
        assert.deepEqual(
          events
            .filter(({ type }) => type === 'PaperGoesOn')
            .map((event) => 'paperId' in event && event.paperId),
          [given.paperId],
        )
        events = []
        // As if it had never been: another change of the same authorisation may be signed.
        assert.equal(kindOf(await draft(hospital, given.change)), 'ok')
      }
    })

    it('is of an authorisation in force, of the same organisation and one’s own, and declined it changes nothing', async () => {
      const { hospital, neighbour, begins, change, paperId } = await withAuthorisation()
      const third = await anOrganisation()
      const agreementId = (await papersOf(hospital)).find(({ kind }) => kind === 'agreement')
      assert.ok(agreementId)
      for (const [of, terms] of [
        [hospital, anAuthorisation(third, { replaces: paperId })],
        [hospital, anAuthorisation(neighbour, { replaces: agreementId.paperId })],
        [hospital, anAgreement({ replaces: paperId }, hospital)],
        [third, anAuthorisation(neighbour, { replaces: paperId })],
        [neighbour, anAuthorisation(hospital, { replaces: paperId })],
      ] as const)
        assert.equal(kindOf(await draft(of, terms)), 'not-to-be-changed')

      const { documentId } = await signed(hospital, change)
      const { organisationId, signatory } = neighbour
      const declined = await papers.settleDocument(aPermit('papers.sign', signatory), {
        ...{ organisationId, documentId, outcome: 'declined' },
      })
      assert.equal(valueOf(declined).state, 'declined')
      assert.equal(await mayOrder(hospital, neighbour.pointId, begins), 'ok')
      assert.equal((await papersOf(hospital)).length, 2)
    })

    it('ends with the authorisation, by either side and whichever comes first (R277)', async () => {
      for (const isApproved of [true, false]) {
        const { hospital, neighbour, begins, change, waiting, ...ids } = await withAuthorisation()
        const { documentId } = await signed(hospital, change)
        const late = await signed(hospital, change)
        valueOf(await sign(neighbour, documentId))
        const { paperId } = await waiting()
        if (isApproved) valueOf(await decide(paperId))
        await signed(neighbour, { kind: 'end', ends: ids.paperId })
        const { state, rejected } = await waiting()
        assert.deepEqual(
          [state, rejected?.because],
          isApproved ? ['ended', undefined] : ['rejected', 'authorisation-ended'],
        )
        assert.notEqual(await mayOrder(hospital, ids.newPoint, begins), 'ok')
        // Nor does one that was signed for it, and waits for its acceptance, take its place.
        const accepted = await sign(neighbour, late.documentId)
        assert.equal(kindOf(accepted), 'not-to-be-changed')
      }
    })
  })

  it('authorise in a circle, or along a chain, what each gave by itself and no more (R214)', async () => {
    const [one, two, three] = [
      await anOrganisation(),
      await anOrganisation(),
      await anOrganisation(),
    ]
    for (const each of [one, two, three]) await withAgreement(each)
    for (const [giver, to] of [
      [one, two],
      [two, one],
      [two, three],
    ] as const) {
      const { documentId } = await signed(giver, anAuthorisation(to))
      valueOf(await sign(to, documentId))
      const paper = (await papersOf(giver)).find(({ state }) => state === 'proposed')
      assert.ok(paper)
      valueOf(await decide(paper.paperId))
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

  it('are declined by the authorised, withdrawn by the giver, and then signed by nobody', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const settle = (
      { organisationId, signatory }: Organisation,
      documentId: string,
      outcome: 'declined' | 'withdrawn',
    ) =>
      papers.settleDocument(aPermit('papers.sign', signatory), {
        ...{ organisationId, documentId, outcome },
      })
    const declined = await signed(hospital, anAuthorisation(neighbour))
    assert.equal(
      kindOf(await settle(hospital, declined.documentId, 'declined')),
      'step-not-possible',
    )
    assert.equal(
      valueOf(await settle(neighbour, declined.documentId, 'declined')).state,
      'declined',
    )
    const withdrawn = await signed(hospital, anAuthorisation(neighbour))
    assert.ok((await settle(hospital, withdrawn.documentId, 'withdrawn')).ok)
    for (const { documentId } of [declined, withdrawn])
      assert.equal(kindOf(await sign(neighbour, documentId)), 'step-not-possible')
    assert.deepEqual(await papersOf(hospital), [])
  })

  it('are told of to the contacts of both sides, each in the own language (R249)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    for (const [{ organisation, organisationId }, language] of [
      [hospital, 'fi'],
      [neighbour, 'sv'],
    ] as const) {
      const contacts = [{ name: 'Pirjo', email: `${language}@example.fi`, language }]
      const permit = aPermit('organisations.changeOrganisation', { personId: handler })
      valueOf(
        await organisations.changeOrganisation(permit, {
          ...{ organisationId, version: 1, name: organisation.name, units: [], contacts },
        }),
      )
    }
    const mails = async (type: string) => {
      const event = events.find((one) => one.type === type)
      assert.ok(event, type)
      const told = await db.read((tx) => papers.mailsOf(tx, { ...event }))
      return told.map(({ to, language, organisation }) => [to, language, organisation])
    }
    const [toHospital, toNeighbour] = [
      ['fi@example.fi', 'fi', hospital.organisation.name],
      ['sv@example.fi', 'sv', neighbour.organisation.name],
    ]
    const { documentId } = await signed(hospital, anAuthorisation(neighbour))
    assert.deepEqual(await mails('PaperToBeAccepted'), [toNeighbour])
    assert.ok((await sign(neighbour, documentId)).ok)
    assert.deepEqual(await mails('PaperAccepted'), [toNeighbour, toHospital])
    // Nobody is asked any more.
    assert.deepEqual(await mails('PaperToBeAccepted'), [])
    const other = await signed(hospital, anAuthorisation(neighbour))
    const settled = await papers.settleDocument(aPermit('papers.sign', neighbour.signatory), {
      ...{ organisationId: neighbour.organisationId, documentId: other.documentId },
      outcome: 'declined',
    })
    assert.ok(settled.ok)
    assert.deepEqual(await mails('PaperDeclined'), [toNeighbour, toHospital])
    const decidedOf = async (state: string) => {
      const paper = (await papersOf(hospital)).find((one) => one.state === state)
      assert.ok(paper)
      return paper.paperId
    }
    valueOf(await decide(await decidedOf('proposed')))
    assert.deepEqual(await mails('PaperApproved'), [toNeighbour, toHospital])
  })

  it('are told of to the contacts of whoever signed an agreement as a handler decides, in the own language (R271)', async () => {
    const hospital = await anOrganisation()
    const contacts = [{ name: 'Pirjo', email: 'pirjo@example.fi', language: 'sv' as const }]
    const { organisationId, organisation } = hospital
    valueOf(
      await organisations.changeOrganisation(
        aPermit('organisations.changeOrganisation', { personId: handler }),
        { ...{ organisationId, version: 1, name: organisation.name, units: [], contacts } },
      ),
    )
    const toldOf = async (event: object) =>
      (await db.read((tx) => papers.mailsOf(tx, { type: '', ...event }))).map(
        ({ to, language }) => [to, language],
      )
    await signed(hospital, anAgreement({}, hospital))
    const [paper] = await papersOf(hospital)
    assert.ok(paper)
    const { paperId } = paper
    for (const type of ['PaperApproved', 'PaperRejected'])
      assert.deepEqual(await toldOf({ type, paperId }), [['pirjo@example.fi', 'sv']])
    // What the end of its agreement has brought to nothing is no decision, and what is not signed here is told to nobody.
    const ended = { type: 'PaperRejected', paperId, because: 'agreement-ended' }
    assert.deepEqual(await toldOf(ended), [])
    assert.deepEqual(await toldOf({ type: 'PaperApproved', paperId: randomUUID() }), [])
  })

  it('are changed as drafts, judged anew, until they are signed; what was prepared before is void (R250)', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const changeTo = (documentId: string, terms: Terms, of = hospital) =>
      papers.changeDocument(aPermit('papers.draft', of.signatory), {
        ...{ organisationId: of.organisationId, documentId, language: 'sv', terms },
      })
    const { documentId } = await drafted(hospital, anAgreement({}, hospital))
    const prepared = valueOf(await prepare(hospital, documentId))
    const message = await messageOver(prepared.digest, hospital.signatory)
    const before = await pdfOf(hospital, documentId)
    const changed = valueOf(await changeTo(documentId, anAgreement({ validTo: '2027-12-31' })))
    assert.deepEqual(changed.may, ['sign', 'change', 'withdraw'])
    assert.deepEqual('validTo' in changed.terms && changed.terms.validTo, '2027-12-31')
    assert.ok(!(await pdfOf(hospital, documentId)).equals(before))
    assert.equal(kindOf(await put(hospital, documentId, message)), 'not-prepared')

    const foreign = anAgreement({}, neighbour)
    assert.equal(kindOf(await changeTo(documentId, foreign)), 'point-of-another')
    const other = anAuthorisation(neighbour)
    assert.equal(kindOf(await changeTo(documentId, other)), 'step-not-possible')
    assert.equal(kindOf(await changeTo(documentId, other, neighbour)), 'document-not-found')
    assert.ok((await sign(hospital, documentId)).ok)
    assert.equal(kindOf(await changeTo(documentId, anAgreement())), 'step-not-possible')
    const asked = await signed(hospital, anAuthorisation(neighbour))
    assert.equal(kindOf(await changeTo(asked.documentId, other)), 'step-not-possible')
  })

  it('are signed with no side that has ceased or merged by then', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    const { documentId } = await signed(hospital, anAuthorisation(neighbour))
    status.set(hospital.businessId, 'ceased')
    assert.equal(kindOf(await sign(neighbour, documentId)), 'party-ceased')
    assert.deepEqual(await papersOf(hospital), [])
  })

  it('are listed for both sides, the newest first, a page at a time', async () => {
    const [hospital, neighbour] = [await anOrganisation(), await anOrganisation()]
    await drafted(hospital, anAgreement())
    await signed(hospital, anAuthorisation(neighbour))
    await drafted(hospital, anAuthorisation(neighbour))
    const list = async (
      { organisationId, signatory }: Organisation,
      cursor?: string,
      filter?: 'waits-for-us',
    ) =>
      valueOf(
        await papers.listDocuments(aPermit('papers.view', signatory), {
          ...{ organisationId, limit: 2, filter, ...(cursor !== undefined && { cursor }) },
        }),
      )
    const first = await list(hospital)
    const rest = await list(hospital, first.nextCursor)
    assert.deepEqual(
      [...first.documents, ...rest.documents].map(({ state, terms }) => [terms.kind, state]),
      [
        ['authorisation', 'drafted'],
        ['authorisation', 'signed'],
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

/** First day of what the document says that it changes. */
const replacedFrom = ({
  terms,
}: {
  terms: { replacesFrom?: string | undefined } | { kind: 'end' }
}) => 'replacesFrom' in terms && terms.replacesFrom

/** How many pdfsig finds valid. Whoever is trusted here is of no interest: it exits with what it thinks of the issuer. */
async function validSignaturesIn(pdf: Uint8Array): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-papers-'))
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
