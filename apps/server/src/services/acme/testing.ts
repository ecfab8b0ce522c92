import assert from 'node:assert/strict'
import { fastify, type FastifyInstance } from 'fastify'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/acme'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Db } from '#platform/db.ts'
import { createOutbox } from '#platform/outbox.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import { createAcmeClient, type AcmeCarrier } from '../../../../../tests/support/acme-client.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import {
  createServiceWorld,
  publicUrl,
  requestOf,
  type Hospital,
  type Keys,
  type ServiceWorld,
} from '../service-certificates/testing.ts'
import type { AcmeDeps } from './deps.ts'
import { createAcme, programStands, serveAcme } from './index.ts'
import { findOrder } from './stores/orders.ts'

export const morning = instant(Date.UTC(2026, 10, 26, 8))

/** PKCS#10, base64url, as programs send it. `commonName`: none unless told. */
export const aRequest = (
  names: readonly string[],
  { commonName, ...signing }: { keys?: Keys; signer?: Keys; commonName?: string } = {},
): string =>
  requestOf(
    commonName === undefined ? [] : [{ type: attributeTypes.commonName, value: commonName }],
    names,
    signing,
  ).toString('base64url')

export type AcmeWorld = Awaited<ReturnType<typeof createAcmeWorld>>

/** The part of the service that ACME stands on, over one database, with a clock that stands still until it is set. */
export async function createAcmeWorld(
  db: Db,
  {
    authority: given,
    coded: ofCodes,
    planValidation,
    status,
    ...changes
  }: Partial<
    Pick<AcmeDeps, 'limits' | 'publicUrl' | 'probe' | 'clock' | 'record' | 'planValidation'>
  > &
    Partial<Pick<ServiceWorld, 'authority' | 'coded'>> &
    Pick<Parameters<typeof createServiceWorld>[1], 'status'> = {},
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
  const world = await createServiceWorld(db, {
    ...{ clock, record, authority: given, coded: ofCodes, programStands },
    ...(status && { status }),
  })
  const { people, organisations, accounts, authority, certificates, outbox } = world
  const { serviceCertificates, coded, aPerson, aHospital } = world
  const validations = createOutbox({ db, clock })
  const createOne = (more: Partial<Pick<AcmeDeps, 'caaDomain'>> = {}) =>
    createAcme({
      ...{ db, clock, record, people, accounts, organisations, certificates, serviceCertificates },
      planValidation: planValidation ?? validations.planJob,
      key: new Uint8Array(32).fill(3),
      publicUrl,
      limits: { ordersAnHour: 50, failuresAnHour: 5 },
      issuers: authority.issuers.all,
      probe: changes.probe ?? noProbe,
      systemPermit: (deed) => aPermit(deed),
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
    followBusinesses: () =>
      organisations.followBusinesses(aPermit('organisations.followBusinesses')),
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
  lookUpCaa: () => Promise.reject(new Error('nothing is looked at here')),
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
