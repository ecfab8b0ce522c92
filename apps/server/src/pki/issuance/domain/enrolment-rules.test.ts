import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { AlternativeName, KnownExtensions } from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { EnrolmentRules } from '../contract.ts'
import { certifiedNames } from './enrolment-rules.ts'

const server: EnrolmentRules = {
  profile: 'professional-authentication',
  family: 'ecc',
  organisation: 'Esimerkkilän hyvinvointialue',
  organisationOid: '1.2.246.10.12345678.10.1',
  dnsNames: ['esimerkkila.example', '.esimerkkila.example'],
  commonNames: [],
  validityDays: 365,
}
const system: EnrolmentRules = {
  ...server,
  dnsNames: [],
  commonNames: ['Potilastietojärjestelmä'],
}
const fixed: Name = [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.organizationName, value: 'Esimerkkilän hyvinvointialue' },
  { type: attributeTypes.serialNumber, value: '1.2.246.10.12345678.10.1' },
]
const commonName = (value: string) => ({ type: attributeTypes.commonName, value })
const dns = (value: string): AlternativeName => ({ kind: 'dns', value })

describe('the names that a client’s request gets', () => {
  it('of a server are its DNS names; what the rules fix is there, requested or not', () => {
    const names = [dns('api.esimerkkila.example'), dns('esimerkkila.example')]
    const expected = ok({
      subject: [...fixed, commonName('api.esimerkkila.example')],
      alternativeNames: names,
    })
    assert.deepEqual(request(server, [], names), expected)
    assert.deepEqual(
      request(server, [...fixed, commonName('api.esimerkkila.example')], names),
      expected,
    )
  })

  it('of a server may be of one domain, and have 253 characters (RFC 1034 § 3.1)', () => {
    const rules = { ...server, dnsNames: ['esimerkkila.example'] }
    assert.ok(request(rules, [commonName('esimerkkila.example')]).ok)
    const long = (last: number) => `${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(last)}.fi`
    const of = (name: string) => request({ ...server, dnsNames: ['.fi'] }, [], [dns(name)]).ok
    assert.deepEqual([long(58), long(59)].map(of), [true, false])
  })

  it('have the unit of the rules behind its organisation (S2)', () => {
    const unit = { type: attributeTypes.organizationalUnitName, value: 'Poliklinikka' }
    const names = request({ ...system, unit: 'Poliklinikka' }, [
      commonName('Potilastietojärjestelmä'),
    ])
    assert.deepEqual(names.ok && names.value.subject, [
      ...[...fixed.slice(0, 2), unit, ...fixed.slice(2)],
      commonName('Potilastietojärjestelmä'),
    ])
  })

  it('of a server are its common name alone when nothing else is requested', () => {
    assert.deepEqual(
      request(server, [commonName('esimerkkila.example')]),
      ok({
        subject: [...fixed, commonName('esimerkkila.example')],
        alternativeNames: [dns('esimerkkila.example')],
      }),
    )
  })

  it('of a system that signs are one common name of its rules', () => {
    assert.deepEqual(
      request(system, [commonName('Potilastietojärjestelmä')]),
      ok({ subject: [...fixed, commonName('Potilastietojärjestelmä')], alternativeNames: [] }),
    )
    assert.deepEqual(request(system, [commonName('Jokin muu')]).ok, false)
    assert.deepEqual(request(system, []), refuse({ kind: 'name-missing' }))
  })

  for (const name of [
    'esimerkkila.example.org',
    'xesimerkkila.example',
    '*.esimerkkila.example',
    'API.esimerkkila.example',
    'api..esimerkkila.example',
    '-api.esimerkkila.example',
    'api.esimerkkila.example\u0000.org',
  ])
    it(`never include ${JSON.stringify(name)}`, () => {
      const refused = refuse({ kind: 'name-not-allowed', name: `dns ${name}` })
      assert.deepEqual(request(server, [], [dns(name)]), refused)
      assert.deepEqual(request(server, [commonName(name)]), refused)
    })

  it('include the addresses of the rules beside a DNS name, never alone and never as a DNS name (RFC 5280 § 4.2.1.6)', () => {
    const rules = { ...server, addresses: ['192.0.2.1', '2001:db8::/64'] }
    const ip = (value: string): AlternativeName => ({ kind: 'ip', value })
    const allowed = request(
      rules,
      [],
      [ip('2001:db8::5'), dns('esimerkkila.example'), ip('192.0.2.1')],
    )
    assert.deepEqual(allowed.ok && allowed.value, {
      subject: [...fixed, commonName('esimerkkila.example')],
      alternativeNames: [dns('esimerkkila.example'), ip('2001:db8::5'), ip('192.0.2.1')],
    })
    const repeated = request(rules, [commonName('192.0.2.1')], [dns('esimerkkila.example')])
    assert.deepEqual(repeated.ok && repeated.value.alternativeNames, [
      dns('esimerkkila.example'),
      ip('192.0.2.1'),
    ])
    assert.deepEqual(request(rules, [], [ip('192.0.2.1')]), refuse({ kind: 'name-missing' }))
    for (const name of [ip('192.0.2.2'), ip('2001:db8:0:1::5'), dns('192.0.2.1')]) {
      const refused = refuse({
        ...{ kind: 'name-not-allowed' },
        name: `${name.kind} ${'value' in name ? name.value : ''}`,
      })
      assert.deepEqual(request(rules, [], [dns('esimerkkila.example'), name]), refused)
    }
    assert.ok(!request(server, [], [dns('esimerkkila.example'), ip('192.0.2.1')]).ok)
  })

  it('never include another organisation: what a program writes beside the name is passed over', () => {
    const { stateOrProvinceName, organizationName, countryName } = attributeTypes
    const names = request(server, [
      { type: countryName, value: 'AU' },
      { type: stateOrProvinceName, value: 'Some-State' },
      { type: organizationName, value: 'Internet Widgits Pty Ltd' },
      commonName('esimerkkila.example'),
    ])
    assert.deepEqual(names.ok && names.value.subject, [...fixed, commonName('esimerkkila.example')])
  })

  it('never include a second kind of name, or none', () => {
    const email: AlternativeName = { kind: 'email', value: 'x@esimerkkila.example' }
    const refused = refuse({ kind: 'name-not-allowed', name: 'email x@esimerkkila.example' })
    assert.deepEqual(request(server, [], [dns('esimerkkila.example'), email]), refused)
    assert.deepEqual(request(system, [commonName('Potilastietojärjestelmä')], [email]), refused)
    assert.deepEqual(request(server, []), refuse({ kind: 'name-missing' }))
    const other: AlternativeName = { kind: 'other', der: Uint8Array.of(0x88, 1, 7) }
    assert.deepEqual(
      request(server, [], [other]),
      refuse({ kind: 'name-not-allowed', name: 'other' }),
    )
  })

  for (const [requested, known] of [
    ['CA:TRUE', { basicConstraints: { cA: true } }],
    ['keyCertSign', { keyUsage: ['digitalSignature', 'keyCertSign'] }],
    ['cRLSign', { keyUsage: ['cRLSign'] }],
  ] satisfies readonly (readonly [string, KnownExtensions])[])
    it(`are refused to a request for a CA certificate: ${requested}`, () => {
      for (const [rules, name] of [
        [server, 'esimerkkila.example'],
        [system, 'Potilastietojärjestelmä'],
      ] as const)
        assert.deepEqual(
          certifiedNames(rules, { subject: [commonName(name)], known }),
          refuse({ kind: 'ca-certificate-requested', requested }),
        )
    })

  it('come whatever the request says of what the profile decides', () => {
    const known: KnownExtensions = {
      basicConstraints: { cA: false },
      keyUsage: ['digitalSignature', 'keyEncipherment'],
    }
    assert.ok(certifiedNames(server, { subject: [commonName('esimerkkila.example')], known }).ok)
  })
})

const request = (rules: EnrolmentRules, subject: Name, names?: readonly AlternativeName[]) =>
  certifiedNames(rules, {
    subject,
    known: names === undefined ? {} : { subjectAltName: names },
  })
