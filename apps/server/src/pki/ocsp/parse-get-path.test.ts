import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readPath } from './parse-get-path.ts'

describe('an OCSP request in the path of a GET', () => {
  const read = (path: string): Uint8Array | undefined => {
    // In the middle of a request, before hexadecimal digits.
    const bytes = Buffer.from(`GET /ocsp/ca${path}30`, 'latin1')
    const into = new Uint8Array(300)
    const length = readPath(bytes, 12, bytes.length - 2, into)
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
        const lower = encoded.replaceAll(/%../g, (each) => each.toLowerCase())
        for (const path of [base64, isLower ? lower : encoded, whole])
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
      '/MA%3',
      '/MA%zz',
      '/MA%3g',
      '/MA%g3',
      '/M-A_',
      '/MA==MA',
      '/MA=MA',
      '/MA!A',
      '/MA%2!',
      '/MA===',
      '/M A=',
      '/MA?x',
    ])
      assert.equal(read(path), undefined, path)
    assert.equal(read(`/${'M'.repeat(400)}`)?.length, 300)
    assert.equal(read(`/${'M'.repeat(402)}`), undefined)
    assert.equal(readPath(Buffer.from('///'), 0, 2, new Uint8Array(9)), 0)
  })
})
