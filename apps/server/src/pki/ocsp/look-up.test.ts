import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gatherLookUps } from './look-up.ts'
import { aSerial } from './testing.ts'

describe('looking questions up', () => {
  it('asks once for all that wait, one question at a time, and puts off what is too many', async () => {
    const asked: number[] = []
    let underWay = 0
    const lookUp = gatherLookUps(
      async (serials) => {
        underWay += 1
        assert.equal(underWay, 1)
        asked.push(serials.length)
        await new Promise(setImmediate)
        underWay -= 1
      },
      () => undefined,
    )
    const first = await lookUp(aSerial(0))
    const answers = await Promise.all(
      Array.from({ length: 700 }, (_, number) => lookUp(aSerial(number))),
    )
    assert.ok(first)
    assert.equal(answers.filter((isLooked) => isLooked).length, 500)
    assert.deepEqual(asked, [1, 500])
    assert.ok(await lookUp(aSerial(1)))
  })

  it('says that nothing was found out when asking fails, and asks again next time', async () => {
    const faults: unknown[] = []
    let isBroken = true
    const lookUp = gatherLookUps(
      () => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve()),
      (fault) => faults.push(fault),
    )
    assert.deepEqual(await Promise.all([lookUp(aSerial(1)), lookUp(aSerial(2))]), [false, false])
    assert.equal(faults.length, 1)
    isBroken = false
    assert.equal(await lookUp(aSerial(1)), true)
  })
})
