import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { disputedInvoices, credit, refusal } from '../testing/disputes.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { billingEnvironment, kind } from '../testing/environment.ts'

forEachDatabase('disputes with the office', ({ db }) => {
  const environment = billingEnvironment(db)
  const { state, outbox, billing, cases, anOrganisation, caseOfficer, viewing, memberOf, types } =
    environment
  const { anInvoice } = disputedInvoices(environment)

  describe('an invoice', () => {
    it('is disputed by a member with reasons, each charge once, and nobody is reminded of it meanwhile (R226, R227)', async () => {
      const { first, second, member, organisationId, dispute, row, invoiceId } = await anInvoice()
      const contact = memberOf(organisationId)
      assert.equal(kind(await dispute([first], contact.disputing)), 'not-in-this-role')
      assert.equal(
        kind(await dispute([first], memberOf(anOrganisation(), 'administrator').disputing)),
        'account-not-found',
      )
      assert.equal(kind(await dispute([randomUUID()])), 'charge-not-on-invoice')
      const caseId = randomUUID()
      const disputed = await dispute([first], member.disputing, caseId)
      assert.ok(disputed.ok)
      assert.deepEqual(
        [
          disputed.value.isDisputed,
          disputed.value.disputes.map((one) => one.caseId),
          disputed.value.may,
        ],
        [true, [caseId], ['dispute']],
      )
      // The deciding officer sees which charge it is.
      const actions = await billing.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
      assert.ok(actions.ok)
      const openly = actions.value.charges.filter(({ isDisputed }) => isDisputed)
      assert.deepEqual(
        openly.map(({ chargeId }) => chargeId),
        [first],
      )
      // The same request again is idempotent.
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      assert.equal(kind(await dispute([first])), 'charge-disputed-before')
      assert.equal(kind(await dispute([first, second])), 'charge-disputed-before')
      state.now = startOfDay(localDate('2027-01-10'))
      assert.deepEqual([(await row())?.isDisputed, (await row())?.isOverdue], [true, false])
      const rest = await dispute()
      assert.equal(rest.ok && rest.value.disputes.length, 2)
      assert.equal(kind(await dispute()), 'nothing-to-dispute')
      assert.equal(types().filter((type) => type === 'InvoiceDisputed').length, 2)
      const found = await billing.listInvoices(viewing, { filter: 'disputed', limit: 10 })
      assert.equal(found.ok && found.value.invoices.length, 1)
    })

    it('is credited for the disputed charges only, and its case says so', async () => {
      const { first, member, dispute, settle, row, invoiceId } = await anInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      assert.equal(kind(await settle(caseId, credit, member.personId)), 'second-person-required')
      const both = await Promise.all([settle(caseId, credit), settle(caseId, refusal)])
      assert.deepEqual(both.map((one) => one.ok).sort(), [false, true])
      const [settled] = both.filter((one) => one.ok)
      assert.ok(settled?.ok)
      if (settled.value.disputes[0]?.outcome === 'credited') {
        assert.deepEqual(
          settled.value.creditNotes.map(({ grossCents }) => grossCents),
          [-2300],
        )
        const actions = await billing.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
        assert.deepEqual(actions.ok && actions.value.charges.map(({ state }) => state).sort(), [
          'credited',
          'invoiced',
        ])
        assert.ok(
          actions.ok && actions.value.charges.every(({ isDisputed }) => isDisputed === undefined),
        )
      }
      assert.equal((await row())?.isDisputed, false)
      assert.equal(kind(await settle(caseId, credit)), 'dispute-settled-before')
      const permit = aPermit('cases.viewCases', { personId: caseOfficer })
      const supportCase = await cases.viewCase(permit, { caseId })
      assert.ok(supportCase.ok)
      assert.equal(supportCase.value.state, 'closed')
      assert.deepEqual(
        supportCase.value.steps.map(({ by }) => by),
        ['holder', 'office'],
      )
      assert.deepEqual(supportCase.value.may, [])
    })

    it('says, once the case of its dispute is erased, that it is (R167, R292)', () =>
      saysItIsErased('2028-12-19', '2028-12-20'))

    it('says it as the setting was on the day of the decision, not as it is later (R292, R345)', async () => {
      await changeSetting(db, 'dispute-retention', [1], localDate('2026-12-20'))
      await changeSetting(db, 'dispute-retention', [6], localDate('2026-12-21'))
      await saysItIsErased('2027-12-19', '2027-12-20')
      await forgetSettingChanges(db)
    })

    async function saysItIsErased(before: string, from: string): Promise<void> {
      const { first, member, dispute, settle, invoiceId } = await anInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      state.now = startOfDay(localDate('2026-12-20'))
      assert.ok((await settle(caseId, refusal)).ok)
      const isForgotten = async (day: string) => {
        state.now = startOfDay(localDate(day))
        const shown = await billing.viewInvoice(viewing, { invoiceId })
        assert.ok(shown.ok)
        return shown.value.disputes[0]?.isForgotten ?? false
      }
      assert.deepEqual([await isForgotten(before), await isForgotten(from)], [false, true])
    }

    it('has a dispute refused with the reason, and two weeks are left to pay (R227)', async () => {
      const { first, member, dispute, settle, row } = await anInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      state.now = startOfDay(localDate('2026-12-20'))
      const handling = aPermit('cases.handleCase', { personId: caseOfficer })
      const aside = await cases.handleCase(handling, {
        ...{ caseId, stepId: randomUUID() },
        step: { kind: 'refuse', text: 'No.' },
      })
      assert.equal(kind(aside), 'decided-with-invoice')
      const settled = await settle(caseId, refusal)
      assert.ok(settled.ok)
      assert.deepEqual(
        [settled.value.disputes[0]?.outcome, settled.value.creditNotes, settled.value.dueOn],
        ['refused', [], '2027-01-03'],
      )
      assert.equal((await row())?.isOverdue, false)
      state.now = startOfDay(localDate('2027-01-04'))
      assert.equal((await row())?.isOverdue, true)
      // The same charge cannot be disputed again.
      assert.equal(kind(await dispute([first])), 'charge-disputed-before')
    })

    it('leaves as many days to pay as the setting said on the day of the refusal, not as it says later (R227, R345)', async () => {
      const refusedOn = localDate('2026-12-20')
      const changeId = await changeSetting(db, 'payment-term-after-dispute', [30], refusedOn)
      await changeSetting(db, 'payment-term-after-dispute', [20], localDate('2026-12-21'))
      const { first, member, dispute, settle, row } = await anInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      state.now = startOfDay(refusedOn)
      const settled = await settle(caseId, refusal)
      assert.equal(settled.ok && settled.value.dueOn, '2027-01-19')
      const event = state.recorded.find(({ type }) => type === 'DisputeSettled')
      assert.ok(event && 'settings' in event)
      assert.deepEqual(event.settings, { 'payment-term-after-dispute': changeId })
      state.now = startOfDay(localDate('2027-01-19'))
      assert.equal((await row())?.isOverdue, false)
      await forgetSettingChanges(db)
    })

    it('is no longer disputed once the organisation closes the case', async () => {
      const { first, member, organisationId, dispute, row, settle } = await anInvoice()
      const caseId = randomUUID()
      assert.ok((await dispute([first], member.disputing, caseId)).ok)
      const closed = await cases.stepOnOrganisationCase(member.writing, {
        ...{ organisationId, caseId, stepId: randomUUID(), step: { kind: 'close' } },
      })
      assert.ok(closed.ok)
      await outbox.drain()
      assert.equal((await row())?.isDisputed, false)
      assert.equal(kind(await settle(caseId, credit)), 'dispute-settled-before')
    })
  })
})
