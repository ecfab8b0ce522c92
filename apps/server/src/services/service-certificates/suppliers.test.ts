import assert from 'node:assert/strict'
import { randomUUID, X509Certificate } from 'node:crypto'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Hospital } from './testing.ts'
import { openApplications, aRequest } from './testing/applications.ts'

forEachDatabase('service certificates', (database) => {
  const { db } = database
  const shared = openApplications(database)
  const {
    aHospital,
    aDraft,
    kind,
    send,
    authorise,
    decide,
    aPerson,
    bring,
    applying,
    view,
    anIssued,
    mailsOfLast,
    anApproved,
  } = shared

  const anIntermediary = (name: string, businessId: BusinessId): CodedOrganisation => ({
    ...{ oid: organisationOid(businessId), codeList: 'kanta-intermediaries', name, businessId },
    validFrom: localDate('2020-01-01'),
  })

  it('can be applied for by a supplier only while the provider authorises it', async () => {
    const hospital = await aHospital()
    const supplier = await shared.environment.aSupplier()
    const asSupplier = { ...supplier, unitOid: hospital.unitOid }
    const { applicationId } = await aDraft(asSupplier)
    assert.equal(kind(await send(supplier.personId, applicationId)), 'oid-of-another')
    const { permit, authorisations } = await authorise(hospital, supplier)
    assert.equal(authorisations[0]?.validFrom, dateInHelsinki(shared.now))
    assert.ok((await send(supplier.personId, applicationId)).ok)

    const [authorisation] = authorisations
    assert.ok(authorisation)
    const ended = await shared.service.endSupplierAuthorisation(permit, {
      organisationId: hospital.organisationId,
      supplierAuthorisationId: authorisation.supplierAuthorisationId,
    })
    assert.ok(ended.ok)
    assert.equal(kind(await decide(await aPerson(), applicationId, 'check')), 'authorisation-ended')
  })

  it('are authorised for a supplier that is named by both numbers, with own OIDs, and ended once', async () => {
    const [hospital, supplier, other] = [
      await aHospital(),
      await shared.environment.aSupplier(),
      await aHospital(),
    ]
    const { permit, authorisations } = await authorise(hospital, supplier)
    const { organisationId } = hospital
    const known = await db.read((tx) =>
      shared.environment.organisations.organisationById(tx, supplier.organisationId),
    )
    assert.ok(known)
    const numbers = { customerNumber: known.customerNumber, businessId: known.businessId }
    for (const [requested, refusal] of [
      [{ ...numbers, businessId: other.businessId }, 'authorised-not-found'],
      [{ ...numbers, customerNumber: '1' }, 'authorised-not-found'],
      [{ ...numbers, oids: [other.unitOid as string] }, 'oid-not-own'],
    ] satisfies readonly (readonly [object, string])[])
      assert.equal(
        kind(
          await shared.service.authoriseSupplier(permit, {
            ...{ organisationId, ...requested },
          }),
        ),
        refusal,
      )
    const end = (supplierAuthorisationId: string, of = hospital) =>
      shared.service.endSupplierAuthorisation(
        aPermit('serviceCertificates.authorise', { personId: of.personId }),
        { organisationId: of.organisationId, supplierAuthorisationId },
      )
    const id = authorisations[0]?.supplierAuthorisationId ?? ''
    assert.equal(kind(await end(id, other)), 'authorisation-not-found')
    assert.equal(kind(await end(randomUUID())), 'authorisation-not-found')
    assert.ok((await end(id)).ok)
    assert.equal(kind(await end(id)), 'authorisation-not-found')
  })

  it('name a Kanta intermediary that is in the register on the day of sending, deciding and issuing (R297)', async () => {
    const hospital = await aHospital()
    const name = 'Esimerkkivälittäjä Oy'
    const technicalContact = {
      ...{ name: 'Otto Esimerkki', email: 'otto@vendor.example' },
      ...{ organisation: name, isKantaIntermediary: true },
    }
    const { applicationId, names } = await aDraft(hospital, { technicalContact })
    assert.ok((await bring(hospital.personId, applicationId, aRequest(names))).ok)
    assert.equal(kind(await send(hospital.personId, applicationId)), 'intermediary-not-in-register')
    shared.environment.intermediaries.push(
      anIntermediary(name, hospital.businessId),
      { ...anIntermediary('Uusi Oy', hospital.businessId), validFrom: localDate('2026-11-26') },
      { ...anIntermediary('Muu Oy', hospital.businessId), validTo: localDate('2026-11-24') },
    )
    const listed = await shared.service.listApplicableOids(applying(hospital.personId), {
      organisationId: hospital.organisationId,
    })
    assert.ok(listed.ok)
    assert.deepEqual(listed.value.intermediaries, [name])
    assert.ok((await send(hospital.personId, applicationId)).ok)
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok)
    assert.deepEqual(
      seen.value.assessments.find(({ rule }) => rule === 'intermediary'),
      { rule: 'intermediary' },
    )
    const decideAs = async (decision: 'check' | 'approve') =>
      kind(await decide(await aPerson(), applicationId, decision))
    const gone = shared.environment.intermediaries.splice(0)
    assert.equal(await decideAs('check'), 'intermediary-not-in-register')
    shared.environment.intermediaries.push(...gone)
    assert.equal(await decideAs('check'), 'ok')
    assert.equal(await decideAs('approve'), 'ok')
    shared.environment.intermediaries.splice(0)
    await shared.environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    assert.ok(returned.value.because?.includes('Kanta intermediaries'), returned.value.because)
  })

  it('of a system that signs can be applied for with another’s OID by a Kanta intermediary alone (R297)', async () => {
    const hospital = await aHospital()
    const supplier = await shared.environment.aSupplier()
    const numbers = await db.read((tx) =>
      shared.environment.organisations.organisationById(tx, supplier.organisationId),
    )
    assert.ok(numbers)
    const given = await shared.service.authoriseSupplier(
      aPermit('serviceCertificates.authorise', { personId: hospital.personId }),
      {
        ...{ organisationId: hospital.organisationId, customerNumber: numbers.customerNumber },
        ...{ businessId: supplier.businessId, validFrom: dateInHelsinki(shared.now) },
      },
    )
    assert.ok(given.ok)
    const signing = { product: 'system-signature', names: ['Potilastietojärjestelmä'] } as const
    const ofHospital = { ...supplier, unitOid: hospital.unitOid }
    const { applicationId } = await aDraft(ofHospital, { ...signing, names: [...signing.names] })
    assert.equal(kind(await send(supplier.personId, applicationId)), 'intermediary-not-named')
    const name = 'Toimittajavälittäjä Oy'
    shared.environment.intermediaries.push(anIntermediary(name, supplier.businessId))
    const { certificate } = await anIssued(ofHospital, {
      ...{ ...signing, names: [...signing.names] },
      technicalContact: {
        ...{ name: 'Otto Esimerkki', email: 'otto@vendor.example' },
        ...{ organisation: name, isKantaIntermediary: true },
      },
    })
    const { subject } = new X509Certificate(certificate.pem)
    assert.match(subject, new RegExp(`serialNumber=${hospital.unitOid}`))
    shared.environment.intermediaries.splice(0)
  })

  it('are not visible to other organisations', async () => {
    const hospital = await aHospital()
    const stranger = await aHospital()
    const { applicationId } = await aDraft(hospital)
    for (const response of [
      await view(stranger.personId, applicationId),
      await send(stranger.personId, applicationId),
      await bring(stranger.personId, applicationId, aRequest(['a.example.fi'])),
      await shared.service.applyAgain(applying(stranger.personId), { applicationId }),
      await shared.service.revokeServiceCertificate(
        aPermit('serviceCertificates.revoke', { personId: stranger.personId }),
        { applicationId, reason: 'replaced' },
      ),
    ])
      assert.equal(kind(response), 'application-not-found')
    const listed = await shared.service.listApplications(applying(stranger.personId), {
      ...{ organisationId: hospital.organisationId, limit: 10 },
    })
    assert.equal(kind(listed), 'account-not-found')
  })

  describe('requested by suppliers with an organisation’s OID', () => {
    const listNamed = ({ personId, organisationId }: Member, cursor?: string) =>
      shared.service.listSupplierRequestedCertificates(applying(personId), {
        organisationId,
        cursor,
        limit: 2,
      })
    const viewNamed = ({ personId, organisationId }: Member, applicationId: string) =>
      shared.service.viewSupplierRequestedCertificate(applying(personId), {
        organisationId,
        applicationId,
      })
    const revokeNamed = ({ personId, organisationId }: Member, applicationId: string) =>
      shared.service.revokeSupplierRequestedCertificate(
        aPermit('serviceCertificates.revoke', { personId }),
        {
          ...{ organisationId, applicationId, reason: 'not-needed' },
        },
      )
    type Member = Pick<Hospital, 'personId' | 'organisationId'>

    it('are listed page by page with their applicants, programs’ orders too; drafts and its own are not (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await shared.environment.aSupplier()]
      await authorise(hospital, supplier)
      const asSupplier = { ...supplier, unitOid: hospital.unitOid }
      await anIssued(hospital)
      const { applicationId: first } = await anIssued(asSupplier)
      shared.now = plus(shared.now, 1000)
      const { applicationId: ofProgram } = await anIssued(asSupplier)
      await db.write(async (tx) => {
        const byProgram = JSON.stringify({
          ...{ accountId: randomUUID(), approvalId: randomUUID(), hasConformity: false },
        })
        await sql`update service_certificates.application set by_program = ${byProgram}::jsonb
          where application_id = ${ofProgram}`.execute(tx)
        return ok(undefined)
      })
      shared.now = plus(shared.now, 1000)
      const { applicationId: last } = await anIssued(asSupplier)
      await aDraft(asSupplier)
      assert.ok((await revokeNamed(hospital, last)).ok)

      const page = await listNamed(hospital)
      assert.ok(page.ok)
      assert.deepEqual(
        page.value.certificates.map(({ applicationId, state, isByProgram, organisation }) => [
          ...[applicationId, state, isByProgram, organisation.organisationId],
        ]),
        [
          [last, 'revoked', false, supplier.organisationId],
          [ofProgram, 'issued', true, supplier.organisationId],
        ],
      )
      const rest = await listNamed(hospital, page.value.nextCursor)
      assert.ok(rest.ok)
      assert.deepEqual(
        rest.value.certificates.map(({ applicationId }) => applicationId),
        [first],
      )
      assert.equal(rest.value.nextCursor, undefined)
      assert.ok((await revokeNamed(hospital, ofProgram)).ok)
      // The code service has no entry of the supplier.
      assert.deepEqual(await listNamed(supplier), ok({ certificates: [] }))
      assert.equal(
        kind(await listNamed({ ...supplier, organisationId: hospital.organisationId })),
        'account-not-found',
      )
      shared.copiedAt = undefined
      assert.equal(kind(await viewNamed(hospital, first)), 'application-not-found')
    })

    it('show nothing of the applicant’s own application data, and every view is recorded (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await shared.environment.aSupplier()]
      await authorise(hospital, supplier)
      const { applicationId, application, certificate } = await anIssued(
        { ...supplier, unitOid: hospital.unitOid },
        { invoiceReference: 'IT-4711' },
      )
      const seen = await viewNamed(hospital, applicationId)
      assert.ok(seen.ok)
      const { names, validTo, organisation, unitName } = application
      assert.ok(validTo !== undefined && unitName !== undefined)
      const row = {
        ...{ applicationId, product: 'server', isTest: false, names, organisation },
        ...{ unitOid: hospital.unitOid, unitName, validTo, isByProgram: false },
      }
      assert.deepEqual(seen.value, { ...row, state: 'issued', certificate, mayRevoke: true })
      assert.deepEqual(shared.events.at(-1), {
        ...{ type: 'SupplierRequestedCertificateViewed', namedId: hospital.organisationId },
        ...{ applicationId, organisationId: supplier.organisationId },
      })

      const revoked = await revokeNamed(hospital, applicationId)
      assert.ok(revoked.ok)
      assert.deepEqual(revoked.value, {
        ...{ ...row, state: 'revoked', mayRevoke: false },
        certificate: {
          ...certificate,
          revokedAt: application.history.at(-1)?.at,
          reason: 'not-needed',
        },
      })
      const [mail] = await mailsOfLast('ServiceCertificateRevoked')
      assert.equal(mail?.to, 'certificates@example.fi')
      assert.equal(kind(await revokeNamed(hospital, applicationId)), 'step-not-possible')
    })

    it('can’t be viewed or revoked by an organisation that they do not name, nor before they are certificates (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await shared.environment.aSupplier()]
      const stranger = await aHospital()
      await authorise(hospital, supplier)
      const asSupplier = { ...supplier, unitOid: hospital.unitOid }
      const { applicationId } = await anIssued(asSupplier)
      const approved = await anApproved(asSupplier)
      for (const [member, requested] of [
        [stranger, applicationId],
        [supplier, applicationId],
        [hospital, approved],
        [hospital, randomUUID()],
      ] as const)
        for (const response of [
          await viewNamed(member, requested),
          await revokeNamed(member, requested),
        ])
          assert.equal(kind(response), 'application-not-found')
      const outside = { ...stranger, organisationId: hospital.organisationId }
      for (const response of [
        await viewNamed(outside, applicationId),
        await revokeNamed(outside, applicationId),
      ])
        assert.equal(kind(response), 'account-not-found')
      // The named organisation has its own page for it: the applicant’s page shows more than it may see.
      const permit = aPermit('serviceCertificates.revoke', { personId: hospital.personId })
      const response = await shared.service.revokeServiceCertificate(permit, {
        ...{ applicationId, reason: 'replaced' },
      })
      assert.equal(kind(response), 'application-not-found')
      await shared.environment.outbox.drain()
    })

    it('can’t be revoked from the instant at which they expire (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await shared.environment.aSupplier()]
      await authorise(hospital, supplier)
      const { applicationId, certificate } = await anIssued({
        ...{ ...supplier, unitOid: hospital.unitOid },
      })
      shared.now = instant(Date.parse(certificate.validTo))
      const seen = await viewNamed(hospital, applicationId)
      assert.ok(seen.ok && !seen.value.mayRevoke)
      assert.equal(kind(await revokeNamed(hospital, applicationId)), 'step-not-possible')
    })
  })
})
