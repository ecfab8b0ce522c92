import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, it } from 'node:test'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { exampleCertificate } from '@sotevarmenne/issuing/example-certificate'
import { factsOf, testNow } from '@sotevarmenne/issuing/testing'
import { instant } from '@sotevarmenne/kernel/instant'
import type { ApprovalStanding } from '../contract.ts'
import { anAcmeCertificate } from '@sotevarmenne/tests/network/acme-certificate'
import { provesControl, serverNameOf } from './acme-certificate.ts'
import { acmeProfiles, defaultProfile } from './acme-profiles.ts'
import { approve, check, decline, end, mayStep } from './approval.ts'
import { allowedBy, identifierOf, isTooLarge, nameOf } from './approved-names.ts'
import { parseIssueValue } from './issue-value.ts'

const now = instant(9)
const approval = {} as SignedApproval
const requested = { state: 'requested', requestedBy: 'sanna' } as ApprovalStanding
const states = ['requested', 'checked', 'approved', 'refused', 'ended'] as const
const standing = (state: (typeof states)[number]) =>
  ({ ...requested, checkedBy: 'hanna', state }) as unknown as ApprovalStanding
const where = (may: (of: ApprovalStanding) => boolean) =>
  states.filter((state) => may(standing(state)))
const by = (person: string) => ({ by: person, now, approval })
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('an approval for programs (R190)', () => {
  it('is checked and then approved by two case officers other than the requester', () => {
    assert.deepEqual(
      where((of) => check(of, by('hanna')).ok),
      ['requested'],
    )
    assert.deepEqual(
      where((of) => approve(of, by('kaisa')).ok),
      ['checked'],
    )
    assert.equal(kindOf(check(requested, by('sanna'))), 'second-person-required')
    for (const person of ['sanna', 'hanna'])
      assert.equal(kindOf(approve(standing('checked'), by(person))), 'second-person-required')
    assert.equal(kindOf(approve(requested, by('kaisa'))), 'step-not-possible')
    const checked = check(requested, by('hanna'))
    const expected = { state: 'checked', checkedBy: 'hanna', checkedAt: now, approval }
    assert.deepEqual(checked.ok && checked.value, { ...requested, ...expected })
    assert.ok(checked.ok)
    assert.deepEqual(approve(checked.value, by('kaisa')), {
      ok: true,
      value: { ...checked.value, state: 'approved', approvedBy: 'kaisa', approvedAt: now },
    })
  })

  it('is refused by one, and ended by either side until it is over', () => {
    assert.deepEqual(
      where((of) => decline(of, 'no').ok),
      ['requested', 'checked'],
    )
    assert.deepEqual(decline(requested, 'no'), {
      ok: true,
      value: { state: 'refused', because: 'no' },
    })
    assert.deepEqual(
      where((of) => end(of, { now }).ok),
      ['requested', 'checked', 'approved'],
    )
    assert.deepEqual(end(requested, { now }), { ok: true, value: { state: 'ended', endedAt: now } })
    assert.deepEqual(end(requested, { now, because: 'old' }), {
      ...{ ok: true, value: { state: 'ended', endedAt: now, because: 'old' } },
    })
    assert.equal(mayStep(standing('approved'), 'check'), false)
  })
})

describe('the names of an approval', () => {
  const approved = ['kanta.example.fi', '.example.fi', '192.0.2.1', '192.0.2.0/28', '2001:db8::/64']

  it('are ordered without a proof where they are written out, and with one under a domain or in a network', () => {
    for (const [name, expected] of [
      ['kanta.example.fi', 'without-proof'],
      ['192.0.2.1', 'without-proof'],
      ['a.example.fi', 'with-proof'],
      ['192.0.2.15', 'with-proof'],
      ['2001:db8::1', 'with-proof'],
      ['192.0.2.16', 'not-at-all'],
      ['2001:db8:0:1::1', 'not-at-all'],
      ['example.fi', 'not-at-all'],
      ['myexample.fi', 'not-at-all'],
      ['a.kanta.example.com', 'not-at-all'],
    ] as const)
      assert.equal(allowedBy(approved, name), expected, name)
  })

  it('are checked as the name of the domain, or the first address of the network', () => {
    assert.deepEqual([...approved, 'not/a network'].map(nameOf), [
      'kanta.example.fi',
      'example.fi',
      '192.0.2.1',
      '192.0.2.0',
      '2001:db8::',
      'not/a network',
    ])
  })

  it('are of networks of /24 and /64 at the most', () => {
    for (const [network, expected] of [
      ['192.0.2.0/24', false],
      ['192.0.2.0/23', true],
      ['2001:db8::/64', false],
      ['2001:db8::/63', true],
      ['192.0.2.1', false],
      ['kanta.example.fi', false],
    ] as const)
      assert.equal(isTooLarge(network), expected, network)
  })

  it('are identifiers of ACME (RFC 8555 § 9.7.7, RFC 8738 § 3), with one profile', () => {
    assert.deepEqual(identifierOf('example.fi'), { type: 'dns', value: 'example.fi' })
    assert.deepEqual(identifierOf('2001:db8::1'), { type: 'ip', value: '2001:db8::1' })
    assert.deepEqual([Object.keys(acmeProfiles), defaultProfile], [['server'], 'server'])
  })

  it('are asked for over TLS by name, of addresses by the name of the reverse mapping (RFC 8738 § 6)', () => {
    assert.equal(serverNameOf('example.fi'), 'example.fi')
    assert.equal(serverNameOf('192.0.2.15'), '15.2.0.192.in-addr.arpa')
    const zeros = Array<string>(23).fill('0').join('.')
    assert.equal(serverNameOf('2001:db8::f'), `f.${zeros}.8.b.d.0.1.0.0.2.ip6.arpa`)
  })
})

describe('a certificate for TLS-ALPN-01 (RFC 8737 § 3, RFC 8738 § 6)', () => {
  const digest = new Uint8Array(32).fill(7)
  const shown = (changes: Partial<Parameters<typeof anAcmeCertificate>[0]>) =>
    new X509Certificate(anAcmeCertificate({ names: ['DNS:example.fi'], digest, ...changes }).cert)
      .raw
  const proves = (der: Uint8Array, name = 'example.fi') => provesControl(der, { name, digest })

  it('proves control of its one name or address, with the digest in a critical extension', () => {
    const named = shown({})
    assert.equal(proves(named), true)
    assert.equal(proves(named, 'other.example.fi'), false)
    assert.equal(provesControl(named, { name: 'example.fi', digest: new Uint8Array(32) }), false)
    assert.equal(proves(shown({ names: ['DNS:EXAMPLE.fi'] })), true)
    assert.equal(proves(shown({ isCritical: false })), false)
    assert.equal(proves(shown({ names: ['DNS:example.fi', 'DNS:a.example.fi'] })), false)
    assert.equal(proves(shown({ names: ['email:a@example.fi'] }), 'a@example.fi'), false)
    assert.equal(proves(shown({ names: ['IP:192.0.2.1'] }), '192.0.2.1'), true)
    assert.equal(proves(shown({ names: ['DNS:192.0.2.1'] }), '192.0.2.1'), false)
    assert.equal(proves(Uint8Array.of(0x30, 0)), false)
  })

  it('proves nothing without the extension, or without names', async () => {
    const facts = { ...factsOf('service-g1-ecc'), family: 'ecc' } as const
    const { certificate } = await exampleCertificate('server', facts, testNow)
    const [name] = certificate.known.subjectAltName ?? []
    assert.equal(name?.kind, 'dns')
    assert.equal(proves(certificate.der, name.value), false)
    const system = await exampleCertificate('system-signature', facts, testNow)
    assert.equal(proves(system.certificate.der), false)
  })
})

it('the value of a CAA property has an issuer and parameters in lower case (RFC 8659 § 4.2)', () => {
  const none = { issuer: 'pki.example', parameters: [] }
  for (const [text, expected] of [
    ['PKI.example', none],
    ['\tpki.example ;', none],
    [
      'pki.example; Account = A1\t;b=',
      {
        issuer: 'pki.example',
        parameters: [
          { tag: 'account', value: 'A1' },
          { tag: 'b', value: '' },
        ],
      },
    ],
    [';', { issuer: '', parameters: [] }],
    ['', { issuer: '', parameters: [] }],
    ['pki..example', undefined],
    ['-pki.example', undefined],
    ['pki.example;;', undefined],
    ['pki.example; a=1;', undefined],
    ['pki.example; a b=1', undefined],
    ['pki.example; a=1 2', undefined],
  ] as const)
    assert.deepEqual(parseIssueValue(text), expected, text)
})
