import assert from 'node:assert/strict'
import { isIP, SocketAddress } from 'node:net'
import { it } from 'node:test'
import fc from 'fast-check'
import {
  canonicalIpAddress,
  formatIpAddress,
  formatIpNetwork,
  ipAddressBytes,
  ipAddressRule,
  parseIpNetwork,
} from './ip-address.ts'

it('an IPv6 address has one text (the examples of RFC 5952 § 1 to § 5)', () => {
  for (const [written, canonical] of [
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8::0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:DB8::AAAA', '2001:db8::aaaa'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['::192.0.2.33', '::c000:221'],
    ['192.0.2.1', '192.0.2.1'],
  ] as const)
    assert.equal(canonicalIpAddress(written), canonical, written)
})

it('what is no address is read as none', () => {
  for (const text of [
    ...['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4 ', '0x7f.0.0.1', '2130706433'],
    ...[':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4::5:6:7:8', 'g::1'],
    ...['fe80::1%eth0', '12345::', '::1.2.3', '1.2.3.4::', '::1.2.3.4:5', 'kanta.example.fi'],
  ])
    assert.equal(ipAddressBytes(text), undefined, text)
})

it('addresses are read and written as Node does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const bytes = ipAddressBytes(text)
      assert.ok(bytes !== undefined && isIP(text) !== 0, text)
      const canonical = formatIpAddress(bytes) ?? ''
      const family = bytes.length === 4 ? 'ipv4' : 'ipv6'
      const { address } = new SocketAddress({ address: text, family })
      assert.deepEqual(ipAddressBytes(address), bytes)
      // Node writes the last four bytes of some in dotted decimal (RFC 5952 § 5 leaves it open).
      if (!address.includes('.') || family === 'ipv4') assert.equal(canonical, address)
      assert.deepEqual(ipAddressBytes(canonical), bytes)
    }),
  )
})

it('a network is read and written by its first address', () => {
  const written = (text: string) => {
    const network = parseIpNetwork(text)
    return network && formatIpNetwork(network)
  }
  for (const text of ['198.51.100.0/28', '2001:db8::/32', '0.0.0.0/0', '192.0.2.1/32'])
    assert.equal(written(text), text)
  assert.equal(written('198.51.100.9/28'), '198.51.100.0/28')
  for (const text of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '/8', 'a.fi/8', '10.0.0.0/8/8'])
    assert.equal(written(text), undefined, text)
  const rule = ipAddressRule(['10.20.0.0/15', 'fd00:10::/30'])
  for (const [address, isIn] of [
    ['10.20.0.0', true],
    ['10.21.255.255', true],
    ['10.22.0.0', false],
    ['fd00:f::1', false],
    ['fd00:10::1', true],
    ['fd00:13:ffff::1', true],
    ['fd00:14::', false],
    ['not an address', false],
  ] as const)
    assert.equal(rule(address), isIn, address)
  for (const everybody of ['0.0.0.0/0', '::/0', '10.0.0.0/0'])
    assert.throws(() => ipAddressRule(['public', everybody]), /everybody/)
})
