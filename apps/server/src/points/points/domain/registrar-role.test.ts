import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { aRegistrarRole } from '../testing.ts'
import { registrarRoleAt, endNow, holdsAt } from './registrar-role.ts'

const noon = instant(1_795_000_000_000)

describe('a registrar role', () => {
  const registrarRole = aRegistrarRole({ appointedAt: noon, endsAt: plus(noon, hour) })

  it('holds from its first instant until, and not at, its end', () => {
    assert.equal(holdsAt(registrarRole, plus(noon, -1)), false)
    assert.equal(holdsAt(registrarRole, noon), true)
    assert.equal(holdsAt(registrarRole, plus(noon, hour - 1)), true)
    assert.equal(holdsAt(registrarRole, plus(noon, hour)), false)
  })

  it('can be ended before its time', () => {
    const ended = endNow(registrarRole, { because: 'by-office', now: plus(noon, 1) })
    assert.ok(ended.ok)
    assert.equal(ended.value.registrarRole.endsAt, plus(noon, 1))
    assert.equal(holdsAt(ended.value.registrarRole, plus(noon, 1)), false)
  })

  it('can’t be ended twice', () => {
    assert.deepEqual(endNow(registrarRole, { because: 'by-office', now: plus(noon, hour) }), {
      ok: false,
      refusal: { kind: 'registrar-role-already-ended' },
    })
  })

  it('that applies is the newest of those that hold', () => {
    const newer = aRegistrarRole({ appointedAt: plus(noon, 1) })
    const over = aRegistrarRole({ appointedAt: plus(noon, 2), endsAt: plus(noon, 3) })
    assert.equal(registrarRoleAt([registrarRole, newer, over], plus(noon, 10)), newer)
    assert.equal(registrarRoleAt([over], plus(noon, 10)), undefined)
  })
})
