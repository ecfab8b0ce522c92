import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addMonths, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { finvoiceOf } from './adapters/finvoice.ts'
import { billingFor } from './buyer.ts'
import type { FeesDeps } from './deps.ts'
import { lastDayOf, monthOf } from './domain/month.ts'
import type { InvoiceNotFound } from './keep-invoices.ts'
import { showCharges, showInvoice, showRow } from './show-fees.ts'
import {
  chargesOn,
  chargesPage,
  countPayers,
  findInvoice,
  invoicesPage,
  runsPage,
  type RunFigures,
} from './store.ts'

type ViewPermit = Permit<'fees.viewFees'>

/** What was charged or was free, the newest first. No name of a person is in it: it leaves no entry in the trail. */
export const listCharges =
  (deps: FeesDeps) =>
  async (
    _permit: ViewPermit,
    { organisationId, cursor, limit }: InputOf<typeof contracts.listCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.listCharges>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) => {
      const found = await chargesPage(tx, {
        ...{ organisationId, behind: behind.value },
        limit: limit + 1,
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ bornAt, chargeId }) => ({ at: bornAt, id: chargeId }),
      })
      return ok({
        charges: await showCharges(deps, tx, page),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

export const listInvoices =
  ({ db, clock }: FeesDeps) =>
  async (
    _permit: ViewPermit,
    { organisationId, filter, cursor, limit }: InputOf<typeof contracts.listInvoices>,
  ): Promise<Result<AnswerOf<typeof contracts.listInvoices>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return db.read(async (tx) => {
      const found = await invoicesPage(tx, {
        ...{ organisationId, filter, behind: behind.value },
        limit: limit + 1,
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ madeAt, invoiceId }) => ({ at: madeAt, id: invoiceId }),
      })
      const today = dateInHelsinki(clock.now())
      return ok({
        invoices: page.map((invoice) => showRow(invoice, today)),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

export const viewInvoice =
  (deps: FeesDeps) =>
  (
    _permit: ViewPermit,
    { invoiceId }: InputOf<typeof contracts.viewInvoice>,
  ): Promise<Result<AnswerOf<typeof contracts.viewInvoice>, InvoiceNotFound>> =>
    deps.db.read(async (tx) => {
      const invoice = await findInvoice(tx, invoiceId)
      if (!invoice) return refuse({ kind: 'invoice-not-found' })
      return ok(await showInvoice(deps, tx, invoice))
    })

type ChargesOf = AnswerOf<typeof contracts.listChargesOfInvoice>

/** The acts behind the lines, in the order of their ids. */
export const listChargesOfInvoice =
  (deps: FeesDeps) =>
  (
    _permit: ViewPermit,
    { invoiceId, cursor, limit }: InputOf<typeof contracts.listChargesOfInvoice>,
  ): Promise<Result<ChargesOf, InvoiceNotFound>> =>
    deps.db.read(async (tx): Promise<Result<ChargesOf, InvoiceNotFound>> => {
      if (!(await findInvoice(tx, invoiceId))) return refuse({ kind: 'invoice-not-found' })
      const found = await chargesOn(tx, invoiceId, { behind: cursor, limit: limit + 1 })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return ok({
        charges: await showCharges(deps, tx, page),
        ...(last && found.length > limit && { nextCursor: last.chargeId }),
      })
    })

type DocumentOf = AnswerOf<typeof contracts.fetchInvoiceDocument>

/** The same octets that go to the organisation. */
export const fetchInvoiceDocument =
  (deps: FeesDeps) =>
  async (
    _permit: ViewPermit,
    { invoiceId, format }: InputOf<typeof contracts.fetchInvoiceDocument>,
  ): Promise<Result<DocumentOf, InvoiceNotFound>> => {
    const found = await deps.db.read(async (tx) => {
      const invoice = await findInvoice(tx, invoiceId)
      return invoice && { invoice, billing: await billingFor(tx, invoice) }
    })
    if (!found) return refuse({ kind: 'invoice-not-found' })
    const { invoice, billing } = found
    return ok(
      format === 'finvoice'
        ? {
            mediaType: 'application/xml',
            document: Buffer.from(finvoiceOf(invoice, billing)).toString('base64'),
          }
        : {
            mediaType: 'application/pdf',
            document: Buffer.from(await deps.renderInvoice(invoice)).toString('base64'),
          },
    )
  }

/** The months, and how far the one under way has come. */
export const listInvoiceRuns =
  ({ db, clock, personNamed }: FeesDeps) =>
  (
    _permit: ViewPermit,
    { before, limit }: InputOf<typeof contracts.listInvoiceRuns>,
  ): Promise<Result<AnswerOf<typeof contracts.listInvoiceRuns>, never>> =>
    db.read(async (tx) => {
      const now = clock.now()
      const found = await runsPage(tx, { before, limit: limit + 1 })
      const page = found.slice(0, limit)
      const over = monthOf(addMonths(localDate(`${monthOf(dateInHelsinki(now))}-01`), -1))
      const [newest] = before === undefined ? found : []
      const isBegun = newest !== undefined && newest.month >= over
      return ok({
        at: formatInstant(now),
        ...(before === undefined &&
          !isBegun && {
            next: { month: over, organisations: await countPayers(tx, lastDayOf(over)) },
          }),
        runs: await Promise.all(
          page.map(async (run) => ({
            ...runShown(run),
            startedBy: (await personNamed(tx, run.startedBy)) ?? '',
            ...(run.finishedAt === undefined && {
              waiting: await countPayers(tx, lastDayOf(run.month)),
            }),
          })),
        ),
        ...(found.length > limit && { nextBefore: page.at(-1)?.month }),
      })
    })

const runShown = ({ month, startedAt, finishedAt, invoices, grossCents }: RunFigures) => ({
  ...{ month, invoices, grossCents },
  startedAt: formatInstant(startedAt),
  ...(finishedAt !== undefined && { finishedAt: formatInstant(finishedAt) }),
})
