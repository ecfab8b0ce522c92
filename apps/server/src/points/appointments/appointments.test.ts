import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/appointments'
import {
  day,
  formatInstant,
  instant,
  minute,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createOffice, createRegistration, examplePoint } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { someDetails } from '../points/testing.ts'
import type { Payer } from './contract.ts'
import { createVisits } from './index.ts'
import { at } from './testing.ts'

/** Wednesday 2026-11-25, 12:00 by the Finnish clock. */
const noon = instant(Date.UTC(2026, 10, 25, 10))

forEachDatabase('visits to a registration point', ({ db }) => {
  let now: Instant = noon
  const clock = { now: () => now }
  const planned: Job[] = []
  const recorded: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
    afterCommit(() => recorded.push(event))
    return Promise.resolve()
  }
  const registration = createRegistration({ clock, record })
  const customers: Payer[] = []
  /** The payers that operators invoice now, by visit, and how often they were queried. */
  const payersNow = new Map<string, readonly Payer[]>()
  const requested: (readonly string[])[] = []
  const people = {
    findByIdentityCode: () => Promise.resolve(undefined),
    findPerson: () => Promise.resolve(undefined),
  }
  const office = createOffice({ db, clock, record, people })
  const visits = createVisits({
    ...{ db, clock, record, registration, key: new Uint8Array(32).fill(1) },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    publicUrl: 'https://service.example',
    organisationOf: (_tx, businessId) =>
      Promise.resolve(customers.find((one) => one.businessId === businessId)),
    payersOfVisits: (_tx, visitIds) => {
      requested.push(visitIds)
      return Promise.resolve(payersNow)
    },
    systemPermit: (operation) => aPermit(operation),
  })

  /** A point with two registrars and a price for registering: 75.30 euros with VAT. */
  const aPoint = async (changes: Parameters<typeof someDetails>[0] = {}): Promise<string> => {
    now = noon
    const added = await db.write(async (tx) => {
      const pointId = await registration.addPoint(tx, aPermit('registration.enterPoint'), {
        ...examplePoint,
        name: `Piste ${randomUUID()}`,
        details: someDetails(changes),
      })
      for (let registrar = 0; registrar < 2; registrar += 1) {
        const permit = aPermit('registration.appointRegistrar')
        const appointed = await registration.appointRegistrar(tx, permit, {
          personId: randomUUID(),
          pointId,
        })
        assert.ok(appointed.ok)
      }
      return ok(pointId)
    })
    assert.ok(added.ok)
    const priced = await office.setPrice(aPermit('registration.setPrice'), {
      ...{ pointId: added.value, service: 'registering', netCents: 6000, vatPermille: 255 },
      costSheet: [{ what: 'Työ', cents: 6290 }],
      ...{ isFreeForOwnStaff: true, validFrom: '2026-11-25' },
    })
    assert.ok(priced.ok)
    return added.value
  }

  const tomorrowAtTen = at('2026-11-26', '10:00')
  const book = (
    pointId: string,
    changes: Partial<InputOf<typeof contracts.bookAppointment>> = {},
  ) =>
    visits.bookAppointment(aPermit('appointments.bookAppointment'), {
      ...{ pointId, startsAt: formatInstant(tomorrowAtTen), isOwnStaff: false, language: 'fi' },
      services: ['registering', 'handing-over'],
      contact: { name: 'Aino Esimerkki', email: `${randomUUID()}@example.fi` },
      ...changes,
    })
  const booked = async (...requested: Parameters<typeof book>) => {
    const response = await book(...requested)
    assert.ok(response.ok, response.ok ? '' : response.refusal.kind)
    return response.value
  }
  const kindOf = async (
    requested: Promise<{ ok: true } | { ok: false; refusal: { kind: string } }>,
  ) => {
    const response = await requested
    return response.ok ? 'ok' : response.refusal.kind
  }
  const move = (secret: string, to: Instant) =>
    visits.moveAppointment(aPermit('appointments.changeAppointment'), {
      secret,
      startsAt: formatInstant(to),
    })
  const cancel = (secret: string) =>
    visits.cancelAppointment(aPermit('appointments.changeAppointment'), { secret })
  const freeOn = async (pointId: string, from: string) => {
    const requested = { pointId, from, days: 1 }
    const free = await visits.viewFreeSlots(aPermit('appointments.viewFreeSlots'), requested)
    assert.ok(free.ok)
    return free.value.days[0]?.slots.map(({ startsAt }) => startsAt) ?? []
  }
  const run = async (kind: string, visitId: string) => {
    const jobs = planned.filter((job) => job.kind === kind && job.payload['visitId'] === visitId)
    for (const job of jobs) await visits.jobs.find((one) => one.kind === kind)?.handle(job)
  }

  describe('an appointment', () => {
    it('has its fee, and a link that works for its owner only (R138)', async () => {
      const pointId = await aPoint()
      const { secret, appointment } = await booked(pointId)
      assert.equal(appointment.feeCents, 7530)
      const own = await booked(pointId, { isOwnStaff: true })
      assert.equal(own.appointment.feeCents, 0)
      const seen = await visits.viewAppointment(aPermit('appointments.viewAppointment'), { secret })
      assert.deepEqual(seen, { ok: true, value: appointment })
      const guessed = visits.viewAppointment(aPermit('appointments.viewAppointment'), {
        secret: 'A'.repeat(43),
      })
      assert.equal(await kindOf(guessed), 'appointment-not-found')
    })

    it('is stored with name, contact and link where a copy of the database does not reveal them', async () => {
      const contact = { name: 'Aino', email: 'kept@example.fi' }
      const { secret, appointment } = await booked(await aPoint(), { contact })
      const stored = await db.read((tx) =>
        sql<{ row: string }>`
          select v::text as row from appointments.visit v where visit_id = ${appointment.visitId}::uuid
        `.execute(tx),
      )
      const row = stored.rows[0]?.row ?? ''
      const inHex = (text: string) => Buffer.from(text).toString('hex')
      for (const text of ['Aino', contact.email, secret])
        assert.ok(!row.includes(text) && !row.includes(inHex(text)), text)
      assert.ok(recorded.every((event) => !JSON.stringify(event).includes('Aino')))
    })

    it('takes the last desk of a slot once, even for two concurrent requests', async () => {
      const pointId = await aPoint({ desks: 1 })
      const responses = await Promise.all([book(pointId), book(pointId), book(pointId)])
      assert.equal(responses.filter(({ ok }) => ok).length, 1)
      assert.ok(responses.every((one) => one.ok || one.refusal.kind === 'slot-taken'))
      assert.ok(!(await freeOn(pointId, '2026-11-26')).includes(formatInstant(tomorrowAtTen)))
    })

    it('is limited to as many visitors at a time as registrars have a role then', async () => {
      const pointId = await aPoint({ desks: 9 })
      assert.deepEqual(
        [await kindOf(book(pointId)), await kindOf(book(pointId)), await kindOf(book(pointId))],
        ['ok', 'ok', 'slot-taken'],
      )
    })

    it('removes the next free time of its point from the lists of points', async () => {
      const pointId = await aPoint({ desks: 1 })
      const firstFree = async (by?: string) =>
        db.read(async (tx) => {
          const point = await registration.visitablePoint(tx, pointId)
          assert.ok(point)
          return (await visits.nextFree(tx, [point], by as LocalDate | undefined)).get(pointId)
        })
      const first = await firstFree()
      assert.ok(first !== undefined)
      await booked(pointId, { startsAt: formatInstant(first) })
      const second = await firstFree()
      assert.ok(second !== undefined && second > first)
      assert.equal(await firstFree(dateInHelsinki(second)), second)
      assert.equal(await firstFree(addDays(dateInHelsinki(second), -1)), undefined)
    })

    it('is moved and cancelled by its link, and releases the slot', async () => {
      const pointId = await aPoint({ desks: 1 })
      const { secret, appointment } = await booked(pointId)
      const later = plus(tomorrowAtTen, 15 * minute)
      assert.ok((await move(secret, later)).ok)
      assert.ok((await freeOn(pointId, '2026-11-26')).includes(formatInstant(tomorrowAtTen)))
      assert.ok((await cancel(secret)).ok)
      assert.equal(await kindOf(cancel(secret)), 'appointment-not-changeable')
      assert.ok((await freeOn(pointId, '2026-11-26')).includes(formatInstant(later)))
      assert.deepEqual(
        recorded
          .filter((event) => JSON.stringify(event).includes(appointment.visitId))
          .map(({ type }) => type),
        ['AppointmentBooked', 'AppointmentMoved', 'AppointmentCancelled'],
      )
    })

    it('stays as it is when it is moved to its own slot: nothing is recorded, and no mail is sent', async () => {
      const { secret, appointment } = await booked(await aPoint({ desks: 1 }))
      const [records, jobs] = [recorded.length, planned.length]
      assert.deepEqual(await move(secret, tomorrowAtTen), { ok: true, value: appointment })
      assert.deepEqual([recorded.length, planned.length], [records, jobs])
      now = tomorrowAtTen
      assert.equal(await kindOf(move(secret, tomorrowAtTen)), 'appointment-not-changeable')
    })

    it('can’t be changed once its time has begun', async () => {
      const { secret } = await booked(await aPoint())
      now = tomorrowAtTen
      assert.equal(await kindOf(cancel(secret)), 'appointment-not-changeable')
    })

    it('is refused where the point does not offer the service', async () => {
      const pointId = await aPoint({ services: ['registering'], hasPublicDuty: false })
      assert.equal(await kindOf(book(pointId)), 'service-not-offered')
      const registering = { services: ['registering' as const] }
      assert.equal(await kindOf(book(pointId, registering)), 'own-staff-only')
      assert.equal(await kindOf(book(pointId, { ...registering, isOwnStaff: true })), 'ok')
      assert.equal(await kindOf(book(randomUUID())), 'point-not-found')
      const nobody = book(pointId, { contact: { name: 'Aino' } })
      assert.equal(await kindOf(nobody), 'contact-needed')
    })

    it('is refused to an e-mail address with five appointments booked within a day', async () => {
      const pointId = await aPoint()
      const email = `${randomUUID()}@example.fi`
      const request = (address: string) =>
        kindOf(book(pointId, { contact: { name: 'Aino', email: address } }))
      for (let round = 0; round < 5; round += 1) {
        const contact = { name: 'Aino', email }
        const { secret } = await booked(pointId, { contact })
        assert.ok((await cancel(secret)).ok)
      }
      assert.equal(await request(email.toUpperCase()), 'too-many-appointments')
      assert.equal(await request(`other-${email}`), 'ok')
    })

    it('is refused for a time that is past, closed or between two slots', async () => {
      const pointId = await aPoint()
      for (const startsAt of [
        at('2026-11-25', '11:00'),
        at('2026-11-28', '10:00'),
        at('2026-11-26', '10:07'),
        at('2026-12-24', '10:00'),
        at('2027-06-01', '10:00'),
      ])
        assert.equal(
          await kindOf(book(pointId, { startsAt: formatInstant(startsAt) })),
          'slot-not-offered',
        )
    })

    it('in Christmas week is possible on the days between, by the Finnish calendar', async () => {
      const pointId = await aPoint()
      const free: string[] = []
      for (const date of ['23', '24', '25', '26', '27', '28'])
        if ((await freeOn(pointId, `2026-12-${date}`)).length > 0) free.push(date)
      assert.deepEqual(free, ['23', '28'])
      const startsAt = formatInstant(at('2026-12-28', '08:00'))
      assert.equal(
        (await booked(pointId, { startsAt })).appointment.startsAt,
        '2026-12-28T06:00:00.000Z',
      )
    })

    it('is right in the nights in which the clocks change', async () => {
      const sunday = { weekday: 7, periods: [{ from: '02:00', to: '05:00' }] }
      const pointId = await aPoint({ openingHours: [sunday], slotMinutes: 30, desks: 1 })
      now = at('2027-10-01', '12:00')
      // 03:30 comes twice: two visits, an hour apart.
      const [first, second] = ['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']
      for (const startsAt of [first, second]) await booked(pointId, { startsAt })
      assert.equal((await freeOn(pointId, '2027-10-31')).length, 6)

      now = at('2028-03-01', '12:00')
      assert.deepEqual(await freeOn(pointId, '2028-03-26'), [
        '2028-03-26T00:00:00.000Z',
        '2028-03-26T00:30:00.000Z',
        '2028-03-26T01:00:00.000Z',
        '2028-03-26T01:30:00.000Z',
      ])
    })
  })

  it('a reminder is due at noon of the day before, unless the appointment was moved or cancelled', async () => {
    const pointId = await aPoint()
    const inAWeek = at('2026-12-02', '10:00')
    const { secret, appointment } = await booked(pointId, { startsAt: formatInstant(inAWeek) })
    assert.ok((await move(secret, plus(inAWeek, day))).ok)
    const reminders = planned.filter(
      ({ kind, payload }) =>
        kind === 'appointments.remind' && payload['visitId'] === appointment.visitId,
    )
    assert.deepEqual(
      reminders.map(({ dueAt }) => dueAt),
      [at('2026-12-01', '12:00'), at('2026-12-02', '12:00')],
    )
    await run('appointments.remind', appointment.visitId)
    const due = recorded.filter(({ type }) => type === 'AppointmentReminderDue')
    assert.deepEqual(due, [
      {
        ...{ type: 'AppointmentReminderDue', visitId: appointment.visitId, pointId },
        startsAt: '2026-12-03T08:00:00.000Z',
      },
    ])
    const notice = await db.read((tx) => visits.noticeOf(tx, appointment.visitId))
    assert.equal(notice?.link, `https://service.example/fi/appointment#${secret}`)
    assert.match(notice.contact.email ?? '', /@example\.fi$/)

    assert.ok((await cancel(secret)).ok)
    await run('appointments.remind', appointment.visitId)
    assert.equal(recorded.filter(({ type }) => type === 'AppointmentReminderDue').length, 1)
  })

  it('name, contact and link are erased thirty days after the visit', async () => {
    const { secret, appointment } = await booked(await aPoint())
    const forgetting = planned.find(
      ({ kind, payload }) =>
        kind === 'appointments.forget' && payload['visitId'] === appointment.visitId,
    )
    assert.equal(forgetting?.dueAt, plus(tomorrowAtTen, 30 * day + 15 * minute))
    await run('appointments.forget', appointment.visitId)
    assert.equal(recorded.at(-1)?.type, 'VisitForgotten')
    const seen = visits.viewAppointment(aPermit('appointments.viewAppointment'), { secret })
    assert.equal(await kindOf(seen), 'appointment-not-found')
    assert.equal(await db.read((tx) => visits.noticeOf(tx, appointment.visitId)), undefined)
  })

  it('a calendar file has the visit, its place and the link to change it', async () => {
    const { secret } = await booked(await aPoint())
    const file = await visits.fetchCalendarFile(aPermit('appointments.viewAppointment'), {
      ...{ secret, language: 'sv' },
    })
    assert.ok(file.ok)
    assert.equal(file.value.fileName, 'besok.ics')
    const whole = file.value.content.replaceAll('\r\n ', '')
    assert.match(whole, /^DTSTART:20261126T080000Z\r$/m)
    assert.ok(whole.includes(`https://service.example/sv/appointment#${secret}`))
    assert.ok(whole.includes('Esimerkkikatu 1\\, 00100 HELSINKI'))
  })

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
      now = plus(tomorrowAtTen, -5 * minute)
      const wille = await walkIn(pointId, 'Wille')
      assert.equal((await dayOf(pointId)).nextVisitId, wille)
      now = tomorrowAtTen
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

    it('lists each served visit of a month once for the operator, with its fee and no formula (R209)', async () => {
      const pointId = await aPoint()
      const other = await aPoint()
      const own = await walkIn(pointId, '=Wille')
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
      assert.match(lines[1] ?? '', new RegExp(`^2026-11-25,'=Wille,registering,no,\\d+,,${own},$`))
      assert.deepEqual(lines.slice(2), [''])
      assert.deepEqual(recorded.at(-1), { type: 'VisitFeesExported', pointId, month: '2026-11' })
      const names = new Map([[pointId, 'Sairaala']])
      const stored = visits.csvOfMonth({ month: '2026-11', pointIds: [pointId], names })
      const [heads = '', ...ofPointOperator] = (await text(stored)).split('\r\n')
      assert.equal(heads, `point,${lines[0]}`)
      assert.deepEqual(ofPointOperator, [`Sairaala,${lines[1]}`, ''])
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
      const was = `,${said(first)}`
      for (const [visitId, payer, firstPayer] of [
        [atDeskPaid, '', ','],
        [stored, said(first), ','],
        [corrected, said(right), was],
        [inPart, `"${said(first)}, ${said(other)}"`, was],
        [takenBack, '', was],
      ] as const)
        assert.ok(lineOf(visitId)?.endsWith(`,7530,${payer},${visitId}${firstPayer}`), visitId)
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
      const change = '2026-11-26'
      const priced = await office.setPrice(aPermit('registration.setPrice'), {
        ...{ pointId, service: 'registering', netCents: 6200, vatPermille: 255 },
        costSheet: [{ what: 'Työ', cents: 6290 }],
        ...{ isFreeForOwnStaff: true, validFrom: change },
      })
      assert.ok(priced.ok)
      const fees: number[] = []
      for (const moment of [plus(at(change, '00:00'), -1), at(change, '00:00')]) {
        now = moment
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
