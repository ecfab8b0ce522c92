import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { logLine } from './log-line.ts'

describe('a line of the log (R664)', () => {
  it('has the documented members also for faults of jobs, causes and batches', () => {
    const cause = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    const fault = new AggregateError([new Error('one', { cause }), 'thrown text'], 'two of nine')
    const line = logLine.parse(
      logged({ kind: 'orders.erase', key: 'K1', attempt: 2, isLast: false, fault }),
    )
    assert.equal(line.level, 50)
    assert.equal(line.process, 'jobs')
    assert.equal(line.isLast, false)
    assert.ok(logLine.safeParse(logged({ err: 'not an error' })).success)
  })

  it('has no others', () => {
    for (const members of [{ person: 'P1' }, { identityCode: 'X' }, { fault: { name: 'x' } }])
      assert.equal(logLine.safeParse({ ...logged({}), ...members }).success, false)
  })

  function logged(members: object): object {
    let line = ''
    createLogger('jobs', { to: { write: (written) => void (line += written) } }).error(members)
    return JSON.parse(line) as object
  }
})
