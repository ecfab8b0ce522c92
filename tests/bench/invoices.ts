import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { openInvoices } from '@sotevarmenne/sandbox/invoice-operator/invoices'
import { createInvoiceOperator } from '@sotevarmenne/sandbox/invoice-operator/server'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { renderInvoice } from '../../apps/server/src/billing/invoices/index.ts'
import { invoicingOver } from '../fault-injection/killing-invoicing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { sayLimits } from './limits.ts'

/**
 * An invoice run: from the case officer's command to the last invoice, with audit log, durable on PostgreSQL;
 * and then to the last one delivered to the e-invoice operator, as PDF and Finvoice. It fails beyond the
 * limits of docs/performance.md.
 * `node tests/bench/invoices.ts [charges] [organisations] [PostgreSQL|PGlite]`
 */
const [, , charges = '10000', organisations = '500', kind = 'PostgreSQL'] = process.argv
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}
const secondsSince = (since: number): number => (performance.now() - since) / 1000

const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-invoices-'))
const operator = createInvoiceOperator({
  ...{ site: aSite, clock: { now: () => instant(Date.now()) }, faults: createFaults() },
  invoices: await openInvoices(folder),
})
const operatorUrl = await operator.listen({ port: 0, host: 'localhost' })
const { db, close } = await openTestDatabase(kind === 'PGlite' ? kind : 'PostgreSQL')
try {
  await db.write(async (tx) =>
    ok(
      await sql`
        insert into charges.charge (charge_id, cause, organisation_id, product, because, net_cents,
          vat_permille, acted_on, born_at, card_agreement_id, order_id, card_id)
        select gen_random_uuid(), 'card ' || n, md5((n % ${Number(organisations)}::int)::text)::uuid,
          'staff-card', 'staff-without-patient-systems', 2300, 0, '2026-10-15',
          '2026-10-15 08:00Z', gen_random_uuid(), gen_random_uuid(), gen_random_uuid()
        from generate_series(1, ${Number(charges)}::int) n`.execute(tx),
    ),
  )
  await db.write(async (tx) => ok(await sql`analyze`.execute(tx)))
  const { invoices, outbox } = invoicingOver(db, { operatorUrl, renderInvoice })
  const invoicing = aPermit('fees.invoiceMonth', { personId: randomUUID() })
  const begun = performance.now()
  const started = await invoices.startRun(invoicing, { month: '2026-10' })
  if (!started.ok) throw new Error(started.refusal.kind)
  const run = invoices.jobs.find((job) => job.kind === 'fees.runMonth')
  await run?.handle({ kind: run.kind, key: '2026-10', payload: { month: '2026-10' } })
  const invoiced = secondsSince(begun)
  say(
    `${charges} charges, ${organisations} organisations, ${kind}: invoiced in ${invoiced.toFixed(1)} s`,
  )
  const { rows } = await db.read((tx) =>
    sql<{ gross: string; open: string }>`
      select (select sum(gross_cents) from invoices.invoice) as gross,
        (select count(*) from charges.charge where invoice_id is null) as open`.execute(tx),
  )
  const [{ gross, open }] = rows as [{ gross: string; open: string }]
  await outbox.drain()
  const sent = (await readdir(folder)).filter((file) => file.endsWith('.json')).length
  say(
    `${String(sent)} invoices at the operator, as PDF and Finvoice, after ${secondsSince(begun).toFixed(1)} s`,
  )
  say(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  )
  sayLimits([
    {
      what: `${charges} charges of ${organisations} organisations invoiced`,
      ...{ reached: invoiced, max: 60, unit: 's' },
    },
    {
      what: 'cents between the charges and the invoices',
      ...{ reached: Math.abs(Number(gross) - 2300 * Number(charges)), max: 0 },
    },
    { what: 'charges on no invoice', ...{ reached: Number(open), max: 0 } },
    {
      what: 'invoices at the operator, one for each organisation',
      ...{ reached: sent, min: Number(organisations) },
    },
  ])
} finally {
  await operator.close()
  await close()
  await rm(folder, { recursive: true })
}
