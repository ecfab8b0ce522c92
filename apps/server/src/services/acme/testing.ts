import assert from 'node:assert/strict'
import { fastify, type FastifyInstance } from 'fastify'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/acme'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Db } from '#platform/db.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import { createAcmeClient, type AcmeCarrier } from '@sotevarmenne/tests/network/acme-client'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import {
  aSignature,
  createServiceEnvironment,
  publicUrl,
  requestOf,
  type Hospital,
  type Keys,
  type ServiceEnvironment,
} from '../service-certificates/testing.ts'
import type { AcmeDeps } from './deps.ts'
import { createAcme, serveAcme } from './index.ts'
import { findOrder } from './stores/orders.ts'

export const morning = instant(Date.UTC(2026, 10, 26, 8))

/** PKCS#10, base64url, as programs send it. `commonName`: absent by default. */
export const aRequest = (
  names: readonly string[],
  { commonName, ...signing }: { keys?: Keys; signer?: Keys; commonName?: string } = {},
): string =>
  requestOf(
    commonName === undefined ? [] : [{ type: attributeTypes.commonName, value: commonName }],
    names,
    signing,
  ).toString('base64url')

export type AcmeEnvironment = Awaited<ReturnType<typeof createAcmeEnvironment>>

/**
 * The part of the service that ACME needs, over one database, with a clock that changes only when it is set.
 */
export async function createAcmeEnvironment(
  db: Db,
  {
    ca: given,
    coded: ofCodes,
    planValidation,
    status,
    ...changes
  }: Partial<
    Pick<
      AcmeDeps,
      | 'limits'
      | 'publicUrl'
      | 'probe'
      | 'clock'
      | 'record'
      | 'planValidation'
      | 'caaDomain'
      | 'issuerDomainName'
      | 'offersProfiles'
    >
  > &
    Partial<Pick<ServiceEnvironment, 'ca' | 'coded'>> &
    Pick<Parameters<typeof createServiceEnvironment>[1], 'status'> = {},
) {
  let now: Instant = morning
  const events: DomainEvent[] = []
  const clock = changes.clock ?? { now: () => now }
  const record: Record =
    changes.record ??
    ((_tx, event) => {
      events.push(event)
      return Promise.resolve()
    })
  const environment = await createServiceEnvironment(db, {
    ...{ clock, record, ca: given, coded: ofCodes },
    ...(status && { status }),
  })
  const { people, organisations, accounts, ca, certificates, outbox } = environment
  const { serviceCertificates, coded, aPerson, aHospital, checkSignature } = environment
  const validations = createOutbox({ db, clock })
  const createOne = (
    more: Partial<Pick<AcmeDeps, 'caaDomain' | 'issuerDomainName' | 'offersProfiles'>> = {},
  ) =>
    createAcme({
      ...{ db, clock, record, people, accounts, organisations, certificates, serviceCertificates },
      planValidation: planValidation ?? validations.planJob,
      secret: new Uint8Array(32).fill(3),
      publicUrl,
      limits: { ordersAnHour: 50, failuresAnHour: 5 },
      issuers: ca.issuers.all,
      probe: changes.probe ?? noProbe,
      checkSignature,
      systemPermit: (operation) => aPermit(operation),
      ...{ ...changes, ...more },
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

  let named = 0
  /** A name that no other test has. */
  const aServerName = (): string => {
    named += 1
    return `acme${String(named)}.example.fi`
  }

  const request = (
    { personId, organisationId, unitOid }: Hospital,
    requested: Partial<InputOf<typeof contracts.requestApproval>> = {},
  ) =>
    acme.requestApproval(aPermit('acme.requestApproval', { personId }), {
      ...{ organisationId, unitOid, isTest: false, names: [aServerName()] },
      technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
      ...{ mailbox: 'certificates@example.fi', language: 'en' },
      ...requested,
    })
  /** The text that the case officer would sign. */
  const toSign = async (personId: string, approvalId: string): Promise<string | undefined> => {
    const before = events.length
    const seen = await acme.viewQueuedApproval(aPermit('acme.viewQueue', { personId }), {
      approvalId,
    })
    events.length = before
    return seen.ok ? seen.value.toSign : undefined
  }
  /** The case officer signs what the page shows. */
  const decide = async (
    personId: string,
    approvalId: string,
    decision: InputOf<typeof contracts.decideApproval>['decision'],
    because?: string,
    signed?: InputOf<typeof contracts.decideApproval>['signed'],
  ) =>
    acme.decideApproval(aPermit('acme.decideApproval', { personId }), {
      ...{ approvalId, decision, because },
      signed: signed ?? aSignature(await toSign(personId, approvalId)),
    })

  /** Requested, and approved by two case officers. */
  async function anApproval(
    hospital: Hospital,
    requested: Partial<InputOf<typeof contracts.requestApproval>> = {},
  ) {
    const approval = await request(hospital, requested)
    assert.ok(approval.ok, JSON.stringify(approval))
    const { approvalId } = approval.value
    assert.ok((await decide(await aPerson(), approvalId, 'check')).ok)
    const given = await decide(await aPerson(), approvalId, 'approve')
    assert.ok(given.ok)
    return given.value
  }
  const aKey = async ({ personId }: Hospital, approvalId: string) => {
    const given = await acme.createEabKey(aPermit('acme.createEabKey', { personId }), {
      approvalId,
    })
    assert.ok(given.ok, JSON.stringify(given))
    return given.value
  }
  const aClient = (of: AcmeCarrier = carry) =>
    createAcmeClient(of, {
      directoryUrl: `${changes.publicUrl ?? publicUrl}/acme/directory`,
    })

  /** A program with an account under an approval of a hospital. */
  async function aProgram(requested: Partial<InputOf<typeof contracts.requestApproval>> = {}) {
    const hospital = await aHospital()
    const approval = await anApproval(hospital, requested)
    const client = await aClient()
    const opened = await client.open(await aKey(hospital, approval.approvalId))
    assert.equal(opened.status, 201, opened.text)
    return { hospital, approval, client }
  }

  return {
    ...{ db, acme, createOne, serve, carry, coded, events, outbox, validations, ca },
    ...{
      serviceCertificates,
      aPerson,
      aHospital,
      aServerName,
      request,
      decide,
      toSign,
      anApproval,
      aKey,
    },
    ...{ aClient, aProgram },
    numbersOf: async (organisationId: string) => {
      const organisation = await db.read((tx) => organisations.organisationById(tx, organisationId))
      assert.ok(organisation)
      const { customerNumber, businessId } = organisation
      return { customerNumber, businessId }
    },
    /** The application of the order, by the order's URL. */
    applicationOf: async (personId: string, orderUrl: string) => {
      const permit = aPermit('acme.viewApprovals', { personId })
      const order = await db.read((tx) => findOrder(tx, orderUrl.split('/').at(-1) ?? ''))
      assert.ok(order)
      const { approvalId } = order
      const listed = await acme.listOrders(permit, { approvalId, cursor: undefined, limit: 100 })
      assert.ok(listed.ok)
      return listed.value.orders.find(({ orderId }) => orderId === order.orderId)?.applicationId
    },
    followBusinesses: () =>
      organisations.followBusinesses(aPermit('organisations.followBusinesses')),
    setNow: (to: Instant) => {
      now = to
    },
    now: () => now,
    close: async () => {
      await app.close()
      await ca.close()
    },
  }
}

const noProbe: AcmeDeps['probe'] = {
  fetchKeyAuthorization: () => Promise.reject(new Error('unexpected validation in this test')),
  fetchAcmeCertificate: () => Promise.reject(new Error('unexpected validation in this test')),
  lookUpTexts: () => Promise.reject(new Error('unexpected validation in this test')),
  lookUpCaa: () => Promise.reject(new Error('unexpected validation in this test')),
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

/** The error of a problem document, without its namespace; `ok` for any other response. */
export const errorOf = ({ text, status }: { text: string; status: number }): string => {
  if (status < 400) return 'ok'
  const { type = '' } = JSON.parse(text) as { type?: string }
  return type.replace('urn:ietf:params:acme:error:', '')
}
