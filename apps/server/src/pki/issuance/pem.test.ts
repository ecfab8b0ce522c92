import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { requestIn } from './pem.ts'

const bytes = Uint8Array.of(1, 2, 3)
const framed = (label: string) => `-----BEGIN ${label}-----\nAQID\n-----END ${label}-----\n`

describe('a certificate request in PEM', () => {
  it('is found between its lines, whatever stands around it, or is base64 alone (RFC 7468)', () => {
    for (const text of [
      framed('CERTIFICATE REQUEST'),
      framed('NEW CERTIFICATE REQUEST').replaceAll('\n', '\r\n'),
      `Certificate Request:\n    Data:\n${framed('CERTIFICATE REQUEST')}Sent by IT\n`,
      'AQ\nID',
    ])
      assert.deepEqual(requestIn(text), ok(bytes), text)
  })

  it('is nothing else, however long, and never a private key', () => {
    for (const text of [
      '',
      'Hello!',
      framed('CERTIFICATE'),
      '-----BEGIN CERTIFICATE REQUEST-----\n',
    ])
      assert.deepEqual(requestIn(text), refuse({ kind: 'request-unreadable' }), text)
    const many = '-----BEGIN CERTIFICATE REQUEST-----\n'.repeat(100_000)
    assert.deepEqual(requestIn(many), refuse({ kind: 'request-unreadable' }))
    for (const label of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])
      assert.deepEqual(
        requestIn(framed(label) + framed('CERTIFICATE REQUEST')),
        refuse({ kind: 'private-key-in-request' }),
      )
  })
})
