import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { ChargedAction } from '#cards/products/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { openApplications } from './testing/applications.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('service certificates', (database) => {
  const { db } = database
  const shared = openApplications(database)
  const { aHospital, anIssued, kind, aPerson, view, applying, aDraft, sending, send, decide } =
    shared

  it('are revoked for good by any member, and by the owner of the OID (R187)', async () => {
    const hospital = await aHospital()
    const supplier = await shared.environment.aSupplier()
    const numbers = await db.read((tx) =>
      shared.environment.organisations.organisationById(tx, supplier.organisationId),
    )
    assert.ok(numbers)
    const authorising = aPermit('serviceCertificates.authorise', { personId: hospital.personId })
    const given = await shared.service.authoriseSupplier(authorising, {
      organisationId: hospital.organisationId,
      ...{ customerNumber: numbers.customerNumber, businessId: supplier.businessId },
      ...{ oids: [hospital.unitOid], validFrom: dateInHelsinki(shared.now) },
    })
    assert.ok(given.ok)
    const own = await anIssued(hospital)
    const ofSupplier = await anIssued(
      { ...supplier, unitOid: hospital.unitOid },
      { invoiceReference: 'IT-4711' },
    )
    const charged = shared.events.flatMap((event) =>
      'charges' in event && event.type === 'ServiceCertificateIssued' ? [event.charges] : [],
    )
    assert.deepEqual(
      (charged.at(-1) as readonly ChargedAction[]).map((action) => [
        action.organisationId,
        action.delegationId,
        action.invoiceReference,
      ]),
      [
        [
          supplier.organisationId,
          given.value.authorisations[0]?.supplierAuthorisationId,
          'IT-4711',
        ],
      ],
    )
    const issuer = shared.environment.ca.issuers.current('service', 'ecc').id
    for (const { applicationId, certificate } of [own, ofSupplier]) {
      const revoke = (personId: string) => {
        const permit = aPermit('serviceCertificates.revoke', { personId })
        const requested = { applicationId, reason: 'key-compromised' } as const
        return applicationId === own.applicationId
          ? shared.service.revokeServiceCertificate(permit, requested)
          : shared.service.revokeSupplierRequestedCertificate(permit, {
              ...{ organisationId: hospital.organisationId, ...requested },
            })
      }
      assert.match(kind(await revoke(await aPerson())), /^(application|account)-not-found$/)
      assert.ok((await revoke(hospital.personId)).ok)
      const standing = await db.read((tx) =>
        shared.environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.equal(standing.status, 'revoked')
      assert.equal(standing.reason, 'keyCompromise')
      assert.equal(kind(await revoke(hospital.personId)), 'step-not-possible')
    }
  })

  it('are revoked with the code of their reason (RFC 5280 § 5.3.1)', async () => {
    const hospital = await aHospital()
    const issuer = shared.environment.ca.issuers.current('service', 'ecc').id
    const permit = aPermit('serviceCertificates.revoke', { personId: hospital.personId })
    for (const [reason, code] of [
      ['key-compromised', 'keyCompromise'],
      ['data-changed', 'affiliationChanged'],
      ['replaced', 'superseded'],
      ['not-needed', 'cessationOfOperation'],
    ] as const) {
      const { applicationId, certificate } = await anIssued(hospital)
      assert.ok(
        (await shared.service.revokeServiceCertificate(permit, { applicationId, reason })).ok,
      )
      const standing = await db.read((tx) =>
        shared.environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.equal(standing.status === 'revoked' && standing.reason, code)
    }
  })

  it('can be revoked by a contact that the organisation has invited, as by its signatory (R187)', async () => {
    const hospital = await aHospital()
    const { applicationId } = await anIssued(hospital)
    const inviting = aPermit('accounts.inviteMember', { personId: hospital.personId })
    const invited = await shared.environment.accounts.inviteMember(inviting, {
      ...{ organisationId: hospital.organisationId, role: 'contact' },
      ...{ email: 'contact@example.fi', language: 'en' },
    })
    assert.ok(invited.ok, JSON.stringify(invited))
    const event = shared.events.findLast(({ type }) => type === 'MemberInvited')
    assert.ok(event)
    const [mail] = await db.read((tx) => shared.environment.accounts.mailsOf(tx, { ...event }))
    const token = /#(.+)$/.exec((mail && 'link' in mail && mail.link) || '')?.[1] ?? ''
    const personId = await aPerson()
    const accepting = aPermit('accounts.acceptInvitation', { personId })
    assert.ok((await shared.environment.accounts.acceptInvitation(accepting, { token })).ok)
    const revoke = (reason: 'replaced' | 'not-needed') =>
      shared.service.revokeServiceCertificate(aPermit('serviceCertificates.revoke', { personId }), {
        ...{ applicationId, reason },
      })
    const revoked = await revoke('replaced')
    assert.ok(revoked.ok && revoked.value.certificate?.reason === 'replaced')
    assert.ok(!revoked.value.may.includes('revoke'))
    assert.equal(kind(await revoke('not-needed')), 'step-not-possible')
  })

  it('can be revoked while they are in force, and no page offers it from the instant at which they expire (R187)', async () => {
    const hospital = await aHospital()
    const { applicationId, certificate } = await anIssued(hospital)
    const offered = async () => {
      const seen = await view(hospital.personId, applicationId)
      assert.ok(seen.ok)
      return seen.value.may
    }
    const end = instant(Date.parse(certificate.validTo))
    shared.now = plus(end, -1)
    assert.deepEqual(await offered(), ['revoke', 'applyAgain'])
    shared.now = end
    assert.deepEqual(await offered(), ['applyAgain'])
    const late = await shared.service.revokeServiceCertificate(
      aPermit('serviceCertificates.revoke', { personId: hospital.personId }),
      { applicationId, reason: 'key-compromised' },
    )
    assert.equal(kind(late), 'step-not-possible')
    shared.now = plus(end, -1)
    const inTime = await shared.service.revokeServiceCertificate(
      aPermit('serviceCertificates.revoke', { personId: hospital.personId }),
      { applicationId, reason: 'key-compromised' },
    )
    assert.equal(kind(inTime), 'ok')
  })

  it('can be applied for again with the content of the old application, but another key', async () => {
    const hospital = await aHospital()
    const { applicationId, application } = await anIssued(hospital)
    const again = await shared.service.applyAgain(applying(hospital.personId), { applicationId })
    assert.ok(again.ok)
    assert.equal(again.value.state, 'draft')
    assert.deepEqual(again.value.names, application.names)
    assert.equal(again.value.request, undefined)
    assert.notEqual(again.value.applicationId, applicationId)
  })

  it('can be applied for again with the certificate of conformity of the old application, named in the audit log (R189)', async () => {
    const hospital = await aHospital({ sector: 'private' })
    const { applicationId } = await aDraft(hospital)
    const pdf = Buffer.from('%PDF-1.7 it conforms').toString('base64')
    const attaching = applying(hospital.personId)
    assert.ok((await shared.service.attachConformity(attaching, { applicationId, pdf })).ok)
    assert.ok(
      (await shared.service.withdrawApplication(sending(hospital.personId), { applicationId })).ok,
    )
    const again = await shared.service.applyAgain(applying(hospital.personId), { applicationId })
    assert.ok(again.ok && again.value.hasConformity)
    const attached = shared.events.findLast(({ type }) => type === 'ConformityAttached')
    assert.equal(Reflect.get(attached ?? {}, 'applicationId'), again.value.applicationId)
    assert.ok((await send(hospital.personId, again.value.applicationId)).ok)
    const seen = await shared.service.viewConformity(aPermit('serviceCertificates.viewQueue'), {
      applicationId: again.value.applicationId,
    })
    assert.ok(seen.ok)
    assert.equal(seen.value.pdf, pdf)
  })

  it('have reminders 60, 30, 14 and 7 days before they end, until they are revoked (R189)', async () => {
    const hospital = await aHospital()
    const { certificate, applicationId } = await anIssued(hospital)
    const leftAlone = await anIssued(hospital)
    const end = instant(Date.parse(certificate.validTo))
    assert.equal(leftAlone.certificate.validTo, certificate.validTo)
    const reminded = (of = applicationId) =>
      shared.events.flatMap((event) =>
        event.type === 'ServiceCertificateEnding' &&
        (event as { applicationId?: string }).applicationId === of
          ? [(event as { daysLeft?: number }).daysLeft]
          : [],
      )
    for (const daysLeft of [60, 30, 14]) {
      shared.now = plus(end, -daysLeft * day)
      await shared.environment.outbox.drain()
    }
    assert.deepEqual(reminded(), [60, 30, 14])
    const revoking = aPermit('serviceCertificates.revoke', { personId: hospital.personId })
    const revoked = await shared.service.revokeServiceCertificate(revoking, {
      ...{ applicationId, reason: 'not-needed' },
    })
    assert.ok(revoked.ok)
    shared.now = plus(end, -7 * day)
    await shared.environment.outbox.drain()
    assert.deepEqual(reminded(), [60, 30, 14])
    assert.deepEqual(reminded(leftAlone.applicationId), [60, 30, 14, 7])
  })

  it('have reminders on the days of the setting of the day of issue, which the entry of the issue names (R189, R345)', async () => {
    const changeId = await changeSetting(db, 'service-certificate-reminders', [45, 3])
    const { certificate, applicationId } = await anIssued(await aHospital())
    await forgetSettingChanges(db)
    const issued = shared.events.findLast(({ type }) => type === 'ServiceCertificateIssued')
    assert.deepEqual(issued && 'settings' in issued && issued.settings, {
      'service-certificate-reminders': changeId,
    })
    for (const daysLeft of [60, 45, 30, 14, 7, 3]) {
      shared.now = plus(instant(Date.parse(certificate.validTo)), -daysLeft * day)
      await shared.environment.outbox.drain()
    }
    const reminded = shared.events.filter(
      (event) =>
        event.type === 'ServiceCertificateEnding' &&
        (event as { applicationId?: string }).applicationId === applicationId,
    )
    assert.deepEqual(
      reminded.map((event) => (event as { daysLeft?: number }).daysLeft),
      [45, 3],
    )
  })

  it('are queued page by page, and are refused or returned with a reason', async () => {
    const hospital = await aHospital()
    const caseOfficer = await aPerson()
    const sent: string[] = []
    for (let count = 0; count < 3; count += 1) {
      shared.now = plus(shared.now, 1)
      const { applicationId } = await aDraft(hospital)
      assert.ok((await send(hospital.personId, applicationId)).ok)
      sent.push(applicationId)
    }
    const permit = aPermit('serviceCertificates.viewQueue', { personId: caseOfficer })
    const queued: string[] = []
    let cursor: string | undefined
    do {
      const page = await shared.service.listQueue(permit, { limit: 2, cursor })
      assert.ok(page.ok)
      queued.push(...page.value.applications.map(({ applicationId }) => applicationId))
      assert.ok(page.value.applications.every(({ sentAt }) => sentAt !== undefined))
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(
      queued.filter((one) => sent.includes(one)),
      sent,
    )
    assert.equal(new Set(queued).size, queued.length)
    const [first = '', second = ''] = sent
    assert.equal(kind(await decide(caseOfficer, first, 'refuse')), 'reason-missing')
    assert.ok((await decide(caseOfficer, first, 'refuse', 'Not needed for Kanta.')).ok)
    assert.ok((await decide(caseOfficer, second, 'giveBack', 'Which system?')).ok)
    const refused = await view(hospital.personId, first)
    assert.ok(refused.ok && refused.value.because === 'Not needed for Kanta.')
    assert.equal(kind(await send(hospital.personId, first)), 'step-not-possible')
    assert.ok((await send(hospital.personId, second)).ok)
  })
})
