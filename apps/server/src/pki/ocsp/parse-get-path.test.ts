import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readPath } from './parse-get-path.ts'

describe('an OCSP request in the path of a GET', () => {
  const read = (path: string): Uint8Array | undefined => {
    const bytes = Buffer.from(path, 'latin1')
    const into = new Uint8Array(300)
    const length = readPath(bytes, 0, bytes.length, into)
    return length < 0 ? undefined : into.slice(0, length)
  }

  it('is read plain and percent-encoded, wholly or in part, with slashes of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isLower) => {
        const base64 = Buffer.from(bytes).toString('base64')
        const encoded = encodeURIComponent(base64)
        const whole = Array.from(base64, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join(
          '',
        )
        for (const path of [base64, isLower ? encoded.toLowerCase() && encoded : encoded, whole])
          // Leading slashes are not part of it.
          if (!/^(\/|%2F|%2f)/.test(path)) assert.deepEqual(read(`/${path}`), bytes)
      }),
    )
    assert.deepEqual(read('///MA=='), Uint8Array.of(0x30))
  })

  it('is refused when it is not base64, truncated or too long', () => {
    for (const path of [
      '/M',
      '/MA%',
      '/MA%2',
      '/MA%zz',
      '/M-A_',
      '/MA==MA',
      '/MA===',
      '/M A=',
      '/MA?x',
    ])
      assert.equal(read(path), undefined, path)
    assert.equal(read(`/${'M'.repeat(500)}`), undefined)
  })
})
