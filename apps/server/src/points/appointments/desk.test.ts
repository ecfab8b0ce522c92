import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { bookAppointment, takeWalkIn } from '@sotevarmenne/api/appointments'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/appointments'
import { formatInstant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { timestamp } from '#platform/db.ts'
import type { PointId } from '#points/points/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Payer } from './contract.ts'
import { calledVisit } from './index.ts'
import { at } from './testing.ts'
import { openVisits } from './testing/visits.ts'

forEachDatabase('visits to a registration point', (database) => {
  const { db } = database
  const shared = openVisits(database)
  const {
    visits,
    aPoint,
    booked,
    tomorrowAtTen,
    recorded,
    kindOf,
    customers,
    payersNow,
    requested,
    registration,
  } = shared

  describe('the desk', () => {
    const atDesk = (pointId: string) => ({ personId: randomUUID(), pointId })
    const step = (
      pointId: string,
      visitId: string,
      taken: InputOf<typeof contracts.takeVisitStep>['step'],
    ) =>
      visits.takeVisitStep(aPermit('appointments.receiveVisitor', atDesk(pointId)), {
        visitId,
        step: taken,
      })
    const dayOf = async (pointId: string, date?: string) => {
      const seen = await visits.viewDay(aPermit('appointments.viewDay', atDesk(pointId)), { date })
      assert.ok(seen.ok)
      return seen.value
    }
    const callNext = (pointId: string) =>
      visits.callNext(aPermit('appointments.receiveVisitor', atDesk(pointId)))
    const walkIn = async (pointId: string, name: string) => {
      const taken = await visits.takeWalkIn(
        aPermit('appointments.receiveVisitor', atDesk(pointId)),
        {
          ...{ name, services: ['registering'], isOwnStaff: false, language: 'sv' },
        },
      )
      assert.ok(taken.ok)
      return taken.value.visitId
    }

    it('shows its day with appointments and walk-ins, and calls the next visitor', async () => {
      const pointId = await aPoint()
      const { appointment } = await booked(pointId)
      shared.now = plus(tomorrowAtTen, -5 * minute)
      const wille = await walkIn(pointId, 'Wille')
      assert.equal((await dayOf(pointId)).nextVisitId, wille)
      shared.now = tomorrowAtTen
      const { visits: shown, nextVisitId } = await dayOf(pointId)
      assert.equal(nextVisitId, appointment.visitId)
      assert.deepEqual(
        shown.map(({ contact, isWalkIn, steps }) => [contact?.name, isWalkIn, steps[0]]),
        [
          ['Wille', true, 'call'],
          ['Aino Esimerkki', false, 'call'],
        ],
      )
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'VisitsViewed', pointId, date: '2026-11-26', count: 2 },
      })
      assert.deepEqual(await callNext(pointId), {
        ok: true,
        value: { visitId: appointment.visitId },
      })
      assert.ok((await step(pointId, appointment.visitId, 'serve')).ok)
      assert.equal(await kindOf(step(pointId, appointment.visitId, 'miss')), 'step-not-possible')
    })

    it('gives a receipt of what a visitor paid there, without a name, at that point only (R341)', async () => {
      const [pointId, elsewhere] = [await aPoint(), await aPoint()]
      shared.now = tomorrowAtTen
      const visitId = await walkIn(pointId, 'Wille')
      const receiptAt = (point: string, of: string = visitId) =>
        visits.viewReceipt(aPermit('appointments.viewReceipt', atDesk(point)), { visitId: of })
      assert.equal(await kindOf(receiptAt(pointId)), 'nothing-paid-at-desk')
      assert.equal((await dayOf(pointId)).visits[0]?.hasReceipt, undefined)
      for (const taken of ['call', 'serve'] as const)
        assert.ok((await step(pointId, visitId, taken)).ok)
      const receipt = await receiptAt(pointId)
      assert.ok(receipt.ok)
      const { lines, vat, cents, point } = receipt.value
      assert.deepEqual(lines, [{ service: 'registering', vatPermille: 255, cents: 7530 }])
      assert.deepEqual(vat, [{ permille: 255, netCents: 6000, vatCents: 1530 }])
      assert.deepEqual([cents, typeof point.name], [7530, 'string'])
      assert.doesNotMatch(JSON.stringify(receipt.value), /Wille/)
      assert.deepEqual(recorded.at(-1), { type: 'ReceiptViewed', visitId, pointId })
      assert.equal((await dayOf(pointId)).visits[0]?.hasReceipt, true)
      const operator = async () => {
        const again = await receiptAt(pointId)
        return again.ok && again.value.operator?.businessId
      }
      const before = await operator()
      const taken = async (at: Instant) =>
        db.write(async (tx) => {
          await sql`
            insert into points.point_version (point_id, version, facts, entered_at)
            select point_id, max(version) over () + 1,
              jsonb_set(facts, '{details,pointOperatorBusinessId}', '"0245437-2"'), ${timestamp(at)}
            from points.point_version where point_id = ${pointId} order by version desc limit 1`.execute(
            tx,
          )
          return ok(undefined)
        })
      await taken(plus(shared.now, minute))
      assert.equal(await operator(), before, 'the one who sold')
      await taken(shared.now)
      assert.equal(await operator(), '0245437-2')
      assert.equal(await kindOf(receiptAt(elsewhere)), 'visit-not-found')
      assert.equal(await kindOf(receiptAt(pointId, randomUUID())), 'visit-not-found')
    })

    it('knows which visit a registrar has called, until it ends or goes back into the queue', async () => {
      const [pointId, elsewhere] = [await aPoint(), await aPoint()]
      shared.now = tomorrowAtTen
      const by = atDesk(pointId)
      const since = plus(shared.now, -60 * minute)
      const called = (registrar = by.personId, point = pointId) =>
        db.read((tx) => calledVisit(tx, { registrar, pointId: point, since }))
      const take = async (visitId: string, taken: 'call' | 'put-back' | 'miss') => {
        const permit = aPermit('appointments.receiveVisitor', by)
        assert.ok((await visits.takeVisitStep(permit, { visitId, step: taken })).ok)
      }
      const visitId = await walkIn(pointId, 'Wille')
      assert.equal(await called(), undefined)
      await take(visitId, 'call')
      assert.equal(await called(), visitId)
      assert.equal(await called(randomUUID()), undefined, 'of another registrar')
      assert.equal(await called(by.personId, elsewhere), undefined, 'at another point')
      await take(visitId, 'put-back')
      assert.equal(await called(), undefined)
      await take(visitId, 'call')
      await take(visitId, 'miss')
      assert.equal(await called(), undefined)
    })

    it('shows another day, without a next visitor, and how full the week around it is', async () => {
      const pointId = await aPoint({ desks: 1 })
      const { appointment } = await booked(pointId)
      const { date, today, visits: shown, nextVisitId, week } = await dayOf(pointId, '2026-11-26')
      assert.deepEqual([date, today, nextVisitId], ['2026-11-26', '2026-11-25', undefined])
      assert.deepEqual(
        shown.map(({ visitId }) => visitId),
        [appointment.visitId],
      )
      // Registrars have their role from Wednesday noon on.
      assert.deepEqual(
        week.map(({ date: one, isOpen, booked: taken, places }) => [one, isOpen, taken, places]),
        [
          ['2026-11-23', true, 0, 0],
          ['2026-11-24', true, 0, 0],
          ['2026-11-25', true, 0, 16],
          ['2026-11-26', true, 1, 32],
          ['2026-11-27', true, 0, 32],
          ['2026-11-28', false, 0, 0],
          ['2026-11-29', false, 0, 0],
        ],
      )
    })

    it('has names of letters only, so that none is a formula, markup or a number', () => {
      for (const name of ["Venla;=cmd|'/C calc'!A", '=Wille', 'Aino <b>', '140388-9039', 'a\tb@c'])
        for (const { shape } of [bookAppointment.input.shape.contact, takeWalkIn.input])
          assert.ok(!shape.name.safeParse(name).success, name)
      const { name } = takeWalkIn.input.shape
      assert.equal(name.parse(" Siobhán  O'Neill-Åström Jr. "), "Siobhán O'Neill-Åström Jr.")
    })

    it('cancels all appointments to come of one telephone number or network, at its own point only', async () => {
      const pointId = await aPoint({ desks: 9 })
      const other = await aPoint({ desks: 9 })
      const number = `040${String(Math.random()).slice(2, 9)}`
      const from = `192.0.2.${String(Math.floor(Math.random() * 250))}`
      const at = (nr: number) => formatInstant(plus(tomorrowAtTen, 15 * nr * minute))
      const byPhone = (point: string, nr: number, phone: string, more: object = {}) =>
        booked(point, { contact: { name: 'Aino', phone }, startsAt: at(nr), ...more })
      const first = await byPhone(pointId, 0, number)
      await byPhone(pointId, 1, `+358${number.slice(1)}`)
      const elsewhere = await byPhone(other, 2, number)
      const strange = await byPhone(pointId, 3, '050 111 2222', { from })
      await byPhone(pointId, 4, '050 333 4444', { from })
      const offeredNow = async () => {
        const day = await visits.viewDay(aPermit('appointments.viewDay', atDesk(pointId)), {
          date: '2026-11-26',
        })
        assert.ok(day.ok)
        return new Map(day.value.visits.map((one) => [one.visitId, one.cancelAlike]))
      }
      const two = await offeredNow()
      assert.ok(
        [...two.values()].every((by) => by === undefined),
        'a family books two',
      )
      await byPhone(pointId, 5, `040 ${number.slice(3)}`)
      await byPhone(pointId, 6, '050 555 6666', { from })
      // Of a colleague in the same network, who opened the link in the mail.
      const confirmed = await booked(pointId, { startsAt: at(7), from })
      const cancelling = (point: string, visitId: string, by: 'phone' | 'network') =>
        visits.cancelAlike(aPermit('appointments.cancelAlike', atDesk(point)), { visitId, by })

      const offered = await offeredNow()
      assert.deepEqual(offered.get(first.appointment.visitId), ['phone'])
      assert.deepEqual(offered.get(strange.appointment.visitId), ['network'])
      assert.equal(offered.get(confirmed.appointment.visitId), undefined)

      const { visitId } = first.appointment
      assert.equal(await kindOf(cancelling(other, visitId, 'phone')), 'visit-not-found')
      assert.equal(await kindOf(cancelling(pointId, visitId, 'network')), 'nothing-to-cancel')
      const byNumber = await cancelling(pointId, visitId, 'phone')
      assert.deepEqual(byNumber, ok({ cancelled: 3 }))
      assert.equal(await kindOf(cancelling(pointId, visitId, 'phone')), 'nothing-to-cancel')
      const byNetwork = await cancelling(pointId, strange.appointment.visitId, 'network')
      assert.deepEqual(byNetwork, ok({ cancelled: 3 }))
      const still = await visits.viewAppointment(aPermit('appointments.viewAppointment'), {
        secret: elsewhere.secret,
      })
      assert.equal(still.ok && still.value.state, 'booked')
      const cancelled = recorded.filter(({ type }) => type === 'AppointmentCancelled')
      assert.ok(cancelled.length >= 6)
    })

    it('lists each served visit of a month once for the operator, with its fee and no formula (R209)', async () => {
      const pointId = await aPoint()
      const other = await aPoint()
      const own = await walkIn(pointId, "=Wille;=cmd|'/C calc'!A")
      for (const [at, visitId] of [
        [pointId, own],
        [other, await walkIn(other, 'Venla')],
      ] as const) {
        assert.ok((await step(at, visitId, 'call')).ok)
        assert.ok((await step(at, visitId, 'serve')).ok)
      }
      assert.ok((await step(pointId, await walkIn(pointId, 'Venla'), 'miss')).ok)
      const permit = aPermit('appointments.exportFees', atDesk(pointId))
      const exported = await visits.exportVisitFees(permit, { month: '2026-11' })
      assert.ok(exported.ok)
      const lines = (await text(exported.value)).split('\r\n')
      assert.match(
        lines[1] ?? '',
        new RegExp(
          `^"2026-11-25";"'=Wille;'=cmd\\|'/C calc'!A";"registering";"no";\\d+;;"${own}";$`,
        ),
      )
      assert.deepEqual(lines.slice(2), [''])
      assert.deepEqual(recorded.at(-1), { type: 'VisitFeesExported', pointId, month: '2026-11' })
      const names = new Map([[pointId, 'Sairaala']])
      const stored = visits.csvOfMonth({ month: '2026-11', pointIds: [pointId], names })
      const [heads = '', ...ofPointOperator] = (await text(stored)).split('\r\n')
      assert.equal(heads, `"point";${lines[0]}`)
      assert.deepEqual(ofPointOperator, [`"Sairaala";${lines[1]}`, ''])
      const before = await visits.exportVisitFees(permit, { month: '2026-10' })
      assert.equal(before.ok && (await text(before.value)).split('\r\n').length, 2)
      const nowhere = visits.exportVisitFees(aPermit('appointments.exportFees'), {
        month: '2026-11',
      })
      assert.equal(await kindOf(nowhere), 'not-at-a-registration-point')
    })

    it('records the organisation that pays for the visit, and what the operator invoices it for (R228)', async () => {
      const business = () => randomUUID().slice(0, 9)
      const aCustomer = (name: string) => ({
        organisationId: randomUUID(),
        name,
        businessId: business(),
      })
      const [pointOperator, pharmacy] = [aCustomer('Pitäjä'), aCustomer('Apteekki')]
      customers.push(pointOperator, pharmacy)
      const pointId = await aPoint({ pointOperatorBusinessId: pointOperator.businessId })
      const serve = async (payerBusinessId?: string, changes: object = {}, at = pointId) => {
        const taken = await visits.takeWalkIn(aPermit('appointments.receiveVisitor', atDesk(at)), {
          ...{ name: 'Wille', services: ['registering'], isOwnStaff: false, language: 'fi' },
          ...changes,
        })
        assert.ok(taken.ok)
        const { visitId } = taken.value
        assert.ok((await step(at, visitId, 'call')).ok)
        const served = await visits.takeVisitStep(
          aPermit('appointments.receiveVisitor', atDesk(at)),
          {
            ...{ visitId, step: 'serve', payerBusinessId },
          },
        )
        return served.ok ? 'ok' : served.refusal.kind
      }
      assert.equal(await serve(pharmacy.businessId), 'ok')
      const event = recorded.at(-1)
      assert.deepEqual(event && 'toInvoice' in event && event.toInvoice, {
        ...{ pointOperatorId: pointOperator.organisationId, payerId: pharmacy.organisationId },
        servedOn: '2026-11-25',
        fees: [{ service: 'registering', netCents: 6000, vatPermille: 255 }],
      })
      assert.equal(await serve(), 'ok')
      assert.ok(!('toInvoice' in (recorded.at(-1) ?? {})))
      // A free visit is not invoiced, and no operator invoices itself.
      assert.equal(await serve(pharmacy.businessId, { isOwnStaff: true }), 'nothing-to-invoice')
      assert.equal(await serve(pointOperator.businessId), 'nothing-to-invoice')
      assert.equal(await serve(business()), 'payer-not-found')
      const without = await aPoint()
      assert.equal(await serve(pharmacy.businessId, {}, without), 'point-operator-does-not-invoice')

      const seen = await visits.viewDay(aPermit('appointments.viewDay', atDesk(pointId)), {
        date: '2026-11-25',
      })
      assert.deepEqual(
        seen.ok && seen.value.visits.map(({ payer }) => payer?.name).filter((name) => name),
        ['Apteekki'],
      )
      const listed = await visits.exportVisitFees(
        aPermit('appointments.exportFees', atDesk(pointId)),
        {
          month: '2026-11',
        },
      )
      assert.ok(
        listed.ok && (await text(listed.value)).includes(`Apteekki (${pharmacy.businessId})`),
      )
    })

    it('shows on the list of the day and of the month the new payer, once it was corrected, and that it was (R266)', async () => {
      const [pointOperator, first, right, other] = [
        'Pitäjä',
        'Apteekki',
        'Lääkäriasema',
        'Hammaslääkäri',
      ].map((name) => ({
        ...{ organisationId: randomUUID(), name, businessId: randomUUID().slice(0, 9) },
      })) as [Payer, Payer, Payer, Payer]
      customers.push(pointOperator, first)
      const pointId = await aPoint({ pointOperatorBusinessId: pointOperator.businessId })
      const serve = async (payerBusinessId?: string) => {
        const visitId = await walkIn(pointId, 'Wille')
        assert.ok((await step(pointId, visitId, 'call')).ok)
        const permit = aPermit('appointments.receiveVisitor', atDesk(pointId))
        const taken = { visitId, step: 'serve', payerBusinessId } as const
        assert.ok((await visits.takeVisitStep(permit, taken)).ok)
        return visitId
      }
      const atDeskPaid = await serve()
      const ofFirst: string[] = []
      for (let times = 0; times < 5; times += 1) ofFirst.push(await serve(first.businessId))
      const [stored = '', corrected = '', inPart = '', takenBack = '', notCharged = ''] = ofFirst
      payersNow.set(stored, [first]).set(corrected, [right]).set(takenBack, [])
      payersNow.set(inPart, [first, other])
      requested.length = 0
      const day = await visits.viewDay(aPermit('appointments.viewDay', atDesk(pointId)), {
        date: '2026-11-25',
      })
      assert.ok(day.ok)
      const seen = new Map(
        day.value.visits.map(({ visitId, payer, correctedPayers }) => [
          visitId,
          [payer?.name, correctedPayers?.map(({ name }) => name)],
        ]),
      )
      assert.deepEqual(
        [atDeskPaid, stored, notCharged, corrected, inPart, takenBack].map((id) => seen.get(id)),
        [
          [undefined, undefined],
          ['Apteekki', undefined],
          ['Apteekki', undefined],
          ['Apteekki', ['Lääkäriasema']],
          ['Apteekki', ['Apteekki', 'Hammaslääkäri']],
          ['Apteekki', []],
        ],
      )
      const exported = await visits.exportVisitFees(
        aPermit('appointments.exportFees', atDesk(pointId)),
        {
          month: '2026-11',
        },
      )
      assert.ok(exported.ok)
      const lines = (await text(exported.value)).split('\r\n')
      const lineOf = (visitId: string) => lines.find((line) => line.includes(visitId))
      const said = ({ name, businessId }: Payer) => `${name} (${businessId})`
      const was = `;"${said(first)}"`
      for (const [visitId, payer, firstPayer] of [
        [atDeskPaid, '', ';'],
        [stored, `"${said(first)}"`, ';'],
        [corrected, `"${said(right)}"`, was],
        [inPart, `"${said(first)}, ${said(other)}"`, was],
        [takenBack, '', was],
      ] as const)
        assert.ok(lineOf(visitId)?.endsWith(`;7530;${payer};"${visitId}"${firstPayer}`), visitId)
      // It is queried once per page, and only for visits that an organisation pays for.
      assert.deepEqual(
        requested.map((ids) => ids.toSorted()),
        [ofFirst.toSorted(), ofFirst.toSorted()],
      )
    })

    it('invoices no organisation for a visit whose fee was not stored for each service, and says so (R228)', async () => {
      const [pointOperator, payer] = ['Pitäjä', 'Apteekki'].map((name) => ({
        ...{ organisationId: randomUUID(), name, businessId: randomUUID().slice(0, 9) },
      })) as [Payer, Payer]
      customers.push(pointOperator, payer)
      const pointId = await aPoint({ pointOperatorBusinessId: pointOperator.businessId })
      const visitId = await walkIn(pointId, 'Wille')
      await db.write(async (tx) => {
        await sql`update appointments.visit set fees = '[]' where visit_id = ${visitId}`.execute(tx)
        return ok(undefined)
      })
      assert.ok((await step(pointId, visitId, 'call')).ok)
      const permit = aPermit('appointments.receiveVisitor', atDesk(pointId))
      const requested = { visitId, step: 'serve', payerBusinessId: payer.businessId } as const
      assert.equal(await kindOf(visits.takeVisitStep(permit, requested)), 'fee-not-by-service')
      assert.ok((await step(pointId, visitId, 'serve')).ok)
    })

    it('charges the price of the day that has begun by the Finnish clock, on both sides of midnight', async () => {
      const pointId = await aPoint()
      const change = localDate('2026-11-26')
      const priced = await db.write((tx) =>
        registration.setPrice(tx, aPermit('pointPrices.decide'), {
          ...{
            pointId: pointId as PointId,
            service: 'registering',
            netCents: 6200,
            vatPermille: 255,
          },
          costSheet: [{ what: 'Työ', cents: 6290 }],
          ...{ isFreeForOwnStaff: true, validFrom: change },
        }),
      )
      assert.ok(priced.ok)
      const fees: number[] = []
      for (const moment of [plus(at(change, '00:00'), -1), at(change, '00:00')]) {
        shared.now = moment
        await walkIn(pointId, 'Wille')
        const seen = await visits.viewDay(aPermit('appointments.viewDay', atDesk(pointId)), {})
        fees.push(...(seen.ok ? seen.value.visits.map(({ feeCents }) => feeCents) : []))
      }
      assert.deepEqual(fees, [7530, 7781])
    })

    it('gives different visitors to two registrars who call at the same moment', async () => {
      const pointId = await aPoint()
      const waiting = [await walkIn(pointId, 'Wille'), await walkIn(pointId, 'Venla')]
      const called = await Promise.all([callNext(pointId), callNext(pointId)])
      assert.deepEqual(
        called.map((one) => (one.ok ? one.value.visitId : '')).toSorted(),
        waiting.toSorted(),
      )
      assert.equal(await kindOf(callNext(pointId)), 'nobody-waits')
    })

    it('refuses visits of another point, and a registrar without a point', async () => {
      const pointId = await aPoint()
      const visitId = await walkIn(pointId, 'Wille')
      assert.equal(await kindOf(step(await aPoint(), visitId, 'call')), 'visit-not-found')
      const nowhere = visits.callNext(aPermit('appointments.receiveVisitor'))
      assert.equal(await kindOf(nowhere), 'not-at-a-registration-point')
    })
  })
})
