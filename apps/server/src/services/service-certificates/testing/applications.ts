import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/service-certificates'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { DomainEvent, Record } from '#platform/record.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import {
  aSignature,
  createServiceEnvironment,
  requestOf,
  type Hospital,
  type Keys,
  type ServiceEnvironment,
} from '../testing.ts'
import type { ProofProbe } from '../look-up-name-proofs.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

/** PKCS#10 in base64. */
export function aRequest(
  names: readonly string[],
  { subject, ...signing }: { keys?: Keys; signer?: Keys; subject?: Name } = {},
): string {
  const commonName = [{ type: attributeTypes.commonName, value: names[0] ?? '' }]
  return requestOf(subject ?? commonName, names, signing).toString('base64')
}

/** Service certificates of a hospital whose registers, clock and events a test decides. */
export function openApplications(
  { db }: TestDatabase,
  { probe }: { readonly probe?: ProofProbe } = {},
) {
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
      ...{ copiedAt: () => copiedAt, probe },
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
  const deciding = (personId: string) =>
    aPermit('serviceCertificates.decideApplication', { personId })
  /** The text that the case officer would sign. */
  const toSign = async (personId: string, applicationId: string): Promise<string | undefined> => {
    const viewing = aPermit('serviceCertificates.viewQueue', { personId })
    const seen = await service.viewQueued(viewing, { applicationId })
    events = events.filter(({ type }) => type !== 'ApplicationViewed')
    return seen.ok ? seen.value.toSign : undefined
  }
  /** The case officer signs what the page shows. */
  const decide = async (
    personId: string,
    applicationId: string,
    decision: 'check' | 'approve' | 'giveBack' | 'refuse',
    because?: string,
    signed?: InputOf<typeof contracts.decideApplication>['signed'],
  ) =>
    service.decideApplication(deciding(personId), {
      ...{ applicationId, decision, because },
      signed: signed ?? aSignature(await toSign(personId, applicationId)),
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

  return {
    aHospital,
    anIssued,
    mailsOfLast,
    aDraft,
    bring,
    send,
    kind,
    decide,
    deciding,
    toSign,
    aPerson,
    anApproved,
    view,
    applying,
    authorise,
    ceased,
    renamed,
    clock,
    morning,
    sending,
    get events() {
      return events
    },
    set events(next) {
      events = next
    },
    get environment() {
      return environment
    },
    get status() {
      return status
    },
    set status(next) {
      status = next
    },
    get beforeCommit() {
      return beforeCommit
    },
    set beforeCommit(next) {
      beforeCommit = next
    },
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
    get service() {
      return service
    },
    get copiedAt() {
      return copiedAt
    },
    set copiedAt(next) {
      copiedAt = next
    },
  }
}
