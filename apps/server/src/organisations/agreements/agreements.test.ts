import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { keyUsage } from '@sotevarmenne/x509/extensions'
import { aParty, valueOf } from '@sotevarmenne/x509/testing'
import type { OtherSigner, OtherSignerRefusal } from '#services/document-signing/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId } from '../registry/testing.ts'
import {
  openAgreements,
  morning,
  elsewhere,
  kindOf,
  replacedFrom,
  type CardInHand,
  type Organisation,
  type Terms,
} from './testing/e-service.ts'

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

forEachDatabase('an agreement or delegation in the e-service', (database) => {
  const shared = openAgreements(database)
  const {
    cards,
    others,
    agreements,
    anOrganisation,
    drafted,
    aCardAgreement,
    sign,
    mayOrder,
    agreementsOf,
    decide,
    signed,
    aDelegation,
    caseOfficer,
    aPerson,
    closed,
    prepare,
    signs,
    put,
    messageOver,
    draft,
    withCardAgreement,
    organisations,
    status,
  } = shared

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
  const pdfOf = async ({ organisationId, signatory }: Organisation, documentId: string) => {
    const ids = { organisationId, documentId }
    const response = await agreements.viewDocumentPdf(aPermit('agreements.view', signatory), ids)
    return Buffer.from(valueOf(response).pdf, 'base64')
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
      shared.events.map(({ type }) => type).filter((type) => type.startsWith('Agreement')),
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
      shared.events
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
    const signedEvent = shared.events.find(({ type }) => type === 'AgreementSigned')
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

  it('has days that can be meant, and overlaps no other agreement of the same units and points (R506, R507)', async () => {
    const hospital = await anOrganisation()
    const draft = async (changes: object) =>
      kindOf(
        await agreements.draftDocument(aPermit('agreements.draft', hospital.signatory), {
          ...{ organisationId: hospital.organisationId, language: 'fi' },
          terms: aCardAgreement(changes, hospital),
        }),
      )
    assert.equal(await draft({ validFrom: '2020-01-01' }), 'first-day-too-early')
    assert.equal(await draft({ validFrom: '2126-12-01' }), 'first-day-too-late')
    assert.equal(await draft({ validTo: '2126-12-01' }), 'last-day-too-late')
    const { documentId } = await drafted(hospital, aCardAgreement({}, hospital))
    const agreementId = await withCardAgreement(hospital)
    assert.equal(await draft({}), 'agreement-overlaps')
    assert.equal(kindOf(await sign(hospital, documentId)), 'agreement-overlaps')
    assert.equal(await draft({ replaces: agreementId }), 'ok')
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
      [
        aDelegation(neighbour, { points: [neighbour.pointId, hospital.pointId] }),
        'point-of-another',
      ],
      [aDelegation(neighbour, { points: [randomUUID()] }), 'point-operator-not-found'],
      [aDelegation(hospital), 'authorising-oneself'],
      [{ kind: 'end', ends: agreementId }, 'agreement-not-found'],
    ]
    for (const [terms, kind] of cases) assert.equal(kindOf(await draft(hospital, terms)), kind)
  })

  it('is replaced by a changed agreement without a gap and with no order stopped (R213)', async () => {
    const hospital = await anOrganisation()
    const agreementId = await withCardAgreement(hospital)
    const today = dateInHelsinki(shared.now)
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
    assert.ok(!shared.events.some(({ type }) => type === 'AgreementEnded'))
  })

  it('runs to its own last day if its change is ended before the first day of the change, but not later (R310)', async () => {
    const lastDay = addDays(dateInHelsinki(shared.now), 20)
    for (const [days, expected] of [
      [9, lastDay],
      [10, addDays(dateInHelsinki(shared.now), 9)],
    ] as const) {
      const hospital = await anOrganisation()
      await signed(hospital, aCardAgreement({ validTo: lastDay }, hospital))
      const agreementId = (await agreementsOf(hospital)).at(0)?.agreementId ?? ''
      valueOf(await decide(agreementId))
      const validFrom = addDays(dateInHelsinki(shared.now), 10)
      await signed(hospital, aCardAgreement({ replaces: agreementId, validFrom }, hospital))
      const change = (await agreementsOf(hospital)).find(({ state }) => state === 'proposed')
      valueOf(await decide(change?.agreementId ?? ''))
      const before = shared.now
      shared.now = plus(shared.now, days * day)
      const permit = aPermit('organisations.endAgreement', { personId: caseOfficer })
      valueOf(await organisations.endAgreement(permit, { agreementId: change?.agreementId ?? '' }))
      shared.now = before
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
    assert.ok(shared.events.some(({ type }) => type === 'AgreementEnded'))
    assert.equal(
      kindOf(await draft(hospital, { kind: 'end', ends: agreementId })),
      'agreement-not-approved',
    )
  })

  describe('an end of an agreement (R277)', () => {
    /** An agreement in force, and a signed change of it that waits. */
    async function withChange(validFrom = addDays(dateInHelsinki(shared.now), 10)) {
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
        for (const on of [dateInHelsinki(shared.now), validFrom, addDays(validFrom, 30)])
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
      const rejected = shared.events.filter(({ type }) => type === 'AgreementRejected')
      assert.deepEqual(
        rejected.map((event) => 'because' in event && event.because),
        ['agreement-ended'],
      )
    })

    it('also ends a change that was approved meanwhile, while the agreement itself is still in force', async () => {
      for (const days of [10, 0]) {
        const begins = addDays(dateInHelsinki(shared.now), days)
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
      shared.now = plus(shared.now, 11 * day)
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
