import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { instant } from '@sotevarmenne/kernel/instant'
import { euroCents } from '@sotevarmenne/kernel/money'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { createCharges, type CustomersOf } from '../../apps/server/src/billing/charges/index.ts'
import {
  createInvoices,
  exampleSeller,
  operatorHttp,
  type Invoices,
} from '../../apps/server/src/billing/invoices/index.ts'
import { aBuyer } from '../../apps/server/src/billing/invoices/testing.ts'
import type { RenderInvoice } from '../../apps/server/src/billing/invoices/ports.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { createOutbox, type Outbox } from '../../apps/server/src/platform/outbox.ts'
import type { Record } from '../../apps/server/src/platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { endLeases } from './killing-jobs.ts'
import { ended, forkOf } from './killing.ts'

/** The crash points of an invoice run and of the following delivery, in order. */
export const invoicingCrashPoints = [
  'an invoice is written, not committed',
  'the first of the invoices is committed',
  'the last of the invoices is committed',
  'the run is finished',
  'an invoice is about to go to the operator',
  'the operator has the invoice',
  'that it was sent is written, not committed',
  'that it was sent is committed',
] as const
export type InvoicingCrashPoint = (typeof invoicingCrashPoints)[number]

/** Parameters of the process of `invoicing-process.ts`. */
export type InvoicingTask = {
  readonly url: string
  readonly operatorUrl: string
  readonly killAt: InvoicingCrashPoint
}

const payers = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
] as const
const chargesEach = 2

/** In November, so that October may be invoiced; orders are of October. */
const november = instant(Date.UTC(2026, 10, 2, 8))
const october = instant(Date.UTC(2026, 9, 15, 8))

/** The invoicing of the service with its audit log, one job at a time; `at` is called at each crash point. */
export function invoicingOver(
  db: Db,
  {
    operatorUrl,
    now = november,
    at = () => Promise.resolve(),
    renderInvoice = () => Promise.resolve(Buffer.from('%PDF-1.7')),
  }: {
    readonly operatorUrl: string
    readonly now?: typeof november
    readonly at?: (crashPoint: InvoicingCrashPoint) => Promise<void>
    readonly renderInvoice?: RenderInvoice
  },
): { readonly invoices: Invoices; readonly outbox: Outbox } {
  const clock = { now: () => now }
  const outbox = createOutbox({ db, clock, concurrency: 1 })
  const audit = anAudit(db, { clock, planSubscribers: outbox.planSubscribers })
  const wrote: string[] = []
  const record: Record = async (tx, event, permit) => {
    await audit.record(tx, event, permit)
    wrote.push(event.type)
    if (event.type === 'InvoiceCreated') await at('an invoice is written, not committed')
    if (event.type === 'InvoiceSent') await at('that it was sent is written, not committed')
  }
  const send = operatorHttp({ url: operatorUrl })
  const watched: Db = {
    ...db,
    write: async (action, options) => {
      const before = wrote.length
      const result = await db.write(action, options)
      const [what] = wrote.slice(before)
      const created = wrote.filter((type) => type === 'InvoiceCreated').length
      if (what === 'InvoiceCreated' && created === 1)
        await at('the first of the invoices is committed')
      if (what === 'InvoiceCreated' && created === payers.length)
        await at('the last of the invoices is committed')
      if (what === undefined && created === payers.length) await at('the run is finished')
      if (what === 'InvoiceSent') await at('that it was sent is committed')
      return result
    },
  }
  const accounts = {
    prepareAction: () => Promise.reject(new Error('unexpected request for a person')),
    checkMember: () => Promise.reject(new Error('unexpected request for a person')),
  }
  const customersOf: CustomersOf = (_tx, ids) =>
    Promise.resolve(
      new Map(
        ids.map((organisationId) => [organisationId, { ...aBuyer, organisationId, units: [] }]),
      ),
    )
  const charges = createCharges({
    secret: new Uint8Array(32).fill(7),
    ...{ db: watched, clock, record, accounts, customersOf },
    serviceNames: () => Promise.resolve(new Map()),
    orders: {
      payerOf: (_tx, orderId) =>
        Promise.resolve({
          organisationId: orderId.replace(/^.{8}/, '00000000'),
          ...{ product: 'staff-card', priceList: 'standard', cardAgreementId: randomUUID() },
          price: {
            ...{ kind: 'priced', amount: euroCents(2300) },
            because: 'staff-without-patient-systems',
          },
        }),
    },
    testCards: { payerOf: () => Promise.resolve(undefined) },
    cards: {
      numbersOfCharged: () => Promise.resolve(new Map()),
      holdersOfCharged: () => Promise.resolve(new Map()),
    },
    certificateNamesOf: () => Promise.resolve(new Map()),
    pointsByIds: () => Promise.resolve(new Map()),
    customerOf: () => Promise.resolve(undefined),
    systemPermit: (operation) => aPermit(operation),
  })
  const invoices = createInvoices({
    ...{ db: watched, clock, record, planJob: outbox.planJob, accounts, charges, customersOf },
    recordAll: () => Promise.reject(new Error('unexpected payment')),
    seller: exampleSeller,
    contactsOf: () => Promise.resolve([]),
    organisationsSought: () => Promise.resolve([]),
    personNamed: () => Promise.resolve(undefined),
    renderInvoice,
    operator: async (invoice) => {
      await at('an invoice is about to go to the operator')
      const response = await send(invoice)
      await at('the operator has the invoice')
      return response
    },
    systemPermit: (operation) => aPermit(operation),
  })
  outbox.use({ handlers: invoices.jobs, subscriptions: charges.subscriptions })
  return { invoices, outbox }
}

/**
 * Kills the jobs process at the crash point of a run, and lets another continue: then every organisation has
 * one invoice for each of its charges, the numbers have no gap, the operator has each once, and the audit log
 * has each step once.
 */
export async function surviveKillOfRun(
  { db, url, operatorUrl }: { readonly db: Db; readonly url: string; readonly operatorUrl: string },
  {
    crashPoint,
    passed,
  }: { readonly crashPoint: InvoicingCrashPoint; readonly passed: () => Promise<number[]> },
): Promise<void> {
  await chargeAll(db, operatorUrl)
  const { invoices, outbox } = invoicingOver(db, { operatorUrl })
  const caseOfficer = { personId: randomUUID() }
  const started = await invoices.startRun(aPermit('fees.invoiceMonth', caseOfficer), {
    month: '2026-10',
  })
  assert.ok(started.ok)

  const process = forkOf('invoicing-process.ts')
  const task: InvoicingTask = { url, operatorUrl, killAt: crashPoint }
  process.send(task)
  await ended(process)

  await endLeases(db)
  await outbox.drain()

  const numbers = payers.map((_, at) => 100_001 + at)
  assert.deepEqual(await passed(), numbers)
  const listed = await invoices.listInvoices(aPermit('fees.viewFees', caseOfficer), {
    ...{ filter: 'all', limit: 100 },
  })
  assert.ok(listed.ok)
  const created = listed.value.invoices
  assert.deepEqual(created.map(({ number }) => number).toSorted(), numbers)
  assert.deepEqual(
    created.map(({ organisation }) => organisation.organisationId).toSorted(),
    payers,
  )
  for (const { grossCents, delivery } of created)
    assert.deepEqual([grossCents, delivery], [chargesEach * 2300, 'sent'])
  const { rows } = await db.read((tx) =>
    sql<{ open: number; created: number; sent: number; unfinished: number }>`
      select
        (select count(*) from charges.charge where invoice_id is null)::int as open,
        (select count(*) from invoices.run where finished_at is null)::int as unfinished,
        (select count(*) from audit.entry where type = 'InvoiceCreated')::int as created,
        (select count(*) from audit.entry where type = 'InvoiceSent')::int as sent`.execute(tx),
  )
  const each = payers.length
  assert.deepEqual(rows, [{ open: 0, unfinished: 0, created: each, sent: each }])
}

/** Cards of October, without earlier data. */
async function chargeAll(db: Db, operatorUrl: string): Promise<void> {
  const { outbox } = invoicingOver(db, { operatorUrl, now: october })
  await db.write(async (tx) => {
    await sql`truncate charges.charge, invoices.invoice, invoices.run, invoices.last_number, charges.dispute,
      charges.disputed_charge, platform.outbox, audit.entry cascade`.execute(tx)
    for (const payer of payers)
      for (let charge = 0; charge < chargesEach; charge += 1) {
        const about = {
          orderId: payer.replace(/^.{8}/, String(10_000_000 + charge)),
          cardId: randomUUID(),
        }
        await outbox.planSubscribers(tx, { type: 'CardProduced', about }, randomUUID())
      }
    return ok(undefined)
  })
  await outbox.drain()
}
