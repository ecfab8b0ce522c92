import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/appointments'
import { formatInstant, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createOffice, createRegistration, examplePoint } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { someDetails } from '../../points/testing.ts'
import type { Payer } from '../contract.ts'
import { createVisits } from '../index.ts'
import { at } from '../testing.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

/** Wednesday 2026-11-25, 12:00 by the Finnish clock. */
const noon = instant(Date.UTC(2026, 10, 25, 10))

/** A registration point with its appointments, queue and desk. */
export function openVisits({ db }: TestDatabase) {
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
  const office = createOffice({
    db,
    clock,
    record,
    people,
    personNamed: () => Promise.resolve(undefined),
  })
  const visits = createVisits({
    ...{ db, clock, record, registration, secret: new Uint8Array(32).fill(1) },
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
    changes: Partial<InputOf<typeof contracts.bookAppointment>> & { readonly from?: string } = {},
  ) => {
    const { from: address, ...input } = changes
    return visits.bookAppointment(
      aPermit('appointments.bookAppointment'),
      {
        ...{ pointId, startsAt: formatInstant(tomorrowAtTen), isOwnStaff: false, language: 'fi' },
        services: ['registering', 'handing-over'],
        contact: { name: 'Aino Esimerkki', email: `${randomUUID()}@example.fi` },
        ...input,
      },
      address === undefined ? {} : { address },
    )
  }
  const booked = async (...requested: Parameters<typeof book>) => {
    const response = await book(...requested)
    assert.ok(response.ok, response.ok ? '' : response.refusal.kind)
    const { appointment, confirmBy } = response.value
    const secret = response.value.secret ?? (await secretInMail(appointment.visitId))
    if (confirmBy !== undefined) {
      const opened = await visits.viewAppointment(aPermit('appointments.viewAppointment'), {
        secret,
      })
      assert.ok(opened.ok)
    }
    return { appointment, secret }
  }
  const secretInMail = async (visitId: string): Promise<string> => {
    const notice = await db.read((tx) => visits.noticeOf(tx, visitId))
    return notice?.link?.split('#')[1] ?? assert.fail('the mail has no link')
  }
  const kindOf = async (
    requested: Promise<{ ok: true } | { ok: false; refusal: { kind: string } }>,
  ) => {
    const response = await requested
    return response.ok ? 'ok' : response.refusal.kind
  }

  return {
    visits,
    planned,
    aPoint,
    booked,
    secretInMail,
    kindOf,
    recorded,
    book,
    tomorrowAtTen,
    registration,
    customers,
    payersNow,
    requested,
    office,
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
  }
}
