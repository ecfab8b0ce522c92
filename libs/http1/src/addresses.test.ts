import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressesIn, clientNetwork, noAddress } from './addresses.ts'

describe('a list of addresses', () => {
  it('has its addresses, networks and names, of both versions of IP', () => {
    const isListed = addressesIn('192.0.2.1, 10.1.0.0/16,fd00::/8, loopback')
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '10.1.255.1', 'fd12::1', '127.3.2.1'])
      assert.equal(isListed(address), true, address)
    for (const address of ['192.0.2.2', '10.2.0.1', '::2', 'nonsense', ''])
      assert.equal(isListed(address), false, address)
    assert.equal(noAddress('127.0.0.1'), false)
  })

  it('is refused with a malformed member, or with everybody', () => {
    for (const list of ['nowhere', '10.0.0.0/33', '10.0.0.0/', '0.0.0.0/0', '::/0', '10.0.0.0/8/8'])
      assert.throws(() => addressesIn(list), /malformed/, list)
  })
})

describe('connections of one client', () => {
  it('are counted by the IPv4 address, or by the /64 network of the IPv6 address', () => {
    assert.equal(clientNetwork('192.0.2.1'), '192.0.2.1')
    assert.equal(clientNetwork('::ffff:192.0.2.1'), '192.0.2.1')
    assert.equal(clientNetwork('2001:db8:0:1::5'), clientNetwork('2001:0db8:0000:0001:a:b:c:d'))
    assert.notEqual(clientNetwork('2001:db8:0:1::5'), clientNetwork('2001:db8:0:2::5'))
    assert.equal(clientNetwork('2001:db8::1'), '2001:db8:0:0::/64')
    assert.equal(clientNetwork('fe80::1%eth0'), 'fe80:0:0:0::/64')
    assert.equal(clientNetwork('::1'), '0:0:0:0::/64')
  })
})
