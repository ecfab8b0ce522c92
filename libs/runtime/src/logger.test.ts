import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLogger } from './logger.ts'

describe('the application log', () => {
  it('redacts members that contain personal data or secrets', () => {
    const line = logged({
      identityCode: '140388-9039',
      order: { surname: 'Esimerkki' },
      cardId: 'C1',
    })

    assert.ok(!line.includes('140388') && !line.includes('Esimerkki'), line)
    assert.ok(line.includes('C1'))
  })

  it('contains a fault and its cause, without the values that a database adds', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (code)=(140388-9039) already exists.',
    })
    const line = logged({ err: new Error('not saved', { cause }) })

    assert.ok(line.includes('not saved') && line.includes('23505'), line)
    assert.ok(!line.includes('140388'), line)
  })

  it('contains the first few single errors of a batch that goes on after them', () => {
    const faults = Array.from({ length: 9 }, (_, index) => new Error(`fault ${String(index)}`))
    const line = logged({ err: new AggregateError(faults, 'nine rows unchanged') })

    for (const input of ['nine rows', 'fault 0', 'fault 4']) assert.ok(line.includes(input), line)
    assert.ok(!line.includes('fault 5'), line)
  })

  function logged(members: object): string {
    let line = ''
    createLogger('web', { to: { write: (written) => void (line += written) } }).info(
      members,
      'said',
    )
    return line
  }
})
