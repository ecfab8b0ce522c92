import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { billingEnvironment } from '../testing/environment.ts'
import { asFile, camtOf, type Reported } from './testing.ts'

forEachDatabase('payers of a bank’s file', ({ db }) => {
  const { state, billing, caseOfficer, outbox } = billingEnvironment(db)
  const importing = aPermit('payments.import', { personId: caseOfficer })
  const settling = aPermit('payments.settle', { personId: caseOfficer })
  const looking = aPermit('payments.view', { personId: caseOfficer })

  const listed = async () => {
    const all = await billing.listPayments(looking, { filter: 'all', limit: 100 })
    assert.ok(all.ok)
    return all.value.payments
  }
  /** The payers that are stored, and the reasons. */
  const stored = async () =>
    (await listed())
      .flatMap(({ payer, decisions }) => [
        ...(payer === undefined ? [] : [payer]),
        ...decisions.flatMap(({ reason }) => reason ?? []),
      ])
      .toSorted()
  const returned = async (payer: string, reason: string) => {
    const one = (await listed()).find((each) => each.payer === payer)
    assert.ok(one)
    assert.ok((await billing.returnPayment(settling, { entryId: one.entryId, reason })).ok)
  }
  const on = (day: string) => {
    state.now = startOfDay(localDate(day))
  }
  const forget = async (day: string) => {
    on(day)
    const job = billing.jobs.find(({ kind }) => kind === 'payments.forget')
    assert.ok(job)
    await job.handle({ kind: 'payments.forget' } as never)
  }
  const threePayments = (messageId?: string): string => {
    const one = (bankId: string, payer: string): Reported => ({
      ...{ bankId, reference: '', cents: 700, payer },
    })
    return asFile(
      camtOf([one('F1', 'Waiting Oy'), one('F2', 'Returned Oy'), one('F3', 'Next Year Oy')], {
        ...(messageId !== undefined && { messageId }),
      }),
    )
  }
  const file = threePayments()
  const send = async () => {
    on('2026-11-12')
    assert.ok((await billing.importPayments(importing, { file })).ok)
    await outbox.drain()
    await returned('Returned Oy', 'Wrong account')
    on('2027-01-02')
    await returned('Next Year Oy', 'Paid twice')
  }

  it('are erased with the reasons six years after the end of the year in which the payment was last handled, and not while it waits (R490)', async () => {
    await send()
    const all = await stored()
    await forget('2032-12-31')
    assert.deepEqual(await stored(), all)
    const before = state.recorded.length
    await forget('2033-01-01')
    assert.deepEqual(await stored(), ['Next Year Oy', 'Paid twice', 'Waiting Oy'])
    await forget('2033-01-02')
    assert.deepEqual(state.recorded.slice(before), [
      {
        ...{ type: 'PayersForgotten', entries: 1, before: '2027-01-01' },
        settings: { 'payment-retention': 'shipped' },
      },
    ])
    await forget('2034-01-01')
    assert.deepEqual(await stored(), ['Waiting Oy'])

    // Sums, days and decisions stay, and the bank's file is known still.
    const facts = (await listed()).map(({ amountCents, paidOn, leftCents, decisions }) => [
      ...[amountCents, paidOn, leftCents, decisions.map(({ kind }) => kind).join()],
    ])
    assert.deepEqual(facts.toSorted(), [
      [700, '2026-11-10', 0, 'returned'],
      [700, '2026-11-10', 0, 'returned'],
      [700, '2026-11-10', 700, ''],
    ])
    const other = threePayments('MSG-2')
    assert.ok((await billing.importPayments(importing, { file: other })).ok)
    await outbox.drain()
    const again = await billing.importPayments(importing, { file: other })
    assert.deepEqual(again.ok && [again.value.done, again.value.known], [3, 3])
  })

  it('are erased as the setting says on the day (R490, R345)', async () => {
    await send()
    const changeId = await changeSetting(db, 'payment-retention', [8], localDate('2033-01-01'))
    const before = state.recorded.length
    await forget('2034-12-31')
    assert.deepEqual(state.recorded.slice(before), [])
    await forget('2035-01-01')
    await forgetSettingChanges(db)
    assert.deepEqual(state.recorded.slice(before), [
      {
        ...{ type: 'PayersForgotten', entries: 1, before: '2027-01-01' },
        settings: { 'payment-retention': changeId },
      },
    ])
  })

  it('are not erased when the audit log can’t record it, and once by two runs at once', async () => {
    await send()
    const all = await stored()
    state.isRefused = ({ type }) => type === 'PayersForgotten'
    await assert.rejects(forget('2034-01-01'))
    assert.deepEqual(await stored(), all)
    state.isRefused = () => false
    const before = state.recorded.length
    await Promise.all([forget('2034-01-01'), forget('2034-01-01')])
    assert.equal(
      state.recorded
        .slice(before)
        .reduce((sum, event) => sum + ('entries' in event ? Number(event.entries) : 0), 0),
      2,
    )
  })
})
