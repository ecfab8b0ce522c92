import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'
import { peopleKeyOf } from './secrets.ts'

describe('the people key', () => {
  const withKey = (key: Buffer) =>
    peopleKeyOf(readConfig({ SOTEVARMENNE_PEOPLE_KEY: key.toString('base64') }))

  it('is accepted as configured', () => {
    const key = randomBytes(32)
    assert.deepEqual(withKey(key), new Uint8Array(key))
  })

  it('is refused when it is too short or easy to guess', () => {
    assert.throws(() => withKey(randomBytes(31)), /32 bytes/)
    assert.throws(() => withKey(Buffer.alloc(32, 5)), /easy to guess/)
  })
})
