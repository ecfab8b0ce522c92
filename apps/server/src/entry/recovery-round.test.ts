import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { createLogger } from '@sotevarmenne/runtime/logger'
import type { Certificates } from '#pki/issuance/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { recoveryRound } from './recovery-round.ts'

describe('the recovery of certificates', () => {
  let lines: Readonly<Record<string, unknown>>[]
  beforeEach(() => {
    lines = []
  })
  const roundOver = (recover: Certificates['recover']) =>
    recoveryRound({
      systemPermit: (operation) => aPermit(operation),
      certificates: { recover },
      logger: createLogger('jobs', {
        to: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
      }),
    })
  const none = { issued: 0, voided: 0, waiting: 0 }
  const input = () => lines.map(({ msg, recovered }) => ({ msg, recovered }))

  it('reports at the start the outcome of each unfinished certificate, also when there was none', async () => {
    await roundOver(() => Promise.resolve({ issued: 3, voided: 1, waiting: 2 }))()
    await roundOver(() => Promise.resolve(none))()
    assert.deepEqual(input(), [
      { msg: 'recovery of certificates', recovered: { issued: 3, voided: 1, waiting: 2 } },
      { msg: 'recovery of certificates', recovered: none },
    ])
  })

  it('reports later only when there was something to recover', async () => {
    const responses = [none, none, { ...none, voided: 1 }]
    const round = roundOver(() => Promise.resolve(responses.shift() ?? none))
    for (let count = 0; count < 4; count += 1) await round()
    assert.deepEqual(
      input().map(({ recovered }) => recovered),
      [none, { ...none, voided: 1 }],
    )
  })

  it('takes every row at the start, however often that fails, and later those past the delay', async () => {
    const rested: (number | undefined)[] = []
    const round = roundOver((_permit, options) => {
      rested.push(options?.restingFor)
      return rested.length < 3 ? Promise.reject(new Error('no database')) : Promise.resolve(none)
    })
    await assert.rejects(round())
    await assert.rejects(round())
    await round()
    await round()
    assert.deepEqual(rested, [0, 0, 0, minute])
  })

  it('leaves recent rows alone once it has checked each row, though some stay unfinished', async () => {
    const rested: (number | undefined)[] = []
    const round = roundOver((_permit, options) => {
      rested.push(options?.restingFor)
      return Promise.reject(new AggregateError([new Error('one')]))
    })
    await assert.rejects(round())
    await assert.rejects(round())
    assert.deepEqual(rested, [0, minute])
  })
})
