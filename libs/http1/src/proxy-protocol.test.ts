import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProxyHeader } from './proxy-protocol.ts'
import { proxyHeader } from './testing.ts'

describe('a header of the PROXY protocol', () => {
  it('states the client, by IPv4 or IPv6, whatever values follow', () => {
    const header = proxyHeader('192.0.2.7')
    assert.deepEqual(readProxyHeader(header), { address: '192.0.2.7', length: 28 })
    const more = proxyHeader('2001:db8::7', Buffer.from('0300040102aabb', 'hex'))
    const read = readProxyHeader(Buffer.concat([more, Buffer.from('GET /')]))
    assert.deepEqual(read, { address: '2001:db8:0:0:0:0:0:7', length: more.length })
  })

  it('without a client is of the proxy itself', () => {
    const header = Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex')
    assert.deepEqual(readProxyHeader(header), { address: undefined, length: 16 })
  })

  it('is incomplete until its last byte', () => {
    const header = proxyHeader('192.0.2.7')
    for (let length = 0; length < header.length; length += 1)
      assert.equal(readProxyHeader(header.subarray(0, length)), 'incomplete')
  })

  it('is refused when it is malformed, of version 1, too long, or of another family', () => {
    const changed = (at: number, value: number): Buffer => {
      const header = proxyHeader('192.0.2.7')
      header[at] = value
      return header
    }
    for (const bytes of [
      Buffer.from('PROXY TCP4 192.0.2.7 192.0.2.1 1 2\r\n'),
      Buffer.from('G'),
      changed(3, 0),
      changed(12, 0x11),
      changed(12, 0x22),
      changed(13, 0x12),
      changed(13, 0x21),
      changed(14, 0x70),
      changed(15, 11),
    ])
      assert.equal(readProxyHeader(bytes), 'malformed', bytes.toString('hex'))
  })
})
