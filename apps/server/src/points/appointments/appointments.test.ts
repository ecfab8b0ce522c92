import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, formatInstant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { at } from './testing.ts'
import { openVisits } from './testing/visits.ts'

forEachDatabase('visits to a registration point', (database) => {
  const { db } = database
  const shared = openVisits(database)
  const { visits, planned, aPoint, booked, kindOf, recorded, book, tomorrowAtTen, registration } =
    shared

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

  /** Two case officers ended it before the day. */
  const endService = async (code: string, from: string) => {
    await db.write(async (tx) => {
      await sql`
        insert into points.service_change (change_id, kind, begins_on, content, proposed_by,
          proposed_at, decision, decided_by, decided_at)
        values (gen_random_uuid(), ${code}, ${from}, '{"isOffered": false}', gen_random_uuid(),
          now(), 'approved', gen_random_uuid(), now())`.execute(tx)
      return ok(undefined)
    })
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
        ['AppointmentBooked', 'AppointmentConfirmed', 'AppointmentMoved', 'AppointmentCancelled'],
      )
    })

    it('stays as it is when it is moved to its own slot: nothing is recorded, and no mail is sent', async () => {
      const { secret, appointment } = await booked(await aPoint({ desks: 1 }))
      const [records, jobs] = [recorded.length, planned.length]
      assert.deepEqual(await move(secret, tomorrowAtTen), { ok: true, value: appointment })
      assert.deepEqual([recorded.length, planned.length], [records, jobs])
      shared.now = tomorrowAtTen
      assert.equal(await kindOf(move(secret, tomorrowAtTen)), 'appointment-not-changeable')
    })

    it('can’t be changed once its time has begun', async () => {
      const { secret } = await booked(await aPoint())
      shared.now = tomorrowAtTen
      assert.equal(await kindOf(cancel(secret)), 'appointment-not-changeable')
    })

    it('is refused where the point does not offer the service', async () => {
      const pointId = await aPoint({ services: ['registering'] })
      assert.equal(await kindOf(book(pointId)), 'service-not-offered')
      assert.equal(await kindOf(book(pointId, { services: ['registering'] })), 'ok')
      assert.equal(await kindOf(book(randomUUID())), 'point-not-found')
      const nobody = book(pointId, { contact: { name: 'Aino' } })
      assert.equal(await kindOf(nobody), 'contact-needed')
    })

    it('is refused for a service that the list of services does not have on its day, and what was booked stays (R493)', async () => {
      const pointId = await aPoint()
      const { secret, appointment } = await booked(pointId)
      await endService('handing-over', '2026-11-27')
      assert.equal(await kindOf(book(pointId)), 'ok')
      const dayAfter = plus(tomorrowAtTen, day)
      const onIt = { startsAt: formatInstant(dayAfter) }
      assert.equal(await kindOf(book(pointId, onIt)), 'service-not-offered')
      assert.equal(await kindOf(book(pointId, { ...onIt, services: ['registering'] })), 'ok')
      assert.equal(await kindOf(move(secret, dayAfter)), 'service-not-offered')
      const seen = await visits.viewAppointment(aPermit('appointments.viewAppointment'), { secret })
      assert.deepEqual(seen, { ok: true, value: appointment })
      await db.write(async (tx) => {
        await sql`delete from points.service_change where proposed_by is not null`.execute(tx)
        return ok(undefined)
      })
    })

    it('is made by everybody at a point with public duty, and by the operator’s own staff only at another (R346)', async () => {
      const requested = { services: ['registering' as const] }
      for (const [hasPublicDuty, isOwnStaff, expected] of [
        [true, false, 'ok'],
        [true, true, 'ok'],
        [false, true, 'ok'],
        [false, false, 'own-staff-only'],
      ] as const) {
        const pointId = await aPoint({ services: ['registering'], hasPublicDuty })
        const outcome = book(pointId, { ...requested, isOwnStaff })
        assert.equal(
          await kindOf(outcome),
          expected,
          `${String(hasPublicDuty)} ${String(isOwnStaff)}`,
        )
      }
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

    it('is refused to a telephone number with five, however it is written, and to a network with ten that no link confirmed', async () => {
      const pointId = await aPoint({ desks: 9 })
      const later = (minutes: number) => formatInstant(plus(tomorrowAtTen, minutes * minute))
      const number = String(Math.random()).slice(2, 9)
      const byPhone = (phone: string, nr: number, from?: string) =>
        kindOf(
          book(pointId, {
            ...{ contact: { name: 'Aino', phone }, startsAt: later(15 * nr) },
            ...(from !== undefined && { from }),
          }),
        )
      for (const [nr, phone] of [
        ...[`040${number}`, `+35840${number}`, `040 ${number}`, `0035840${number}`],
        `(040) ${number}`,
      ].entries())
        assert.equal(await byPhone(phone, nr), 'ok', phone)
      assert.equal(await byPhone(`040-${number}`, 5), 'too-many-appointments')

      const phone = () => `050${String(Math.random()).slice(2, 9)}`
      for (let nr = 0; nr < 10; nr += 1)
        assert.equal(await byPhone(phone(), 6 + (nr % 5), `2001:db8:7:1::${String(nr)}`), 'ok')
      assert.equal(await byPhone(phone(), 11, '2001:db8:7:1:ffff::9'), 'too-many-appointments')
      assert.equal(await byPhone(phone(), 11, '2001:db8:7:2::9'), 'ok')
      // A workplace: each opens the link in the mail.
      for (let nr = 0; nr < 12; nr += 1)
        await booked(pointId, { startsAt: later(15 * (12 + (nr % 6))), from: '192.0.2.7' })
    })

    it('holds its time fifteen minutes until the link in the mail is opened, which only the mail has', async () => {
      const pointId = await aPoint({ desks: 1 })
      const isFree = async () =>
        (await freeOn(pointId, '2026-11-26')).includes(formatInstant(tomorrowAtTen))
      const requested = await book(pointId)
      assert.ok(requested.ok)
      const { secret, confirmBy, appointment } = requested.value
      assert.equal(secret, undefined)
      assert.equal(confirmBy, formatInstant(plus(shared.now, 15 * minute)))
      assert.ok(!(await isFree()))
      const notice = await db.read((tx) => visits.noticeOf(tx, appointment.visitId))
      assert.equal(notice?.confirmBy, plus(shared.now, 15 * minute))

      shared.now = plus(shared.now, 15 * minute)
      assert.ok(await isFree(), 'before any job runs')
      await run('appointments.release', appointment.visitId)
      assert.equal(recorded.at(-1)?.type, 'AppointmentLapsed')
      const link = await shared.secretInMail(appointment.visitId)
      const seen = await visits.viewAppointment(aPermit('appointments.viewAppointment'), {
        secret: link,
      })
      assert.equal(seen.ok && seen.value.state, 'cancelled')

      // Opened in time, it stays.
      const again = await booked(pointId)
      assert.equal(recorded.at(-1)?.type, 'AppointmentConfirmed')
      shared.now = plus(shared.now, 16 * minute)
      await run('appointments.release', again.appointment.visitId)
      assert.ok(!(await isFree()))
      assert.equal(await kindOf(book(pointId)), 'slot-taken')
    })

    it('lapses when its link is opened too late, also where its release has not run', async () => {
      const pointId = await aPoint({ desks: 1 })
      const requested = await book(pointId)
      assert.ok(requested.ok)
      const secret = await shared.secretInMail(requested.value.appointment.visitId)
      shared.now = plus(shared.now, 20 * minute)
      assert.equal(
        await kindOf(move(secret, plus(tomorrowAtTen, 15 * minute))),
        'appointment-not-changeable',
      )
      const { secret: ofOther } = await booked(pointId)
      const view = (link: string) =>
        visits.viewAppointment(aPermit('appointments.viewAppointment'), { secret: link })
      const [late, other] = [await view(secret), await view(ofOther)]
      assert.equal(late.ok && late.value.state, 'cancelled')
      assert.equal(other.ok && other.value.state, 'booked')
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
      shared.now = at('2027-10-01', '12:00')
      // 03:30 comes twice: two visits, an hour apart.
      const [first, second] = ['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']
      for (const startsAt of [first, second]) await booked(pointId, { startsAt })
      assert.equal((await freeOn(pointId, '2027-10-31')).length, 6)

      shared.now = at('2028-03-01', '12:00')
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

  it('name, contact and link are erased thirty days after the visit (R491)', () =>
    erasedAfter(30, 'shipped'))

  it('they are erased as the setting said on the day of the booking, not as it says later (R491, R345)', async () => {
    const today = dateInHelsinki(shared.now)
    const changeId = await changeSetting(db, 'appointment-retention', [7], today)
    await changeSetting(db, 'appointment-retention', [365], addDays(today, 1))
    await erasedAfter(7, changeId)
    await forgetSettingChanges(db)
  })

  it('an appointment is booked and moved as many days ahead as the setting of the day says (R491, R345)', async () => {
    const pointId = await aPoint()
    const today = dateInHelsinki(shared.now)
    const on = (days: number) => plus(tomorrowAtTen, (days - 1) * day)
    const bookOn = (days: number) => kindOf(book(pointId, { startsAt: formatInstant(on(days)) }))
    const lastDay = async () => {
      const free = await visits.viewFreeSlots(aPermit('appointments.viewFreeSlots'), {
        ...{ pointId, from: today, days: 1 },
      })
      assert.ok(free.ok)
      return free.value.lastDay
    }
    assert.equal(await lastDay(), addDays(today, 90))
    assert.equal(await bookOn(91), 'slot-not-offered')
    const changeId = await changeSetting(db, 'appointment-window', [14], today)
    assert.equal(await lastDay(), addDays(today, 14))
    assert.equal(await bookOn(15), 'slot-not-offered')
    const { secret } = await booked(pointId, { startsAt: formatInstant(on(14)) })
    assert.equal(await kindOf(move(secret, on(15))), 'slot-not-offered')
    assert.ok((await move(secret, on(13))).ok)
    await forgetSettingChanges(db)
    const used = recorded.flatMap((event) =>
      event.type === 'AppointmentBooked' || event.type === 'AppointmentMoved'
        ? ['settings' in event && event.settings]
        : [],
    )
    assert.deepEqual(used.slice(-2), [
      { 'appointment-window': changeId },
      { 'appointment-window': changeId },
    ])
  })

  async function erasedAfter(days: number, version: string): Promise<void> {
    const { secret, appointment } = await booked(await aPoint())
    const forgetting = planned.find(
      ({ kind, payload }) =>
        kind === 'appointments.forget' && payload['visitId'] === appointment.visitId,
    )
    assert.equal(forgetting?.dueAt, plus(tomorrowAtTen, days * day + 15 * minute))
    await run('appointments.forget', appointment.visitId)
    const forgotten = recorded.at(-1)
    assert.equal(forgotten?.type, 'VisitForgotten')
    assert.deepEqual('settings' in forgotten && forgotten.settings, {
      'appointment-retention': version,
    })
    const seen = visits.viewAppointment(aPermit('appointments.viewAppointment'), { secret })
    assert.equal(await kindOf(seen), 'appointment-not-found')
    assert.equal(await db.read((tx) => visits.noticeOf(tx, appointment.visitId)), undefined)
  }

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
})
