import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLogger } from './telemetry.ts'

describe('the log', () => {
  it('strikes out members that hold personal data or secrets', () => {
    const line = logged({
      identityCode: '140388-9039',
      order: { surname: 'Esimerkki' },
      cardId: 'C1',
    })

    assert.ok(!line.includes('140388') && !line.includes('Esimerkki'), line)
    assert.ok(line.includes('C1'))
  })

  it('tells of a fault and its cause, but not the values that a database adds', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (code)=(140388-9039) already exists.',
    })
    const line = logged({ err: new Error('not saved', { cause }) })

    assert.ok(line.includes('not saved') && line.includes('23505'), line)
    assert.ok(!line.includes('140388'), line)
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
