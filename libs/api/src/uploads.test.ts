import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bodyLimitFor, upload } from './uploads.ts'

describe('a file in a request', () => {
  const maxBytes = 1024
  const encoded = (bytes: number) => Buffer.alloc(bytes).toString('base64')

  it('is accepted up to its limit, and refused when it is larger', () => {
    assert.ok(upload(maxBytes).safeParse(encoded(maxBytes)).success)
    assert.ok(!upload(maxBytes).safeParse(encoded(maxBytes + 3)).success)
  })

  it('has room in the body for other fields beside it', () => {
    const body = JSON.stringify({ file: encoded(maxBytes), note: 'x'.repeat(90_000) })
    assert.ok(body.length <= bodyLimitFor(maxBytes))
  })
})
