import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach } from 'node:test'
import type { ThreeLanguages } from '@sotevarmenne/api/values'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { euroCents } from '@sotevarmenne/kernel/money'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Orders } from '#cards/orders/index.ts'
import type { Price } from '#cards/products/contract.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Contact } from '#organisations/registry/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import type { Db, Tx } from '#platform/db.ts'
import { createOutbox, type RecordedEvent } from '#platform/outbox.ts'
import { personOf } from '#platform/permit.ts'
import type { DomainEvent, Record, RecordAll } from '#platform/record.ts'
import type { ServedVisit } from '#points/appointments/contract.ts'
import { createCases } from '#support/cases/index.ts'
import { openInvoices, type Invoices } from '@sotevarmenne/sandbox/invoice-operator/invoices'
import { createInvoiceOperator } from '@sotevarmenne/sandbox/invoice-operator/server'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { decidePriceChange, type proposePrices } from '../../cards/products/change-prices.ts'
import { aVendor } from '../../cards/test-cards/testing.ts'
import { createCharges, type CustomerOf, type CustomersOf } from '../charges/index.ts'
import { createDisputes } from '../disputes/index.ts'
import { createInvoices, exampleSeller, operatorHttp } from '../invoices/index.ts'
import { createOperatorFees } from '../operator-fees/index.ts'
import { createPayments } from '../payments/index.ts'

/**
 * All of billing over a database, with the simulator of the e-invoice operator and stubs of other modules.
 */
export function billingEnvironment(db: Db) {
  /** What tests set. */
  const state = {
    now: startOfDay(localDate('2026-10-15')),
    recorded: [] as DomainEvent[],
    /** Events that the audit log refuses. */
    isRefused: (_event: DomainEvent): boolean => false,
    /** The visits that registration points served, by time. */
    served: [] as readonly ServedVisit[],
  }
  const clock = { now: (): Instant => (state.now = plus(state.now, 1)) }
  const faults = createFaults()
  /** By order. */
  const payers = new Map<string, OrderPayer>()
  const customers = new Map<string, string>()
  /** By the business ID of their operator. */
  const points = new Map<string, readonly { readonly pointId: string; readonly name: string }[]>()
  /** An organisation that is not in it has two. */
  const contacts = new Map<string, readonly Contact[]>()
  /** The role of each member in an organisation. */
  const members = new Map<string, 'administrator' | 'contact'>()
  /** Of charged cards, by card: the number and the holder's name. */
  const chargedCards = new Map<string, { readonly number: string; readonly holder?: string }>()
  /** First names in certificates, by application. */
  const certificateNames = new Map<string, string>()
  /** Test cards that went to production. */
  const accepted: string[] = []
  /** Of services of points that case officers added. */
  const serviceNames = new Map<string, ThreeLanguages>()
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const operator = operatorSimulator()

  const outbox = createOutbox({ db, clock })
  const record: Record = async (tx, event) => {
    if (state.isRefused(event)) throw new Error('the audit log can’t be written')
    state.recorded.push(event)
    await outbox.planSubscribers(tx, event, randomUUID())
  }
  const recordAll: RecordAll = async (tx, happened) => {
    for (const { event, permit } of happened) await record(tx, event, permit)
  }
  const accounts: Pick<Accounts, 'prepareAction' | 'checkMember'> = {
    prepareAction: (_permit, requested) =>
      Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
    checkMember: (_tx, permit, requested) => {
      const { organisationId } = requested
      const action = requested.action === 'view' ? (requested.at ?? 'view') : requested.action
      const role = members.get(`${personOf(permit)} ${organisationId}`)
      if (role === undefined) return Promise.resolve(refuse({ kind: 'account-not-found' }))
      return Promise.resolve(
        role === 'contact' && action !== 'view'
          ? refuse({ kind: 'not-in-this-role', role })
          : ok({ ...aMember, role, organisationId, personId: personOf(permit) }),
      )
    },
  }
  const cases = createCases({
    ...{ db, clock, people, accounts, planJob: outbox.planJob },
    secret: new Uint8Array(32).fill(7),
    record,
    organisations: {
      organisationNames: () =>
        Promise.resolve((organisationId) => aCustomer(organisationId) as never),
    },
    isRenewalOf: () => Promise.resolve(false),
    identifiedStranger: () => undefined,
    publicUrl: 'https://varmenne.example.fi',
    systemPermit: (operation) => aPermit(operation),
  })
  const vendor = aVendor({
    ...{ db, clock, record, caCertificates: {} as never },
    ...{ certificates: {} as never, revocations: {} as never },
    cards: {
      acceptTestCard: (_tx, _permit, { orderId }) => {
        accepted.push(orderId)
        return Promise.resolve({} as never)
      },
      cancelTestCard: () => Promise.reject(new Error('the test environment produces no cards')),
      cancelIssuedTestCard: () =>
        Promise.reject(new Error('the test environment produces no cards')),
      statesOfTestCards: () => Promise.resolve(new Map()),
    },
  })
  const customersOf: CustomersOf = (_tx, ids) =>
    Promise.resolve(new Map(ids.flatMap((id) => (customers.has(id) ? [[id, aCustomer(id)]] : []))))
  const customerOf: CustomerOf = (_tx, businessId) =>
    Promise.resolve(customers.has(businessId) ? aCustomer(businessId) : undefined)
  const charges = createCharges({
    ...{ db, clock, record, accounts, customersOf, customerOf },
    secret: new Uint8Array(32).fill(7),
    orders: { payerOf: (_tx, orderId) => Promise.resolve(payers.get(orderId)) },
    cards: {
      numbersOfCharged: (_tx, charged) =>
        Promise.resolve(
          new Map(
            charged.flatMap(({ cardId }) => {
              const card = chargedCards.get(cardId)
              return card ? [[cardId, card.number] as const] : []
            }),
          ),
        ),
      holdersOfCharged: async (tx, permit, { charged }) => {
        const found = charged.flatMap(({ cardId }) => {
          const holder = chargedCards.get(cardId)?.holder
          return holder === undefined ? [] : [[cardId, holder] as const]
        })
        for (const [cardId] of found)
          await record(tx, { type: 'CardListed', about: { cardId } }, permit)
        return new Map(found)
      },
    },
    certificateNamesOf: (_tx, ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) =>
            certificateNames.has(id) ? [[id, certificateNames.get(id) ?? '']] : [],
          ),
        ),
      ),
    serviceNames: () => Promise.resolve(serviceNames),
    pointsByIds: (_tx, ids) =>
      Promise.resolve(
        new Map(
          [...points.values()]
            .flat()
            .filter(({ pointId }) => ids.includes(pointId))
            .map((point) => [point.pointId, point]),
        ),
      ),
    testCards: vendor.testCards,
    systemPermit: (operation) => aPermit(operation),
  })
  const contactsOf = (_tx: Tx, organisationId: string): Promise<readonly Contact[]> =>
    Promise.resolve(
      contacts.get(organisationId) ?? [
        { name: 'Bo', email: `bo@${organisationId}.example`, language: 'sv' },
        { name: 'Aino', email: `aino@${organisationId}.example`, language: 'fi' },
      ],
    )
  const invoices = createInvoices({
    ...{ db, clock, record, recordAll, planJob: outbox.planJob, accounts, charges, customersOf },
    contactsOf,
    organisationsSought: (_tx, { query }) =>
      Promise.resolve(
        [...customers]
          .filter(([, name]) => name.toLowerCase().includes(query.toLowerCase()))
          .map(([organisationId]) => ({ organisationId })),
      ),
    personNamed: () => Promise.resolve('Kalle Käsittelijä'),
    seller: exampleSeller,
    renderInvoice: () => Promise.resolve(Buffer.from('%PDF-1.7')),
    operator: (invoice) => operatorHttp({ url: operator.url() })(invoice),
    systemPermit: (operation) => aPermit(operation),
  })
  const payments = createPayments({
    planJob: outbox.planJob,
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, invoices, seller: exampleSeller },
    secret: new Uint8Array(32).fill(7),
    personNamed: () => Promise.resolve('Kalle Käsittelijä'),
  })
  const disputes = createDisputes({
    ...{ db, clock, record, planJob: outbox.planJob, accounts, cases, charges, invoices },
    systemPermit: (operation) => aPermit(operation),
  })
  const operatorFees = createOperatorFees({
    ...{ db, clock, record, accounts, customersOf, customerOf, charges, invoices },
    contactsOf,
    pointsOfPointOperator: (_tx, businessId) => Promise.resolve(points.get(businessId) ?? []),
    visits: {
      servedOfMonth: (_tx, { pointIds, month, behind, limit }) =>
        Promise.resolve(
          state.served
            .filter(({ pointId }) => pointIds.includes(pointId))
            .filter(({ startsAt }) => dateInHelsinki(startsAt).startsWith(month))
            .filter(({ startsAt }) => behind === undefined || startsAt > behind.at)
            .slice(0, limit),
        ),
      csvOfMonth: async function* ({ month, pointIds, names }) {
        yield await Promise.resolve(
          `${month} ${pointIds.join()} ${[...(names ?? new Map()).values()].join()}`,
        )
      },
    },
  })
  const billing = {
    ...{ ...charges, ...invoices, ...payments, ...disputes, ...operatorFees },
    jobs: [...invoices.jobs, ...payments.jobs, ...disputes.jobs],
    subscriptions: [...charges.subscriptions, ...disputes.subscriptions],
  }
  outbox.use({ handlers: billing.jobs, subscriptions: billing.subscriptions })

  before(() => operator.open({ clock, faults }))
  beforeEach(async () => {
    state.now = startOfDay(localDate('2026-10-15'))
    state.recorded = []
    state.isRefused = () => false
    await operator.empty()
    faults.set('invoice-operator', { kind: 'none' })
    await db.write(async (tx) => {
      await sql`truncate charges.charge, invoices.payment, payments.decision, payments.entry, payments.import,
        payments.import_piece, invoices.invoice, invoices.run, invoices.billing, charges.dispute,
        charges.disputed_charge, charges.cost_centre, platform.outbox`.execute(tx)
      await sql`delete from products.dated_change where proposed_by is not null`.execute(tx)
      await sql`truncate invoices.last_number, invoices.seller`.execute(tx)
      return ok(undefined)
    })
  })
  after(() => operator.close())

  const clinic = { oid: '1.2.246.10.2048198.10.1', name: 'Poliklinikka' }
  const ward = { oid: '1.2.246.10.2048198.10.2', name: 'Sairaala' }
  const aCustomer = (organisationId: string) => ({
    organisationId,
    name: customers.get(organisationId) ?? '',
    businessId: '0204819-8' as string as BusinessId,
    customerNumber: 'A0000001',
    units: [clinic, ward],
  })
  const anOrganisation = (name = 'Esimerkkilän sairaala') => {
    const organisationId = randomUUID()
    customers.set(organisationId, name)
    return organisationId
  }
  const priced: Price = {
    kind: 'priced',
    amount: euroCents(2300),
    because: 'staff-without-patient-systems',
  }
  const free: Price = { kind: 'free', because: 'logs-in-to-patient-systems' }

  /** The agreements on which the cards of these tests are ordered. */
  const agreements = { cardAgreementId: randomUUID(), delegationId: randomUUID() }
  /** A card of the organisation is produced. */
  const make = async (organisationId: string | undefined, price: Price = priced) => {
    const action = { orderId: randomUUID(), cardId: randomUUID() }
    if (organisationId !== undefined)
      payers.set(action.orderId, {
        ...{ organisationId, product: 'staff-card', price, priceList: 'standard' },
        ...agreements,
      })
    await happen({ type: 'CardProduced', about: { ...action, personId: randomUUID() } })
    return action
  }
  const happen = async (event: RecordedEvent, eventId = randomUUID()) => {
    await db.write(async (tx) => {
      await outbox.planSubscribers(tx, event, eventId)
      return ok(undefined)
    })
    await outbox.drain()
  }
  const caseOfficer = randomUUID()
  const viewing = aPermit('fees.viewFees', { personId: caseOfficer })
  const charged = async (organisationId?: string) => {
    const listed = await billing.listCharges(viewing, {
      ...(organisationId !== undefined && { organisationId }),
      limit: 100,
    })
    assert.ok(listed.ok)
    return listed.value.charges
  }
  const invoiced = async (organisationId?: string) => {
    const listed = await billing.listInvoices(viewing, {
      ...(organisationId !== undefined && { organisationId }),
      filter: 'all',
      limit: 100,
    })
    assert.ok(listed.ok)
    return listed.value.invoices
  }
  const run = async (month = '2026-10') => {
    const started = await billing.startRun(
      aPermit('fees.invoiceMonth', { personId: caseOfficer }),
      {
        month,
      },
    )
    if (started.ok) await outbox.drain()
    return started
  }
  /** A member of the organisation's account, with permits to read its fees. */
  const memberOf = (organisationId: string, role: 'administrator' | 'contact' = 'contact') => {
    const personId = randomUUID()
    members.set(`${personId} ${organisationId}`, role)
    return {
      viewing: aPermit('fees.viewOwnFees', { personId }),
      changing: aPermit('fees.changeOwnBilling', { personId }),
      disputing: aPermit('fees.disputeInvoice', { personId }),
      writing: aPermit('cases.writeForOrganisation', { personId }),
      personId,
    }
  }
  const nextMonth = () => (state.now = startOfDay(localDate('2026-11-02')))
  const types = () => state.recorded.map(({ type }) => type)

  const prices = {
    db,
    clock,
    record: () => Promise.resolve(),
    personNamed: () => Promise.resolve(''),
  }
  const proposing = aPermit('products.proposePrices', { personId: caseOfficer })
  /** By another case officer. */
  const approve = async (
    proposed: Awaited<ReturnType<ReturnType<(typeof proposePrices)['handle']>>>,
  ) => {
    assert.ok(proposed.ok)
    const deciding = aPermit('products.decidePrices', { personId: randomUUID() })
    const { changeId } = proposed.value
    const decided = await decidePriceChange.handle(prices)(deciding, {
      changeId,
      decision: 'approved',
    })
    assert.ok(decided.ok)
  }
  return {
    ...{ state, clock, faults, operator, outbox, record, billing, cases, vendor, accepted },
    ...{ payers, customers, points, contacts, members, chargedCards, certificateNames },
    serviceNames,
    ...{ clinic, ward, aCustomer, anOrganisation, priced, free, agreements },
    ...{ make, happen, caseOfficer, viewing, charged, invoiced, run, memberOf, nextMonth, types },
    ...{ prices, proposing, approve },
  }
}

type OrderPayer = NonNullable<Awaited<ReturnType<Orders['payerOf']>>>

export type BillingEnvironment = ReturnType<typeof billingEnvironment>

export const kind = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}) => result.refusal?.kind ?? 'ok'

/** The simulator of the e-invoice operator, in its own folder. */
function operatorSimulator() {
  let folder: string
  let invoices: Invoices
  let server: ReturnType<typeof createInvoiceOperator>
  let url: string
  return {
    open: async (
      deps: Pick<Parameters<typeof createInvoiceOperator>[0], 'clock' | 'faults'>,
    ): Promise<void> => {
      folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-billing-'))
      invoices = await openInvoices(folder)
      server = createInvoiceOperator({ site: aSite, invoices, ...deps })
      url = await server.listen({ port: 0, host: 'localhost' })
    },
    empty: async (): Promise<void> => {
      for (const file of await readdir(folder)) await rm(path.join(folder, file))
    },
    close: async (): Promise<void> => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
    url: () => url,
    find: (number: string) => invoices.find(number),
    files: () => readdir(folder),
  }
}

type Member = Extract<Awaited<ReturnType<Accounts['checkMember']>>, { ok: true }>['value']

const aMember = {
  memberId: 'member' as string as Member['memberId'],
  basis: 'invitation',
  since: startOfDay(localDate('2026-10-01')),
} as const

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
