import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { aRegistrarRole } from '../testing.ts'
import { staffingAt } from './staffing.ts'

const noon = instant(1_795_000_000_000)

describe('a registration point', () => {
  const aino = aRegistrarRole({ personId: 'aino', appointedAt: noon })
  const eero = aRegistrarRole({ personId: 'eero', appointedAt: noon, endsAt: plus(noon, 30 * day) })

  it('needs two registrars who are different persons (R105)', () => {
    assert.equal(staffingAt([aino], noon).isEnough, false)
    assert.equal(staffingAt([aino, { ...aino }], noon).registrars, 1)
    assert.equal(staffingAt([aino, eero], noon).isEnough, true)
  })

  it('shows from when on it has too few', () => {
    assert.equal(staffingAt([aino, eero], noon).tooFewFrom, plus(noon, 30 * day))
    assert.equal(staffingAt([aino, eero], plus(noon, 30 * day)).isEnough, false)
    const earlier = aRegistrarRole({
      ...{ personId: 'olli', appointedAt: noon, endsAt: plus(noon, 10 * day) },
    })
    const last = aRegistrarRole({
      ...{ personId: 'liisa', appointedAt: noon, endsAt: plus(noon, 40 * day) },
    })
    assert.equal(staffingAt([last, earlier], noon).tooFewFrom, plus(noon, 10 * day))
    assert.equal(staffingAt([last, eero, earlier], noon).tooFewFrom, plus(noon, 30 * day))
    const third = aRegistrarRole({ personId: 'siiri', appointedAt: noon })
    assert.equal(staffingAt([aino, eero, third], noon).tooFewFrom, undefined)
  })
})
