import assert from 'node:assert/strict'
import { generateKeyPairSync, hash, randomUUID, X509Certificate } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/service-certificates'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { sql } from 'kysely'
import type { DomainEvent, Record } from '#platform/record.ts'
import type { ChargedAction } from '#cards/products/contract.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { decidePriceChange, proposePrices } from '../../cards/products/change-prices.ts'
import { someCents } from '../../cards/products/testing.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  createServiceEnvironment,
  ecKeys,
  requestOf,
  type Hospital,
  type Keys,
  type ServiceEnvironment,
} from './testing.ts'

const rsaKeys = (modulusLength: number): Keys => generateKeyPairSync('rsa', { modulusLength })

/** PKCS#10 in base64. */
function aRequest(
  names: readonly string[],
  { subject, ...signing }: { keys?: Keys; signer?: Keys; subject?: Name } = {},
): string {
  const commonName = [{ type: attributeTypes.commonName, value: names[0] ?? '' }]
  return requestOf(subject ?? commonName, names, signing).toString('base64')
}

forEachDatabase('service certificates', ({ db, kind: kindOfDatabase }) => {
  const morning = instant(Date.UTC(2026, 10, 25, 8))
  let now: Instant
  let environment: ServiceEnvironment
  let service: ServiceEnvironment['serviceCertificates']
  let status: BusinessStatus
  /** Organisations that the business register reports as ceased. */
  const ceased = new Set<string>()
  const renamed = new Map<string, string>()
  let copiedAt: Instant | undefined
  let events: DomainEvent[]
  /** Called within the transaction of each event. */
  let beforeCommit: (event: DomainEvent) => Promise<void>
  const clock = { now: () => now }
  const record: Record = async (_tx, event) => {
    events.push(event)
    await beforeCommit(event)
  }

  before(async () => {
    now = morning
    environment = await createServiceEnvironment(db, {
      ...{ clock, record },
      status: (businessId) => (ceased.has(businessId) ? 'ceased' : status),
      businessName: (businessId) => renamed.get(businessId) ?? 'Esimerkkilän sairaala',
      copiedAt: () => copiedAt,
    })
    service = environment.serviceCertificates
  })
  beforeEach(() => {
    now = morning
    status = 'active'
    copiedAt = morning
    events = []
    beforeCommit = () => Promise.resolve()
  })
  after(() => environment.ca.close())

  const aPerson = () => environment.aPerson()
  const aHospital = (changes?: Partial<CodedOrganisation>) => environment.aHospital(changes)

  let named = 0
  /**
   * A name that no other test has. A UUID may look like an identity code, which certificates must not contain.
   */
  const aServerName = (): string => {
    named += 1
    return `server${String(named)}.example.fi`
  }

  const anIntermediary = (name: string, businessId: BusinessId): CodedOrganisation => ({
    ...{ oid: organisationOid(businessId), codeList: 'kanta-intermediaries', name, businessId },
    validFrom: localDate('2020-01-01'),
  })

  const applying = (personId: string) => aPermit('serviceCertificates.apply', { personId })
  const sending = (personId: string) => aPermit('serviceCertificates.send', { personId })
  async function aDraft(
    {
      personId,
      organisationId,
      unitOid,
    }: Pick<Hospital, 'personId' | 'organisationId' | 'unitOid'>,
    changes: Partial<InputOf<typeof contracts.draftApplication>> = {},
  ) {
    const drafted = await service.draftApplication(applying(personId), {
      ...{ organisationId, unitOid, product: 'server', isTest: false },
      names: [aServerName()],
      technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
      ...{ mailbox: 'certificates@example.fi', language: 'en' },
      ...changes,
    })
    assert.ok(drafted.ok, JSON.stringify(drafted))
    return drafted.value
  }
  const send = (personId: string, applicationId: string) =>
    service.sendApplication(sending(personId), { applicationId })
  const bring = (personId: string, applicationId: string, request: string) =>
    service.bringRequest(sending(personId), { applicationId, request })
  const decide = (
    personId: string,
    applicationId: string,
    decision: 'check' | 'approve' | 'giveBack' | 'refuse',
    because?: string,
  ) =>
    service.decideApplication(aPermit('serviceCertificates.decideApplication', { personId }), {
      ...{ applicationId, decision, because },
    })
  const view = (personId: string, applicationId: string) =>
    service.viewApplication(applying(personId), { applicationId })
  const mailsOfLast = (type: string) => {
    const event = events.findLast((one) => one.type === type)
    assert.ok(event, type)
    return db.read((tx) => service.mailsOf(tx, { ...event }))
  }
  const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind ?? 'ok'

  /** Lets the supplier apply with the hospital's OIDs. */
  async function authorise(hospital: Hospital, supplier: Omit<Hospital, 'unitOid'>) {
    const { organisationId, businessId } = supplier
    const known = await db.read((tx) =>
      environment.organisations.organisationById(tx, organisationId),
    )
    assert.ok(known)
    const permit = aPermit('serviceCertificates.authorise', { personId: hospital.personId })
    const given = await service.authoriseSupplier(permit, {
      organisationId: hospital.organisationId,
      ...{ customerNumber: known.customerNumber, businessId },
    })
    assert.ok(given.ok)
    return { permit, authorisations: given.value.authorisations }
  }

  /** Sent with its request, checked and approved by two case officers; not issued yet. */
  async function anApproved(
    hospital: Hospital,
    changes: Partial<InputOf<typeof contracts.draftApplication>> = {},
    keys?: Keys,
  ) {
    const { applicationId, names, product } = await aDraft(hospital, changes)
    const request =
      product === 'server'
        ? aRequest(names, keys && { keys })
        : aSystemRequest(names[0] ?? '', keys)
    const brought = await bring(hospital.personId, applicationId, request)
    assert.equal(kind(brought), 'ok')
    assert.equal(kind(await send(hospital.personId, applicationId)), 'ok')
    assert.equal(kind(await decide(await aPerson(), applicationId, 'check')), 'ok')
    assert.equal(kind(await decide(await aPerson(), applicationId, 'approve')), 'ok')
    return applicationId
  }
  const aSystemRequest = (name: string, keys?: Keys): string =>
    requestOf([{ type: attributeTypes.commonName, value: name }], [], { keys }).toString('base64')
  async function anIssued(
    hospital: Hospital,
    changes: Partial<InputOf<typeof contracts.draftApplication>> = {},
  ) {
    const applicationId = await anApproved(hospital, changes)
    await environment.outbox.drain()
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.certificate, JSON.stringify(seen))
    return { applicationId, certificate: seen.value.certificate, application: seen.value }
  }

  it('are issued after approval by two case officers, with the content of the registers (R180, R185, R300)', async () => {
    const hospital = await aHospital()
    const { applicationId, certificate, application } = await anIssued(hospital)
    assert.equal(application.state, 'issued')
    const issued = events.findLast(({ type }) => type === 'ServiceCertificateIssued')
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

    const [mail] = await mailsOfLast('ServiceCertificateIssued')
    assert.equal(mail?.to, 'certificates@example.fi')
    const files = new Map(mail.files?.map(({ name, content }) => [name, Buffer.from(content)]))
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
      await environment.outbox.planJob(tx, {
        ...{ kind: 'serviceCertificates.issue', key: `${applicationId}/again` },
        payload: { applicationId },
      })
      return ok(undefined)
    })
    await environment.outbox.drain()
    assert.equal(events.filter(({ type }) => type === 'ServiceCertificateIssued').length, 1)
  })

  it('are issued for a system that signs too, and as test versions by the test CA', async () => {
    const hospital = await aHospital()
    const product = 'system-signature'
    const signing = await anIssued(hospital, { product, names: ['Potilastietojärjestelmä'] })
    assert.match(new X509Certificate(signing.certificate.pem).subject, /CN=Potilastietojärjestelmä/)
    const test = await anIssued(hospital, { isTest: true })
    assert.deepEqual(test.application.price, { kind: 'free', because: 'test-version' })
    const issuer = new X509Certificate(test.certificate.chain[0] ?? '')
    const testCa = environment.ca.issuers.current('test', 'ecc').certificate.der
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
    await environment.outbox.drain()
  })

  it('are not approved without a request', async () => {
    const hospital = await aHospital()
    const { applicationId } = await aDraft(hospital)
    assert.ok((await send(hospital.personId, applicationId)).ok)
    assert.equal(kind(await decide(await aPerson(), applicationId, 'check')), 'request-missing')
  })

  it('accept a request by file or paste when every rule accepts it, and name the rule that does not (R186)', async () => {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    const [name = ''] = names
    const used = ecKeys()
    await anApproved(hospital, { names: ['used.example.fi'] }, used)
    await environment.outbox.drain()
    for (const [request, because] of [
      ['not base64 at all!', 'request-unreadable'],
      [Buffer.from('a letter').toString('base64'), 'request-malformed'],
      [aRequest([name], { signer: ecKeys() }), 'bad-proof-of-possession'],
      [aRequest([name], { keys: rsaKeys(1024) }), 'key-too-weak'],
      [aRequest([name], { keys: used }), 'key-already-used'],
      [aRequest(['*.example.fi']), 'name-not-allowed'],
      [aRequest([name, 'other.example.fi']), 'name-not-allowed'],
      [
        aRequest([name], {
          subject: [{ type: attributeTypes.organizationName, value: 'Somebody Else' }],
        }),
        'name-not-allowed',
      ],
    ] as const)
      assert.equal(kind(await bring(hospital.personId, applicationId, request)), because, because)

    const examined = await service.examineRequest(applying(hospital.personId), {
      ...{ applicationId, request: aRequest([name], { keys: rsaKeys(1024) }) },
    })
    assert.ok(examined.ok && examined.value.unpacked)
    assert.equal(examined.value.unpacked.key, 'RSA 1024')
    assert.deepEqual(
      examined.value.assessments.map(({ rule, because }) => [rule, because?.kind ?? 'ok']),
      [
        ['form', 'ok'],
        ['own-signature', 'ok'],
        ['key', 'key-too-weak'],
        ['requested-names', 'ok'],
        ['key-unused', 'ok'],
      ],
    )
    assert.equal((await view(hospital.personId, applicationId)).ok, true)
    const unchanged = await view(hospital.personId, applicationId)
    assert.ok(unchanged.ok && unchanged.value.request === undefined)
  })

  it('accept a request of a hundred names, but not one that lacks a name of the application', async () => {
    const hospital = await aHospital()
    const names = Array.from({ length: 100 }, (_, at) => `n${String(at)}.example.fi`)
    const { applicationId } = await aDraft(hospital, { names })
    const fewer = aRequest(names.slice(1), {
      subject: [{ type: attributeTypes.commonName, value: names[1] ?? '' }],
    })
    assert.equal(kind(await bring(hospital.personId, applicationId, fewer)), 'name-not-requested')
    const { certificate } = await anIssued(hospital, { names })
    assert.equal(new X509Certificate(certificate.pem).subjectAltName?.split(', ').length, 100)
  })

  it('accept a request by the mailed link, once, for that application alone (R188)', async () => {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    const other = await aDraft(hospital)
    const linked = await service.makeRequestLink(sending(hospital.personId), { applicationId })
    assert.ok(linked.ok && linked.value.linkUntil !== undefined)
    const [mail] = await mailsOfLast('RequestLinkCreated')
    assert.equal(mail?.to, 'otto@vendor.example')
    const [, token = ''] = /#(.+)$/.exec(('link' in mail && mail.link) || '') ?? []
    const permit = aPermit('serviceCertificates.bringByLink')
    const opened = await service.viewByLink(permit, { token })
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.names, names)

    for (const wrong of ['', token.slice(0, -1), `${randomUUID()}${token.slice(36)}`])
      assert.equal(kind(await service.viewByLink(permit, { token: wrong })), 'link-not-found')
    const ofOther = aRequest(other.names)
    const bringByLink = (request: string) => service.bringByLink(permit, { token, request })
    assert.equal(kind(await bringByLink(ofOther)), 'name-not-allowed')
    now = plus(morning, 14 * day)
    assert.equal(kind(await bringByLink(aRequest(names))), 'link-expired')
    now = morning
    const both = await Promise.all([bringByLink(aRequest(names)), bringByLink(aRequest(names))])
    assert.equal(both.filter((one) => one.ok).length, 1)
    assert.equal(kind(await bringByLink(aRequest(names))), 'link-not-found')
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.request)
  })

  it('can’t be opened by the link of a former technical contact, nor once the application is over (R255)', async () => {
    const hospital = await aHospital()
    const { applicationId, ...draft } = await aDraft(hospital)
    const permit = aPermit('serviceCertificates.bringByLink')
    const aLink = async (): Promise<string> => {
      const created = await service.makeRequestLink(sending(hospital.personId), { applicationId })
      assert.ok(created.ok)
      const [mail] = await mailsOfLast('RequestLinkCreated')
      return /#(.+)$/.exec((mail && 'link' in mail && mail.link) || '')?.[1] ?? ''
    }
    const opens = async (token: string) => kind(await service.viewByLink(permit, { token }))
    const change = (changes: Partial<InputOf<typeof contracts.changeApplication>>) => {
      const { product, isTest, unitOid, names, technicalContact, mailbox, language } = draft
      return service.changeApplication(applying(hospital.personId), {
        ...{ applicationId, product, isTest, unitOid, names, technicalContact, mailbox, language },
        ...changes,
      })
    }

    const first = await aLink()
    assert.ok((await change({ mailbox: 'servers@example.fi' })).ok)
    assert.equal(await opens(first), 'ok')
    const { technicalContact } = draft
    const other = { ...technicalContact, email: 'olga@other.example' }
    assert.ok((await change({ technicalContact: other })).ok)
    assert.equal(await opens(first), 'link-not-found')
    const brought = await service.bringByLink(permit, {
      ...{ token: first, request: aRequest(draft.names) },
    })
    assert.equal(kind(brought), 'link-not-found')

    const second = await aLink()
    assert.equal(await opens(second), 'ok')
    assert.ok((await service.withdrawApplication(sending(hospital.personId), { applicationId })).ok)
    assert.equal(await opens(second), 'link-not-found')
  })

  it('have every change in their history and in the audit log, with the digest of each file (R256)', async () => {
    const hospital = await aHospital()
    const { applicationId, ...draft } = await aDraft(hospital)
    const { product, isTest, unitOid, names, technicalContact, mailbox, language } = draft
    const changed = await service.changeApplication(applying(hospital.personId), {
      ...{ applicationId, product, isTest, unitOid, technicalContact, mailbox, language },
      names: [...names, 'more.example.fi'],
    })
    assert.ok(changed.ok)
    const pdf = Buffer.from('%PDF-1.7 it conforms')
    const attached = await service.attachConformity(applying(hospital.personId), {
      ...{ applicationId, pdf: pdf.toString('base64') },
    })
    assert.ok(attached.ok)
    assert.deepEqual(
      attached.value.history.map(({ step, by }) => [step, by]),
      ['draft', 'change', 'attachConformity'].map((step) => [step, 'Aino Esimerkki']),
    )
    assert.deepEqual(events.map(({ type }) => type).slice(-3), [
      'ApplicationDrafted',
      'ApplicationChanged',
      'ConformityAttached',
    ])
    assert.equal(Reflect.get(events.at(-1) ?? {}, 'digest'), hash('sha256', pdf))
    assert.ok((await send(hospital.personId, applicationId)).ok)
    const late = await service.changeApplication(applying(hospital.personId), {
      ...{ applicationId, product, isTest, unitOid, names, technicalContact, mailbox, language },
    })
    assert.equal(kind(late), 'step-not-possible')
    assert.equal(events.at(-1)?.type, 'ApplicationSent')
  })

  it('have one valid link at a time, and a limited number of links a day (R299)', async () => {
    const hospital = await aHospital()
    const { applicationId } = await aDraft(hospital)
    const make = () => service.makeRequestLink(sending(hospital.personId), { applicationId })
    assert.ok((await make()).ok)
    const [first] = await mailsOfLast('RequestLinkCreated')
    for (let count = 0; count < 4; count += 1) assert.ok((await make()).ok)
    const [, token = ''] = /#(.+)$/.exec((first && 'link' in first && first.link) || '') ?? []
    const permit = aPermit('serviceCertificates.bringByLink')
    assert.equal(kind(await service.viewByLink(permit, { token })), 'link-not-found')
    assert.equal(kind(await make()), 'too-many-links')
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
      const entry = environment.coded.get(hospital.unitOid)
      assert.ok(entry)
      if (change) environment.coded.set(hospital.unitOid, change(entry))
      else status = 'ceased'
      await environment.outbox.drain()
      const seen = await view(hospital.personId, applicationId)
      assert.ok(seen.ok)
      assert.equal(seen.value.state, 'returned', because)
      if (change) assert.ok(seen.value.because?.startsWith(because), seen.value.because)
      assert.equal(events.filter(({ type }) => type === 'CertificatesIssued').length, 0)
      const [mail] = await mailsOfLast('ApplicationReturned')
      assert.ok(mail && 'because' in mail)
      status = 'active'
      events = []
    }
  })

  it('are revoked and returned when they were signed as the service stopped and the registers no longer confirm them at restart (R183)', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    beforeCommit = ({ type }) =>
      type === 'ServiceCertificateIssued' ? Promise.reject(new Error('stopped')) : Promise.resolve()
    await assert.rejects(environment.outbox.drain())
    beforeCommit = () => Promise.resolve()
    const entry = environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    environment.coded.set(hospital.unitOid, { ...entry, validTo: localDate('2026-11-24') })
    now = plus(now, 60_000)
    await environment.outbox.drain()
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.state === 'returned')
    assert.equal(events.filter(({ type }) => type === 'CertificateRevoked').length, 1)
    assert.equal(
      events.findLast(
        ({ type }) => type === 'ServiceCertificateIssued' || type === 'ApplicationReturned',
      )?.type,
      'ApplicationReturned',
    )
  })

  it('of a merged organisation belong to its successor: they are not issued to it, and the successor can revoke them', async () => {
    const [hospital, successor] = [await aHospital(), await aHospital()]
    const { applicationId: before } = await anIssued(hospital)
    const applicationId = await anApproved(hospital)
    const entry = environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    environment.coded.set(hospital.unitOid, { ...entry, businessId: successor.businessId })
    await environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    const waiting = await service.listApplications(applying(hospital.personId), {
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
    const revoked = await service.revokeSupplierRequestedCertificate(
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
    const supplier = await environment.aSupplier()
    const asSupplier = { ...supplier, unitOid: hospital.unitOid }
    await authorise(hospital, supplier)
    const sent = await aDraft(asSupplier)
    assert.ok((await send(supplier.personId, sent.applicationId)).ok)
    const applicationId = await anApproved(asSupplier)
    ceased.add(supplier.businessId)
    await environment.outbox.drain()
    const seen = await view(supplier.personId, applicationId)
    assert.ok(seen.ok && seen.value.state === 'returned')
    assert.equal(events.filter(({ type }) => type === 'CertificatesIssued').length, 0)
    assert.equal(kind(await send(supplier.personId, applicationId)), 'applicant-ceased')
    const decided = await decide(await aPerson(), sent.applicationId, 'check')
    assert.equal(kind(decided), 'applicant-ceased')
    // Its page shows this once the daily request has been answered; the hospital itself goes on.
    await environment.organisations.followBusinesses(aPermit('organisations.followBusinesses'))
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
    await environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    assert.match(returned.value.because ?? '', /^The organisation’s name has changed/)
    assert.equal(events.filter(({ type }) => type === 'CertificatesIssued').length, 0)

    assert.ok((await send(hospital.personId, applicationId)).ok)
    for (const decision of ['check', 'approve'] as const)
      assert.ok((await decide(await aPerson(), applicationId, decision)).ok)
    await environment.outbox.drain()
    const issued = await view(hospital.personId, applicationId)
    assert.ok(issued.ok && issued.value.certificate)
    const { subject } = new X509Certificate(issued.value.certificate.pem)
    assert.match(subject, /^O=Esimerkkilän hyvinvointialue$/m)
  })

  it('cost what the price list said when they were sent, to the millisecond before midnight, at any time of issuing (R220)', async () => {
    const hospital = await aHospital()
    const midnight = startOfDay(localDate('2026-11-26'))
    const prices = { db, clock, record: () => Promise.resolve(), personNamed: async () => '' }
    const proposed = await proposePrices(prices)(
      aPermit('products.proposePrices', { personId: await aPerson() }),
      { beginsOn: localDate('2026-11-26'), vat: 'outside', cents: someCents(3000) },
    )
    assert.ok(proposed.ok)
    const { changeId } = proposed.value
    const deciding = aPermit('products.decidePrices', { personId: await aPerson() })
    const decided = await decidePriceChange(prices)(deciding, { changeId, decision: 'approved' })
    assert.ok(decided.ok)

    now = plus(midnight, -1)
    const before = await anApproved(hospital)
    now = midnight
    copiedAt = midnight
    const { applicationId: after } = await anIssued(hospital)
    const charged = events.flatMap((event) =>
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
      ok(await sql`delete from products.price_change where proposed_by is not null`.execute(tx)),
    )
  })

  it('carry the new name when their application is sent again', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    const entry = environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    environment.coded.set(hospital.unitOid, { ...entry, name: 'Uusi apteekki' })
    await environment.outbox.drain()
    assert.ok((await send(hospital.personId, applicationId)).ok)
    assert.ok((await decide(await aPerson(), applicationId, 'check')).ok)
    assert.ok((await decide(await aPerson(), applicationId, 'approve')).ok)
    await environment.outbox.drain()
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.certificate)
    assert.match(new X509Certificate(seen.value.certificate.pem).subject, /OU=Uusi apteekki/)
  })

  it('wait for the day’s copy of the code service', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    copiedAt = plus(morning, -day)
    await assert.rejects(environment.outbox.drain())
    const waiting = await view(hospital.personId, applicationId)
    assert.ok(waiting.ok && waiting.value.state === 'approved')
    assert.equal(
      kind(await send(hospital.personId, (await aDraft(hospital)).applicationId)),
      'copy-not-of-today',
    )
    copiedAt = morning
    now = plus(morning, day / 24)
    await environment.outbox.drain()
    const issued = await view(hospital.personId, applicationId)
    assert.ok(issued.ok && issued.value.state === 'issued')
  })

  it('need a certificate of conformity from a private provider', async () => {
    const hospital = await aHospital({ sector: 'private' })
    const { applicationId } = await aDraft(hospital)
    assert.equal(kind(await send(hospital.personId, applicationId)), 'conformity-missing')
    const attach = (pdf: string) =>
      service.attachConformity(applying(hospital.personId), {
        ...{ applicationId, pdf: Buffer.from(pdf).toString('base64') },
      })
    assert.equal(kind(await attach('a letter')), 'conformity-not-a-pdf')
    assert.ok((await attach('%PDF-1.7 it conforms')).ok)
    assert.ok((await send(hospital.personId, applicationId)).ok)
  })

  it('can be applied for by a supplier only while the provider authorises it', async () => {
    const hospital = await aHospital()
    const supplier = await environment.aSupplier()
    const asSupplier = { ...supplier, unitOid: hospital.unitOid }
    const { applicationId } = await aDraft(asSupplier)
    assert.equal(kind(await send(supplier.personId, applicationId)), 'oid-of-another')
    const { permit, authorisations } = await authorise(hospital, supplier)
    assert.equal(authorisations[0]?.validFrom, dateInHelsinki(now))
    assert.ok((await send(supplier.personId, applicationId)).ok)

    const [authorisation] = authorisations
    assert.ok(authorisation)
    const ended = await service.endSupplierAuthorisation(permit, {
      organisationId: hospital.organisationId,
      supplierAuthorisationId: authorisation.supplierAuthorisationId,
    })
    assert.ok(ended.ok)
    assert.equal(kind(await decide(await aPerson(), applicationId, 'check')), 'authorisation-ended')
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
    environment.intermediaries.push(
      anIntermediary(name, hospital.businessId),
      { ...anIntermediary('Uusi Oy', hospital.businessId), validFrom: localDate('2026-11-26') },
      { ...anIntermediary('Muu Oy', hospital.businessId), validTo: localDate('2026-11-24') },
    )
    const listed = await service.listApplicableOids(applying(hospital.personId), {
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
    const gone = environment.intermediaries.splice(0)
    assert.equal(await decideAs('check'), 'intermediary-not-in-register')
    environment.intermediaries.push(...gone)
    assert.equal(await decideAs('check'), 'ok')
    assert.equal(await decideAs('approve'), 'ok')
    environment.intermediaries.splice(0)
    await environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    assert.ok(returned.value.because?.includes('Kanta intermediaries'), returned.value.because)
  })

  it('of a system that signs can be applied for with another’s OID by a Kanta intermediary alone (R297)', async () => {
    const hospital = await aHospital()
    const supplier = await environment.aSupplier()
    const numbers = await db.read((tx) =>
      environment.organisations.organisationById(tx, supplier.organisationId),
    )
    assert.ok(numbers)
    const given = await service.authoriseSupplier(
      aPermit('serviceCertificates.authorise', { personId: hospital.personId }),
      {
        ...{ organisationId: hospital.organisationId, customerNumber: numbers.customerNumber },
        ...{ businessId: supplier.businessId, validFrom: dateInHelsinki(now) },
      },
    )
    assert.ok(given.ok)
    const signing = { product: 'system-signature', names: ['Potilastietojärjestelmä'] } as const
    const ofHospital = { ...supplier, unitOid: hospital.unitOid }
    const { applicationId } = await aDraft(ofHospital, { ...signing, names: [...signing.names] })
    assert.equal(kind(await send(supplier.personId, applicationId)), 'intermediary-not-named')
    const name = 'Toimittajavälittäjä Oy'
    environment.intermediaries.push(anIntermediary(name, supplier.businessId))
    const { certificate } = await anIssued(ofHospital, {
      ...{ ...signing, names: [...signing.names] },
      technicalContact: {
        ...{ name: 'Otto Esimerkki', email: 'otto@vendor.example' },
        ...{ organisation: name, isKantaIntermediary: true },
      },
    })
    const { subject } = new X509Certificate(certificate.pem)
    assert.match(subject, new RegExp(`serialNumber=${hospital.unitOid}`))
    environment.intermediaries.splice(0)
  })

  it('are not visible to other organisations', async () => {
    const hospital = await aHospital()
    const stranger = await aHospital()
    const { applicationId } = await aDraft(hospital)
    for (const response of [
      await view(stranger.personId, applicationId),
      await send(stranger.personId, applicationId),
      await bring(stranger.personId, applicationId, aRequest(['a.example.fi'])),
      await service.applyAgain(applying(stranger.personId), { applicationId }),
      await service.revokeServiceCertificate(
        aPermit('serviceCertificates.revoke', { personId: stranger.personId }),
        { applicationId, reason: 'replaced' },
      ),
    ])
      assert.equal(kind(response), 'application-not-found')
    const listed = await service.listApplications(applying(stranger.personId), {
      ...{ organisationId: hospital.organisationId, limit: 10 },
    })
    assert.equal(kind(listed), 'account-not-found')
  })

  it('are revoked for good by any member, and by the owner of the OID (R187)', async () => {
    const hospital = await aHospital()
    const supplier = await environment.aSupplier()
    const numbers = await db.read((tx) =>
      environment.organisations.organisationById(tx, supplier.organisationId),
    )
    assert.ok(numbers)
    const authorising = aPermit('serviceCertificates.authorise', { personId: hospital.personId })
    const given = await service.authoriseSupplier(authorising, {
      organisationId: hospital.organisationId,
      ...{ customerNumber: numbers.customerNumber, businessId: supplier.businessId },
      ...{ oids: [hospital.unitOid], validFrom: dateInHelsinki(now) },
    })
    assert.ok(given.ok)
    const own = await anIssued(hospital)
    const ofSupplier = await anIssued(
      { ...supplier, unitOid: hospital.unitOid },
      { invoiceReference: 'IT-4711' },
    )
    const charged = events.flatMap((event) =>
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
    const issuer = environment.ca.issuers.current('service', 'ecc').id
    for (const { applicationId, certificate } of [own, ofSupplier]) {
      const revoke = (personId: string) => {
        const permit = aPermit('serviceCertificates.revoke', { personId })
        const requested = { applicationId, reason: 'key-compromised' } as const
        return applicationId === own.applicationId
          ? service.revokeServiceCertificate(permit, requested)
          : service.revokeSupplierRequestedCertificate(permit, {
              ...{ organisationId: hospital.organisationId, ...requested },
            })
      }
      assert.match(kind(await revoke(await aPerson())), /^(application|account)-not-found$/)
      assert.ok((await revoke(hospital.personId)).ok)
      const standing = await db.read((tx) =>
        environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.equal(standing.status, 'revoked')
      assert.equal(standing.reason, 'keyCompromise')
      assert.equal(kind(await revoke(hospital.personId)), 'step-not-possible')
    }
  })

  describe('requested by suppliers with an organisation’s OID', () => {
    const listNamed = ({ personId, organisationId }: Member, cursor?: string) =>
      service.listSupplierRequestedCertificates(applying(personId), {
        organisationId,
        cursor,
        limit: 2,
      })
    const viewNamed = ({ personId, organisationId }: Member, applicationId: string) =>
      service.viewSupplierRequestedCertificate(applying(personId), {
        organisationId,
        applicationId,
      })
    const revokeNamed = ({ personId, organisationId }: Member, applicationId: string) =>
      service.revokeSupplierRequestedCertificate(
        aPermit('serviceCertificates.revoke', { personId }),
        {
          ...{ organisationId, applicationId, reason: 'not-needed' },
        },
      )
    type Member = Pick<Hospital, 'personId' | 'organisationId'>

    it('are listed page by page with their applicants, programs’ orders too; drafts and its own are not (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await environment.aSupplier()]
      await authorise(hospital, supplier)
      const asSupplier = { ...supplier, unitOid: hospital.unitOid }
      await anIssued(hospital)
      const { applicationId: first } = await anIssued(asSupplier)
      now = plus(now, 1000)
      const { applicationId: ofProgram } = await anIssued(asSupplier)
      await db.write(async (tx) => {
        const byProgram = JSON.stringify({
          ...{ accountId: randomUUID(), approvalId: randomUUID(), hasConformity: false },
        })
        await sql`update service_certificates.application set by_program = ${byProgram}::jsonb
          where application_id = ${ofProgram}`.execute(tx)
        return ok(undefined)
      })
      now = plus(now, 1000)
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
      copiedAt = undefined
      assert.equal(kind(await viewNamed(hospital, first)), 'application-not-found')
    })

    it('show nothing of the applicant’s own application data, and every view is recorded (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await environment.aSupplier()]
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
      assert.deepEqual(events.at(-1), {
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
      const [hospital, supplier] = [await aHospital(), await environment.aSupplier()]
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
      const response = await service.revokeServiceCertificate(permit, {
        ...{ applicationId, reason: 'replaced' },
      })
      assert.equal(kind(response), 'application-not-found')
      await environment.outbox.drain()
    })

    it('can’t be revoked from the instant at which they expire (R187)', async () => {
      const [hospital, supplier] = [await aHospital(), await environment.aSupplier()]
      await authorise(hospital, supplier)
      const { applicationId, certificate } = await anIssued({
        ...{ ...supplier, unitOid: hospital.unitOid },
      })
      now = instant(Date.parse(certificate.validTo))
      const seen = await viewNamed(hospital, applicationId)
      assert.ok(seen.ok && !seen.value.mayRevoke)
      assert.equal(kind(await revokeNamed(hospital, applicationId)), 'step-not-possible')
    })
  })

  it('are revoked with the code of their reason (RFC 5280 § 5.3.1)', async () => {
    const hospital = await aHospital()
    const issuer = environment.ca.issuers.current('service', 'ecc').id
    const permit = aPermit('serviceCertificates.revoke', { personId: hospital.personId })
    for (const [reason, code] of [
      ['key-compromised', 'keyCompromise'],
      ['data-changed', 'affiliationChanged'],
      ['replaced', 'superseded'],
      ['not-needed', 'cessationOfOperation'],
    ] as const) {
      const { applicationId, certificate } = await anIssued(hospital)
      assert.ok((await service.revokeServiceCertificate(permit, { applicationId, reason })).ok)
      const standing = await db.read((tx) =>
        environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.equal(standing.status === 'revoked' && standing.reason, code)
    }
  })

  it('can be revoked by a contact that the organisation has invited, as by its signatory (R187)', async () => {
    const hospital = await aHospital()
    const { applicationId } = await anIssued(hospital)
    const inviting = aPermit('accounts.inviteMember', { personId: hospital.personId })
    const invited = await environment.accounts.inviteMember(inviting, {
      ...{ organisationId: hospital.organisationId, role: 'contact' },
      ...{ email: 'contact@example.fi', language: 'en' },
    })
    assert.ok(invited.ok, JSON.stringify(invited))
    const event = events.findLast(({ type }) => type === 'MemberInvited')
    assert.ok(event)
    const [mail] = await db.read((tx) => environment.accounts.mailsOf(tx, { ...event }))
    const token = /#(.+)$/.exec((mail && 'link' in mail && mail.link) || '')?.[1] ?? ''
    const personId = await aPerson()
    const accepting = aPermit('accounts.acceptInvitation', { personId })
    assert.ok((await environment.accounts.acceptInvitation(accepting, { token })).ok)
    const revoke = (reason: 'replaced' | 'not-needed') =>
      service.revokeServiceCertificate(aPermit('serviceCertificates.revoke', { personId }), {
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
    now = plus(end, -1)
    assert.deepEqual(await offered(), ['revoke', 'applyAgain'])
    now = end
    assert.deepEqual(await offered(), ['applyAgain'])
    const late = await service.revokeServiceCertificate(
      aPermit('serviceCertificates.revoke', { personId: hospital.personId }),
      { applicationId, reason: 'key-compromised' },
    )
    assert.equal(kind(late), 'step-not-possible')
    now = plus(end, -1)
    const inTime = await service.revokeServiceCertificate(
      aPermit('serviceCertificates.revoke', { personId: hospital.personId }),
      { applicationId, reason: 'key-compromised' },
    )
    assert.equal(kind(inTime), 'ok')
  })

  it('can be applied for again with the content of the old application, but another key', async () => {
    const hospital = await aHospital()
    const { applicationId, application } = await anIssued(hospital)
    const again = await service.applyAgain(applying(hospital.personId), { applicationId })
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
    assert.ok((await service.attachConformity(attaching, { applicationId, pdf })).ok)
    assert.ok((await service.withdrawApplication(sending(hospital.personId), { applicationId })).ok)
    const again = await service.applyAgain(applying(hospital.personId), { applicationId })
    assert.ok(again.ok && again.value.hasConformity)
    const attached = events.findLast(({ type }) => type === 'ConformityAttached')
    assert.equal(Reflect.get(attached ?? {}, 'applicationId'), again.value.applicationId)
    assert.ok((await send(hospital.personId, again.value.applicationId)).ok)
    const seen = await service.viewConformity(aPermit('serviceCertificates.viewQueue'), {
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
      events.flatMap((event) =>
        event.type === 'ServiceCertificateEnding' &&
        (event as { applicationId?: string }).applicationId === of
          ? [(event as { daysLeft?: number }).daysLeft]
          : [],
      )
    for (const daysLeft of [60, 30, 14]) {
      now = plus(end, -daysLeft * day)
      await environment.outbox.drain()
    }
    assert.deepEqual(reminded(), [60, 30, 14])
    const revoking = aPermit('serviceCertificates.revoke', { personId: hospital.personId })
    const revoked = await service.revokeServiceCertificate(revoking, {
      ...{ applicationId, reason: 'not-needed' },
    })
    assert.ok(revoked.ok)
    now = plus(end, -7 * day)
    await environment.outbox.drain()
    assert.deepEqual(reminded(), [60, 30, 14])
    assert.deepEqual(reminded(leftAlone.applicationId), [60, 30, 14, 7])
  })

  it('are queued page by page, and are refused or returned with a reason', async () => {
    const hospital = await aHospital()
    const caseOfficer = await aPerson()
    const sent: string[] = []
    for (let count = 0; count < 3; count += 1) {
      now = plus(now, 1)
      const { applicationId } = await aDraft(hospital)
      assert.ok((await send(hospital.personId, applicationId)).ok)
      sent.push(applicationId)
    }
    const permit = aPermit('serviceCertificates.viewQueue', { personId: caseOfficer })
    const queued: string[] = []
    let cursor: string | undefined
    do {
      const page = await service.listQueue(permit, { limit: 2, cursor })
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

  describe('that the code service no longer confirms', () => {
    const handling = (personId: string) =>
      aPermit('serviceCertificates.decideOutdated', { personId })
    const viewer = aPermit('serviceCertificates.viewQueue')

    /** A day later the code service is copied, and the service is notified. */
    async function copyNextDay(): Promise<void> {
      now = plus(now, day)
      copiedAt = now
      assert.equal(kind(await environment.copyCodes()), 'ok')
      for (const { handle } of service.subscriptions) await handle({ type: 'CodesCopied' }, 'copy')
    }
    /** Issued while the code service confirms it. */
    async function aConfirmed(
      changes: Partial<InputOf<typeof contracts.draftApplication>> = {},
      hospital?: Hospital,
    ) {
      const of = hospital ?? (await aHospital())
      await copyNextDay()
      const issued = await anIssued(of, changes)
      events = []
      return { hospital: of, ...issued }
    }
    function change({ unitOid }: Hospital, changes: Partial<CodedOrganisation> | undefined): void {
      const entry = environment.coded.get(unitOid)
      if (changes === undefined || !entry) environment.coded.delete(unitOid)
      else environment.coded.set(unitOid, { ...entry, ...changes })
    }
    async function listed(applicationId: string) {
      const page = await service.listOutdated(viewer, { limit: 100 })
      assert.ok(page.ok)
      return page.value.certificates.find((one) => one.applicationId === applicationId)?.outdated
    }
    async function found(applicationId: string) {
      const outdated = await listed(applicationId)
      assert.ok(outdated, 'it is not on the list')
      return outdated
    }
    const input = () => events.filter(({ type }) => type === 'ServiceCertificateOutdated')
    const stateOf = async (personId: string, applicationId: string) => {
      const seen = await view(personId, applicationId)
      return seen.ok ? seen.value.state : seen.refusal.kind
    }

    it('are listed with the change and its date, with one notice to contact and mailbox (R267, R268)', async () => {
      for (const [changes, kindOfChange, since, words] of [
        [{ validTo: localDate('2026-11-25') }, 'oid-ended', '2026-11-26', /not been valid/],
        [undefined, 'oid-ended', undefined, /not been valid/],
        [{ name: 'Uusi apteekki' }, 'name-changed', undefined, /“Uusi apteekki”/],
      ] as const) {
        now = morning
        const { hospital, applicationId } = await aConfirmed()
        assert.equal(await listed(applicationId), undefined)
        change(hospital, changes)
        await copyNextDay()
        const outdated = await found(applicationId)
        assert.equal(outdated.change, kindOfChange)
        assert.equal(outdated.since, since ?? dateInHelsinki(now))
        assert.match(outdated.words.en, words)
        const mails = await mailsOfLast('ServiceCertificateOutdated')
        assert.deepEqual(
          mails.map(({ to, because }) => [to, because]),
          [
            ['otto@vendor.example', outdated.words.en],
            ['certificates@example.fi', outdated.words.en],
          ],
        )
        // Another field changes: nothing to notify.
        change(hospital, changes && { ...changes, municipality: 'Esimerkkilä' })
        await copyNextDay()
        assert.equal(input().length, 1)
        assert.equal((await found(applicationId)).outdatedId, outdated.outdatedId)
      }
    })

    it('are found on the copy of the day after the last day, though nothing of the entry changes (R267)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { validTo: dateInHelsinki(plus(now, 2 * day)) })
      await copyNextDay()
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'oid-ended')
    })

    it('are listed with all units of a dissolved or merged organisation, and none of its neighbour’s (R267)', async () => {
      const [hospital, other] = [await aHospital(), await aHospital()]
      const { applicationId } = await aConfirmed({}, hospital)
      const ofOther = await aConfirmed({}, other)
      const merged = await aConfirmed()
      const root = hospital.unitOid.split('.').slice(0, -2).join('.')
      environment.coded.delete(root)
      change(merged.hospital, { businessId: other.businessId })
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'organisation-ended')
      const taken = await found(merged.applicationId)
      assert.equal(taken.change, 'organisation-changed')
      assert.ok(taken.words.fi.includes(other.businessId))
      assert.equal(await listed(ofOther.applicationId), undefined)
      // Its unit is still listed, and gets no other certificate.
      const { applicationId: again } = await aDraft(hospital)
      assert.equal(kind(await send(hospital.personId, again)), 'organisation-not-in-code-service')
    })

    it('are found at issuing too, when the copy comes between assessment and issuing (R267)', async () => {
      const hospital = await aHospital()
      await copyNextDay()
      const applicationId = await anApproved(hospital)
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      // As in the copy before, by which the job has assessed it.
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
      assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)
    })

    it('are compared with a copy taken while their issuing commits, also when the job is interrupted after it (R298)', async (t) => {
      // Two connections at a time: the embedded database has one.
      if (kindOfDatabase === 'PGlite') {
        t.skip('one transaction at a time')
        return
      }
      const hospital = await aHospital()
      await copyNextDay()
      const applicationId = await anApproved(hospital)
      const { promise: isIssuing, resolve: issues } = Promise.withResolvers<undefined>()
      const { promise: isCopied, resolve: goOn } = Promise.withResolvers<undefined>()
      beforeCommit = async ({ type }) => {
        if (type !== 'ServiceCertificateIssued') return
        beforeCommit = ({ type: next }) =>
          next === 'ServiceCertificateOutdated'
            ? Promise.reject(new Error('interrupted'))
            : Promise.resolve()
        issues(undefined)
        await isCopied
      }
      const drained = environment.outbox.drain()
      await isIssuing
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      goOn(undefined)
      await assert.rejects(drained)
      events = []
      beforeCommit = () => Promise.resolve()
      now = plus(now, 60_000)
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
      assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal(input().length, 1)
    })

    it('need no decision from the instant at which they expire, before the next copy is processed (R298)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const caseOfficer = await aPerson()
      const shownTo = async () => {
        const seen = await service.viewQueued(
          aPermit('serviceCertificates.viewQueue', { personId: caseOfficer }),
          { applicationId },
        )
        assert.ok(seen.ok, JSON.stringify(seen))
        assert.equal(
          events.at(-1)?.type,
          'ApplicationViewed',
          'its technical contact is a person (R290)',
        )
        return [seen.value.outdated !== undefined, seen.value.may.includes('decideOutdated')]
      }
      const end = instant(Date.parse(certificate.validTo))
      now = plus(end, -1)
      assert.deepEqual(await shownTo(), [true, true])
      now = end
      assert.deepEqual(await shownTo(), [false, false])
      for (const decision of [
        { kind: 'leave', because: 'Renewed.' },
        { kind: 'revoke', on: dateInHelsinki(now) },
      ] as const)
        assert.equal(
          kind(await service.decideOutdated(handling(caseOfficer), { outdatedId, decision })),
          'outdated-decided',
        )
    })

    it('leave the list when the code service reverts the change, and nobody has to decide (R267)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 1)
      const decided = await service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision: { kind: 'leave', because: 'Already right.' } },
      })
      assert.equal(kind(decided), 'outdated-decided')
    })

    it('stay with a case officer’s reason until something else changes, and are not notified twice (R269)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const decision = { kind: 'leave', because: 'Renewed within a month.' } as const
      const own = await service.decideOutdated(handling(hospital.personId), {
        ...{ outdatedId, decision },
      })
      assert.equal(kind(own), 'second-person-required')
      const unknown = await service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId: randomUUID(), decision },
      })
      assert.equal(kind(unknown), 'outdated-not-found')
      const decided = await service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision },
      })
      assert.equal(kind(decided), 'ok')
      const [mail] = await mailsOfLast('OutdatedCertificateLeft')
      assert.equal(mail?.because, decision.because)
      change(hospital, { municipality: 'Esimerkkilä' })
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      assert.equal(input().length, 1)
      change(hospital, undefined)
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'oid-ended')
      const seen = await view(hospital.personId, applicationId)
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.history.slice(-3).map(({ step }) => step),
        ['noticeChange', 'leave', 'noticeChange'],
      )
    })

    it('are revoked by one case officer: today at once, or at the beginning of another day (R269)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      const second = await aConfirmed({}, hospital)
      change(hospital, undefined)
      await copyNextDay()
      const caseOfficer = handling(await aPerson())
      const decide = async (of: string, days: number) =>
        service.decideOutdated(caseOfficer, {
          outdatedId: (await found(of)).outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(now, days * day)) },
        })
      assert.equal(kind(await decide(applicationId, -1)), 'day-not-possible')
      assert.equal(kind(await decide(applicationId, 400)), 'day-not-possible')
      assert.equal(kind(await decide(applicationId, 0)), 'ok')
      assert.equal(await stateOf(hospital.personId, applicationId), 'revoked')
      const issuer = environment.ca.issuers.current('service', 'ecc').id
      const standing = await db.read((tx) =>
        environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.ok(standing.status === 'revoked' && standing.reason === 'cessationOfOperation')
      assert.equal(await listed(applicationId), undefined)

      assert.equal(kind(await decide(second.applicationId, 1)), 'ok')
      assert.equal(kind(await decide(second.applicationId, 3)), 'ok')
      const [mail] = await mailsOfLast('OutdatedRevocationPlanned')
      assert.equal(mail?.day, dateInHelsinki(plus(now, 3 * day)))
      now = plus(now, 2 * day)
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, second.applicationId), 'issued')
      now = plus(now, day)
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, second.applicationId), 'revoked')
    })

    it('are not revoked when they have expired before the service came to it (R298)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const end = instant(Date.parse(certificate.validTo))
      const decided = await service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision: { kind: 'revoke', on: dateInHelsinki(end) } },
      })
      assert.equal(kind(decided), 'ok')
      now = end
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
    })

    it('are not revoked on their day when the code service has reverted the change (R269)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const decided = await service.decideOutdated(handling(await aPerson()), {
        outdatedId,
        decision: { kind: 'revoke', on: dateInHelsinki(plus(now, 2 * day)) },
      })
      assert.equal(kind(decided), 'ok')
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await copyNextDay()
      now = plus(now, day)
      await environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
    })

    it('are revoked only for the change that was decided: another change waits for a new decision (R269)', async () => {
      const planned = async () => {
        const issued = await aConfirmed()
        change(issued.hospital, { name: 'Uusi apteekki' })
        await copyNextDay()
        const { outdatedId } = await found(issued.applicationId)
        const decided = await service.decideOutdated(handling(await aPerson()), {
          outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(now, 2 * day)) },
        })
        assert.equal(kind(decided), 'ok')
        return { ...issued, outdatedId }
      }
      const untouched = async (
        { hospital, applicationId, outdatedId }: Awaited<ReturnType<typeof planned>>,
        kindOfChange: string,
      ) => {
        assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
        const again = await found(applicationId)
        assert.deepEqual([again.change, again.revokeOn], [kindOfChange, undefined])
        assert.notEqual(again.outdatedId, outdatedId)
        assert.equal(input().length, 2)
        const late = await service.decideOutdated(handling(await aPerson()), {
          ...{ outdatedId, decision: { kind: 'leave', because: 'Of the name.' } },
        })
        assert.equal(kind(late), 'outdated-decided')
      }
      const received = await planned()
      change(received.hospital, undefined)
      await copyNextDay()
      now = plus(now, day)
      await environment.outbox.drain()
      await untouched(received, 'oid-ended')

      // Its day begins before the copy is processed.
      const unheard = await planned()
      change(unheard.hospital, undefined)
      now = plus(now, 2 * day)
      assert.equal(kind(await environment.copyCodes()), 'ok')
      await environment.outbox.drain()
      await untouched(unheard, 'oid-ended')
    })

    it('are listed at the first comparison, without notices of old changes (R267, R268)', async () => {
      const decideOn = async (applicationId: string) =>
        service.decideOutdated(handling(await aPerson()), {
          outdatedId: (await found(applicationId)).outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(now, 3 * day)) },
        })
      const [silent, planned] = [await aConfirmed(), await aConfirmed()]
      for (const { hospital } of [silent, planned]) change(hospital, { name: 'Uusi apteekki' })
      await db.write(async (tx) => {
        await sql`update service_certificates.codes_received set copy_id = 0`.execute(tx)
        return ok(undefined)
      })
      await copyNextDay()
      for (const { applicationId } of [silent, planned])
        assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal(input().length, 2)
      assert.deepEqual(await mailsOfLast('ServiceCertificateOutdated'), [])

      // A change without notice needs no withdrawal notice, but a decision does.
      assert.equal(kind(await decideOn(planned.applicationId)), 'ok')
      for (const [{ hospital, applicationId }, mails] of [
        [silent, 0],
        [planned, 1],
      ] as const) {
        change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
        await copyNextDay()
        assert.equal(await listed(applicationId), undefined)
        assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, mails)
      }
      change(silent.hospital, undefined)
      await copyNextDay()
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)
    })

    it('have notices with the content of their event only: a later change has its own mail (R268)', async () => {
      const { hospital } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const [named] = input()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const [, renamed] = input()
      assert.ok(named && renamed)
      const mailsOf = (event: DomainEvent) => db.read((tx) => service.mailsOf(tx, { ...event }))
      assert.equal((await mailsOf(named)).length, 0)
      assert.equal((await mailsOf(renamed)).length, 2)
      change(hospital, undefined)
      await copyNextDay()
      assert.equal((await mailsOf(renamed)).length, 0)
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)

      const again = await aConfirmed()
      for (const name of ['Väärä nimi', 'Esimerkkilän sairaalan apteekki']) {
        change(again.hospital, { name })
        await copyNextDay()
      }
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 1)
      const revoking = aPermit('serviceCertificates.revoke', {
        personId: again.hospital.personId,
      })
      const revoked = await service.revokeServiceCertificate(revoking, {
        ...{ applicationId: again.applicationId, reason: 'not-needed' },
      })
      assert.equal(kind(revoked), 'ok')
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 0)
    })

    it('are listed page by page, oldest finding first', async () => {
      const sought: string[] = []
      for (let count = 0; count < 3; count += 1) {
        const { hospital, applicationId } = await aConfirmed()
        change(hospital, undefined)
        await copyNextDay()
        sought.push(applicationId)
      }
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await service.listOutdated(viewer, { limit: 2, cursor })
        assert.ok(page.ok)
        seen.push(...page.value.certificates.map(({ applicationId }) => applicationId))
        cursor = page.value.nextCursor
      } while (cursor !== undefined)
      assert.deepEqual(
        seen.filter((one) => sought.includes(one)),
        sought,
      )
      assert.equal(new Set(seen).size, seen.length)
    })
  })
})
