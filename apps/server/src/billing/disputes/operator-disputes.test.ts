import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { plus } from '@sotevarmenne/kernel/instant'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { personOf } from '#platform/permit.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { credit, refusal } from '../testing/disputes.ts'
import { billingEnvironment, kind } from '../testing/environment.ts'
import { operators } from '../testing/operators.ts'

forEachDatabase('disputes with operators', ({ db }) => {
  const environment = billingEnvironment(db)
  const {
    state,
    outbox,
    billing,
    threads,
    members,
    anOrganisation,
    handler,
    viewing,
    memberOf,
    types,
  } = environment
  const { keeper, aKeptInvoice } = operators(environment)

  describe('the keeper of registration points (M11)', () => {
    it('has its invoice disputed by whoever pays, each charge once, with reasons that it reads and the office does not; nobody is pressed meanwhile (R295, R227)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, seen } = await aKeptInvoice()
      const [first] = chargeIds
      assert.ok(first !== undefined)
      const mine = await billing.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
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
      state.now = startOfDay(localDate('2027-01-10'))
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
      const atOffice = await billing.listInvoices(viewing, { filter: 'disputed', limit: 10 })
      assert.ok(atOffice.ok && !atOffice.value.invoices.some((one) => one.invoiceId === invoiceId))
      const byOffice = await billing.settleDispute(
        aPermit('fees.settleDispute', { personId: handler }),
        { ...{ invoiceId, threadId, stepId: randomUUID() }, decision: refusal },
      )
      assert.equal(kind(byOffice), 'invoice-not-found')
      const { rows } = await db.read((tx) =>
        sql<{ told: Uint8Array }>`
          select told_sealed as told from charges.dispute where thread_id = ${threadId}`.execute(
          tx,
        ),
      )
      assert.ok(rows[0] && !Buffer.from(rows[0].told).includes('ketään'))
      const mails = await db.read((tx) =>
        billing.mailsOf(tx, { type: 'InvoiceDisputed', invoiceId, sellerId: of.keeperId }),
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
      state.now = startOfDay(localDate('2027-01-10'))
      assert.ok((await settle(ids[1], refusal)).ok)
      const mine = await billing.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
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
        billing.mailsOf(tx, {
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
      const before = state.recorded.length
      assert.ok((await settle(threadId, credit)).ok)
      const told = []
      for (const event of state.recorded.slice(before))
        for (const { to } of await db.read((tx) => billing.mailsOf(tx, event)))
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
      const credited = await billing.creditKeptInvoice(of.crediting, {
        ...{ organisationId: of.keeperId, invoiceId, because: 'charged-in-error' },
      })
      assert.ok(credited.ok)
      const mine = await billing.viewOwnInvoice(own.looking, { organisationId: payer, invoiceId })
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
        state.now = startOfDay(localDate(day))
        state.recorded = []
        await billing.planForgetting()
        await outbox.drain()
        return state.recorded
      }
      const texts = async () =>
        (await seen()).disputes.map(({ outcome, told: why, answer, isForgotten }) => [
          ...[outcome, why !== undefined, answer, isForgotten],
        ])
      state.now = plus(startOfDay(localDate('2026-12-01')), 9 * 60 * 60 * 1000)
      assert.ok((await dispute([first], own.disputing, old)).ok)
      assert.ok((await settle(old, credit)).ok)
      state.now = startOfDay(localDate('2027-03-01'))
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
          select thread_id as "threadId" from charges.dispute
          where told_sealed is not null or answer_sealed is not null`.execute(tx),
      )
      assert.deepEqual(new Set(rows.map((row) => row.threadId)), new Set([young, open]))
      // The round of the next day, which this one has planned, finds nothing.
      state.now = startOfDay(localDate('2028-12-02'))
      state.recorded = []
      await outbox.drain()
      assert.deepEqual(state.recorded, [])
      assert.equal((await texts())[1]?.[1], true)

      assert.ok((await withdraw(young)).ok)
      // What the trail can’t take is not erased.
      state.isRefused = ({ type }) => type === 'DisputeForgotten'
      await assert.rejects(forget('2030-12-02'), /jobs failed/)
      assert.deepEqual((await texts())[1], ['withdrawn', true, undefined, undefined])
      state.isRefused = () => false
      assert.equal((await forget('2030-12-03')).length, 1)
      assert.deepEqual((await texts())[1], ['withdrawn', false, undefined, true])
    })
  })
})
