import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { costCentre as costCentreOfContract } from '@sotevarmenne/api/fees'
import { euroCents } from '@sotevarmenne/kernel/money'
import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Contact } from '#organisations/registry/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import { createOutbox, type Outbox, type RecordedEvent } from '#platform/outbox.ts'
import { personOf } from '#platform/permit.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import type { ChargedAct, Price } from '#cards/products/contract.ts'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
} from '../../cards/products/change-prices.ts'
import { someCents } from '../../cards/products/testing.ts'
import { aVendor } from '../../cards/test-cards/testing.ts'
import type { ServedVisit } from '#points/appointments/contract.ts'
import { priceListOf, serviceCertificatePrice, testCardPrice } from '#cards/products/index.ts'
import { createThreads, type Threads } from '#support/cases/index.ts'
import { openInvoices, type Invoices } from '../../../../sandbox/src/invoice-operator/invoices.ts'
import { createInvoiceOperator } from '../../../../sandbox/src/invoice-operator/server.ts'
import { aSite } from '../../../../sandbox/src/testing.ts'
import { createFaults } from '../../../../sandbox/src/world/faults.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { createFees, exampleSeller, operatorHttp, type Fees, type Payer } from './index.ts'

forEachDatabase('fees', ({ db }) => {
  let now: Instant
  const clock = { now: () => (now = plus(now, 1)) }
  const faults = createFaults()
  const payers = new Map<string, Payer>()
  const customers = new Map<string, string>()
  /** By the business ID of their keeper. */
  const points = new Map<string, readonly { readonly pointId: string; readonly name: string }[]>()
  /** What registration points served, in the order of time. */
  let served: readonly ServedVisit[] = []
  /** Who acts for whom, as what. */
  /** Of all others there are two. */
  const contacts = new Map<string, readonly Contact[]>()
  const members = new Map<string, 'administrator' | 'contact'>()
  let recorded: DomainEvent[] = []
  /** Which event the trail does not take. */
  let isRefused: (event: DomainEvent) => boolean
  let folder: string
  let invoices: Invoices
  let operator: ReturnType<typeof createInvoiceOperator>
  let outbox: Outbox
  let fees: Fees
  let threads: Threads
  let vendor: ReturnType<typeof aVendor>
  /** Test cards that went to production. */
  const accepted: string[] = []
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-fees-'))
    invoices = await openInvoices(folder)
    operator = createInvoiceOperator({ site: aSite, clock, faults, invoices })
    const url = await operator.listen({ port: 0, host: 'localhost' })
    outbox = createOutbox({ db, clock })
    const record: Record = async (tx, event) => {
      if (isRefused(event)) throw new Error('the trail can’t be written')
      recorded.push(event)
      await outbox.planListeners(tx, event, randomUUID())
    }
    const accounts: Pick<Accounts, 'prepareAct' | 'judgeMember'> = {
      prepareAct: (_permit, asked) => Promise.resolve(ok({ ...asked, signing: 'not-asked' })),
      judgeMember: (_tx, permit, asked) => {
        const { organisationId } = asked
        const act = asked.act === 'look' ? (asked.at ?? 'look') : asked.act
        const role = members.get(`${personOf(permit)} ${organisationId}`)
        if (role === undefined) return Promise.resolve(refuse({ kind: 'account-not-found' }))
        return Promise.resolve(
          role === 'contact' && act !== 'look'
            ? refuse({ kind: 'not-in-this-role', role })
            : ok({ ...aMember, role, organisationId, personId: personOf(permit) }),
        )
      },
    }
    threads = createThreads({
      ...{ db, clock, people, accounts, planJob: outbox.planJob },
      key: new Uint8Array(32).fill(7),
      record,
      organisations: {
        organisationNames: () =>
          Promise.resolve((organisationId) => aCustomer(organisationId) as never),
      },
      isRenewalOf: () => Promise.resolve(false),
      systemPermit: (deed) => aPermit(deed),
    })
    fees = createFees({
      key: new Uint8Array(32).fill(7),
      threads,
      ...{ db, clock, planJob: outbox.planJob, seller: exampleSeller },
      ...{ record, accounts },
      payerOf: async (tx, orderId) =>
        payers.get(orderId) ?? (await vendor.testCards.payerOf(tx, orderId)),
      customersOf: (_tx, ids) =>
        Promise.resolve(
          new Map(ids.flatMap((id) => (customers.has(id) ? [[id, aCustomer(id)]] : []))),
        ),
      customerOf: (_tx, businessId) =>
        Promise.resolve(customers.has(businessId) ? aCustomer(businessId) : undefined),
      pointsOfKeeper: (_tx, businessId) => Promise.resolve(points.get(businessId) ?? []),
      visits: {
        servedOfMonth: (_tx, { pointIds, month, behind, limit }) =>
          Promise.resolve(
            served
              .filter(({ pointId }) => pointIds.includes(pointId))
              .filter(({ startsAt }) => dateInHelsinki(startsAt).startsWith(month))
              .filter(({ startsAt }) => behind === undefined || startsAt > behind.at)
              .slice(0, limit),
          ),
        csvOfMonth: async function* ({ month, pointIds, names }) {
          yield await Promise.resolve(`${month} ${pointIds.join()} ${[...names.values()].join()}`)
        },
      },
      contactsOf: (_tx, organisationId) =>
        Promise.resolve(
          contacts.get(organisationId) ?? [
            { name: 'Bo', email: `bo@${organisationId}.example`, language: 'sv' },
            { name: 'Aino', email: `aino@${organisationId}.example`, language: 'fi' },
          ],
        ),
      personNamed: () => Promise.resolve('Kalle Käsittelijä'),
      renderInvoice: () => Promise.resolve(Buffer.from('%PDF-1.7')),
      operator: operatorHttp({ url }),
      systemPermit: (deed) => aPermit(deed),
    })
    outbox.use({ handlers: fees.jobs, subscriptions: fees.subscriptions })
    vendor = aVendor({
      ...{ db, clock, record, authorityCertificates: {} as never },
      ...{ certificates: {} as never, revocations: {} as never },
      cards: {
        acceptTestCard: (_tx, _permit, { orderId }) => {
          accepted.push(orderId)
          return Promise.resolve({} as never)
        },
        cancelTestCard: () => Promise.reject(new Error('no card is made here')),
        closeTestCard: () => Promise.reject(new Error('no card is made here')),
        statesOfTestCards: () => Promise.resolve(new Map()),
      },
    })
  })
  beforeEach(async () => {
    now = startOfDay(localDate('2026-10-15'))
    recorded = []
    isRefused = () => false
    for (const file of await readdir(folder)) await rm(path.join(folder, file))
    faults.set('invoice-operator', { kind: 'none' })
    await db.write(async (tx) => {
      await sql`truncate fees.charge, fees.invoice, fees.run, fees.billing, fees.dispute,
        fees.disputed_charge, fees.cost_centre, platform.outbox`.execute(tx)
      await sql`delete from products.price_change where proposed_by is not null`.execute(tx)
      await sql`truncate fees.last_number, fees.seller`.execute(tx)
      return ok(undefined)
    })
  })
  after(async () => {
    await operator.close()
    await rm(folder, { recursive: true, force: true })
  })

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

  /** On which the cards of these tests are ordered. */
  const papers = { agreementId: randomUUID(), authorisationId: randomUUID() }
  /** A card of the organisation is made. */
  const make = async (organisationId: string | undefined, price: Price = priced) => {
    const act = { orderId: randomUUID(), cardId: randomUUID() }
    if (organisationId !== undefined)
      payers.set(act.orderId, {
        ...{ organisationId, product: 'staff-card', price, priceList: 'standard' },
        ...papers,
      })
    await happen({ type: 'CardProduced', about: { ...act, personId: randomUUID() } })
    return act
  }
  const happen = async (event: RecordedEvent, eventId = randomUUID()) => {
    await db.write(async (tx) => {
      await outbox.planListeners(tx, event, eventId)
      return ok(undefined)
    })
    await outbox.drain()
  }
  const handler = randomUUID()
  const viewing = aPermit('fees.viewFees', { personId: handler })
  const charged = async (organisationId?: string) => {
    const listed = await fees.listCharges(viewing, {
      ...(organisationId !== undefined && { organisationId }),
      limit: 100,
    })
    assert.ok(listed.ok)
    return listed.value.charges
  }
  const invoiced = async (organisationId?: string) => {
    const listed = await fees.listInvoices(viewing, {
      ...(organisationId !== undefined && { organisationId }),
      filter: 'all',
      limit: 100,
    })
    assert.ok(listed.ok)
    return listed.value.invoices
  }
  const run = async (month = '2026-10') => {
    const started = await fees.startRun(aPermit('fees.invoiceMonth', { personId: handler }), {
      month,
    })
    if (started.ok) await outbox.drain()
    return started
  }
  /** Somebody of the organisation's account looks at its fees. */
  const memberOf = (organisationId: string, role: 'administrator' | 'contact' = 'contact') => {
    const personId = randomUUID()
    members.set(`${personId} ${organisationId}`, role)
    return {
      looking: aPermit('fees.viewOwnFees', { personId }),
      changing: aPermit('fees.changeOwnBilling', { personId }),
      disputing: aPermit('fees.disputeInvoice', { personId }),
      writing: aPermit('threads.writeForOrganisation', { personId }),
      personId,
    }
  }
  const nextMonth = () => (now = startOfDay(localDate('2026-11-02')))
  const types = () => recorded.map(({ type }) => type)

  it('charges a card when it was made, at the price of its order, once however often it hears of it (R200)', async () => {
    const organisationId = anOrganisation()
    const act = await make(organisationId)
    await happen({ type: 'CardProduced', about: { ...act, personId: randomUUID() } })
    const charges = await charged(organisationId)
    assert.deepEqual(
      charges.map(({ product, netCents, vatPermille, because, actedOn, state, ...cited }) => {
        const { orderId, agreementId, authorisationId } = cited
        return {
          ...{ product, netCents, vatPermille, because, actedOn, state, orderId },
          ...{ agreementId, authorisationId },
        }
      }),
      [
        {
          ...{ product: 'staff-card', netCents: 2300, vatPermille: 0, actedOn: '2026-10-15' },
          ...{ because: 'staff-without-patient-systems', state: 'open', orderId: act.orderId },
          ...papers,
        },
      ],
    )
    assert.deepEqual(types(), ['ChargeBorn'])
  })

  it('writes down what is free at zero, with its reason, and nothing of a professional card (R201)', async () => {
    const organisationId = anOrganisation()
    await make(organisationId, free)
    await make(undefined)
    assert.deepEqual(
      (await charged()).map(({ netCents, because, state }) => [netCents, because, state]),
      [[0, 'logs-in-to-patient-systems', 'free']],
    )
  })

  it('charges the temporary certificates of a spare card to the payer of its actual card', async () => {
    const organisationId = anOrganisation()
    const { orderId } = await make(organisationId)
    const price: Price = { kind: 'priced', amount: euroCents(3258), because: 'priced-card' }
    const about = { orderId, cardId: randomUUID(), personId: randomUUID() }
    await happen({ type: 'SpareCardHandedOver', about, price })
    assert.deepEqual(
      (await charged(organisationId)).map(({ product, netCents }) => [product, netCents]),
      [
        ['temporary-certificate', 3258],
        ['staff-card', 2300],
      ],
    )
  })

  it('charges a certificate to whoever ordered it, citing application, approval and authorisation, once (R220)', async () => {
    const organisationId = anOrganisation()
    const act: ChargedAct = {
      ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
      price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
      made: { kind: 'certificate', applicationId: randomUUID(), approvalId: randomUUID() },
      authorisationId: randomUUID(),
      unit: { oid: '1.2.246.10.2048198.10.1', name: 'Apteekki' },
      invoiceReference: 'IT-4711',
    }
    const event = { type: 'ServiceCertificateIssued', charges: [act] }
    await happen(event)
    await happen(event)
    const isFree: ChargedAct = {
      ...act,
      price: { kind: 'free', because: 'test-version' },
      made: { kind: 'certificate', applicationId: randomUUID() },
    }
    await happen({ type: 'ServiceCertificateIssued', charges: [isFree] })
    const [free, charge, ...more] = await charged(organisationId)
    assert.deepEqual(more, [])
    assert.deepEqual(
      [free?.state, free?.because, free?.netCents, charge?.netCents, charge?.unit],
      ['free', 'test-version', 0, 1629, act.unit],
    )
    assert.equal(charge?.invoiceReference, act.invoiceReference)
    const { applicationId, approvalId, authorisationId, agreementId } = charge ?? {}
    assert.deepEqual(
      { kind: 'certificate', applicationId, approvalId, authorisationId, agreementId },
      { ...act.made, authorisationId: act.authorisationId, agreementId: undefined },
    )
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    assert.deepEqual([invoice?.grossCents, invoice?.delivery], [1629, 'sent'])
  })

  it('tells certificates apart on the invoice by what their applications say for it, and on every copy of it (R220)', async () => {
    const organisationId = anOrganisation()
    const act = (invoiceReference?: string): ChargedAct => ({
      ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
      price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
      made: { kind: 'certificate', applicationId: randomUUID() },
      ...(invoiceReference !== undefined && { invoiceReference }),
    })
    for (const reference of ['IT-4711', undefined, 'IT-1', 'IT-4711'])
      await happen({ type: 'ServiceCertificateIssued', charges: [act(reference)] })
    assert.deepEqual(
      (await charged(organisationId)).map(({ invoiceReference }) => invoiceReference).toSorted(),
      ['IT-1', 'IT-4711', 'IT-4711', undefined],
    )
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    const invoiceId = invoice?.invoiceId ?? ''
    const shown = await fees.viewInvoice(viewing, { invoiceId })
    assert.ok(shown.ok)
    assert.deepEqual(
      shown.value.lines.map(({ invoiceReference, count }) => [invoiceReference, count]),
      [
        [undefined, 1],
        ['IT-1', 1],
        ['IT-4711', 2],
      ],
    )
    const finvoice = await fees.fetchInvoiceDocument(viewing, { invoiceId, format: 'finvoice' })
    assert.ok(finvoice.ok)
    const message = Buffer.from(finvoice.value.document, 'base64').toString('utf8')
    assert.ok(message.includes('<RowFreeText>Viite / Referens: IT-4711</RowFreeText>'))
    const books = await fees.exportAccounting(viewing, { month: '2026-10' })
    assert.ok(books.ok)
    const lines = (await textOf(books.value)).split('\r\n')
    assert.equal(lines.filter((line) => line.endsWith(',,IT-4711')).length, 1)
    const own = await fees.exportOwnCharges(memberOf(organisationId).looking, {
      ...{ organisationId, from: '2026-10-01', to: '2026-10-31', language: 'en' },
    })
    assert.ok(own.ok)
    const acts = (await textOf(own.value)).split('\r\n')
    assert.equal(acts.filter((line) => line.endsWith(',,IT-4711')).length, 2)
  })

  const prices = { db, clock, record: () => Promise.resolve(), personNamed: async () => '' }
  const proposing = aPermit('products.proposePrices', { personId: handler })
  /** By another handler. */
  const approve = async (proposed: Awaited<ReturnType<ReturnType<typeof proposePrices>>>) => {
    assert.ok(proposed.ok)
    const deciding = aPermit('products.decidePrices', { personId: randomUUID() })
    const { changeId } = proposed.value
    const decided = await decidePriceChange(prices)(deciding, { changeId, decision: 'approved' })
    assert.ok(decided.ok)
  }

  it('asks the price that held as it was ordered, to the millisecond before midnight, and the tax of the day on which it was made (R135, R205, R293)', async () => {
    const change = localDate('2026-10-20')
    await approve(
      await proposePrices(prices)(proposing, {
        ...{ beginsOn: change, vat: 'standard', cents: someCents(2597) },
      }),
    )
    await approve(
      await proposeVatRate(prices)(proposing, { beginsOn: localDate('2026-10-22'), permille: 270 }),
    )
    const orderAt = async (at: Instant) => {
      clock.now = () => at
      const ordered = await vendor.order()
      assert.ok(ordered.ok)
      const decided = await vendor.decide(ordered.value.orderId, { decision: 'accept' })
      assert.ok(decided.ok)
      const testCardId = accepted.at(-1)
      assert.ok(testCardId !== undefined)
      return testCardId
    }
    const madeOn = async (orderId: string, day: string) => {
      clock.now = () => startOfDay(localDate(day))
      const about = { orderId, cardId: randomUUID(), personId: randomUUID() }
      await happen({ type: 'CardProduced', about })
    }
    const ticking = clock.now
    try {
      const before = await orderAt(plus(startOfDay(change), -1))
      const after = await orderAt(startOfDay(change))
      await madeOn(before, '2026-10-19')
      await madeOn(after, '2026-10-21')
      const late = await orderAt(plus(startOfDay(change), -1))
      await madeOn(late, '2026-10-22')
    } finally {
      clock.now = ticking
    }
    customers.set(vendor.organisationId, 'Järjestelmätoimittaja Oy')
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(vendor.organisationId)
    assert.ok(invoice)
    const shown = await fees.viewInvoice(viewing, { invoiceId: invoice.invoiceId })
    assert.ok(shown.ok)
    assert.deepEqual(
      shown.value.lines.map(({ product, unitCents, vatPermille, count }) => [
        ...[product, unitCents, vatPermille, count],
      ]),
      [
        ['test-card', 2300, 0, 1],
        ['test-card', 2300, 270, 1],
        ['test-card', 2800, 255, 1],
      ],
    )
    // 23,00 + 23,00 + 6,21 + 28,00 + 7,14.
    assert.equal(invoice.grossCents, 8735)
  })

  it('charges nothing where it can’t be recorded', async () => {
    const organisationId = anOrganisation()
    isRefused = () => true
    await assert.rejects(make(organisationId))
    assert.deepEqual(await charged(organisationId), [])
  })

  it('invoices a month that is over: an invoice for each organisation that owes, numbers without gaps (R202)', async () => {
    const one = anOrganisation('Yksi')
    const other = anOrganisation('Kaksi')
    await make(one)
    await make(one)
    await make(other)
    await make(anOrganisation('Ilmainen'), free)
    nextMonth()
    const started = await run()
    assert.ok(started.ok)
    assert.equal(started.value.waiting, 2)
    const all = await invoiced()
    assert.deepEqual(
      all
        .map(({ organisation, grossCents, delivery }) => [organisation.name, grossCents, delivery])
        .sort(),
      [
        ['Kaksi', 2300, 'sent'],
        ['Yksi', 4600, 'sent'],
      ],
    )
    assert.deepEqual(all.map(({ number }) => number).sort(), [100_001, 100_002])
    assert.deepEqual(
      (await charged(one)).map(({ state }) => state),
      ['invoiced', 'invoiced'],
    )
    const passed = await invoices.find(
      String(all.find(({ organisation }) => organisation.name === 'Yksi')?.number),
    )
    assert.equal(passed?.invoice.gross, '46,00')

    const runs = await fees.listInvoiceRuns(viewing, { limit: 12 })
    assert.ok(runs.ok)
    assert.equal(runs.value.next, undefined)
    assert.deepEqual(
      runs.value.runs.map(({ month, invoices: count, grossCents, startedBy, finishedAt }) => [
        ...[month, count, grossCents, startedBy],
        finishedAt !== undefined,
      ]),
      [['2026-10', 2, 6900, 'Kalle Käsittelijä', true]],
    )
  })

  it('tells the month that is next, and how many organisations wait for it', async () => {
    await make(anOrganisation())
    nextMonth()
    const runs = await fees.listInvoiceRuns(viewing, { limit: 12 })
    assert.deepEqual(runs.ok && runs.value.next, { month: '2026-10', organisations: 1 })
  })

  it('refuses a month that is not over, one begun before, and what is none', async () => {
    const outcome = async (month: string) => {
      const started = await run(month)
      return started.ok ? 'started' : started.refusal.kind
    }
    assert.equal(await outcome('2026-10'), 'month-not-over')
    assert.equal(await outcome('2026-13'), 'not-a-month')
    assert.equal(await outcome('2026-09'), 'started')
    assert.equal(await outcome('2026-09'), 'month-begun-before')
    assert.deepEqual(await invoiced(), [])
  })

  it('puts what came late on the invoice of the next month, and never a second one into the first (R203)', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    // It was made in October still, and heard of after the run.
    now = startOfDay(localDate('2026-10-31'))
    await make(organisationId)
    now = startOfDay(localDate('2026-12-01'))
    assert.ok((await run('2026-11')).ok)
    assert.deepEqual(
      (await invoiced(organisationId)).map(({ month, grossCents }) => [month, grossCents]),
      [
        ['2026-11', 2300],
        ['2026-10', 2300],
      ],
    )
  })

  it('goes on where a run broke off: nothing is lost, doubled or left out of the numbers', async () => {
    const organisations = Array.from({ length: 5 }, (_, index) =>
      anOrganisation(`Nro ${String(index)}`),
    )
    for (const organisationId of organisations) await make(organisationId)
    nextMonth()
    const started = await fees.startRun(aPermit('fees.invoiceMonth', { personId: handler }), {
      month: '2026-10',
    })
    assert.ok(started.ok)
    const [running] = fees.jobs
    const job = { kind: running?.kind ?? '', key: '2026-10', payload: { month: '2026-10' } }
    for (let tries = 3; tries > 0; tries -= 1) {
      // The second invoice of each try can't be recorded.
      let made = 0
      isRefused = ({ type }) => type === 'InvoiceMade' && ++made > 1
      await assert.rejects(running?.handle(job) ?? Promise.resolve())
    }
    isRefused = () => false
    await outbox.drain()
    await running?.handle(job)
    const all = await invoiced()
    assert.equal(all.length, 5)
    assert.deepEqual(
      all.map(({ number }) => number).sort(),
      [100_001, 100_002, 100_003, 100_004, 100_005],
    )
    assert.deepEqual(
      new Set(all.map(({ organisation }) => organisation.organisationId)),
      new Set(organisations),
    )
  })

  it('sends an invoice later when the operator is away, and once when it was only slow to say so', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    nextMonth()
    faults.set('invoice-operator', { kind: 'down' })
    const started = await fees.startRun(aPermit('fees.invoiceMonth', { personId: handler }), {
      month: '2026-10',
    })
    assert.ok(started.ok)
    await assert.rejects(outbox.drain())
    assert.deepEqual(
      (await invoiced(organisationId)).map(({ delivery }) => delivery),
      ['waiting'],
    )
    faults.set('invoice-operator', { kind: 'wrong' })
    now = plus(now, 5000)
    await assert.rejects(outbox.drain())
    faults.set('invoice-operator', { kind: 'none' })
    now = plus(now, 60_000)
    await outbox.drain()
    assert.deepEqual(
      (await invoiced(organisationId)).map(({ delivery }) => delivery),
      ['sent'],
    )
  })

  it('learns that an invoice is larger than the operator takes: no further try would mend that', async () => {
    const server = createServer((_request, answer) => answer.writeHead(413).end('{}'))
    server.listen(0, 'localhost')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const send = operatorHttp({ url: `http://localhost:${String(port)}` })
    const taken = await send({ number: 100_001, finvoice: '', pdf: new Uint8Array() })
    server.close()
    assert.equal(!taken.ok && taken.refusal.kind, 'invoice-refused')
  })

  it('shows what the operator refuses, and sends it again to the address that was put right', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    nextMonth()
    const changing = aPermit('fees.changeBilling', { personId: handler })
    const wrong = { organisationId, eInvoiceAddress: 'NOBODY-HERE' }
    assert.ok((await fees.changeBilling(changing, wrong)).ok)
    assert.ok((await run()).ok)
    const [refused] = await invoiced(organisationId)
    assert.equal(refused?.delivery, 'refused')
    const { invoiceId } = refused
    const shown = await fees.viewInvoice(viewing, { invoiceId })
    assert.ok(shown.ok)
    assert.equal(shown.value.refusedBecause, 'No receiver has the address NOBODY-HERE')
    assert.ok(shown.value.may.includes('send-again'))
    const refusedOnes = await fees.listInvoices(viewing, { filter: 'refused', limit: 10 })
    assert.deepEqual(refusedOnes.ok && refusedOnes.value.invoices.map((one) => one.invoiceId), [
      invoiceId,
    ])

    const right = { organisationId, eInvoiceAddress: '003702048198', reference: 'KP 12' }
    assert.ok((await fees.changeBilling(changing, right)).ok)
    const sending = aPermit('fees.sendInvoiceAgain', { personId: handler })
    assert.ok((await fees.sendInvoiceAgain(sending, { invoiceId })).ok)
    await outbox.drain()
    const sent = await fees.viewInvoice(viewing, { invoiceId })
    assert.equal(sent.ok && sent.value.delivery, 'sent')
    const again = await fees.sendInvoiceAgain(sending, { invoiceId })
    assert.equal(!again.ok && again.refusal.kind, 'invoice-not-refused')
  })

  it('takes back a charge, then the rest, and then nothing more', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const charges = await fees.listChargesOfInvoice(viewing, { invoiceId, limit: 1 })
    assert.ok(charges.ok && charges.value.nextCursor !== undefined)
    const chargeIds = charges.value.charges.map(({ chargeId }) => chargeId)
    const crediting = aPermit('fees.creditInvoice', { personId: handler })
    const credit = (asked: object) =>
      fees.creditInvoice(crediting, { invoiceId, because: 'faulty-product', ...asked })

    const first = await credit({ chargeIds })
    assert.ok(first.ok && !first.value.isCredited && first.value.may.includes('credit'))
    assert.deepEqual(
      first.value.creditNotes.map(({ number, grossCents }) => [number, grossCents]),
      [[100_002, -2300]],
    )
    const twice = await credit({ chargeIds })
    assert.equal(!twice.ok && twice.refusal.kind, 'charge-not-on-invoice')
    const stranger = await credit({ chargeIds: [randomUUID()] })
    assert.equal(!stranger.ok && stranger.refusal.kind, 'charge-not-on-invoice')
    const rest = await credit({})
    assert.ok(rest.ok && rest.value.isCredited && !rest.value.isOverdue)
    assert.deepEqual(rest.value.may, [])
    const unpaid = await fees.listInvoices(viewing, { filter: 'unpaid', limit: 10 })
    assert.deepEqual(unpaid.ok && unpaid.value.invoices, [])
    const nothing = await credit({})
    assert.equal(!nothing.ok && nothing.refusal.kind, 'nothing-to-credit')
    // Refusals used no number.
    assert.deepEqual(
      (await invoiced(organisationId)).map(({ number }) => number),
      [100_003, 100_002, 100_001],
    )
    await outbox.drain()
    assert.equal((await invoices.find('100002'))?.invoice.gross, '-23,00')
  })

  it('credits a charge once when two ask for it at once', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const asked = () =>
      fees.creditInvoice(aPermit('fees.creditInvoice', { personId: handler }), {
        ...{ invoiceId, because: 'other' },
      })
    const both = await Promise.all([asked(), asked()])
    assert.deepEqual(both.map((one) => one.ok).sort(), [false, true])
    assert.equal((await invoiced(organisationId)).length, 2)
  })

  it('marks an invoice as paid, and as not paid after all', async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    now = startOfDay(localDate('2026-12-01'))
    const [invoice] = await invoiced(organisationId)
    assert.ok(invoice?.isOverdue)
    const { invoiceId } = invoice
    const mark = async (paidOn?: string) => {
      const marked = await fees.markInvoicePaid(
        aPermit('fees.markInvoicePaid', { personId: handler }),
        { invoiceId, ...(paidOn !== undefined && { paidOn }) },
      )
      return marked.ok ? (marked.value.paidOn ?? 'not paid') : marked.refusal.kind
    }
    assert.equal(await mark('2026-11-20'), '2026-11-20')
    assert.equal((await invoiced(organisationId))[0]?.isOverdue, false)
    const unpaid = await fees.listInvoices(viewing, { filter: 'unpaid', limit: 10 })
    assert.deepEqual(unpaid.ok && unpaid.value.invoices, [])
    assert.equal(await mark('2026-11-01'), 'not-a-day-of-payment')
    assert.equal(await mark('2026-12-02'), 'not-a-day-of-payment')
    assert.equal(await mark(), 'not paid')
    assert.deepEqual(
      types().filter((type) => /Paid/.test(type)),
      ['InvoicePaid', 'InvoiceNotPaid'],
    )
  })

  /** An invoice of two cards at 23,00 €, and somebody who may dispute it. */
  const anInvoice = async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const acts = await fees.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
    assert.ok(acts.ok)
    const [first, second] = acts.value.charges.map(({ chargeId }) => chargeId)
    assert.ok(first !== undefined && second !== undefined)
    const member = memberOf(organisationId, 'administrator')
    const dispute = (chargeIds?: string[], by = member.disputing, threadId = randomUUID()) =>
      fees.disputeInvoice(by, {
        ...{ organisationId, invoiceId, threadId, subject: 'Too many cards' },
        ...{ text: 'We did not order these.', chargeIds },
      })
    const settle = (
      threadId: string,
      decision: Parameters<Fees['settleDispute']>[1]['decision'],
      by = handler,
    ) =>
      fees.settleDispute(aPermit('fees.settleDispute', { personId: by }), {
        ...{ invoiceId, threadId, stepId: randomUUID(), decision },
      })
    const row = async () =>
      (await invoiced(organisationId)).find((one) => one.invoiceId === invoiceId)
    return { organisationId, invoiceId, first, second, member, dispute, settle, row }
  }
  const credit = {
    outcome: 'credited',
    because: 'charged-in-error',
    text: 'We credit it.',
  } as const
  const refusal = { outcome: 'refused', text: 'The order was signed.' } as const
  const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind ?? 'ok'

  it('is disputed by a member with reasons, each charge once, and nobody is pressed for it meanwhile (R226, R227)', async () => {
    const { first, second, member, organisationId, dispute, row, invoiceId } = await anInvoice()
    const contact = memberOf(organisationId)
    assert.equal(kind(await dispute([first], contact.disputing)), 'not-in-this-role')
    assert.equal(
      kind(await dispute([first], memberOf(anOrganisation(), 'administrator').disputing)),
      'account-not-found',
    )
    assert.equal(kind(await dispute([randomUUID()])), 'charge-not-on-invoice')
    const threadId = randomUUID()
    const disputed = await dispute([first], member.disputing, threadId)
    assert.ok(disputed.ok)
    assert.deepEqual(
      [
        disputed.value.isDisputed,
        disputed.value.disputes.map((one) => one.threadId),
        disputed.value.may,
      ],
      [true, [threadId], ['dispute']],
    )
    // Whoever decides it sees which charge it is.
    const acts = await fees.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
    assert.ok(acts.ok)
    const openly = acts.value.charges.filter(({ isDisputed }) => isDisputed)
    assert.deepEqual(
      openly.map(({ chargeId }) => chargeId),
      [first],
    )
    // The same once more is the same.
    assert.ok((await dispute([first], member.disputing, threadId)).ok)
    assert.equal(kind(await dispute([first])), 'charge-disputed-before')
    assert.equal(kind(await dispute([first, second])), 'charge-disputed-before')
    now = startOfDay(localDate('2027-01-10'))
    assert.deepEqual([(await row())?.isDisputed, (await row())?.isOverdue], [true, false])
    const rest = await dispute()
    assert.equal(rest.ok && rest.value.disputes.length, 2)
    assert.equal(kind(await dispute()), 'nothing-to-dispute')
    assert.equal(types().filter((type) => type === 'InvoiceDisputed').length, 2)
    const found = await fees.listInvoices(viewing, { filter: 'disputed', limit: 10 })
    assert.equal(found.ok && found.value.invoices.length, 1)
  })

  it('is credited for what was disputed and no more, and its thread says so', async () => {
    const { first, member, dispute, settle, row, invoiceId } = await anInvoice()
    const threadId = randomUUID()
    assert.ok((await dispute([first], member.disputing, threadId)).ok)
    assert.equal(kind(await settle(threadId, credit, member.personId)), 'own-thread')
    const both = await Promise.all([settle(threadId, credit), settle(threadId, refusal)])
    assert.deepEqual(both.map((one) => one.ok).sort(), [false, true])
    const [settled] = both.filter((one) => one.ok)
    assert.ok(settled?.ok)
    if (settled.value.disputes[0]?.outcome === 'credited') {
      assert.deepEqual(
        settled.value.creditNotes.map(({ grossCents }) => grossCents),
        [-2300],
      )
      const acts = await fees.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
      assert.deepEqual(acts.ok && acts.value.charges.map(({ state }) => state).sort(), [
        'credited',
        'invoiced',
      ])
      assert.ok(acts.ok && acts.value.charges.every(({ isDisputed }) => isDisputed === undefined))
    }
    assert.equal((await row())?.isDisputed, false)
    assert.equal(kind(await settle(threadId, credit)), 'dispute-settled-before')
    const permit = aPermit('threads.viewThreads', { personId: handler })
    const thread = await threads.viewThread(permit, { threadId })
    assert.ok(thread.ok)
    assert.equal(thread.value.state, 'closed')
    assert.deepEqual(
      thread.value.steps.map(({ by }) => by),
      ['holder', 'office'],
    )
    assert.deepEqual(thread.value.may, [])
  })

  it('says of a dispute, once its thread is erased, that it is (R167, R292)', async () => {
    const { first, member, dispute, settle, invoiceId } = await anInvoice()
    const threadId = randomUUID()
    assert.ok((await dispute([first], member.disputing, threadId)).ok)
    now = startOfDay(localDate('2026-12-20'))
    assert.ok((await settle(threadId, refusal)).ok)
    const isForgotten = async (day: string) => {
      now = startOfDay(localDate(day))
      const shown = await fees.viewInvoice(viewing, { invoiceId })
      assert.ok(shown.ok)
      return shown.value.disputes[0]?.isForgotten ?? false
    }
    assert.deepEqual(
      [await isForgotten('2028-12-19'), await isForgotten('2028-12-20')],
      [false, true],
    )
  })

  it('is refused with the reason, and two weeks are left to pay (R227)', async () => {
    const { first, member, dispute, settle, row } = await anInvoice()
    const threadId = randomUUID()
    assert.ok((await dispute([first], member.disputing, threadId)).ok)
    now = startOfDay(localDate('2026-12-20'))
    const handling = aPermit('threads.handleThread', { personId: handler })
    const aside = await threads.handleThread(handling, {
      ...{ threadId, stepId: randomUUID() },
      step: { kind: 'refuse', text: 'No.' },
    })
    assert.equal(kind(aside), 'decided-with-invoice')
    const settled = await settle(threadId, refusal)
    assert.ok(settled.ok)
    assert.deepEqual(
      [settled.value.disputes[0]?.outcome, settled.value.creditNotes, settled.value.dueOn],
      ['refused', [], '2027-01-03'],
    )
    assert.equal((await row())?.isOverdue, false)
    now = startOfDay(localDate('2027-01-04'))
    assert.equal((await row())?.isOverdue, true)
    // It was said once: the same charge is not disputed again.
    assert.equal(kind(await dispute([first])), 'charge-disputed-before')
  })

  it('sums with its credit notes to the acts of its organisation that were not credited, whatever prices, taxes and disputes did meanwhile (R135, R204, R207, R226)', async () => {
    const change = localDate('2026-10-20')
    await approve(
      await proposePrices(prices)(proposing, {
        ...{ beginsOn: change, vat: 'standard', cents: someCents(2597) },
      }),
    )
    const fates = ['kept', 'refused', 'credited', 'disputed'] as const
    const someActs = fc.array(
      fc.record({
        product: fc.constantFrom('service-certificate' as const, 'test-card' as const),
        day: fc.integer({ min: 16, max: 30 }),
        fate: fc.constantFrom(...fates),
      }),
      { minLength: 1, maxLength: 5 },
    )
    const property = async (
      ofAll: readonly (typeof someActs extends fc.Arbitrary<infer A> ? A : never)[],
    ) => {
      const all = ofAll.map((acts) => ({
        organisationId: anOrganisation(),
        acts: acts.map((act) => ({ ...act, id: randomUUID() })),
      }))
      for (const { organisationId, acts } of all)
        for (const { product, day, id } of acts) {
          const on = localDate(`2026-10-${String(day)}`)
          now = startOfDay(on)
          const list = await db.read((tx) => priceListOf(tx, 'standard'))
          const charge: ChargedAct = {
            ...{ organisationId, product, priceList: 'standard' },
            price:
              product === 'test-card'
                ? testCardPrice(on, list)
                : serviceCertificatePrice({ isTest: false }, on, list),
            made: { kind: 'certificate', applicationId: id },
          }
          await happen({ type: 'ServiceCertificateIssued', charges: [charge] })
        }
      nextMonth()
      assert.ok((await run()).ok)
      for (const { organisationId, acts } of all) {
        const [invoice] = await invoiced(organisationId)
        assert.ok(invoice)
        const { invoiceId } = invoice
        const chargeOfAct = new Map(
          (await charged(organisationId)).map((one) => [one.applicationId, one.chargeId]),
        )
        const { disputing } = memberOf(organisationId, 'administrator')
        for (const { id, fate } of acts) {
          const chargeIds = [chargeOfAct.get(id) ?? '']
          if (fate === 'credited') {
            const crediting = aPermit('fees.creditInvoice', { personId: handler })
            const credited = await fees.creditInvoice(crediting, {
              ...{ invoiceId, chargeIds, because: 'other' },
            })
            assert.ok(credited.ok)
          }
          if (fate === 'kept' || fate === 'credited') continue
          const threadId = randomUUID()
          const disputed = await fees.disputeInvoice(disputing, {
            ...{ organisationId, invoiceId, threadId, chargeIds },
            ...{ subject: 'Wrong', text: 'We did not order it.' },
          })
          assert.ok(disputed.ok)
          const settled = await fees.settleDispute(
            aPermit('fees.settleDispute', { personId: handler }),
            {
              ...{ invoiceId, threadId, stepId: randomUUID() },
              decision: fate === 'disputed' ? credit : refusal,
            },
          )
          assert.ok(settled.ok)
        }
        // Computed anew: 16,29 and 23,00 euros before the change, with no tax; 29,98 and 28,00 with 25,5 % from then on.
        const costOf = ({ product, day }: (typeof acts)[number]) =>
          product === 'test-card' ? (day < 20 ? 2300 : 2800) : day < 20 ? 1629 : 2998
        const totals = { netCents: 0, taxedCents: 0 }
        for (const one of await invoiced(organisationId)) {
          const shown = await fees.viewInvoice(viewing, { invoiceId: one.invoiceId })
          assert.ok(shown.ok)
          totals.netCents += shown.value.totals.netCents
          for (const { permille, netCents } of shown.value.totals.vat)
            if (permille === 255) totals.taxedCents += netCents
        }
        const owed = acts.filter(({ fate }) => fate === 'kept' || fate === 'refused')
        const sum = (some: typeof acts) => some.reduce((cents, act) => cents + costOf(act), 0)
        assert.deepEqual(totals, {
          netCents: sum(owed),
          taxedCents: sum(owed.filter(({ day }) => day >= 20)),
        })
      }
    }
    // One month is invoiced once: so one run, of many organisations.
    const many = fc.array(someActs, { minLength: 4, maxLength: 5 })
    await fc.assert(fc.asyncProperty(many, property), { numRuns: 1, endOnFailure: true })
  })

  it('of ten thousand charges is one, which is listed page by page, disputed whole and credited whole (R202, R204, R226)', async () => {
    const organisationId = anOrganisation()
    const member = memberOf(organisationId, 'administrator')
    const agreementId = randomUUID()
    await db.write(async (tx) =>
      ok(
        await sql`
          insert into fees.charge (charge_id, seller_id, cause, organisation_id, product, because,
            net_cents, vat_permille, acted_on, born_at, agreement_id, order_id, card_id, unit)
          select gen_random_uuid(), 'service', 'card ' || n || ${organisationId}, ${organisationId}::uuid,
            'staff-card', 'staff-without-patient-systems', 2300 + n % 2, 255, '2026-10-15',
            '2026-10-15 08:00Z', ${agreementId}::uuid, gen_random_uuid(), gen_random_uuid(),
            jsonb_build_object('oid', '1.2.246.10.2048198.10.' || n % 40, 'name', 'Yksikkö ' || n % 40)
          from generate_series(1, 10000) n`.execute(tx),
      ),
    )
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice, ...others] = await invoiced(organisationId)
    assert.ok(invoice && others.length === 0)
    const { invoiceId } = invoice
    // 10,000 × 23,00 and each second one a cent more, with 25,5 % on the sum.
    const net = 23_005_000
    assert.equal(invoice.grossCents, net + Math.floor((net * 255 + 500) / 1000))
    const shown = await fees.viewInvoice(viewing, { invoiceId })
    assert.ok(shown.ok)
    const { lines } = shown.value
    // A unit has one price: its number says which.
    assert.deepEqual([lines.length, lines.reduce((sum, { count }) => sum + count, 0)], [40, 10_000])
    assert.ok(await invoices.find(String(invoice.number)))

    const seen = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await fees.listChargesOfInvoice(viewing, {
        ...{ invoiceId, limit: 100 },
        ...(cursor !== undefined && { cursor }),
      })
      assert.ok(page.ok)
      for (const { chargeId } of page.value.charges) seen.add(chargeId)
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    assert.equal(seen.size, 10_000)

    const threadId = randomUUID()
    const disputed = await fees.disputeInvoice(member.disputing, {
      ...{ organisationId, invoiceId, threadId, subject: 'Lasku', text: 'Väärä lasku.' },
    })
    assert.ok(disputed.ok, JSON.stringify(disputed))
    const settling = aPermit('fees.settleDispute', { personId: handler })
    const credited = await fees.settleDispute(settling, {
      ...{ invoiceId, threadId, stepId: randomUUID(), decision: credit },
    })
    assert.ok(credited.ok, JSON.stringify(credited))
    assert.ok(credited.value.isCredited)
    const notes = credited.value.creditNotes.map(({ grossCents }) => grossCents)
    assert.deepEqual(notes, [-invoice.grossCents])
  })

  it('is not disputed any more once the organisation closes the thread', async () => {
    const { first, member, organisationId, dispute, row, settle } = await anInvoice()
    const threadId = randomUUID()
    assert.ok((await dispute([first], member.disputing, threadId)).ok)
    const closed = await threads.stepOnOrganisationThread(member.writing, {
      ...{ organisationId, threadId, stepId: randomUUID(), step: { kind: 'close' } },
    })
    assert.ok(closed.ok)
    await outbox.drain()
    assert.equal((await row())?.isDisputed, false)
    assert.equal(kind(await settle(threadId, credit)), 'dispute-settled-before')
  })

  it('gives bookkeeping every line of a month, and no formula', async () => {
    const organisationId = anOrganisation('=cmd|"x"!A1, Oy')
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    const exported = await fees.exportAccounting(viewing, { month: '2026-10' })
    assert.ok(exported.ok)
    const [heads = '', line = '', ...more] = (await textOf(exported.value)).split('\r\n')
    assert.equal(heads.split(',').length, 18)
    assert.match(
      line,
      /^100001,invoice,2026-11-02,2026-11-23,A0000001,0204819-8,"'=cmd\|""x""!A1, Oy",staff-card,,[\da-f-]{36},1,2300,2300,0,0,,,$/,
    )
    assert.deepEqual(more, [''])
    const none = await fees.exportAccounting(viewing, { month: 'x' })
    assert.equal(!none.ok && none.refusal.kind, 'not-a-month')
  })

  it('shows members what their organisation was charged and invoiced, and nothing of another (R208)', async () => {
    const own = anOrganisation()
    const other = anOrganisation('Toinen Oy')
    await make(own)
    await make(other)
    nextMonth()
    assert.ok((await run()).ok)
    await make(own, free)
    const { looking } = memberOf(own)
    const page = { limit: 10, filter: 'all' } as const

    const charges = await fees.listOwnCharges(looking, { organisationId: own, limit: 10 })
    assert.deepEqual(charges.ok && charges.value.charges.map(({ state }) => state), [
      'free',
      'invoiced',
    ])
    const listed = await fees.listOwnInvoices(looking, { organisationId: own, ...page })
    assert.ok(listed.ok)
    const [invoice, ...more] = listed.value.invoices
    assert.ok(invoice)
    assert.equal(more.length, 0)
    const asked = { organisationId: own, invoiceId: invoice.invoiceId }
    const seen = await fees.viewOwnInvoice(looking, asked)
    assert.deepEqual(seen.ok && [seen.value.grossCents, seen.value.may], [2300, []])
    const acts = await fees.listChargesOfOwnInvoice(looking, { ...asked, limit: 10 })
    assert.equal(acts.ok && acts.value.charges.length, 1)
    const document = await fees.fetchOwnInvoiceDocument(looking, { ...asked, format: 'finvoice' })
    assert.equal(document.ok && document.value.mediaType, 'application/xml')

    const [othersInvoice] = await invoiced(other)
    const others = { invoiceId: othersInvoice?.invoiceId ?? '', organisationId: own }
    const reached = [
      await fees.listOwnCharges(looking, { organisationId: other, limit: 10 }),
      await fees.listOwnInvoices(looking, { organisationId: other, ...page }),
      await fees.viewOwnInvoice(looking, { ...others, organisationId: other }),
      await fees.viewOwnBilling(looking, { organisationId: other }),
    ]
    for (const answer of reached)
      assert.equal(!answer.ok && answer.refusal.kind, 'account-not-found')
    for (const answer of [
      await fees.viewOwnInvoice(looking, others),
      await fees.listChargesOfOwnInvoice(looking, { ...others, limit: 10 }),
      await fees.fetchOwnInvoiceDocument(looking, { ...others, format: 'pdf' }),
    ])
      assert.equal(!answer.ok && answer.refusal.kind, 'invoice-not-found')
  })

  it('sums the charges of a period by unit and product, and writes each as a line', async () => {
    const own = anOrganisation()
    const unit = { oid: '1.2.246.10.2048198.10.1', name: '=Poliklinikka' }
    await make(own)
    await make(own)
    const act = await make(own, free)
    payers.set(act.orderId, {
      ...{ organisationId: own, product: 'actor-card', price: priced, priceList: 'standard' },
      ...{ agreementId: randomUUID(), unit },
    })
    const cardId = randomUUID()
    await happen({ type: 'CardProduced', about: { ...act, cardId, personId: randomUUID() } })
    const { looking } = memberOf(own)
    const period = { organisationId: own, from: '2026-10-15', to: '2026-10-15' }
    const summed = await fees.sumOwnCharges(looking, period)
    assert.deepEqual(summed.ok && summed.value, {
      netCents: 6900,
      sums: [
        { product: 'staff-card', count: 3, netCents: 4600 },
        { unit, product: 'actor-card', count: 1, netCents: 2300 },
      ],
    })
    for (const [language, head, words] of [
      ['fi', 'Päivä,Tuote,Hinnan peruste,', `Toimijakortti,`],
      ['sv', 'Dag,Produkt,Grund för priset,', `Aktörskort,`],
      ['en', 'Day,Product,Why this price,', `Actor card,`],
    ] as const) {
      const exported = await fees.exportOwnCharges(looking, { ...period, language })
      assert.ok(exported.ok)
      const lines = (await textOf(exported.value)).split('\r\n')
      assert.equal(lines.length, 6)
      assert.ok(lines[0]?.startsWith(head))
      const amount = language === 'en' ? '23.00' : '"23,00"'
      const ofClinic = lines.filter((line) => line.includes(`,'=Poliklinikka,${amount},`))
      assert.equal(ofClinic.length, 1)
      assert.ok(ofClinic[0]?.startsWith(`2026-10-15,${words}`))
    }
    const nothing = await fees.sumOwnCharges(looking, {
      ...period,
      from: '2026-10-16',
      to: '2026-10-17',
    })
    assert.deepEqual(nothing.ok && nothing.value, { netCents: 0, sums: [] })
    for (const wrong of [
      { ...period, from: '2026-10-16' },
      { ...period, to: '2027-10-17' },
    ]) {
      const refused = await fees.sumOwnCharges(looking, wrong)
      assert.equal(!refused.ok && refused.refusal.kind, 'not-a-period')
    }
  })

  it('lets an administrator say where the invoices go, and a contact only see it (R208)', async () => {
    const organisationId = anOrganisation()
    const told = { organisationId, eInvoiceAddress: '003702048198', reference: 'KP 7' }
    const contact = memberOf(organisationId)
    const refused = await fees.changeOwnBilling(contact.changing, told)
    assert.equal(!refused.ok && refused.refusal.kind, 'not-in-this-role')
    const changed = await fees.changeOwnBilling(
      memberOf(organisationId, 'administrator').changing,
      told,
    )
    assert.ok(changed.ok)
    const seen = await fees.viewOwnBilling(contact.looking, { organisationId })
    assert.deepEqual(seen.ok && seen.value, {
      ...{ eInvoiceAddress: '003702048198', reference: 'KP 7', isUsual: false },
    })
    assert.deepEqual(types(), ['BillingChanged'])
  })

  describe('the cost centres of an organisation', () => {
    /** A card for somebody of the unit. */
    const makeFor = async (organisationId: string, unit?: typeof clinic) => {
      const act = { orderId: randomUUID(), cardId: randomUUID() }
      payers.set(act.orderId, {
        ...{ organisationId, product: 'staff-card', price: priced, priceList: 'standard' },
        ...papers,
        ...(unit && { unit }),
      })
      await happen({ type: 'CardProduced', about: { ...act, personId: randomUUID() } })
    }
    const giving = (organisationId: string) => {
      const { changing } = memberOf(organisationId, 'administrator')
      return (costCentre?: string, unitOid?: string) =>
        fees.changeCostCentre(changing, { organisationId, costCentre, unitOid })
    }
    const centres = async (organisationId: string) =>
      (await charged(organisationId)).map(({ unit, costCentre }) => [unit?.name, costCentre])

    it('are of the charges that arise from then on: of the unit, or else of the organisation; what was charged keeps its own (R258)', async () => {
      const own = anOrganisation()
      const give = giving(own)
      await makeFor(own, clinic)
      assert.ok((await give('4711', clinic.oid)).ok)
      await makeFor(own, clinic)
      await makeFor(own, ward)
      assert.ok((await give('4000')).ok)
      assert.ok((await give('4712 = 1', clinic.oid)).ok)
      for (const unit of [clinic, ward, undefined]) await makeFor(own, unit)
      assert.ok((await give(undefined, clinic.oid)).ok)
      await makeFor(own, clinic)
      assert.deepEqual((await centres(own)).toReversed(), [
        ['Poliklinikka', undefined],
        ['Poliklinikka', '4711'],
        ['Sairaala', undefined],
        ['Poliklinikka', '4712 = 1'],
        ['Sairaala', '4000'],
        [undefined, '4000'],
        ['Poliklinikka', '4000'],
      ])
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(own)
      const asked = { organisationId: own, invoiceId: invoice?.invoiceId ?? '' }
      const { looking } = memberOf(own)
      const seen = await fees.viewOwnInvoice(looking, asked)
      assert.ok(seen.ok)
      assert.equal(seen.value.lines.length, 7)
      assert.equal(
        seen.value.lines.reduce((sum, { netCents }) => sum + netCents, 0),
        7 * 2300,
      )
      const finvoice = await fees.fetchOwnInvoiceDocument(looking, { ...asked, format: 'finvoice' })
      assert.ok(finvoice.ok)
      const message = Buffer.from(finvoice.value.document, 'base64').toString()
      const rows = [...message.matchAll(/<RowAccountDimensionText>(.*?)</g)].map(([, of]) => of)
      assert.deepEqual(rows.toSorted(), ['4000', '4000', '4000', '4711', '4712 = 1'])

      const period = { organisationId: own, from: '2026-10-15', to: '2026-10-15' }
      const summed = await fees.sumOwnCharges(looking, period)
      assert.deepEqual(
        summed.ok && summed.value.sums.map(({ unit, costCentre }) => [unit?.name, costCentre]),
        [
          [undefined, '4000'],
          ['Poliklinikka', undefined],
          ['Poliklinikka', '4000'],
          ['Poliklinikka', '4711'],
          ['Poliklinikka', '4712 = 1'],
          ['Sairaala', undefined],
          ['Sairaala', '4000'],
        ],
      )
      const table = await fees.exportOwnCharges(looking, { ...period, language: 'en' })
      assert.ok(table.ok)
      const lines = (await textOf(table.value)).split('\r\n')
      assert.match(lines[0] ?? '', /,Cost centre,Reference$/)
      assert.equal(lines.filter((line) => line.endsWith(',4000,')).length, 3)
    })

    it('are said by whoever sees to its billing, for its own units; the same again changes nothing (R258)', async () => {
      const own = anOrganisation()
      const kindOf = (answer: { ok: true } | { ok: false; refusal: { kind: string } }) =>
        answer.ok ? 'ok' : answer.refusal.kind
      const contact = memberOf(own)
      const told = { organisationId: own, costCentre: '4711', unitOid: clinic.oid }
      assert.equal(kindOf(await fees.changeCostCentre(contact.changing, told)), 'not-in-this-role')
      const give = giving(own)
      assert.equal(kindOf(await give('4711', '1.2.3')), 'unit-not-found')
      assert.deepEqual(recorded, [])
      assert.equal(kindOf(await give(undefined, clinic.oid)), 'ok')
      assert.deepEqual(recorded, [])
      for (let times = 0; times < 2; times += 1) assert.ok((await give('4711', clinic.oid)).ok)
      assert.deepEqual(recorded, [{ type: 'CostCentreChanged', ...told }])
      const seen = await fees.viewCostCentres(contact.looking, { organisationId: own })
      assert.deepEqual(seen.ok && seen.value, {
        units: [{ ...clinic, costCentre: '4711' }, ward],
      })
      const stranger = memberOf(anOrganisation()).looking
      const hidden = await fees.viewCostCentres(stranger, { organisationId: own })
      assert.equal(kindOf(hidden), 'account-not-found')
      isRefused = () => true
      await assert.rejects(give('4712', clinic.oid))
      const still = await fees.viewCostCentres(contact.looking, { organisationId: own })
      assert.deepEqual(still, seen)
    })

    it('are on what keepers of points ask too: that of the organisation, since a visit is of no unit (R258)', async () => {
      const payer = anOrganisation('Apteekki')
      assert.ok((await giving(payer)('4000')).ok)
      const fee = { service: 'registering', netCents: 6290, vatPermille: 255 }
      const toInvoice = { keeperId: randomUUID(), payerId: payer, servedOn: '2026-10-15' }
      const visit = { visitId: randomUUID(), pointId: randomUUID() }
      await happen({ type: 'VisitServed', ...visit, toInvoice: { ...toInvoice, fees: [fee] } })
      const { looking } = memberOf(payer)
      const seen = await fees.listOwnCharges(looking, { organisationId: payer, limit: 25 })
      assert.deepEqual(seen.ok && seen.value.charges.map((one) => [one.product, one.costCentre]), [
        ['registering', '4000'],
      ])
    })

    it('are 35 signs at most, none of them a control character (R258)', () => {
      const takes = (costCentre: string) => costCentreOfContract.safeParse(costCentre).success
      assert.deepEqual(['4711', 'Å'.repeat(35), ' a-1 & b '].map(takes), [true, true, true])
      const wrong = ['', ' ', 'x'.repeat(36), '4711\n4712', 'a\u0000', 'a\u2028b']
      assert.deepEqual(wrong.filter(takes), [])
    })

    it('of another payer are taken once it pays instead (R258)', async () => {
      const merged = anOrganisation('Sairaala')
      const successor = anOrganisation('Uusi sairaala')
      assert.ok((await giving(merged)('OLD')).ok)
      assert.ok((await giving(successor)('NEW')).ok)
      assert.ok((await giving(successor)('WARD', ward.oid)).ok)
      await makeFor(merged, clinic)
      await makeFor(merged, ward)
      const moved = await fees.moveCharges(aPermit('fees.moveCharges', { personId: handler }), {
        ...{ organisationId: merged, businessId: successor },
      })
      assert.ok(moved.ok)
      assert.deepEqual((await centres(successor)).toSorted(), [
        ['Poliklinikka', 'NEW'],
        ['Sairaala', 'WARD'],
      ])
    })
  })

  it('moves what is not invoiced of an organisation that merged to the one it merged into, and no more (R232)', async () => {
    const merged = anOrganisation('Sairaala')
    const successor = anOrganisation('Uusi sairaala')
    await make(merged)
    nextMonth()
    assert.ok((await run()).ok)
    const late = await make(merged)
    await make(merged, free)
    const moving = aPermit('fees.moveCharges', { personId: handler })
    // In this test an organisation is found by its id in place of its business ID.
    const move = (businessId: string) =>
      fees.moveCharges(moving, { organisationId: merged, businessId })
    const moved = await move(successor)
    assert.deepEqual(moved.ok && [moved.value.organisation.name, moved.value.netCents], [
      'Uusi sairaala',
      2300,
    ])
    assert.equal(types().at(-1), 'ChargesMoved')
    assert.deepEqual(
      (await charged(successor)).map(({ orderId, state }) => [orderId, state]),
      [[late.orderId, 'open']],
    )
    assert.deepEqual((await charged(merged)).map(({ state }) => state).toSorted(), [
      'free',
      'invoiced',
    ])
    for (const [to, kind] of [
      [successor, 'nothing-to-move'],
      [merged, 'nothing-to-move'],
      [randomUUID(), 'organisation-not-found'],
    ] as const) {
      const again = await move(to)
      assert.equal(!again.ok && again.refusal.kind, kind)
    }
    now = startOfDay(localDate('2026-12-01'))
    assert.ok((await run('2026-11')).ok)
    assert.deepEqual(
      (await invoiced(successor)).map(({ grossCents, delivery }) => [grossCents, delivery]),
      [[2300, 'sent']],
    )
  })

  it('charges an act on the day on which it happened, however late it is heard of (R205)', async () => {
    const payer = anOrganisation()
    const act = { orderId: randomUUID(), cardId: randomUUID() }
    payers.set(act.orderId, {
      ...{ organisationId: payer, product: 'staff-card', price: priced, priceList: 'standard' },
      ...papers,
    })
    const midnight = startOfDay(localDate('2026-11-01'))
    now = plus(midnight, -10)
    await db.write(async (tx) => {
      const event = { type: 'CardProduced', about: { ...act, personId: randomUUID() } }
      await outbox.planListeners(tx, event, randomUUID())
      return ok(undefined)
    })
    now = midnight
    await outbox.drain()
    assert.deepEqual(
      (await charged(payer)).map(({ actedOn }) => actedOn),
      ['2026-10-31'],
    )
  })

  describe('the keeper of registration points (M11)', () => {
    const keeper = () => {
      const keeperId = anOrganisation('Pitäjän hyvinvointialue')
      points.set('0204819-8', [{ pointId: randomUUID(), name: 'Sairaalan piste' }])
      const personId = randomUUID()
      members.set(`${personId} ${keeperId}`, 'administrator')
      const by = { personId }
      return {
        keeperId,
        looking: aPermit('fees.viewKeptFees', by),
        selling: aPermit('fees.changeSeller', by),
        invoicing: aPermit('fees.invoiceKeptMonth', by),
        crediting: aPermit('fees.creditKeptInvoice', by),
        reminding: aPermit('fees.remindOfKeptInvoice', by),
        marking: aPermit('fees.markKeptInvoicePaid', by),
      }
    }
    type Keeper = ReturnType<typeof keeper>
    const told = {
      ...{ street: 'Esimerkkikatu 1', postalCode: '00100', town: 'Helsinki' },
      ...{ email: 'laskutus@keskus.example', iban: 'FI21 1234 5600 0007 85', bic: 'NDEAFIHH' },
      ...{ eInvoiceAddress: '003702048198', operator: '003700000011' },
    }
    const tell = (
      { keeperId, selling }: Keeper,
      changes: Partial<typeof told> & { firstNumber?: number } = {},
    ) => fees.changeSeller(selling, { organisationId: keeperId, ...told, ...changes })
    const registering = { service: 'registering', netCents: 6290, vatPermille: 255 }
    const handingOver = { service: 'handing-over', netCents: 4194, vatPermille: 255 }
    const serve = async (keeperId: string, payerId: string, of = [registering, handingOver]) => {
      const visit = { visitId: randomUUID(), pointId: randomUUID() }
      const toInvoice = { keeperId, payerId, servedOn: '2026-10-15', fees: of }
      await happen({ type: 'VisitServed', ...visit, toInvoice })
      return visit
    }
    const runOf = async ({ keeperId, invoicing }: Keeper, month = '2026-10') => {
      const started = await fees.startKeptRun(invoicing, { organisationId: keeperId, month })
      if (started.ok) await outbox.drain()
      return started
    }
    const listOf = async ({ keeperId, looking }: Keeper) => {
      const asked = { organisationId: keeperId, filter: 'all', limit: 100 } as const
      const listed = await fees.listKeptInvoices(looking, asked)
      assert.ok(listed.ok)
      return listed.value.invoices
    }

    it('charges an organisation each service of a visit that it pays for, once (R228)', async () => {
      const { keeperId } = keeper()
      const payer = anOrganisation('Apteekki')
      const visit = await serve(keeperId, payer)
      const toInvoice = { keeperId, payerId: payer, servedOn: '2026-10-15', fees: [registering] }
      await happen({ type: 'VisitServed', ...visit, toInvoice })
      // Whoever pays at the desk is not invoiced.
      await happen({ type: 'VisitServed', visitId: randomUUID(), pointId: randomUUID() })
      const { looking } = memberOf(payer)
      const seen = await fees.listOwnCharges(looking, { organisationId: payer, limit: 25 })
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.charges.map(({ product, netCents, because, visitId }) => [
          ...[product, netCents, because, visitId],
        ]),
        [
          ['handing-over', 4194, 'fee-of-point', visit.visitId],
          ['registering', 6290, 'fee-of-point', visit.visitId],
        ],
      )
      // What keepers ask is none of the office’s charges.
      assert.deepEqual(await charged(payer), [])
    })

    it('invoices its month under numbers of its own row without gaps, beside those of the service (R229)', async () => {
      const one = keeper()
      const other = keeper()
      const [pharmacy, clinic] = [anOrganisation('Apteekki'), anOrganisation('Lääkäriasema')]
      for (const each of [one, other]) assert.ok((await tell(each)).ok)
      await serve(one.keeperId, pharmacy)
      await serve(one.keeperId, pharmacy)
      await serve(one.keeperId, clinic)
      await serve(other.keeperId, clinic)
      await make(pharmacy)
      nextMonth()
      for (const each of [one, other]) assert.ok((await runOf(each)).ok)
      assert.ok((await run()).ok)
      assert.deepEqual(
        (await listOf(one))
          .map(({ organisation, grossCents, delivery }) => [
            ...[organisation.name, grossCents, delivery],
          ])
          .sort(),
        [
          ['Apteekki', 20_968 + 5347, 'by-seller'],
          ['Lääkäriasema', 10_484 + 2673, 'by-seller'],
        ],
      )
      const numbers = async (of: Keeper) => (await listOf(of)).map(({ number }) => number).sort()
      assert.deepEqual(await numbers(one), [100_001, 100_002])
      assert.deepEqual(await numbers(other), [100_001])
      assert.deepEqual(
        (await invoiced()).map(({ number, grossCents }) => [number, grossCents]),
        [[100_001, 2300]],
      )
      // The operator of the service gets nothing of a keeper’s.
      const passed = (await readdir(folder)).map((file) => file.split('.')[0])
      assert.deepEqual([...new Set(passed)], ['100001'])
      const twice = await runOf(one)
      assert.equal(!twice.ok && twice.refusal.kind, 'month-begun-before')
    })

    it('begins its numbers where it says, until its first invoice is made (R229)', async () => {
      const of = keeper()
      const viewed = async () => {
        const shown = await fees.viewSeller(of.looking, { organisationId: of.keeperId })
        return shown.ok && shown.value.firstNumber
      }
      assert.equal(await viewed(), 100_001)
      assert.ok((await tell(of, { firstNumber: 5000 })).ok)
      const changed = await tell(of, { firstNumber: 7001 })
      assert.equal(changed.ok && changed.value.firstNumber, 7001)
      assert.equal(await viewed(), 7001)
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'SellerChanged', organisationId: of.keeperId, firstNumber: 7001 },
      })
      for (const name of ['Apteekki', 'Lääkäriasema'])
        await serve(of.keeperId, anOrganisation(name))
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const made = (await listOf(of)).map(({ number }) => number)
      assert.deepEqual(made.sort(), [7001, 7002])
      assert.equal(await viewed(), undefined)
      const late = await tell(of, { firstNumber: 7001, street: 'Toinen katu 2' })
      assert.equal(!late.ok && late.refusal.kind, 'numbers-begun')
      const kept = await fees.viewSeller(of.looking, { organisationId: of.keeperId })
      assert.equal(kept.ok && kept.value.seller?.street, told.street)
    })

    it('sees what its points served in a month, who sees to its billing alone, and that is told (R209, R291)', async () => {
      const of = keeper()
      const pointId = points.get('0204819-8')?.[0]?.pointId ?? ''
      const payer = { organisationId: randomUUID(), name: 'Apteekki', businessId: '0245929-6' }
      const visit = (id: string, day: string, more: Partial<ServedVisit>) =>
        ({
          ...{ visitId: `00000000-0000-4000-8000-00000000000${id}`, pointId, isOwnStaff: false },
          ...{ services: ['registering'], feeCents: 3000, payers: [] },
          startsAt: plus(startOfDay(localDate(day)), 9 * 60 * 60 * 1000),
          ...more,
        }) as unknown as ServedVisit
      served = [
        visit('1', '2026-09-30', {}),
        visit('2', '2026-10-01', { visitor: 'Aino Esimerkki' }),
        visit('3', '2026-10-02', { isOwnStaff: true, feeCents: 0 }),
        visit('4', '2026-10-31', { payers: [payer] as never }),
        visit('5', '2026-10-31', { pointId: randomUUID() }),
      ]
      recorded = []
      const asked = { organisationId: of.keeperId, month: '2026-10' }
      const first = await fees.listKeptVisits(of.looking, { ...asked, limit: 2 })
      assert.ok(first.ok)
      const rest = await fees.listKeptVisits(of.looking, {
        ...{ ...asked, limit: 2, cursor: first.value.nextCursor },
      })
      assert.ok(rest.ok)
      const shown = [...first.value.visits, ...rest.value.visits]
      assert.deepEqual(
        shown.map((one) => [one.servedOn, one.visitor, one.feeCents, one.payers.length]),
        [
          ['2026-10-01', 'Aino Esimerkki', 3000, 0],
          ['2026-10-02', undefined, 0, 0],
          ['2026-10-31', undefined, 3000, 1],
        ],
      )
      assert.equal(shown[0]?.point.name, 'Sairaalan piste')
      assert.equal(rest.value.nextCursor, undefined)
      const file = await fees.exportKeptVisits(of.looking, asked)
      assert.ok(file.ok)
      assert.equal(await textOf(file.value), `2026-10 ${pointId} Sairaalan piste`)
      const look = { type: 'VisitFeesExported', pointId, month: '2026-10' }
      assert.deepEqual(recorded, [look, look, look])

      const wrong = await fees.listKeptVisits(of.looking, { ...asked, month: '2026-13', limit: 2 })
      assert.equal(!wrong.ok && wrong.refusal.kind, 'not-a-month')
      const contact = randomUUID()
      members.set(`${contact} ${of.keeperId}`, 'contact')
      for (const [personId, kind] of [
        [contact, 'not-in-this-role'],
        [randomUUID(), 'account-not-found'],
      ] as const) {
        const refused = await fees.exportKeptVisits(
          aPermit('fees.viewKeptFees', { personId }),
          asked,
        )
        assert.equal(!refused.ok && refused.refusal.kind, kind)
      }
    })

    it('takes its month as Finvoice messages and as lines for bookkeeping (R230)', async () => {
      const of = keeper()
      assert.ok((await tell(of)).ok)
      await serve(of.keeperId, anOrganisation('Åbo apotek & Söner "Ж"'))
      await serve(of.keeperId, anOrganisation('Lääkäriasema'))
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const month = { organisationId: of.keeperId, month: '2026-10' }
      const messages = await fees.exportKeptFinvoice(of.looking, month)
      assert.ok(messages.ok)
      const file = await textOf(messages.value)
      assert.equal(file.split('<?xml ').length, 3)
      assert.equal(file.match(/<SellerOrganisationName>Pitäjän hyvinvointialue</g)?.length, 2)
      assert.ok(file.includes('Åbo apotek &amp; Söner &quot;Ж&quot;'))
      assert.ok(file.includes('>FI2112345600000785<') && file.includes('>131,57<'))
      const lines = await fees.exportKeptAccounting(of.looking, month)
      assert.ok(lines.ok)
      assert.equal((await textOf(lines.value)).split('\r\n').length, 1 + 4 + 1)
      const wrong = await fees.exportKeptFinvoice(of.looking, { ...month, month: '2026-13' })
      assert.equal(!wrong.ok && wrong.refusal.kind, 'not-a-month')
    })

    /** An invoice of two services of one visit, and whoever pays it. */
    const aKeptInvoice = async () => {
      const of = keeper()
      const payer = anOrganisation('Apteekki')
      assert.ok((await tell(of)).ok)
      await serve(of.keeperId, payer)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const [invoice] = await listOf(of)
      assert.ok(invoice)
      const { invoiceId } = invoice
      const own = memberOf(payer, 'administrator')
      const acts = await fees.listChargesOfOwnInvoice(own.looking, {
        ...{ organisationId: payer, invoiceId, limit: 10 },
      })
      assert.ok(acts.ok)
      const chargeIds = acts.value.charges.map(({ chargeId }) => chargeId)
      const dispute = (ids?: string[], by = own.disputing, threadId = randomUUID()) =>
        fees.disputeInvoice(by, {
          ...{ organisationId: payer, invoiceId, threadId, subject: 'Väärin', chargeIds: ids },
          text: 'Meiltä ei käynyt ketään.',
        })
      const settling = aPermit('fees.settleKeptDispute', { personId: personOf(of.crediting) })
      const settle = (
        threadId: string,
        decision: Parameters<Fees['settleKeptDispute']>[1]['decision'],
        by = settling,
      ) =>
        fees.settleKeptDispute(by, {
          ...{ organisationId: of.keeperId, invoiceId, threadId, decision },
        })
      const withdraw = (threadId: string, by = own.disputing, organisationId = payer) =>
        fees.withdrawDispute(by, { organisationId, invoiceId, threadId })
      const seen = async () => {
        const shown = await fees.viewKeptInvoice(of.looking, {
          ...{ organisationId: of.keeperId, invoiceId },
        })
        assert.ok(shown.ok)
        return shown.value
      }
      return { of, payer, own, invoiceId, chargeIds, dispute, settle, withdraw, seen }
    }

    it('credits and marks what is its own, as the office does; whoever pays sees it, and the office does not (R230)', async () => {
      const { of, payer, own, invoiceId, dispute } = await aKeptInvoice()
      const asked = { organisationId: of.keeperId, invoiceId }
      const paid = await fees.markKeptInvoicePaid(of.marking, { ...asked, paidOn: '2026-11-02' })
      assert.ok(paid.ok && paid.value.paidOn === '2026-11-02')
      const credited = await fees.creditKeptInvoice(of.crediting, {
        ...{ ...asked, because: 'wrong-payer' },
      })
      assert.ok(credited.ok && credited.value.isCredited)
      assert.equal(credited.value.creditNotes[0]?.number, 100_002)

      const mine = { organisationId: payer, invoiceId }
      const seen = await fees.viewOwnInvoice(own.looking, mine)
      assert.ok(seen.ok)
      assert.deepEqual(
        [seen.value.seller.name, seen.value.seller.email, seen.value.may],
        ['Pitäjän hyvinvointialue', told.email, []],
      )
      const disputed = await dispute()
      const unseen = await fees.viewInvoice(viewing, { invoiceId })
      const byOffice = await fees.creditInvoice(
        aPermit('fees.creditInvoice', { personId: handler }),
        { invoiceId, because: 'other' },
      )
      assert.equal(kind(disputed), 'nothing-to-dispute')
      for (const answer of [unseen, byOffice])
        assert.equal(!answer.ok && answer.refusal.kind, 'invoice-not-found')
    })

    it('has its invoice disputed by whoever pays, each charge once, with reasons that it reads and the office does not; nobody is pressed meanwhile (R295, R227)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, seen } = await aKeptInvoice()
      const [first] = chargeIds
      assert.ok(first !== undefined)
      const mine = await fees.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
      assert.deepEqual(mine.ok && mine.value.may, ['dispute'])
      assert.equal(kind(await dispute([first], memberOf(payer).disputing)), 'not-in-this-role')
      const threadId = randomUUID()
      // The same once more is the same.
      for (const disputed of [
        await dispute([first], own.disputing, threadId),
        await dispute([first], own.disputing, threadId),
      ])
        assert.deepEqual(disputed.ok && disputed.value.may, ['dispute', 'withdraw-dispute'])
      assert.equal(kind(await dispute([first])), 'charge-disputed-before')
      const { disputes, isDisputed, may } = await seen()
      assert.deepEqual(
        disputes.map(({ told, outcome, answer }) => [told, outcome, answer]),
        [['Meiltä ei käynyt ketään.', undefined, undefined]],
      )
      assert.ok(isDisputed && may.includes('settle-dispute'))
      now = startOfDay(localDate('2027-01-10'))
      assert.deepEqual(
        [(await seen()).isOverdue, (await seen()).may.includes('remind')],
        [false, false],
      )
      // No thread with the office begins, and its list of disputes does not have it.
      const thread = await threads.viewThread(
        aPermit('threads.viewThreads', { personId: handler }),
        { threadId },
      )
      assert.equal(kind(thread), 'thread-not-found')
      const atOffice = await fees.listInvoices(viewing, { filter: 'disputed', limit: 10 })
      assert.ok(atOffice.ok && !atOffice.value.invoices.some((one) => one.invoiceId === invoiceId))
      const byOffice = await fees.settleDispute(
        aPermit('fees.settleDispute', { personId: handler }),
        { ...{ invoiceId, threadId, stepId: randomUUID() }, decision: refusal },
      )
      assert.equal(kind(byOffice), 'invoice-not-found')
      const { rows } = await db.read((tx) =>
        sql<{ told: Uint8Array }>`
          select told_sealed as told from fees.dispute where thread_id = ${threadId}`.execute(tx),
      )
      assert.ok(rows[0] && !Buffer.from(rows[0].told).includes('ketään'))
      const mails = await db.read((tx) =>
        fees.mailsOf(tx, { type: 'InvoiceDisputed', invoiceId, sellerId: of.keeperId }),
      )
      assert.deepEqual(
        mails.map(({ to, organisation, name, number }) => [to, organisation, name, number]),
        ['bo', 'aino'].map((who) => [
          ...[`${who}@${of.keeperId}.example`, 'Pitäjän hyvinvointialue', 'Apteekki', 100_001],
        ]),
      )
    })

    it('credits what was disputed and no more, or refuses with its reason, once; whoever pays reads it (R295, R296)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, settle } = await aKeptInvoice()
      const [first, second] = chargeIds
      assert.ok(first !== undefined && second !== undefined)
      const ids = [randomUUID(), randomUUID()] as const
      assert.ok((await dispute([first], own.disputing, ids[0])).ok)
      assert.ok((await dispute([second], own.disputing, ids[1])).ok)
      const stranger = keeper()
      const byStranger = aPermit('fees.settleKeptDispute', {
        personId: personOf(stranger.crediting),
      })
      assert.equal(kind(await settle(ids[0], credit, byStranger)), 'account-not-found')
      assert.equal(kind(await settle(randomUUID(), credit)), 'dispute-not-found')
      const both = await Promise.all([settle(ids[0], credit), settle(ids[0], credit)])
      assert.deepEqual(both.map(kind).sort(), ['dispute-settled-before', 'ok'])
      now = startOfDay(localDate('2027-01-10'))
      assert.ok((await settle(ids[1], refusal)).ok)
      const mine = await fees.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
      assert.ok(mine.ok)
      assert.deepEqual(
        mine.value.disputes.map(({ outcome, answer }) => [outcome, answer]),
        [
          ['credited', credit.text],
          ['refused', refusal.text],
        ],
      )
      assert.deepEqual([mine.value.creditNotes.length, mine.value.isDisputed], [1, false])
      const mails = await db.read((tx) =>
        fees.mailsOf(tx, {
          ...{ type: 'DisputeSettled', invoiceId, sellerId: of.keeperId, outcome: 'refused' },
        }),
      )
      assert.deepEqual(
        mails.map(({ to }) => to),
        [`bo@${payer}.example`, `aino@${payer}.example`],
      )
      // Two weeks are left (R227).
      assert.equal(mine.value.dueOn, '2027-01-24')
    })

    it('is told once where what was disputed is credited: as the end of the dispute (R296)', async () => {
      const { payer, own, dispute, settle } = await aKeptInvoice()
      const threadId = randomUUID()
      assert.ok((await dispute(undefined, own.disputing, threadId)).ok)
      const before = recorded.length
      assert.ok((await settle(threadId, credit)).ok)
      const told = []
      for (const event of recorded.slice(before))
        for (const { to } of await db.read((tx) => fees.mailsOf(tx, event)))
          told.push([event.type, to])
      assert.deepEqual(
        told,
        ['bo', 'aino'].map((who) => ['DisputeSettled', `${who}@${payer}.example`]),
      )
    })

    it('has a dispute taken back by whoever pays, and by nobody else; who belongs to both does not decide it (R295)', async () => {
      const { of, own, dispute, settle, withdraw, seen } = await aKeptInvoice()
      const threadId = randomUUID()
      assert.ok((await dispute(undefined, own.disputing, threadId)).ok)
      members.set(`${own.personId} ${of.keeperId}`, 'administrator')
      const byPayer = aPermit('fees.settleKeptDispute', { personId: own.personId })
      assert.equal(kind(await settle(threadId, credit, byPayer)), 'own-dispute')
      const other = anOrganisation('Toinen')
      const stranger = memberOf(other, 'administrator').disputing
      assert.equal(kind(await withdraw(threadId, stranger)), 'account-not-found')
      assert.equal(kind(await withdraw(threadId, stranger, other)), 'invoice-not-found')
      assert.ok((await withdraw(threadId)).ok)
      assert.equal(kind(await withdraw(threadId)), 'dispute-settled-before')
      assert.equal(kind(await settle(threadId, credit)), 'dispute-settled-before')
      const { isDisputed, disputes } = await seen()
      assert.deepEqual([isDisputed, disputes[0]?.outcome], [false, 'withdrawn'])
      assert.equal(types().filter((type) => type === 'DisputeSettled').length, 1)
    })

    it('has a dispute taken back of which it has credited all meanwhile: then nothing is left to dispute (R295)', async () => {
      const { of, payer, own, invoiceId, dispute, withdraw } = await aKeptInvoice()
      const threadId = randomUUID()
      assert.ok((await dispute(undefined, undefined, threadId)).ok)
      const credited = await fees.creditKeptInvoice(of.crediting, {
        ...{ organisationId: of.keeperId, invoiceId, because: 'charged-in-error' },
      })
      assert.ok(credited.ok)
      const mine = await fees.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
      assert.deepEqual(mine.ok && mine.value.may, ['withdraw-dispute'])
      const back = await withdraw(threadId)
      assert.ok(back.ok)
      assert.deepEqual(back.value.may, [])
    })

    it('keeps what both wrote of a dispute for two years after its end; what was decided and the sums stay (R292)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, settle, withdraw, seen } =
        await aKeptInvoice()
      const [first, second] = chargeIds
      assert.ok(first !== undefined && second !== undefined)
      const [old, young, open] = [randomUUID(), randomUUID(), randomUUID()]
      const forget = async (day: string) => {
        now = startOfDay(localDate(day))
        recorded = []
        await fees.planForgetting()
        await outbox.drain()
        return recorded
      }
      const texts = async () =>
        (await seen()).disputes.map(({ outcome, told: why, answer, isForgotten }) => [
          ...[outcome, why !== undefined, answer, isForgotten],
        ])
      now = plus(startOfDay(localDate('2026-12-01')), 9 * 60 * 60 * 1000)
      assert.ok((await dispute([first], own.disputing, old)).ok)
      assert.ok((await settle(old, credit)).ok)
      now = startOfDay(localDate('2027-03-01'))
      assert.ok((await dispute([second], own.disputing, young)).ok)
      const other = await aKeptInvoice()
      assert.ok((await other.dispute(undefined, other.own.disputing, open)).ok)

      // Of one that is not decided nothing is erased, however old.
      assert.deepEqual(await forget('2028-11-30'), [])
      const before = await seen()
      const [event, ...more] = await forget('2028-12-01')
      assert.deepEqual(more, [])
      const { sellerId, ...about } = { invoiceId, sellerId: of.keeperId, organisationId: payer }
      assert.deepEqual(event, {
        ...{ type: 'DisputeForgotten', threadId: old, sellerId, ...about, number: before.number },
      })
      assert.deepEqual(await texts(), [
        ['credited', false, undefined, true],
        [undefined, true, undefined, undefined],
      ])
      const after = await seen()
      assert.deepEqual(
        { ...after, disputes: [] },
        { ...before, disputes: [] },
        'the invoice, its credit note and its sums are as they were',
      )
      assert.deepEqual(after.disputes[0]?.settledAt, before.disputes[0]?.settledAt)
      const { rows } = await db.read((tx) =>
        sql<{ threadId: string }>`
          select thread_id as "threadId" from fees.dispute
          where told_sealed is not null or answer_sealed is not null`.execute(tx),
      )
      assert.deepEqual(new Set(rows.map((row) => row.threadId)), new Set([young, open]))
      // The round of the next day, which this one has planned, finds nothing.
      now = startOfDay(localDate('2028-12-02'))
      recorded = []
      await outbox.drain()
      assert.deepEqual(recorded, [])
      assert.equal((await texts())[1]?.[1], true)

      assert.ok((await withdraw(young)).ok)
      // What the trail can’t take is not erased.
      isRefused = ({ type }) => type === 'DisputeForgotten'
      await assert.rejects(forget('2030-12-02'), /jobs failed/)
      assert.deepEqual((await texts())[1], ['withdrawn', true, undefined, undefined])
      isRefused = () => false
      assert.equal((await forget('2030-12-03')).length, 1)
      assert.deepEqual((await texts())[1], ['withdrawn', false, undefined, true])
    })

    it('takes an invoice back from a wrong payer and charges the right one, once (R228)', async () => {
      const of = keeper()
      const [wrong, right] = [anOrganisation('Apteekki'), anOrganisation('Lääkäriasema')]
      assert.ok((await tell(of)).ok)
      const visit = await serve(of.keeperId, wrong)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const [invoice] = await listOf(of)
      assert.ok(invoice)
      const credit = async (payerBusinessId: string) => {
        const credited = await fees.creditKeptInvoice(of.crediting, {
          ...{ organisationId: of.keeperId, invoiceId: invoice.invoiceId },
          ...{ because: 'wrong-payer', payerBusinessId },
        })
        return credited.ok ? 'ok' : credited.refusal.kind
      }
      // What is refused takes nothing back.
      assert.equal(await credit(randomUUID()), 'payer-not-found')
      for (const same of [wrong, of.keeperId]) assert.equal(await credit(same), 'not-another-payer')
      assert.equal((await listOf(of)).length, 1)
      assert.equal(await credit(right), 'ok')
      assert.equal(await credit(right), 'nothing-to-credit')
      const { looking } = memberOf(right)
      const owed = await fees.listOwnCharges(looking, { organisationId: right, limit: 25 })
      assert.deepEqual(
        owed.ok &&
          owed.value.charges
            .map(({ product, netCents, actedOn, visitId, state }) => [
              ...[product, netCents, actedOn, visitId, state],
            ])
            .sort(),
        [
          ['handing-over', 4194, '2026-10-15', visit.visitId, 'open'],
          ['registering', 6290, '2026-10-15', visit.visitId, 'open'],
        ],
      )
      assert.deepEqual(types().slice(-3), ['CreditNoteMade', 'ChargeBorn', 'ChargeBorn'])
      now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(of, '2026-11')).ok)
      const made = (await listOf(of)).map(({ number, organisation, grossCents }) => [
        ...[number, organisation.name, grossCents],
      ])
      assert.deepEqual(made, [
        [100_003, 'Lääkäriasema', 13_157],
        [100_002, 'Apteekki', -13_157],
        [100_001, 'Apteekki', 13_157],
      ])
    })

    const owedBy = async (organisationId: string) => {
      const { looking } = memberOf(organisationId)
      const seen = await fees.listOwnCharges(looking, { organisationId, limit: 100 })
      assert.ok(seen.ok)
      return seen.value.charges
    }

    it('charges the right payer at its own cost centre, and takes back at that of the wrong one (R258)', async () => {
      const of = keeper()
      const [wrong, right, bare] = ['Apteekki', 'Lääkäriasema', 'Hammaslääkäri'].map((name) =>
        anOrganisation(name),
      ) as [string, string, string]
      const give = (organisationId: string, costCentre: string) =>
        fees.changeCostCentre(memberOf(organisationId, 'administrator').changing, {
          ...{ organisationId, costCentre },
        })
      assert.ok((await give(wrong, 'WRONG')).ok)
      assert.ok((await give(right, 'RIGHT')).ok)
      assert.ok((await tell(of)).ok)
      await serve(of.keeperId, wrong)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      // A later change touches neither what was charged nor what takes it back.
      assert.ok((await give(wrong, 'LATER')).ok)
      const [invoice] = await listOf(of)
      const { invoiceId } = invoice ?? { invoiceId: '' }
      const acts = await fees.listChargesOfKeptInvoice(of.looking, {
        ...{ organisationId: of.keeperId, invoiceId, limit: 10 },
      })
      assert.ok(acts.ok)
      for (const [index, payerBusinessId] of [right, bare].entries()) {
        const { chargeId = '' } = acts.value.charges[index] ?? {}
        const credited = await fees.creditKeptInvoice(of.crediting, {
          ...{ organisationId: of.keeperId, invoiceId, because: 'wrong-payer' },
          ...{ payerBusinessId, chargeIds: [chargeId] },
        })
        assert.ok(credited.ok)
      }
      const centres = async (organisationId: string) =>
        (await owedBy(organisationId)).map(({ state, costCentre }) => [state, costCentre])
      assert.deepEqual(await centres(wrong), [
        ['credited', 'WRONG'],
        ['credited', 'WRONG'],
      ])
      assert.deepEqual(await centres(right), [['open', 'RIGHT']])
      assert.deepEqual(await centres(bare), [['open', undefined]])

      now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(of, '2026-11')).ok)
      const rows: [string, ...(string | undefined)[]][] = []
      for (const { organisation, invoiceId: madeId } of await listOf(of)) {
        const asked = { organisationId: organisation.organisationId, invoiceId: madeId }
        const { looking } = memberOf(organisation.organisationId)
        const finvoice = await fees.fetchOwnInvoiceDocument(looking, {
          ...{ ...asked, format: 'finvoice' },
        })
        assert.ok(finvoice.ok)
        const message = Buffer.from(finvoice.value.document, 'base64').toString()
        const found = message.matchAll(/<RowAccountDimensionText>(.*?)</g)
        rows.push([organisation.name, ...[...found].map(([, centre]) => centre)])
      }
      assert.deepEqual(rows.toSorted(), [
        ['Apteekki', 'WRONG'],
        ['Apteekki', 'WRONG'],
        ['Apteekki', 'WRONG', 'WRONG'],
        ['Hammaslääkäri'],
        ['Lääkäriasema', 'RIGHT'],
      ])
    })

    /** In these tests an organisation is found by its id in place of its business ID. */
    const merge = (organisationId: string, businessId: string) =>
      fees.moveCharges(aPermit('fees.moveCharges', { personId: handler }), {
        ...{ organisationId, businessId },
      })

    it('asks the one that goes on for what an organisation that merged was not invoiced, at its cost centre; the office learns no sum (R264)', async () => {
      const [one, other] = [keeper(), keeper()]
      const [merged, successor] = [anOrganisation('Apteekki'), anOrganisation('Uusi apteekki')]
      for (const [organisationId, costCentre] of [
        [merged, 'OLD'],
        [successor, 'NEW'],
      ] as const) {
        const { changing } = memberOf(organisationId, 'administrator')
        assert.ok((await fees.changeCostCentre(changing, { organisationId, costCentre })).ok)
      }
      assert.ok((await tell(one)).ok)
      await serve(one.keeperId, merged)
      nextMonth()
      assert.ok((await runOf(one)).ok)
      await serve(one.keeperId, merged)
      await serve(other.keeperId, merged, [registering])
      const moved = await merge(merged, successor)
      const none = { charges: 0, netCents: 0 }
      assert.deepEqual(moved.ok && [moved.value.organisation.name, { ...moved.value }], [
        'Uusi apteekki',
        { organisation: moved.ok && moved.value.organisation, ...none, keepers: 2 },
      ])
      const moves = recorded.filter(({ type }) => type === 'ChargesMoved')
      assert.deepEqual(
        new Set(moves),
        new Set(
          [
            ...[{ sellerId: one.keeperId, charges: 2, netCents: 10_484 }],
            ...[{ sellerId: other.keeperId, charges: 1, netCents: 6290 }],
          ].map((of) => ({ type: 'ChargesMoved', organisationId: merged, to: successor, ...of })),
        ),
      )
      assert.deepEqual(
        (await owedBy(merged)).map(({ state, costCentre }) => [state, costCentre]),
        [
          ['invoiced', 'OLD'],
          ['invoiced', 'OLD'],
        ],
      )
      assert.deepEqual(
        (await owedBy(successor)).map(({ state, costCentre }) => [state, costCentre]),
        Array.from({ length: 3 }, () => ['open', 'NEW']),
      )
      const again = await merge(merged, successor)
      assert.equal(!again.ok && again.refusal.kind, 'nothing-to-move')
      now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(one, '2026-11')).ok)
      assert.deepEqual(
        (await listOf(one)).map(({ organisation, grossCents }) => [organisation.name, grossCents]),
        [
          ['Uusi apteekki', 13_157],
          ['Apteekki', 13_157],
        ],
      )
    })

    it('knows who pays for a visit now, in part or whole corrected, moved or taken back (R266)', async () => {
      const of = keeper()
      const [wrong, right, heir] = ['Apteekki', 'Lääkäriasema', 'Uusi apteekki'].map((name) =>
        anOrganisation(name),
      ) as [string, string, string]
      assert.ok((await tell(of)).ok)
      const visits: string[] = []
      for (let times = 0; times < 3; times += 1)
        visits.push((await serve(of.keeperId, wrong)).visitId)
      const [inPart = '', whole = '', takenBack = ''] = visits
      const payers = () =>
        db.read(async (tx) => {
          const found = await fees.payersOfVisits(tx, [...visits, randomUUID()])
          return [...visits, ''].map((id) =>
            found
              .get(id)
              ?.map(({ name }) => name)
              .toSorted(),
          )
        })
      const one = [['Apteekki'], ['Apteekki'], ['Apteekki'], undefined]
      assert.deepEqual(await payers(), one)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const [invoice] = await listOf(of)
      const ofInvoice = { organisationId: of.keeperId, invoiceId: invoice?.invoiceId ?? '' }
      const acts = await fees.listChargesOfKeptInvoice(of.looking, { ...ofInvoice, limit: 10 })
      assert.ok(acts.ok)
      const correct = async (visitId: string, count: number, payerBusinessId?: string) => {
        const chargeIds = acts.value.charges
          .filter((act) => act.visitId === visitId)
          .map(({ chargeId }) => chargeId)
        const credited = await fees.creditKeptInvoice(of.crediting, {
          ...{ ...ofInvoice, because: 'wrong-payer', chargeIds: chargeIds.slice(0, count) },
          ...(payerBusinessId !== undefined && { payerBusinessId }),
        })
        assert.ok(credited.ok)
      }
      await correct(inPart, 1, right)
      await correct(whole, 2, right)
      await correct(takenBack, 2)
      assert.deepEqual(await payers(), [
        ['Apteekki', 'Lääkäriasema'],
        ['Lääkäriasema'],
        [],
        undefined,
      ])
      assert.ok((await merge(right, heir)).ok)
      assert.deepEqual(await payers(), [
        ['Apteekki', 'Uusi apteekki'],
        ['Uusi apteekki'],
        [],
        undefined,
      ])
    })

    it('has the contacts of whoever pays told of an invoice, a credit note and a reminder, once a week of what is overdue (R265)', async () => {
      const of = keeper()
      const payer = anOrganisation('Apteekki')
      assert.ok((await tell(of)).ok)
      await serve(of.keeperId, payer)
      await make(payer)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      assert.ok((await run()).ok)
      const mailsOfLast = async (type: string, isOf: string = of.keeperId) => {
        const event = recorded.findLast(
          (one) => one.type === type && 'sellerId' in one && one.sellerId === isOf,
        )
        assert.ok(event)
        return db.read((tx) => fees.mailsOf(tx, { ...event }))
      }
      const mails = { organisation: 'Apteekki', name: 'Pitäjän hyvinvointialue', number: 100_001 }
      const toBoth = (facts: object) => [
        { ...mails, ...facts, to: `bo@${payer}.example`, language: 'sv' },
        { ...mails, ...facts, to: `aino@${payer}.example`, language: 'fi' },
      ]
      assert.deepEqual(await mailsOfLast('InvoiceMade'), toBoth({ day: '2026-11-23' }))
      assert.deepEqual(await mailsOfLast('InvoiceMade', 'service'), [])

      const [invoice] = await listOf(of)
      const { invoiceId } = invoice ?? { invoiceId: '' }
      const asked = { organisationId: of.keeperId, invoiceId }
      const may = async () => {
        const seen = await fees.viewKeptInvoice(of.looking, asked)
        return seen.ok && seen.value.may.includes('remind')
      }
      const remind = async (by = of.reminding) => {
        const reminded = await fees.remindOfKeptInvoice(by, asked)
        assert.equal(reminded.ok && reminded.value.may.includes('remind'), false)
        return reminded.ok ? reminded.value.remindedAt?.slice(0, 10) : reminded.refusal.kind
      }
      now = startOfDay(localDate('2026-11-23'))
      assert.deepEqual([await may(), await remind()], [false, 'not-overdue'])
      now = startOfDay(localDate('2026-11-25'))
      const contact = memberOf(of.keeperId).personId
      const byContact = aPermit('fees.remindOfKeptInvoice', { personId: contact })
      assert.equal(await remind(byContact), 'not-in-this-role')
      const stranger = aPermit('fees.remindOfKeptInvoice', { personId: randomUUID() })
      assert.equal(await remind(stranger), 'account-not-found')
      assert.deepEqual([await may(), await remind()], [true, '2026-11-24'])
      assert.deepEqual(await mailsOfLast('InvoiceReminded'), toBoth({ day: '2026-11-23' }))
      now = startOfDay(localDate('2026-12-01'))
      assert.deepEqual([await may(), await remind()], [false, 'reminded-lately'])
      // A reminder that reaches nobody is none.
      now = startOfDay(localDate('2026-12-03'))
      contacts.set(payer, [])
      assert.equal(await remind(), 'nobody-to-remind')
      contacts.delete(payer)
      now = startOfDay(localDate('2026-12-03'))
      assert.deepEqual([await may(), await remind()], [true, '2026-12-02'])

      const credited = await fees.creditKeptInvoice(of.crediting, {
        ...{ ...asked, because: 'charged-in-error' },
      })
      assert.ok(credited.ok)
      assert.deepEqual(await mailsOfLast('CreditNoteMade'), toBoth({}))
      // Over before the mail left: nobody is pressed.
      assert.deepEqual(await mailsOfLast('InvoiceReminded'), [])
      now = startOfDay(localDate('2027-01-10'))
      assert.equal(await remind(), 'not-overdue')
      // What the service asks for is no keeper's to remind of.
      const [own] = await invoiced(payer)
      const others = await fees.remindOfKeptInvoice(of.reminding, {
        ...{ organisationId: of.keeperId, invoiceId: own?.invoiceId ?? '' },
      })
      assert.equal(!others.ok && others.refusal.kind, 'invoice-not-found')
    })

    it('asks itself for nothing once whoever owed it has merged into it (R264)', async () => {
      const of = keeper()
      const merged = anOrganisation('Apteekki')
      assert.ok((await tell(of)).ok)
      await serve(of.keeperId, merged)
      const moved = await merge(merged, of.keeperId)
      assert.equal(moved.ok && moved.value.keepers, 0)
      assert.deepEqual(await owedBy(merged), [])
      assert.deepEqual(
        (await owedBy(of.keeperId)).map(({ netCents, because, state }) => [
          ...[netCents, because, state],
        ]),
        Array.from({ length: 2 }, () => [0, 'owed-to-itself', 'free']),
      )
      nextMonth()
      assert.ok((await runOf(of)).ok)
      assert.deepEqual(await listOf(of), [])
    })

    it('puts each act on one invoice, whatever merges while it invoices a month (R264)', async () => {
      const of = keeper()
      assert.ok((await tell(of)).ok)
      const payers = Array.from({ length: 8 }, (_, index) => anOrganisation(`Nro ${String(index)}`))
      const visits: string[] = []
      for (const payer of payers)
        for (let times = 0; times < 2; times += 1)
          visits.push((await serve(of.keeperId, payer)).visitId)
      nextMonth()
      const started = await fees.startKeptRun(of.invoicing, {
        ...{ organisationId: of.keeperId, month: '2026-10' },
      })
      assert.ok(started.ok)
      // Into earlier and later ones of the run, and into one that merges itself.
      const mergers = payers.slice(1).map((payer, index) => merge(payer, payers[index] ?? ''))
      await Promise.all([outbox.drain(), ...mergers])
      for (const [month, day] of [
        ['2026-11', '2026-12-01'],
        ['2026-12', '2027-01-04'],
      ] as const) {
        now = startOfDay(localDate(day))
        assert.ok((await runOf(of, month)).ok)
      }
      const made = await listOf(of)
      assert.deepEqual(
        made.map(({ number }) => number).sort(),
        made.map((_, index) => 100_001 + index),
      )
      const invoicedActs: (string | undefined)[] = []
      for (const { invoiceId, organisation } of made) {
        const asked = { organisationId: of.keeperId, invoiceId, limit: 100 }
        const acts = await fees.listChargesOfKeptInvoice(of.looking, asked)
        assert.ok(acts.ok)
        for (const act of acts.value.charges) {
          assert.equal(act.organisation.organisationId, organisation.organisationId)
          invoicedActs.push(act.visitId)
        }
      }
      assert.deepEqual(invoicedActs.sort(), visits.flatMap((id) => [id, id]).sort())
    })

    it('says as whom it invoices before it does; an account number that is none is refused (R230)', async () => {
      const of = keeper()
      await serve(of.keeperId, anOrganisation())
      nextMonth()
      const kindOf = (answer: { ok: true } | { ok: false; refusal: { kind: string } }) =>
        answer.ok ? 'ok' : answer.refusal.kind
      assert.equal(kindOf(await runOf(of)), 'no-seller')
      const mistyped = { iban: 'FI2112345600000786' }
      assert.equal(kindOf(await tell(of, mistyped)), 'not-an-account-number')
      const contact = memberOf(of.keeperId, 'contact').personId
      const byContact = await fees.changeSeller(
        aPermit('fees.changeSeller', { personId: contact }),
        { organisationId: of.keeperId, ...told },
      )
      assert.equal(kindOf(byContact), 'not-in-this-role')
      const shown = await tell(of)
      assert.deepEqual(
        shown.ok && [shown.value.vatNumber, shown.value.seller?.iban, shown.value.points.length],
        ['FI02048198', 'FI2112345600000785', 1],
      )
      points.clear()
      assert.equal(kindOf(await tell(of)), 'keeps-no-point')
      assert.equal(kindOf(await runOf(of)), 'ok')
      const stranger = aPermit('fees.viewKeptFees', { personId: randomUUID() })
      const hidden = await fees.listKeptRuns(stranger, { organisationId: of.keeperId, limit: 12 })
      assert.equal(kindOf(hidden), 'account-not-found')
    })
  })

  it('knows no invoice and no organisation that is not there', async () => {
    const invoiceId = randomUUID()
    const unknown = await fees.viewInvoice(viewing, { invoiceId })
    assert.equal(!unknown.ok && unknown.refusal.kind, 'invoice-not-found')
    const document = await fees.fetchInvoiceDocument(viewing, { invoiceId, format: 'pdf' })
    assert.equal(!document.ok && document.refusal.kind, 'invoice-not-found')
    const billing = await fees.viewBilling(viewing, { organisationId: randomUUID() })
    assert.equal(!billing.ok && billing.refusal.kind, 'organisation-not-found')
    const usual = await fees.viewBilling(viewing, { organisationId: anOrganisation() })
    assert.deepEqual(usual.ok && usual.value, { eInvoiceAddress: '003702048198', isUsual: true })
  })
})

type Member = Extract<Awaited<ReturnType<Accounts['judgeMember']>>, { ok: true }>['value']

const aMember = {
  memberId: 'member' as string as Member['memberId'],
  basis: 'invitation',
  since: startOfDay(localDate('2026-10-01')),
} as const

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
