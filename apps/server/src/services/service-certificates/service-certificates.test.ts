import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { ChargedAction } from '#cards/products/contract.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { decidePriceChange, proposePrices } from '../../cards/products/change-prices.ts'
import { someCents } from '../../cards/products/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { openApplications, aRequest } from './testing/applications.ts'

forEachDatabase('service certificates', (database) => {
  const { db } = database
  const shared = openApplications(database)
  const {
    aHospital,
    anIssued,
    mailsOfLast,
    aDraft,
    bring,
    send,
    kind,
    decide,
    aPerson,
    anApproved,
    view,
    applying,
    authorise,
    ceased,
    renamed,
    clock,
    morning,
  } = shared

  it('are issued after approval by two case officers, with the content of the registers (R180, R185, R300)', async () => {
    const hospital = await aHospital()
    const { applicationId, certificate, application } = await anIssued(hospital)
    assert.equal(application.state, 'issued')
    const issued = shared.events.findLast(({ type }) => type === 'ServiceCertificateIssued')
    assert.ok(issued && 'charges' in issued)
    assert.deepEqual(issued.charges, [
      {
        ...{ organisationId: hospital.organisationId, product: 'service-certificate' },
        ...{ priceList: 'standard', price: application.price },
        subject: { kind: 'certificate', applicationId },
        unit: { oid: hospital.unitOid, name: 'Esimerkkilän sairaalan apteekki' },
      },
    ])
    assert.equal(application.price.kind === 'priced' && application.price.amount.cents, 1629)
    const read = new X509Certificate(certificate.pem)
    assert.deepEqual(read.subject.split('\n'), [
      'C=FI',
      'O=Esimerkkilän sairaala',
      'OU=Esimerkkilän sairaalan apteekki',
      `serialNumber=${hospital.unitOid}`,
      `CN=${String(application.names[0])}`,
    ])
    assert.equal(read.subjectAltName, `DNS:${String(application.names[0])}`)
    const [issuer] = certificate.chain
    assert.ok(issuer !== undefined && read.checkIssued(new X509Certificate(issuer)))

    const mails = await mailsOfLast('ServiceCertificateIssued')
    const { technicalContact, mailbox } = application
    assert.deepEqual(
      [mailbox, technicalContact.email],
      ['certificates@example.fi', 'otto@vendor.example'],
    )
    assert.deepEqual(
      mails.map(({ to }) => to),
      ['otto@vendor.example', 'certificates@example.fi'],
    )
    const [mail, another] = mails
    assert.deepEqual(another?.files, mail?.files)
    const files = new Map(mail?.files?.map(({ name, content }) => [name, Buffer.from(content)]))
    const { serial } = certificate
    assert.deepEqual([...files.keys()], [`${serial}.cer`, `${serial}.pem`, `${serial}-chain.pem`])
    assert.deepEqual(new X509Certificate(files.get(`${serial}.cer`) ?? '').raw, read.raw)
    assert.equal(files.get(`${serial}.pem`)?.toString(), certificate.pem)
    assert.equal(files.get(`${serial}-chain.pem`)?.toString(), certificate.chain.join(''))
    assert.deepEqual(
      application.history.map(({ step }) => step),
      ['draft', 'bringRequest', 'send', 'check', 'approve', 'issue'],
    )
    // A job that runs twice issues only once.
    await db.write(async (tx) => {
      await shared.environment.outbox.planJob(tx, {
        ...{ kind: 'serviceCertificates.issue', key: `${applicationId}/again` },
        payload: { applicationId },
      })
      return ok(undefined)
    })
    await shared.environment.outbox.drain()
    assert.equal(shared.events.filter(({ type }) => type === 'ServiceCertificateIssued').length, 1)
  })

  it('have the addresses of the application beside its DNS name, as openssl reads them (RFC 5280 § 4.2.1.6)', async () => {
    const hospital = await aHospital()
    const name = 'kanta-ip.example.fi'
    const names = [name, '192.0.2.9', '2001:DB8:0:0::9']
    const { certificate, application } = await anIssued(hospital, { names })
    assert.deepEqual(application.names, [name, '192.0.2.9', '2001:db8::9'])
    const printed = execFileSync(
      'openssl',
      ['x509', '-noout', '-subject', '-ext', 'subjectAltName,basicConstraints'],
      { input: certificate.pem, encoding: 'utf8' },
    )
    assert.match(
      printed,
      /DNS:kanta-ip\.example\.fi, IP Address:192\.0\.2\.9, IP Address:2001:DB8:0:0:0:0:0:9\n/,
    )
    assert.match(printed, /CN ?= ?kanta-ip\.example\.fi\n/)
    for (const [address, result] of [
      ['192.0.2.9', 'does match'],
      ['2001:db8::9', 'does match'],
      ['192.0.2.10', 'does NOT match'],
    ] as const)
      assert.match(
        spawnSync('openssl', ['x509', '-noout', '-checkip', address], {
          ...{ input: certificate.pem, encoding: 'utf8' },
        }).stdout,
        new RegExp(result),
      )
  })

  it('are issued for a system that signs too, and as test versions by the test CA', async () => {
    const hospital = await aHospital()
    const product = 'system-signature'
    const signing = await anIssued(hospital, { product, names: ['Potilastietojärjestelmä'] })
    assert.match(new X509Certificate(signing.certificate.pem).subject, /CN=Potilastietojärjestelmä/)
    const test = await anIssued(hospital, { isTest: true })
    assert.deepEqual(test.application.price, { kind: 'free', because: 'test-version' })
    const issuer = new X509Certificate(test.certificate.chain[0] ?? '')
    const testCa = shared.environment.ca.issuers.current('test', 'ecc').certificate.der
    assert.deepEqual(new Uint8Array(issuer.raw), testCa)

    // A server's is valid for a year at most, that of a system that signs for two; a test version like the real
    // one.
    const daysOf = ({ certificate }: typeof signing): number => {
      const { issuedAt, validTo } = certificate
      return (Date.parse(validTo) - Date.parse(issuedAt)) / day
    }
    for (const [issued, max] of [
      [await anIssued(hospital), 365],
      [test, 365],
      [signing, 730],
    ] as const)
      assert.ok(daysOf(issued) > max - 1 && daysOf(issued) <= max, String(daysOf(issued)))
  })

  it('are approved by two persons other than the applicant (dual control)', async () => {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    assert.ok((await bring(hospital.personId, applicationId, aRequest(names))).ok)
    assert.ok((await send(hospital.personId, applicationId)).ok)
    assert.equal(
      kind(await decide(hospital.personId, applicationId, 'check')),
      'second-person-required',
    )
    const [first, second] = [await aPerson(), await aPerson()]
    assert.equal(kind(await decide(first, applicationId, 'approve')), 'step-not-possible')
    assert.ok((await decide(first, applicationId, 'check')).ok)
    assert.equal(kind(await decide(first, applicationId, 'approve')), 'second-person-required')
    assert.equal(
      kind(await decide(hospital.personId, applicationId, 'approve')),
      'second-person-required',
    )
    assert.ok((await decide(second, applicationId, 'approve')).ok)
    await shared.environment.outbox.drain()
  })

  it('are not approved without a request', async () => {
    const hospital = await aHospital()
    const { applicationId } = await aDraft(hospital)
    assert.ok((await send(hospital.personId, applicationId)).ok)
    assert.equal(kind(await decide(await aPerson(), applicationId, 'check')), 'request-missing')
  })

  it('are not issued when the OID has ended or was renamed since, or the organisation was dissolved', async () => {
    const unit = 'Esimerkkilän sairaalan apteekki'
    const yesterday = localDate('2026-11-24')
    for (const [change, because] of [
      [(entry: CodedOrganisation) => ({ ...entry, validTo: yesterday }), 'The OID has ended'],
      [(entry: CodedOrganisation) => ({ ...entry, name: `${unit} 2` }), 'The name has changed'],
      [undefined, 'ceased'],
    ] as const) {
      const hospital = await aHospital()
      const applicationId = await anApproved(hospital)
      const entry = shared.environment.coded.get(hospital.unitOid)
      assert.ok(entry)
      if (change) shared.environment.coded.set(hospital.unitOid, change(entry))
      else shared.status = 'ceased'
      await shared.environment.outbox.drain()
      const seen = await view(hospital.personId, applicationId)
      assert.ok(seen.ok)
      assert.equal(seen.value.state, 'returned', because)
      if (change) assert.ok(seen.value.because?.startsWith(because), seen.value.because)
      assert.equal(shared.events.filter(({ type }) => type === 'CertificatesIssued').length, 0)
      const [mail] = await mailsOfLast('ApplicationReturned')
      assert.ok(mail && 'because' in mail)
      shared.status = 'active'
      shared.events = []
    }
  })

  it('are revoked and returned when they were signed as the service stopped and the registers no longer confirm them at restart (R183)', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    shared.beforeCommit = ({ type }) =>
      type === 'ServiceCertificateIssued' ? Promise.reject(new Error('stopped')) : Promise.resolve()
    await assert.rejects(shared.environment.outbox.drain())
    shared.beforeCommit = () => Promise.resolve()
    const entry = shared.environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    shared.environment.coded.set(hospital.unitOid, { ...entry, validTo: localDate('2026-11-24') })
    shared.now = plus(shared.now, 60_000)
    await shared.environment.outbox.drain()
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.state === 'returned')
    assert.equal(shared.events.filter(({ type }) => type === 'CertificateRevoked').length, 1)
    assert.equal(
      shared.events.findLast(
        ({ type }) => type === 'ServiceCertificateIssued' || type === 'ApplicationReturned',
      )?.type,
      'ApplicationReturned',
    )
  })

  it('of a merged organisation belong to its successor: they are not issued to it, and the successor can revoke them', async () => {
    const [hospital, successor] = [await aHospital(), await aHospital()]
    const { applicationId: before } = await anIssued(hospital)
    const applicationId = await anApproved(hospital)
    const entry = shared.environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    shared.environment.coded.set(hospital.unitOid, { ...entry, businessId: successor.businessId })
    await shared.environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    const waiting = await shared.service.listApplications(applying(hospital.personId), {
      ...{ organisationId: hospital.organisationId, filter: 'waits-for-us', limit: 10 },
    })
    assert.ok(waiting.ok)
    assert.deepEqual(
      waiting.value.applications.map((one) => one.applicationId),
      [applicationId],
    )
    assert.equal(kind(await send(hospital.personId, applicationId)), 'oid-of-another')

    const own = await anIssued({ ...successor, unitOid: hospital.unitOid })
    const { subject } = new X509Certificate(own.certificate.pem)
    assert.match(subject, new RegExp(`serialNumber=${hospital.unitOid}`))
    const revoked = await shared.service.revokeSupplierRequestedCertificate(
      aPermit('serviceCertificates.revoke', { personId: successor.personId }),
      {
        ...{ organisationId: successor.organisationId, applicationId: before },
        reason: 'data-changed',
      },
    )
    assert.ok(revoked.ok && revoked.value.state === 'revoked')
  })

  it('are not sent, approved or issued for a supplier that has ceased, for any owner of the OID (R314)', async () => {
    const hospital = await aHospital()
    const supplier = await shared.environment.aSupplier()
    const asSupplier = { ...supplier, unitOid: hospital.unitOid }
    await authorise(hospital, supplier)
    const sent = await aDraft(asSupplier)
    assert.ok((await send(supplier.personId, sent.applicationId)).ok)
    const applicationId = await anApproved(asSupplier)
    ceased.add(supplier.businessId)
    await shared.environment.outbox.drain()
    const seen = await view(supplier.personId, applicationId)
    assert.ok(seen.ok && seen.value.state === 'returned')
    assert.equal(shared.events.filter(({ type }) => type === 'CertificatesIssued').length, 0)
    assert.equal(kind(await send(supplier.personId, applicationId)), 'applicant-ceased')
    const decided = await decide(await aPerson(), sent.applicationId, 'check')
    assert.equal(kind(decided), 'applicant-ceased')
    // Its page shows this once the daily request has been answered; the hospital itself goes on.
    await shared.environment.organisations.followBusinesses(
      aPermit('organisations.followBusinesses'),
    )
    const shown = await view(supplier.personId, sent.applicationId)
    assert.ok(shown.ok)
    const wrong = shown.value.assessments.flatMap(({ because }) => because?.kind ?? [])
    assert.ok(wrong.includes('applicant-ceased'), wrong.join())
    await anIssued(hospital)
  })

  it('name the organisation as in the business register, and are returned when that changed since they were sent (R315)', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    renamed.set(hospital.businessId, 'Esimerkkilän hyvinvointialue')
    await shared.environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    assert.match(returned.value.because ?? '', /^The organisation’s name has changed/)
    assert.equal(shared.events.filter(({ type }) => type === 'CertificatesIssued').length, 0)

    assert.ok((await send(hospital.personId, applicationId)).ok)
    for (const decision of ['check', 'approve'] as const)
      assert.ok((await decide(await aPerson(), applicationId, decision)).ok)
    await shared.environment.outbox.drain()
    const issued = await view(hospital.personId, applicationId)
    assert.ok(issued.ok && issued.value.certificate)
    const { subject } = new X509Certificate(issued.value.certificate.pem)
    assert.match(subject, /^O=Esimerkkilän hyvinvointialue$/m)
  })

  it('cost what the price list said when they were sent, to the millisecond before midnight, at any time of issuing (R220)', async () => {
    const hospital = await aHospital()
    const midnight = startOfDay(localDate('2026-11-26'))
    const prices = { db, clock, record: () => Promise.resolve(), personNamed: async () => '' }
    const proposed = await proposePrices.handle(prices)(
      aPermit('products.proposePrices', { personId: await aPerson() }),
      { beginsOn: localDate('2026-11-26'), vat: 'outside', cents: someCents(3000) },
    )
    assert.ok(proposed.ok)
    const { changeId } = proposed.value
    const deciding = aPermit('products.decidePrices', { personId: await aPerson() })
    const decided = await decidePriceChange.handle(prices)(deciding, {
      changeId,
      decision: 'approved',
    })
    assert.ok(decided.ok)

    shared.now = plus(midnight, -1)
    const before = await anApproved(hospital)
    shared.now = midnight
    shared.copiedAt = midnight
    const { applicationId: after } = await anIssued(hospital)
    const charged = shared.events.flatMap((event) =>
      event.type === 'ServiceCertificateIssued' && 'charges' in event
        ? (event.charges as readonly ChargedAction[])
        : [],
    )
    const costs = new Map(
      charged.map(({ subject, price }) => [
        subject.kind === 'certificate' ? subject.applicationId : '',
        price.kind === 'priced' ? price.amount.cents : 0,
      ]),
    )
    assert.deepEqual([costs.get(before), costs.get(after)], [1629, 3401])
    // Its page shows the same price.
    const shown = await view(hospital.personId, before)
    assert.equal(
      shown.ok && shown.value.price.kind === 'priced' && shown.value.price.amount.cents,
      1629,
    )
    await db.write(async (tx) =>
      ok(await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)),
    )
  })

  it('carry the new name when their application is sent again', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    const entry = shared.environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    shared.environment.coded.set(hospital.unitOid, { ...entry, name: 'Uusi apteekki' })
    await shared.environment.outbox.drain()
    assert.ok((await send(hospital.personId, applicationId)).ok)
    assert.ok((await decide(await aPerson(), applicationId, 'check')).ok)
    assert.ok((await decide(await aPerson(), applicationId, 'approve')).ok)
    await shared.environment.outbox.drain()
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.certificate)
    assert.match(new X509Certificate(seen.value.certificate.pem).subject, /OU=Uusi apteekki/)
  })

  it('wait for the day’s copy of the code service', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    shared.copiedAt = plus(morning, -day)
    await assert.rejects(shared.environment.outbox.drain())
    const waiting = await view(hospital.personId, applicationId)
    assert.ok(waiting.ok && waiting.value.state === 'approved')
    assert.equal(
      kind(await send(hospital.personId, (await aDraft(hospital)).applicationId)),
      'copy-not-of-today',
    )
    shared.copiedAt = morning
    shared.now = plus(morning, day / 24)
    await shared.environment.outbox.drain()
    const issued = await view(hospital.personId, applicationId)
    assert.ok(issued.ok && issued.value.state === 'issued')
  })

  it('are refused with every fault at once, each with its field and its name (R560)', async () => {
    const hospital = await aHospital({ sector: 'private' })
    const names = ['server.example.fi', '*.example.fi', 'co.uk']
    const { applicationId, ...draft } = await aDraft(hospital)
    const refused = await shared.service.changeApplication(applying(hospital.personId), {
      ...{ applicationId, product: 'server', isTest: false, unitOid: 'no OID', names },
      ...{ technicalContact: draft.technicalContact, mailbox: draft.mailbox, language: 'fi' },
    })
    assert.deepEqual(refused.ok || refused.refusal, {
      ...{ kind: 'not-an-oid', member: 'unitOid' },
      faults: [
        { kind: 'not-an-oid', member: 'unitOid' },
        { kind: 'name-is-wildcard', name: '*.example.fi', member: 'names.1' },
        { kind: 'name-is-public-suffix', name: 'co.uk', member: 'names.2' },
      ],
    })
  })

  it('need a certificate of conformity from a private provider', async () => {
    const hospital = await aHospital({ sector: 'private' })
    const { applicationId } = await aDraft(hospital)
    assert.equal(kind(await send(hospital.personId, applicationId)), 'conformity-missing')
    const attach = (pdf: string) =>
      shared.service.attachConformity(applying(hospital.personId), {
        ...{ applicationId, pdf: Buffer.from(pdf).toString('base64') },
      })
    assert.equal(kind(await attach('a letter')), 'conformity-not-a-pdf')
    assert.ok((await attach('%PDF-1.7 it conforms')).ok)
    assert.ok((await send(hospital.personId, applicationId)).ok)
  })
})
