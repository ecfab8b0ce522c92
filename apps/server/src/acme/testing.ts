import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import assert from 'node:assert/strict'
import { fastify, type FastifyInstance } from 'fastify'
import { organisationOid, type Oid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/acme'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { subjectAltName } from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import { createAccounts } from '#accounts/index.ts'
import { createCertificates } from '#certificates/index.ts'
import { createOrganisations } from '#organisations/index.ts'
import { createPeople } from '#people/index.ts'
import type { Db } from '#platform/db.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import type { CodedOrganisation } from '#registers/contract.ts'
import { createRevocations } from '#revocation/index.ts'
import { createServiceCertificates } from '#service-certificates/index.ts'
import { createAcmeClient, type AcmeCarrier } from '../../../../tests/support/acme-client.ts'
import { startTestAuthority } from '../../../../tests/support/authority.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { recordEach } from '../../../../tests/support/record.ts'
import { anIdentityCode } from '../orders/testing.ts'
import { aBusinessId } from '../organisations/testing.ts'
import type { AcmeDeps } from './deps.ts'
import { createAcme, serveAcme } from './index.ts'
import { findOrder } from './stores/orders.ts'

export const publicUrl = 'https://service.example'
export const morning = instant(Date.UTC(2026, 10, 26, 8))

type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

/** PKCS#10, base64url, as programs send it. `commonName`: none unless told. */
export function aRequest(
  names: readonly string[],
  {
    keys = generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    signer = keys,
    commonName,
  }: { keys?: Keys; signer?: Keys; commonName?: string } = {},
): string {
  const tbs = encodeTbsRequest({
    subject:
      commonName === undefined ? [] : [{ type: attributeTypes.commonName, value: commonName }],
    subjectPublicKeyInfo: new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' })),
    extensions: [subjectAltName(names.map((value) => ({ kind: 'dns', value })))],
  })
  const signature = new Uint8Array(sign('sha256', tbs, signer.privateKey))
  const isRsa = signer.privateKey.asymmetricKeyType === 'rsa'
  const der = assembleCertificateRequest({
    ...{ tbs, signature, signatureAlgorithm: isRsa ? 'rsa-sha256' : 'ecdsa-sha256' },
  })
  return Buffer.from(der).toString('base64url')
}

export type AcmeWorld = Awaited<ReturnType<typeof createAcmeWorld>>

/** The part of the service that ACME stands on, over one database, with a clock that stands still until it is set. */
export async function createAcmeWorld(
  db: Db,
  changes: Partial<Pick<AcmeDeps, 'limits' | 'publicUrl' | 'probe' | 'clock' | 'record'>> = {},
) {
  let now: Instant = morning
  const events: DomainEvent[] = []
  const coded = new Map<string, CodedOrganisation>()
  const clock = changes.clock ?? { now: () => now }
  const record: Record =
    changes.record ??
    ((_tx, event) => {
      events.push(event)
      return Promise.resolve()
    })
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const businessRegister = {
    lookUpBusiness: (businessId: BusinessId) =>
      Promise.resolve(ok({ businessId, name: 'Esimerkkilän sairaala', status: 'active' as const })),
  }
  const codes = {
    findOrganisation: (_tx: unknown, oid: Oid) =>
      Promise.resolve(ok({ value: coded.get(oid), copiedAt: clock.now() })),
    organisationsOf: (_tx: unknown, businessId: BusinessId) =>
      Promise.resolve(
        ok({
          value: [...coded.values()].filter((one) => one.businessId === businessId),
          copiedAt: clock.now(),
        }),
      ),
  }
  const organisations = createOrganisations({
    ...{ db, clock, record, people, businessRegister, codes, key: new Uint8Array(32).fill(4) },
    points: { findPoint: () => Promise.resolve(undefined), allPoints: () => Promise.resolve([]) },
  })
  const accounts = createAccounts({
    ...{ db, clock, record, people, businessRegister, organisations },
    signingRegister: { lookUpSigning: () => Promise.resolve(ok('alone')) },
    ...{ key: new Uint8Array(32).fill(1), publicUrl },
  })
  const authority = await startTestAuthority({
    clock,
    isWanted: ({ role, family }) =>
      family === 'ecc' && (role === 'root' || role === 'service' || role === 'test'),
  })
  const { issuers, signer } = authority
  const certificates = createCertificates({
    ...{ db, recordAll: recordEach(record), issuers, signer, clock },
  })
  const revocations = createRevocations({ record, clock, certificates })
  const outbox = createOutbox({ db, clock })
  const validations = createOutbox({ db, clock })
  const serviceCertificates = createServiceCertificates({
    ...{ db, clock, record, people, accounts, organisations, businessRegister, codes },
    ...{ certificates, revocations, planJob: outbox.planJob, key: new Uint8Array(32).fill(2) },
    publicUrl,
    systemPermit: (deed) => aPermit(deed),
  })
  outbox.use({ handlers: serviceCertificates.jobs, subscriptions: [] })
  const createOne = () =>
    createAcme({
      ...{ db, clock, record, people, accounts, organisations, certificates, serviceCertificates },
      planValidation: validations.planJob,
      key: new Uint8Array(32).fill(3),
      publicUrl,
      limits: { ordersAnHour: 50, failuresAnHour: 5 },
      issuers: issuers.all,
      probe: changes.probe ?? noProbe,
      systemPermit: (deed) => aPermit(deed),
      ...changes,
    })
  const acme = createOne()
  validations.use({ handlers: acme.validationJobs, subscriptions: [] })

  async function serve(one = acme, requestsPerMinute = 1000): Promise<FastifyInstance> {
    const app = fastify()
    await serveAcme(one.protocol, { requestsPerMinute })(app)
    return app
  }
  const app = await serve()
  const carry = carryInto(app)

  async function aPerson(): Promise<string> {
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode: anIdentityCode(), givenNames: 'Aino', surname: 'Esimerkki' },
          ...{ language: 'fi', nonDisclosure: false },
        }),
      ),
    )
    assert.ok(remembered.ok)
    return remembered.value
  }

  /** A hospital with a unit and an account, and who signs for it. */
  async function aHospital(changesOfUnit: Partial<CodedOrganisation> = {}) {
    const businessId = aBusinessId() as BusinessId
    const root = organisationOid(businessId)
    const unitOid = `${root}.10.1` as Oid
    for (const [oid, name] of [
      [root, 'Esimerkkilän sairaala'],
      [unitOid, 'Esimerkkilän sairaalan apteekki'],
    ] as const)
      coded.set(oid, {
        ...{ oid, name, businessId, codeList: 'organisations', sector: 'public' },
        validFrom: localDate('2020-01-01'),
        ...changesOfUnit,
      })
    const personId = await aPerson()
    const opened = await accounts.openAccount(aPermit('accounts.openAccount', { personId }), {
      ...{ businessId, kind: 'provider' },
    })
    assert.ok(opened.ok && opened.value.state === 'open')
    return { personId, organisationId: opened.value.organisationId, businessId, unitOid }
  }
  type Hospital = Pick<
    Awaited<ReturnType<typeof aHospital>>,
    'personId' | 'organisationId' | 'unitOid'
  >

  let named = 0
  /** A name that no other test has. */
  const aServerName = (): string => {
    named += 1
    return `acme${String(named)}.example.fi`
  }

  const ask = (
    { personId, organisationId, unitOid }: Hospital,
    asked: Partial<InputOf<typeof contracts.askApproval>> = {},
  ) =>
    acme.askApproval(aPermit('acme.askApproval', { personId }), {
      ...{ organisationId, unitOid, isTest: false, names: [aServerName()] },
      technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
      ...{ mailbox: 'certificates@example.fi', language: 'en' },
      ...asked,
    })
  const decide = (
    personId: string,
    approvalId: string,
    decision: InputOf<typeof contracts.decideApproval>['decision'],
    because?: string,
  ) =>
    acme.decideApproval(aPermit('acme.decideApproval', { personId }), {
      ...{ approvalId, decision, because },
    })

  /** Asked for, and approved by two handlers. */
  async function anApproval(
    hospital: Hospital,
    asked: Partial<InputOf<typeof contracts.askApproval>> = {},
  ) {
    const approval = await ask(hospital, asked)
    assert.ok(approval.ok, JSON.stringify(approval))
    const { approvalId } = approval.value
    assert.ok((await decide(await aPerson(), approvalId, 'check')).ok)
    const given = await decide(await aPerson(), approvalId, 'approve')
    assert.ok(given.ok)
    return given.value
  }
  const aKey = async ({ personId }: Hospital, approvalId: string) => {
    const given = await acme.giveKey(aPermit('acme.giveKey', { personId }), { approvalId })
    assert.ok(given.ok, JSON.stringify(given))
    return given.value
  }
  const aClient = (of: AcmeCarrier = carry) =>
    createAcmeClient(of, {
      directoryUrl: `${changes.publicUrl ?? publicUrl}/acme/directory`,
    })

  /** A program with an account under an approval of a hospital. */
  async function aProgram(asked: Partial<InputOf<typeof contracts.askApproval>> = {}) {
    const hospital = await aHospital()
    const approval = await anApproval(hospital, asked)
    const client = await aClient()
    const opened = await client.open(await aKey(hospital, approval.approvalId))
    assert.equal(opened.status, 201, opened.text)
    return { hospital, approval, client }
  }

  return {
    ...{ db, acme, createOne, serve, carry, coded, events, outbox, validations, authority },
    ...{ serviceCertificates, aPerson, aHospital, aServerName, ask, decide, anApproval, aKey },
    ...{ aClient, aProgram },
    numbersOf: async (organisationId: string) => {
      const organisation = await db.read((tx) => organisations.organisationById(tx, organisationId))
      assert.ok(organisation)
      const { customerNumber, businessId } = organisation
      return { customerNumber, businessId }
    },
    /** The application that the order became, by the order's address. */
    applicationOf: async (personId: string, orderUrl: string) => {
      const permit = aPermit('acme.viewApprovals', { personId })
      const order = await db.read((tx) => findOrder(tx, orderUrl.split('/').at(-1) ?? ''))
      assert.ok(order)
      const { approvalId } = order
      const listed = await acme.listOrders(permit, { approvalId, cursor: undefined, limit: 100 })
      assert.ok(listed.ok)
      return listed.value.orders.find(({ orderId }) => orderId === order.orderId)?.applicationId
    },
    setNow: (to: Instant) => {
      now = to
    },
    now: () => now,
    close: async () => {
      await app.close()
      await authority.close()
    },
  }
}

const noProbe: AcmeDeps['probe'] = {
  fetchKeyAuthorization: () => Promise.reject(new Error('nothing is looked at here')),
  lookUpTexts: () => Promise.reject(new Error('nothing is looked at here')),
}

/** Requests without a network. */
export const carryInto =
  (app: FastifyInstance): AcmeCarrier =>
  async ({ method, url, body, contentType }) => {
    const reply = await app.inject({
      ...{ method, url: url.slice(publicUrl.length) },
      ...(body !== undefined && { payload: body }),
      headers: contentType === undefined ? {} : { 'content-type': contentType },
    })
    return {
      status: reply.statusCode,
      headers: Object.fromEntries(
        Object.entries(reply.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value === undefined ? undefined : String(value),
        ]),
      ),
      text: reply.body,
    }
  }

/** The error of a problem document, without its namespace; `ok` of an answer that is none. */
export const errorOf = ({ text, status }: { text: string; status: number }): string => {
  if (status < 400) return 'ok'
  const { type = '' } = JSON.parse(text) as { type?: string }
  return type.replace('urn:ietf:params:acme:error:', '')
}
