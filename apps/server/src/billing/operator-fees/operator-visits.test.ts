import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { plus } from '@sotevarmenne/kernel/instant'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import type { ServedVisit } from '#points/appointments/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { billingEnvironment, textOf } from '../testing/environment.ts'
import { operators } from '../testing/operators.ts'

forEachDatabase('visits of operators', ({ db }) => {
  const environment = billingEnvironment(db)
  const { state, billing, points, members, anOrganisation, nextMonth } = environment
  const { pointOperator, notify, serve, runOf, listOf, merge } = operators(environment)

  describe('the operator of registration points (M11)', () => {
    it('lists the visits that its points served in a month, for members who manage its billing only, and the access is recorded (R209, R291)', async () => {
      const of = pointOperator()
      const pointId = points.get('0204819-8')?.[0]?.pointId ?? ''
      const payer = { organisationId: randomUUID(), name: 'Apteekki', businessId: '0245929-6' }
      const visit = (id: string, day: string, more: Partial<ServedVisit>) =>
        ({
          ...{ visitId: `00000000-0000-4000-8000-00000000000${id}`, pointId, isOwnStaff: false },
          ...{ services: ['registering'], feeCents: 3000, payers: [] },
          startsAt: plus(startOfDay(localDate(day)), 9 * 60 * 60 * 1000),
          ...more,
        }) as unknown as ServedVisit
      state.served = [
        visit('1', '2026-09-30', {}),
        visit('2', '2026-10-01', { visitor: 'Aino Esimerkki' }),
        visit('3', '2026-10-02', { isOwnStaff: true, feeCents: 0 }),
        visit('4', '2026-10-31', { payers: [payer] as never }),
        visit('5', '2026-10-31', { pointId: randomUUID() }),
      ]
      state.recorded = []
      const requested = { organisationId: of.pointOperatorId, month: '2026-10' }
      const first = await billing.listOperatorVisits(of.viewing, { ...requested, limit: 2 })
      assert.ok(first.ok)
      const rest = await billing.listOperatorVisits(of.viewing, {
        ...{ ...requested, limit: 2, cursor: first.value.nextCursor },
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
      const file = await billing.exportOperatorVisits(of.viewing, requested)
      assert.ok(file.ok)
      assert.equal(await textOf(file.value), `2026-10 ${pointId} Sairaalan piste`)
      const look = { type: 'VisitFeesExported', pointId, month: '2026-10' }
      assert.deepEqual(state.recorded, [look, look, look])

      const wrong = await billing.listOperatorVisits(of.viewing, {
        ...requested,
        month: '2026-13',
        limit: 2,
      })
      assert.equal(!wrong.ok && wrong.refusal.kind, 'not-a-month')
      const contact = randomUUID()
      members.set(`${contact} ${of.pointOperatorId}`, 'contact')
      for (const [personId, kind] of [
        [contact, 'not-in-this-role'],
        [randomUUID(), 'account-not-found'],
      ] as const) {
        const refused = await billing.exportOperatorVisits(
          aPermit('fees.viewOperatorFees', { personId }),
          requested,
        )
        assert.equal(!refused.ok && refused.refusal.kind, kind)
      }
    })

    it('knows the present payer of a visit, corrected in part or whole, moved or credited (R266)', async () => {
      const of = pointOperator()
      const [wrong, right, heir] = ['Apteekki', 'Lääkäriasema', 'Uusi apteekki'].map((name) =>
        anOrganisation(name),
      ) as [string, string, string]
      assert.ok((await notify(of)).ok)
      const visits: string[] = []
      for (let times = 0; times < 3; times += 1)
        visits.push((await serve(of.pointOperatorId, wrong)).visitId)
      const [inPart = '', whole = '', takenBack = ''] = visits
      const payers = () =>
        db.read(async (tx) => {
          const found = await billing.payersOfVisits(tx, [...visits, randomUUID()])
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
      const ofInvoice = { organisationId: of.pointOperatorId, invoiceId: invoice?.invoiceId ?? '' }
      const actions = await billing.listChargesOfOperatorInvoice(of.viewing, {
        ...ofInvoice,
        limit: 10,
      })
      assert.ok(actions.ok)
      const correct = async (visitId: string, count: number, payerBusinessId?: string) => {
        const chargeIds = actions.value.charges
          .filter((action) => action.visitId === visitId)
          .map(({ chargeId }) => chargeId)
        const credited = await billing.creditOperatorInvoice(of.crediting, {
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
  })
})
