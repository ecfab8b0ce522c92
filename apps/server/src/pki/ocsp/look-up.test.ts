import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { batchLookUps } from './look-up.ts'
import { aSerial } from './testing.ts'

describe('batched OCSP look-ups', () => {
  it('send one query for all that wait, one query at a time, and turn away what is too many', async () => {
    const requested: number[] = []
    let underWay = 0
    const lookUp = batchLookUps(
      async (serials) => {
        underWay += 1
        assert.equal(underWay, 1)
        requested.push(serials.length)
        await new Promise(setImmediate)
        underWay -= 1
      },
      () => undefined,
    )
    const first = await lookUp(aSerial(0))
    assert.ok(first)
    for (let flood = 0; flood < 2; flood += 1) {
      const responses = await Promise.all(
        Array.from({ length: 700 }, (_, number) => lookUp(aSerial(number))),
      )
      assert.equal(responses.filter((isLooked) => isLooked).length, 500)
    }
    assert.deepEqual(requested, [1, 500, 500])
    assert.ok(await lookUp(aSerial(1)))
  })

  it('report failure when the query fails, and query again next time', async () => {
    const faults: unknown[] = []
    let isBroken = true
    const lookUp = batchLookUps(
      () => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve()),
      (fault) => faults.push(fault),
    )
    assert.deepEqual(await Promise.all([lookUp(aSerial(1)), lookUp(aSerial(2))]), [false, false])
    assert.equal(faults.length, 1)
    isBroken = false
    assert.equal(await lookUp(aSerial(1)), true)
  })
})
