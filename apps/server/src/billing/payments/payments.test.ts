import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { referenceNumberOf } from '@sotevarmenne/identifiers/payment-reference'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { billingEnvironment, kind } from '../testing/environment.ts'
import { asFile, camtOf, referencePaymentsOf, type Reported } from './testing.ts'

forEachDatabase('payments of a bank’s file', ({ db }) => {
  const {
    state,
    billing,
    anOrganisation,
    make,
    viewing,
    invoiced,
    run,
    nextMonth,
    caseOfficer,
    outbox,
  } = billingEnvironment(db)
  const importing = aPermit('payments.import', { personId: caseOfficer })
  const settling = aPermit('payments.settle', { personId: caseOfficer })
  const looking = aPermit('payments.view', { personId: caseOfficer })

  /** Organisations with an invoice of 23,00 € each. */
  const invoices = async (count: number) => {
    const organisations = Array.from({ length: count }, () => anOrganisation())
    for (const organisationId of organisations) await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    state.now = startOfDay(localDate('2026-11-12'))
    const several = []
    for (const organisationId of organisations) {
      const [invoice] = await invoiced(organisationId)
      assert.ok(invoice)
      several.push(invoice)
    }
    return several
  }
  const viewed = async (invoiceId: string) => {
    const seen = await billing.viewInvoice(viewing, { invoiceId })
    assert.ok(seen.ok)
    return seen.value
  }
  const accept = async (file: string) => {
    const accepted = await billing.importPayments(importing, { file })
    assert.ok(accepted.ok, JSON.stringify(accepted))
    return accepted.value
  }
  const importOf = async (importId: string) => {
    const listed = await billing.listPaymentImports(looking, { limit: 100 })
    assert.ok(listed.ok)
    const found = listed.value.imports.find((one) => one.importId === importId)
    assert.ok(found)
    return found
  }
  /** And its job has run. */
  const send = async (file: string) => {
    const { importId } = await accept(file)
    await outbox.drain()
    return importOf(importId)
  }
  const matchingJob = () => {
    const job = billing.jobs.find(({ kind }) => kind === 'payments.match')
    assert.ok(job)
    return job
  }
  const waiting = async () => {
    const listed = await billing.listPayments(looking, { filter: 'waiting', limit: 100 })
    assert.ok(listed.ok)
    return listed.value.payments
  }
  let count = 0
  const payment = (number: number, cents: number, changes: Partial<Reported> = {}): Reported => ({
    bankId: `B${String((count += 1))}`,
    ...{ reference: referenceNumberOf(number), cents, ...changes },
  })

  describe('an import', () => {
    it('pays invoices by their references: whole, in part and too much, and shows the result of each first (R464, R465)', async () => {
      const [whole, part, over] = await invoices(3)
      assert.ok(whole && part && over)
      const file = asFile(
        camtOf([
          payment(whole.number, 2300),
          payment(part.number, 1000),
          payment(over.number, 2500, { payer: 'Liikaa Oy' }),
          payment(987_654_321, 500),
          payment(1, 700, { reference: '' }),
          payment(1, 800, { reference: '1000014' }),
        ]),
      )
      const outcomes = [
        [2300, 0, undefined, whole.number],
        [1000, 0, undefined, part.number],
        [2500, 200, 'overpaid', over.number],
        [500, 500, 'unknown-reference', undefined],
        [700, 700, 'no-reference', undefined],
        [800, 800, 'unknown-reference', undefined],
      ]
      const preview = await billing.previewPayments(importing, { file })
      assert.ok(preview.ok, JSON.stringify(preview))
      const facts = (rows: typeof preview.value.rows) =>
        rows.map(({ amountCents, leftCents, because, invoiceNumber }) => [
          ...[amountCents, leftCents, because, invoiceNumber],
        ])
      assert.deepEqual(facts(preview.value.rows), outcomes)
      assert.deepEqual(await waiting(), [])
      assert.equal((await viewed(whole.invoiceId)).openCents, 2300)

      const before = state.recorded.length
      const { done, known, waiting: left, state: imported } = await send(file)
      assert.deepEqual([done, known, left, imported], [6, 0, 4, 'ready'])
      const all = await billing.listPayments(looking, { filter: 'all', limit: 100 })
      assert.ok(all.ok)
      assert.deepEqual(
        all.value.payments
          .map(({ amountCents, leftCents, because, invoiceNumber }) => [
            ...[amountCents, leftCents, because, invoiceNumber],
          ])
          .toSorted(),
        outcomes.toSorted(),
      )
      const paid = await viewed(whole.invoiceId)
      assert.deepEqual(
        [paid.openCents, paid.paidOn, paid.payments, paid.may.includes('mark-unpaid')],
        [0, '2026-11-10', [{ amountCents: 2300, paidOn: '2026-11-10', isByHand: false }], false],
      )
      const partly = await viewed(part.invoiceId)
      assert.deepEqual([partly.openCents, partly.paidOn], [1300, undefined])
      assert.equal((await viewed(over.invoiceId)).openCents, 0)
      assert.deepEqual(
        state.recorded.slice(before).map(({ type }) => type),
        [
          ...['PaymentFileAccepted', 'PaymentReceived', 'InvoicePaid', 'PaymentReceived'],
          ...['PaymentReceived', 'InvoicePaid', 'PaymentsImported'],
        ],
      )
      assert.deepEqual(
        (await waiting()).map(({ leftCents, because }) => [leftCents, because]).toSorted(),
        [
          [200, 'overpaid'],
          [500, 'unknown-reference'],
          [700, 'no-reference'],
          [800, 'unknown-reference'],
        ],
      )
    })

    it('takes each entry in once: the same file twice, another file with the same entry, and in the other format (R464)', async () => {
      const [one, other] = await invoices(2)
      assert.ok(one && other)
      const [first, second] = [payment(one.number, 1000), payment(other.number, 2300)]
      const once = await send(asFile(camtOf([first])))
      const recorded = state.recorded.length
      assert.deepEqual(await send(asFile(camtOf([first]))), once)
      assert.equal(state.recorded.length, recorded)
      const both = await send(asFile(referencePaymentsOf([first, second])))
      assert.deepEqual([both.entries, both.done, both.known], [2, 2, 1])
      const itsOwn = await billing.listPayments(looking, {
        ...{ filter: 'all', importId: both.importId, limit: 100 },
      })
      assert.deepEqual(
        itsOwn.ok && itsOwn.value.payments.map(({ amountCents }) => amountCents),
        [2300],
      )
      assert.deepEqual(
        [(await viewed(one.invoiceId)).openCents, (await viewed(other.invoiceId)).openCents],
        [1300, 0],
      )
    })

    it('of one file by two officers at once pays once (R464)', async () => {
      const several = await invoices(4)
      const file = asFile(camtOf(several.map(({ number }) => payment(number, 2300))))
      const both = await Promise.all([accept(file), accept(file)])
      const [{ importId }] = both
      assert.deepEqual(
        both.map((one) => one.importId),
        [importId, importId],
      )
      const payload = { importId }
      const job = { kind: 'payments.match', key: importId, payload }
      await Promise.all([matchingJob().handle(job), matchingJob().handle(job)])
      const { done, known } = await importOf(importId)
      assert.deepEqual([done, known], [4, 0])
      for (const { invoiceId } of several) {
        const { openCents, payments } = await viewed(invoiceId)
        assert.deepEqual([openCents, payments.length], [0, 1])
      }
      const { rows } = await db.read((tx) =>
        sql<{ count: number }>`select count(*)::int as count from payments.entry`.execute(tx),
      )
      assert.equal(rows[0]?.count, 4)
    })

    it('takes a payment back, which opens the invoice again, and not one that never came (R465)', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const { number, invoiceId } = invoice
      await send(asFile(camtOf([payment(number, 2300)])))
      const back = payment(number, 2300, { isReversal: true })
      await send(asFile(camtOf([back, payment(number, 100, { isReversal: true })])))
      const seen = await viewed(invoiceId)
      assert.deepEqual([seen.openCents, seen.paidOn, seen.paidCents], [2300, undefined, 0])
      assert.deepEqual(
        (await waiting()).map(({ leftCents, because }) => [leftCents, because]),
        [[-100, 'not-received']],
      )
      assert.ok(state.recorded.some(({ type }) => type === 'InvoiceNotPaid'))
    })

    it('and the mark by hand use the same payments: what is marked is not paid again (R462)', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const { number, invoiceId } = invoice
      await send(asFile(camtOf([payment(number, 1000)])))
      const marking = aPermit('fees.markInvoicePaid', { personId: caseOfficer })
      const marked = await billing.markInvoicePaid(marking, { invoiceId, paidOn: '2026-11-11' })
      assert.deepEqual(
        marked.ok &&
          marked.value.payments.map(({ amountCents, isByHand }) => [amountCents, isByHand]),
        [
          [1000, false],
          [1300, true],
        ],
      )
      await send(asFile(camtOf([payment(number, 1300)])))
      assert.deepEqual(
        (await waiting()).map(({ because }) => because),
        ['paid-already'],
      )
      const unmarked = await billing.markInvoicePaid(marking, { invoiceId })
      assert.deepEqual(unmarked.ok && [unmarked.value.openCents, unmarked.value.paidOn], [
        ...[1300, undefined],
      ])
    })

    it('of a broken file writes nothing (R466)', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const good = camtOf([payment(invoice.number, 2300), payment(1, 1)])
      const kinds: { readonly [kind: string]: string } = {
        'bank-file-malformed': good.replace('>0.01<', '>0.011<'),
        'bank-file-unknown': 'viite,summa',
        'bank-file-account': good.replace('FI21', 'FI22'),
        'bank-file-currency': good.replace('"EUR">0.01', '"SEK">0.01'),
        'bank-file-incomplete': referencePaymentsOf([payment(1, 5)]).replace(/^9.*$/m, ''),
      }
      const recorded = state.recorded.length
      for (const [expected, text] of Object.entries(kinds)) {
        const file = asFile(text)
        assert.equal(kind(await billing.previewPayments(importing, { file })), expected)
        assert.equal(kind(await billing.importPayments(importing, { file })), expected)
      }
      const latin = asFile(good.replace('MSG-1', 'Ä'), 'latin1')
      assert.equal(
        kind(await billing.importPayments(importing, { file: latin })),
        'bank-file-encoding',
      )
      const tooMany = asFile(
        referencePaymentsOf(Array.from({ length: 10_001 }, () => payment(1, 1))),
      )
      assert.equal(
        kind(await billing.importPayments(importing, { file: tooMany })),
        'bank-file-too-long',
      )
      assert.equal(state.recorded.length, recorded)
      assert.deepEqual(await waiting(), [])
      assert.equal((await viewed(invoice.invoiceId)).openCents, 2300)
    })

    it('of ten thousand entries is done, and names of payers and reasons are not readable in the database', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const many = Array.from({ length: 10_000 }, (_, index) =>
        payment(index % 2 === 0 ? invoice.number : 555_555, 1, { payer: 'Matti Maksaja' }),
      )
      const { done, waiting: left } = await send(asFile(referencePaymentsOf(many)))
      assert.deepEqual([done, left], [10_000, 10_000 - 2300])
      assert.equal((await viewed(invoice.invoiceId)).openCents, 0)
      const { rows: stored } = await db.read((tx) =>
        sql<{ count: number; left: number; readable: number }>`
          select count(*)::int as count, sum(left_cents)::int as "left",
            count(*) filter (where encode(payer_sealed, 'escape') like '%Matti%')::int as readable
          from payments.entry`.execute(tx),
      )
      assert.deepEqual(stored[0], { count: 10_000, left: 10_000 - 2300, readable: 0 })
    })

    it('is accepted at once, with its names sealed, and its job puts the payments on invoices (R650)', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const file = asFile(camtOf([payment(invoice.number, 2300, { payer: 'Matti Maksaja' })]))
      const { importId, ...accepted } = await accept(file)
      assert.deepEqual(
        [accepted.state, accepted.entries, accepted.done, accepted.readyAt],
        ['waiting', 1, 0, undefined],
      )
      assert.equal((await viewed(invoice.invoiceId)).openCents, 2300)
      const { rows } = await db.read((tx) =>
        sql<{ count: number; readable: number }>`
          select count(*)::int as count,
            count(*) filter (where encode(entries_sealed, 'escape') like '%Matti%')::int as readable
          from payments.import_piece`.execute(tx),
      )
      assert.deepEqual(rows[0], { count: 1, readable: 0 })
      await outbox.drain()
      assert.equal((await importOf(importId)).state, 'ready')
      assert.equal((await viewed(invoice.invoiceId)).openCents, 0)
      const { rows: left } = await db.read((tx) =>
        sql`select piece from payments.import_piece`.execute(tx),
      )
      assert.deepEqual(left, [])
    })

    it('without a payment is ready at once', async () => {
      const { state: imported, skipped } = await accept(
        asFile(camtOf([payment(1, 5)]).replace('BOOK', 'PDNG')),
      )
      assert.deepEqual([imported, skipped], ['ready', 1])
    })

    it('that is broken off in any step goes on where it was, and no payment is taken in twice (R650)', async () => {
      const several = await invoices(2)
      const many = Array.from({ length: 1200 }, (_, index) =>
        payment(several[index % 2]?.number ?? 0, 2),
      )
      const { importId } = await accept(asFile(referencePaymentsOf(many)))
      const job = { kind: 'payments.match', key: importId, payload: { importId } }
      let steps = 0
      state.isRefused = ({ type }) => type === 'PaymentsImported' && (steps += 1) % 2 === 0
      await assert.rejects(async () => matchingJob().handle(job))
      const broken = await importOf(importId)
      assert.deepEqual([broken.done, broken.state], [500, 'running'])
      await assert.rejects(async () => matchingJob().handle(job))
      assert.equal((await importOf(importId)).done, 1000)
      state.isRefused = () => false
      await matchingJob().handle(job)
      await matchingJob().handle(job)
      const { done, known, waiting: left, state: imported } = await importOf(importId)
      assert.deepEqual([done, known, left, imported], [1200, 0, 0, 'ready'])
      for (const { invoiceId } of several)
        assert.equal((await viewed(invoiceId)).openCents, 2300 - 1200)
    })

    it('that was given up goes on when the same file is sent again (R650)', async () => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      const file = asFile(camtOf([payment(invoice.number, 2300)]))
      const { importId } = await accept(file)
      await db.write(async (tx) =>
        ok(await sql`update platform.outbox set failed_at = now()`.execute(tx)),
      )
      await outbox.drain()
      assert.equal((await importOf(importId)).state, 'waiting')
      state.now = plus(state.now, 6 * minute)
      assert.equal((await accept(file)).state, 'interrupted')
      await outbox.drain()
      assert.equal((await importOf(importId)).state, 'ready')
      assert.equal((await viewed(invoice.invoiceId)).openCents, 0)
    })
  })

  describe('what is left of a payment', () => {
    const aWaiting = async (cents = 3000) => {
      const [invoice] = await invoices(1)
      assert.ok(invoice)
      await send(asFile(camtOf([payment(999_999, cents, { payer: 'Väärä Viite Oy' })])))
      const [one] = await waiting()
      assert.ok(one)
      return { invoice, entryId: one.entryId }
    }

    it('is put on an invoice as far as it fits, with the reason; the rest is returned (R467)', async () => {
      const { invoice, entryId } = await aWaiting()
      const before = state.recorded.length
      const assigned = await billing.assignPayment(settling, {
        ...{ entryId, invoiceNumber: invoice.number, reason: 'Maksaja soitti.' },
      })
      assert.ok(assigned.ok)
      assert.equal(assigned.value.leftCents, 700)
      const seen = await viewed(invoice.invoiceId)
      assert.deepEqual([seen.openCents, seen.paidOn], [0, '2026-11-10'])
      const fits = await billing.assignPayment(settling, {
        ...{ entryId, invoiceNumber: invoice.number, reason: 'Taas' },
      })
      assert.equal(kind(fits), 'payment-does-not-fit')
      const returned = await billing.returnPayment(settling, { entryId, reason: 'Palautettu' })
      assert.ok(returned.ok)
      assert.deepEqual(
        returned.value.decisions.map(({ kind, amountCents, invoiceNumber, reason, decidedBy }) => [
          ...[kind, amountCents, invoiceNumber, reason, decidedBy],
        ]),
        [
          ['assigned', 2300, invoice.number, 'Maksaja soitti.', 'Kalle Käsittelijä'],
          ['returned', 700, undefined, 'Palautettu', 'Kalle Käsittelijä'],
        ],
      )
      assert.deepEqual(await waiting(), [])
      const all = await billing.listPayments(looking, { filter: 'all', limit: 10 })
      assert.deepEqual(all.ok && all.value.payments.map(({ payer }) => payer), ['Väärä Viite Oy'])
      assert.deepEqual(
        state.recorded.slice(before).map(({ type }) => type),
        ['PaymentReceived', 'InvoicePaid', 'PaymentAssigned', 'PaymentReturned'],
      )
      const { rows } = await db.read((tx) =>
        sql<{ readable: number }>`
          select count(*) filter (where encode(reason_sealed, 'escape') like '%soitti%')::int as readable
          from payments.decision`.execute(tx),
      )
      assert.equal(rows[0]?.readable, 0)
    })

    it('is settled once, also by two at once, and refused for what does not exist (R467)', async () => {
      const { invoice, entryId } = await aWaiting(2300)
      const invoiceNumber = invoice.number
      const unknown = { entryId: randomUUID(), reason: 'x' }
      assert.equal(kind(await billing.returnPayment(settling, unknown)), 'payment-not-found')
      assert.equal(
        kind(await billing.assignPayment(settling, { ...unknown, entryId, invoiceNumber: 1 })),
        'invoice-not-found',
      )
      const both = await Promise.all([
        billing.assignPayment(settling, { entryId, invoiceNumber, reason: 'Yksi' }),
        billing.returnPayment(settling, { entryId, reason: 'Kaksi' }),
      ])
      assert.deepEqual(both.map(kind).toSorted(), ['ok', 'payment-not-waiting'])
      const again = await billing.returnPayment(settling, { entryId, reason: 'Kolme' })
      assert.equal(kind(again), 'payment-not-waiting')
    })

    it('waits in the inbox as long as something is left', async () => {
      const { entryId } = await aWaiting()
      const [source] = billing.waiting
      assert.ok(source)
      const find = () => db.read((tx) => source.find(tx, { behind: undefined, limit: 10 }))
      assert.deepEqual(
        (await find()).map((item) => [item.kind, item.itemId]),
        [['payment', entryId]],
      )
      assert.ok((await billing.returnPayment(settling, { entryId, reason: 'x' })).ok)
      assert.deepEqual(await find(), [])
    })

    it('is listed a page at a time, the newest first, and a foreign cursor is refused', async () => {
      await send(asFile(camtOf([payment(1, 1), payment(2, 2), payment(3, 3)])))
      const first = await billing.listPayments(looking, { filter: 'all', limit: 2 })
      assert.ok(first.ok && first.value.nextCursor !== undefined)
      const cursor = first.value.nextCursor
      const rest = await billing.listPayments(looking, { filter: 'all', limit: 2, cursor })
      assert.ok(rest.ok)
      assert.deepEqual(
        [...first.value.payments, ...rest.value.payments].map((one) => one.amountCents).toSorted(),
        [1, 2, 3],
      )
      const foreign = await billing.listPayments(looking, {
        ...{ filter: 'all', limit: 2, cursor: 'x' },
      })
      assert.equal(kind(foreign), 'cursor-unreadable')
    })
  })

  it('the database takes no entry whose rest is more than its amount, or without its reason', async () => {
    const insert = (left: number, because: string | null) =>
      db.write(async (tx) =>
        ok(
          await sql`insert into payments.entry (entry_id, bank_key, paid_on, amount_cents, left_cents,
            because, imported_at, imported_by) values (${randomUUID()}, ${Buffer.from(randomUUID())},
            '2026-11-10', 100, ${left}, ${because}, now(), ${randomUUID()})`.execute(tx),
        ),
      )
    await assert.rejects(insert(101, 'overpaid'), /rest_of_amount/)
    await assert.rejects(insert(-1, 'overpaid'), /rest_of_amount/)
    await assert.rejects(insert(1, null), /rest_has_its_reason/)
    assert.ok((await insert(0, null)).ok)
  })
})
