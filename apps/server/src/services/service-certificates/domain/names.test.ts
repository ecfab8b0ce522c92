import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { faultsOfNames, writtenName } from './names.ts'

const kindOf = (product: 'server' | 'system-signature', ...names: string[]): string => {
  const [first] = faultsOfNames({ product, names }, ipAddressRule(['public', '10.20.0.0/16']))
  return first?.kind ?? 'ok'
}

it('names of a server are full DNS names of the public tree (R182)', () => {
  for (const name of ['kanta.example.fi', 'a.fi', 'a-1.b-2.example.fi'])
    assert.equal(kindOf('server', name), 'ok', name)
})

it('wildcards and names of internal networks are refused', () => {
  for (const [name, kind] of [
    ['*.example.fi', 'name-is-wildcard'],
    ['kanta.*.fi', 'name-is-wildcard'],
    ['server', 'name-is-internal'],
    ['localhost', 'name-is-internal'],
    ['kanta.local', 'name-is-internal'],
    ['kanta.internal', 'name-is-internal'],
    ['kanta.home.arpa', 'name-is-internal'],
    ['kanta.corp', 'name-is-internal'],
    ['co.uk', 'name-is-public-suffix'],
    ['Kanta.example.fi', 'name-malformed'],
    ['kanta_1.example.fi', 'name-malformed'],
    ['kanta..fi', 'name-malformed'],
    ['.example.fi', 'name-malformed'],
    ['kanta.example.fi.', 'name-malformed'],
    [`${'a'.repeat(64)}.fi`, 'name-malformed'],
    ['kanta.example.fi/', 'name-malformed'],
    ['p131052-308t.example.fi', 'name-like-identity-code'],
    ['kanta.example.fi\u0000.evil.example', 'name-malformed'],
  ] as const)
    assert.equal(kindOf('server', name), kind, name)
})

it('a server has at most a hundred names, each once', () => {
  const names = Array.from({ length: 100 }, (_, at) => `s${String(at)}.example.fi`)
  assert.equal(kindOf('server', ...names), 'ok')
  assert.equal(kindOf('server', ...names, 'one-more.example.fi'), 'too-many-names')
  assert.equal(kindOf('server', 'a.example.fi', 'a.example.fi'), 'name-twice')
  assert.equal(kindOf('server'), 'names-missing')
})

it('a system that signs has one name, in letters of any language', () => {
  assert.equal(kindOf('system-signature', 'Esimerkkilän potilastietojärjestelmä (tuotanto)'), 'ok')
  assert.equal(kindOf('system-signature', 'Dearvvašvuohta Anár'), 'ok')
  assert.equal(kindOf('system-signature', 'a', 'b'), 'too-many-names')
  for (const name of ['x'.repeat(65), ' a', 'a\u202Eb', 'a\nb'])
    assert.equal(kindOf('system-signature', name), 'name-malformed', JSON.stringify(name))
})

it('a server has an address beside a DNS name, never alone (R182)', () => {
  const name = 'kanta.example.fi'
  for (const address of ['193.166.3.2', '2a00:1d50::1', '10.20.3.4'])
    assert.equal(kindOf('server', name, address), 'ok', address)
  assert.equal(kindOf('server', '193.166.3.2', '2a00:1d50::1'), 'address-without-name')
  assert.equal(kindOf('server', name, '193.166.3.2', '193.166.3.2'), 'name-twice')
  assert.equal(kindOf('system-signature', '193.166.3.2'), 'ok')
})

it('addresses that several machines may have are refused unless the file of CAs names their network', () => {
  for (const address of [
    ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '127.0.0.1', '169.254.1.1', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.1', '203.0.113.1'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
      'ff02::1',
      '2001:db8::1',
      '::ffff:8.8.8.8',
      '64:ff9b::1',
    ],
  ])
    assert.equal(kindOf('server', 'kanta.example.fi', address), expectedOf(address), address)
})

/** RFC 5952 writes an address with an embedded IPv4 address in another form. */
const expectedOf = (address: string): string =>
  address === '::ffff:8.8.8.8' ? 'name-malformed' : 'address-not-certified'

it('an address has one form', () => {
  for (const address of [
    '2A00:1D50::1',
    '2a00:1d50:0::1',
    '193.166.03.2',
    '193.166.3',
    '1.2.3.4.5',
  ])
    assert.equal(kindOf('server', 'kanta.example.fi', address), 'name-malformed', address)
  assert.equal(writtenName('2A00:1D50:0:0::1'), '2a00:1d50::1')
  assert.equal(writtenName('Kanta.Example.FI'), 'kanta.example.fi')
})

it('each wrong name is named, with its place and its own reason (R560)', () => {
  const names = ['ok.example.fi', '*.example.fi', 'server', 'ok.example.fi', '10.0.0.1', 'a.fi']
  const found = faultsOfNames({ product: 'server', names }, ipAddressRule(['public']))
  assert.deepEqual(found, [
    { kind: 'name-is-wildcard', name: '*.example.fi', member: 'names.1' },
    { kind: 'name-is-internal', name: 'server', member: 'names.2' },
    { kind: 'name-twice', name: 'ok.example.fi', member: 'names.3' },
    { kind: 'address-not-certified', name: '10.0.0.1', member: 'names.4' },
  ])
})
