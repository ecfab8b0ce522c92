import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { CommonOcspHash } from '@sotevarmenne/x509/ocsp'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import { preSign, type Processor } from './pre-sign.ts'
import { httpDates } from './response-template.ts'
import { createResponseStore } from './response-store.ts'
import { aResponderKey, aSerial } from './testing.ts'

describe('signing ahead', () => {
  /** Certificates of which some are due, on a processor where time passes as the test says. */
  function aRun({
    rows = 10,
    isDue = () => true,
    start = 1000,
    signing = 0,
    looking = 0,
    turn = 0,
    hashes = ['sha1'],
    asOf = () => noon,
  }: {
    readonly rows?: number
    readonly isDue?: (row: number) => boolean
    readonly start?: number
    /** Milliseconds that each takes. */
    readonly signing?: number
    readonly looking?: number
    readonly turn?: number
    readonly hashes?: readonly CommonOcspHash[]
    readonly asOf?: () => Instant | undefined
  }) {
    let time = start
    const events: (number | 'turn' | `pause ${number}`)[] = []
    const looks: number[] = []
    const signed = new Set<string>()
    const controller = new AbortController()
    const processor: Processor = {
      time: () => time,
      nextTurn: () => {
        time += turn
        events.push('turn')
        return Promise.resolve()
      },
      pause: (milliseconds) => {
        time += milliseconds
        events.push(`pause ${milliseconds}`)
        return Promise.resolve()
      },
    }
    const run = () =>
      preSign({
        store: {
          serials: { size: () => rows },
          isDue: (row, hash) => {
            if (hash === 'sha1') looks.push(row)
            if (hash === 'sha1') time += looking
            return hashes.includes(hash) && isDue(row) && !signed.has(`${row} ${hash}`)
          },
          sign: (row, hash, at) => {
            assert.equal(at, noon)
            time += signing
            signed.add(`${row} ${hash}`)
            events.push(row)
            return undefined
          },
        },
        asOf,
        now: () => noon,
        signal: controller.signal,
        processor,
      })
    return { run, events, looks, controller, signed }
  }

  it('goes through all rows once, in both forms where both are due', async () => {
    const { run, events, looks, signed } = aRun({ rows: 3, hashes: ['sha1', 'sha256'] })
    await run()
    assert.deepEqual(events, [0, 0, 1, 1, 2, 2, 'turn'])
    assert.equal(signed.size, 6)
    assert.deepEqual(looks, [0, 1, 2])
  })

  it('signs nothing that is not due', async () => {
    const { run, events } = aRun({ rows: 5, isDue: (row) => row === 1 || row === 4 })
    await run()
    assert.deepEqual(events, [1, 4, 'turn'])
  })

  it('lets others have a turn after each millisecond', async () => {
    const { run, events } = aRun({ rows: 9, signing: 0.25 })
    await run()
    assert.deepEqual(events, [0, 1, 2, 3, 'turn', 4, 5, 6, 7, 'turn', 8, 'turn'])
  })

  it('lets others have a turn after a signature that took longer than that', async () => {
    const { run, events } = aRun({ rows: 2, signing: 30 })
    await run()
    assert.deepEqual(events, [0, 'turn', 1, 'turn'])
  })

  it('reads the time after every 256 rows of which none is due', async () => {
    const { run, looks, events } = aRun({ rows: 1000, isDue: () => false, looking: 1 / 300 })
    let before = 0
    const looked: number[] = []
    const push = events.push.bind(events)
    events.push = (...each) => {
      looked.push(looks.length - before)
      before = looks.length
      return push(...each)
    }
    await run()
    // 300 rows take a millisecond.
    assert.deepEqual(looked, [512, 488])
  })

  it('takes a fifth of the processor as long as others need it', async () => {
    const { run, events } = aRun({ rows: 3, signing: 1, turn: 0.5 })
    await run()
    assert.deepEqual(events, [0, 'turn', 'pause 4', 1, 'turn', 'pause 4', 2, 'turn', 'pause 4'])
  })

  it('takes a fifth of the processor only if others had work for more than a tenth of a millisecond', async () => {
    for (const [turn, pauses] of [
      [0.1, 0],
      [0.11, 1],
    ] as const) {
      const { run, events } = aRun({ rows: 1, start: 0, turn })
      await run()
      assert.equal(events.filter((each) => each === 'pause 4').length, pauses)
    }
  })

  it('ends when there is nothing that it may sign with', async () => {
    let left = 2
    const { run, events } = aRun({ asOf: () => (left-- > 0 ? noon : undefined) })
    await run()
    assert.deepEqual(events, [0, 1])
  })

  it('ends with its slice when it is aborted, and does not begin after that', async () => {
    const one = aRun({ rows: 9, signing: 0.5 })
    const running = one.run()
    one.controller.abort()
    await running
    assert.deepEqual(one.events, [0, 1, 'turn'])
    await one.run()
    assert.deepEqual(one.events, [0, 1, 'turn'])
  })

  it('with the processor of this process ends soon when it is aborted, and without a fault', async () => {
    const issuer = aCa()
    const controller = new AbortController()
    const store = createResponseStore({
      ...{ issuer: issuer.certificate, validity: hour, maxSignatureBytes: 72, seed: 1 },
    })
    store.useKey(aResponderKey(issuer))
    const count = 3000
    for (let number = 0; number < count; number += 1) store.addIssued(aSerial(number))
    const running = preSign({
      store,
      asOf: () => noon,
      now: () => plus(noon, minute),
      signal: controller.signal,
    })
    await new Promise(setImmediate)
    // Others need the processor, for longer than is idle.
    for (const began = performance.now(); performance.now() - began < 2;);
    controller.abort()
    await running
    assert.ok(store.signedOnce() > 0 && store.signedOnce() < count)
    const last = store.serials.find(aSerial(0), 0, 17)
    const at = plus(noon, minute)
    assert.ok(store.find(last, 'sha1', at, httpDates()(at)))
  })
})
