import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { plus } from '@sotevarmenne/kernel/instant'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { personOf } from '#platform/permit.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { credit, refusal } from '../testing/disputes.ts'
import { billingEnvironment, kind } from '../testing/environment.ts'
import { operators } from '../testing/operators.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

forEachDatabase('disputes with operators', ({ db }) => {
  const environment = billingEnvironment(db)
  const {
    state,
    outbox,
    billing,
    cases,
    members,
    anOrganisation,
    caseOfficer,
    viewing,
    memberOf,
    types,
  } = environment
  const { pointOperator, anOperatorInvoice } = operators(environment)

  describe('the operator of registration points (M11)', () => {
    it('has its invoice disputed by the payer, each charge once, with reasons that it reads and the office does not; nobody is reminded meanwhile (R295, R227)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, seen } = await anOperatorInvoice()
      const [first] = chargeIds
      assert.ok(first !== undefined)
      const mine = await billing.viewOwnInvoice(own.viewing, { organisationId: payer, invoiceId })
      assert.deepEqual(mine.ok && mine.value.may, ['dispute'])
      assert.equal(kind(await dispute([first], memberOf(payer).disputing)), 'not-in-this-role')
      const caseId = randomUUID()
      // The same request again is idempotent.
      for (const disputed of [
        await dispute([first], own.disputing, caseId),
        await dispute([first], own.disputing, caseId),
      ])
        assert.deepEqual(disputed.ok && disputed.value.may, ['dispute', 'withdraw-dispute'])
      assert.equal(kind(await dispute([first])), 'charge-disputed-before')
      const { disputes, isDisputed, may } = await seen()
      assert.deepEqual(
        disputes.map(({ reason, outcome, reply }) => [reason, outcome, reply]),
        [['Meiltä ei käynyt ketään.', undefined, undefined]],
      )
      assert.ok(isDisputed && may.includes('settle-dispute'))
      state.now = startOfDay(localDate('2027-01-10'))
      assert.deepEqual(
        [(await seen()).isOverdue, (await seen()).may.includes('remind')],
        [false, false],
      )
      // No case with the office is opened, and the office's list of disputes does not have it.
      const supportCase = await cases.viewCase(
        aPermit('cases.viewCases', { personId: caseOfficer }),
        {
          caseId,
        },
      )
      assert.equal(kind(supportCase), 'case-not-found')
      const atOffice = await billing.listInvoices(viewing, { filter: 'disputed', limit: 10 })
      assert.ok(atOffice.ok && !atOffice.value.invoices.some((one) => one.invoiceId === invoiceId))
      const byOffice = await billing.settleDispute(
        aPermit('fees.settleDispute', { personId: caseOfficer }),
        { ...{ invoiceId, caseId, stepId: randomUUID() }, decision: refusal },
      )
      assert.equal(kind(byOffice), 'invoice-not-found')
      const { rows } = await db.read((tx) =>
        sql<{ reason: Uint8Array }>`
          select reason_sealed as reason from charges.dispute where case_id = ${caseId}`.execute(
          tx,
        ),
      )
      assert.ok(rows[0] && !Buffer.from(rows[0].reason).includes('ketään'))
      const mails = await db.read((tx) =>
        billing.mailsOf(tx, { type: 'InvoiceDisputed', invoiceId, sellerId: of.pointOperatorId }),
      )
      assert.deepEqual(
        mails.map(({ to, organisation, name, number }) => [to, organisation, name, number]),
        ['bo', 'aino'].map((who) => [
          ...[
            `${who}@${of.pointOperatorId}.example`,
            'Pitäjän hyvinvointialue',
            'Apteekki',
            100_001,
          ],
        ]),
      )
    })

    it('credits the disputed charges only, or refuses with its reason, once; the payer reads it (R295, R296)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, settle } = await anOperatorInvoice()
      const [first, second] = chargeIds
      assert.ok(first !== undefined && second !== undefined)
      const ids = [randomUUID(), randomUUID()] as const
      assert.ok((await dispute([first], own.disputing, ids[0])).ok)
      assert.ok((await dispute([second], own.disputing, ids[1])).ok)
      const stranger = pointOperator()
      const byStranger = aPermit('fees.settleOperatorDispute', {
        personId: personOf(stranger.crediting),
      })
      assert.equal(kind(await settle(ids[0], credit, byStranger)), 'account-not-found')
      assert.equal(kind(await settle(randomUUID(), credit)), 'dispute-not-found')
      const both = await Promise.all([settle(ids[0], credit), settle(ids[0], credit)])
      assert.deepEqual(both.map(kind).sort(), ['dispute-settled-before', 'ok'])
      state.now = startOfDay(localDate('2027-01-10'))
      assert.ok((await settle(ids[1], refusal)).ok)
      const mine = await billing.viewOwnInvoice(own.viewing, { organisationId: payer, invoiceId })
      assert.ok(mine.ok)
      assert.deepEqual(
        mine.value.disputes.map(({ outcome, reply }) => [outcome, reply]),
        [
          ['credited', credit.text],
          ['refused', refusal.text],
        ],
      )
      assert.deepEqual([mine.value.creditNotes.length, mine.value.isDisputed], [1, false])
      const mails = await db.read((tx) =>
        billing.mailsOf(tx, {
          ...{
            type: 'DisputeSettled',
            invoiceId,
            sellerId: of.pointOperatorId,
            outcome: 'refused',
          },
        }),
      )
      assert.deepEqual(
        mails.map(({ to }) => to),
        [`bo@${payer}.example`, `aino@${payer}.example`],
      )
      // Two weeks are left (R227).
      assert.equal(mine.value.dueOn, '2027-01-24')
    })

    it('sends one mail where disputed charges are credited: on the end of the dispute (R296)', async () => {
      const { payer, own, dispute, settle } = await anOperatorInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute(undefined, own.disputing, caseId)).ok)
      const before = state.recorded.length
      assert.ok((await settle(caseId, credit)).ok)
      const mails = []
      for (const event of state.recorded.slice(before))
        for (const { to } of await db.read((tx) => billing.mailsOf(tx, event)))
          mails.push([event.type, to])
      assert.deepEqual(
        mails,
        ['bo', 'aino'].map((who) => ['DisputeSettled', `${who}@${payer}.example`]),
      )
    })

    it('has a dispute withdrawn by the payer only; a member of both organisations does not decide it (R295)', async () => {
      const { of, own, dispute, settle, withdraw, seen } = await anOperatorInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute(undefined, own.disputing, caseId)).ok)
      members.set(`${own.personId} ${of.pointOperatorId}`, 'administrator')
      const byPayer = aPermit('fees.settleOperatorDispute', { personId: own.personId })
      assert.equal(kind(await settle(caseId, credit, byPayer)), 'second-person-required')
      const other = anOrganisation('Toinen')
      const stranger = memberOf(other, 'administrator').disputing
      assert.equal(kind(await withdraw(caseId, stranger)), 'account-not-found')
      assert.equal(kind(await withdraw(caseId, stranger, other)), 'invoice-not-found')
      assert.ok((await withdraw(caseId)).ok)
      assert.equal(kind(await withdraw(caseId)), 'dispute-settled-before')
      assert.equal(kind(await settle(caseId, credit)), 'dispute-settled-before')
      const { isDisputed, disputes } = await seen()
      assert.deepEqual([isDisputed, disputes[0]?.outcome], [false, 'withdrawn'])
      assert.equal(types().filter((type) => type === 'DisputeSettled').length, 1)
    })

    it('has a dispute withdrawn after it has credited everything: then nothing is left to dispute (R295)', async () => {
      const { of, payer, own, invoiceId, dispute, withdraw } = await anOperatorInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute(undefined, undefined, caseId)).ok)
      const credited = await billing.creditOperatorInvoice(of.crediting, {
        ...{ organisationId: of.pointOperatorId, invoiceId, because: 'charged-in-error' },
      })
      assert.ok(credited.ok)
      const mine = await billing.viewOwnInvoice(own.viewing, { organisationId: payer, invoiceId })
      assert.deepEqual(mine.ok && mine.value.may, ['withdraw-dispute'])
      const back = await withdraw(caseId)
      assert.ok(back.ok)
      assert.deepEqual(back.value.may, [])
    })

    it('retains what both wrote in a dispute for two years after its end; the decision and the sums stay (R292)', async () => {
      const { of, payer, own, invoiceId, chargeIds, dispute, settle, withdraw, seen } =
        await anOperatorInvoice()
      const [first, second] = chargeIds
      assert.ok(first !== undefined && second !== undefined)
      const [old, young, open] = [randomUUID(), randomUUID(), randomUUID()]
      const forget = async (day: string) => {
        state.now = startOfDay(localDate(day))
        state.recorded = []
        await billing.planDaily()
        await outbox.drain()
        return state.recorded
      }
      const texts = async () =>
        (await seen()).disputes.map(({ outcome, reason, reply, isForgotten }) => [
          ...[outcome, reason !== undefined, reply, isForgotten],
        ])
      state.now = plus(startOfDay(localDate('2026-12-01')), 9 * 60 * 60 * 1000)
      assert.ok((await dispute([first], own.disputing, old)).ok)
      assert.ok((await settle(old, credit)).ok)
      state.now = startOfDay(localDate('2027-03-01'))
      assert.ok((await dispute([second], own.disputing, young)).ok)
      const other = await anOperatorInvoice()
      assert.ok((await other.dispute(undefined, other.own.disputing, open)).ok)

      // Nothing of an undecided dispute is erased, however old.
      assert.deepEqual(await forget('2028-11-30'), [])
      // A longer time that is set before then applies to what is there still (R345).
      await changeSetting(db, 'dispute-retention', [3], localDate('2028-12-01'))
      assert.deepEqual(await forget('2028-12-01'), [])
      await forgetSettingChanges(db)
      const before = await seen()
      const [event, ...more] = await forget('2028-12-02')
      assert.deepEqual(more, [])
      const { sellerId, ...about } = {
        invoiceId,
        sellerId: of.pointOperatorId,
        organisationId: payer,
      }
      assert.deepEqual(event, {
        ...{ type: 'DisputeForgotten', caseId: old, sellerId, ...about, number: before.number },
        settings: { 'dispute-retention': 'shipped' },
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
        sql<{ caseId: string }>`
          select case_id as "caseId" from charges.dispute
          where reason_sealed is not null or reply_sealed is not null`.execute(tx),
      )
      assert.deepEqual(new Set(rows.map((row) => row.caseId)), new Set([young, open]))
      // The run of the next day, planned by this one, finds nothing.
      state.now = startOfDay(localDate('2028-12-03'))
      state.recorded = []
      await outbox.drain()
      assert.deepEqual(state.recorded, [])
      assert.equal((await texts())[1]?.[1], true)

      assert.ok((await withdraw(young)).ok)
      // What the audit log can’t record is not erased.
      state.isRefused = ({ type }) => type === 'DisputeForgotten'
      await assert.rejects(forget('2030-12-03'), /jobs failed/)
      assert.deepEqual((await texts())[1], ['withdrawn', true, undefined, undefined])
      state.isRefused = () => false
      assert.equal((await forget('2030-12-04')).length, 1)
      assert.deepEqual((await texts())[1], ['withdrawn', false, undefined, true])
    })
  })
})
