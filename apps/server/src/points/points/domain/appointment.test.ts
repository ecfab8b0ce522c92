import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { anAppointment } from '../testing.ts'
import { appointmentAt, endNow, holdsAt } from './appointment.ts'

const noon = instant(1_795_000_000_000)

describe('an appointment', () => {
  const appointment = anAppointment({ appointedAt: noon, endsAt: plus(noon, hour) })

  it('holds from its first instant until, and not at, its end', () => {
    assert.equal(holdsAt(appointment, plus(noon, -1)), false)
    assert.equal(holdsAt(appointment, noon), true)
    assert.equal(holdsAt(appointment, plus(noon, hour - 1)), true)
    assert.equal(holdsAt(appointment, plus(noon, hour)), false)
  })

  it('can be ended before its time', () => {
    const ended = endNow(appointment, { because: 'by-office', now: plus(noon, 1) })
    assert.ok(ended.ok)
    assert.equal(ended.value.appointment.endsAt, plus(noon, 1))
    assert.equal(holdsAt(ended.value.appointment, plus(noon, 1)), false)
  })

  it('can’t be ended twice', () => {
    assert.deepEqual(endNow(appointment, { because: 'by-office', now: plus(noon, hour) }), {
      ok: false,
      refusal: { kind: 'appointment-already-ended' },
    })
  })

  it('is the newest of those that hold', () => {
    const newer = anAppointment({ appointedAt: plus(noon, 1) })
    const over = anAppointment({ appointedAt: plus(noon, 2), endsAt: plus(noon, 3) })
    assert.equal(appointmentAt([appointment, newer, over], plus(noon, 10)), newer)
    assert.equal(appointmentAt([over], plus(noon, 10)), undefined)
  })
})
