import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import {
  decodeTbsCertificate,
  encodeTbsCertificate,
  type TbsFields,
} from '@sotevarmenne/x509/certificate'
import {
  authorityInfoAccess,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  qcStatements,
  subjectAltName,
  type AlternativeName,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes, extensionTypes } from '@sotevarmenne/x509/oids'
import { keyDigests } from '../key-digests.ts'
import { aSpki, aTbs, anIssuer, factsOf, testNow } from '../testing.ts'
import { caSubject } from './ca-subject.ts'
import type { IssuerFacts } from './issuer.ts'
import type { LintIssuer } from './lint-subject.ts'
import { lintTbs } from './lint.ts'
import type { ProfileId } from './profiles.ts'

type Attribute = keyof typeof attributeTypes

const professional = anIssuer()
const service = anIssuer('service-g1-ecc')
const issuerOf = (profile: ProfileId): LintIssuer =>
  ['server', 'system-signature'].includes(profile) ? service : professional

function goodOf(profile: ProfileId, issuer = issuerOf(profile), ca?: IssuerFacts): TbsFields {
  const decoded = decodeTbsCertificate(aTbs({ issuer, profile, ...(ca && { ca }) }))
  assert.ok(decoded.ok)
  return { ...decoded.value, issuer: decoded.value.issuerDer }
}

type Changed = {
  readonly issuer?: LintIssuer
  readonly ca?: IssuerFacts
  readonly change?: (good: TbsFields) => Partial<TbsFields>
}

/** The rules that a certificate of the profile breaks with that change. */
function broken(profile: ProfileId, { issuer = issuerOf(profile), ca, change }: Changed = {}) {
  const good = goodOf(profile, issuer, ca)
  const der = encodeTbsCertificate({ ...good, ...change?.(good) })
  const result = lintTbs(der, { issuer, profile, ca, ...keyDigests })
  return result.ok ? [] : result.refusal.map(({ rule }) => rule)
}

const without =
  (attribute: Attribute) =>
  ({ subject }: TbsFields): Partial<TbsFields> => ({
    subject: subject.filter(({ type }) => type !== attributeTypes[attribute]),
  })

const withValue =
  (attribute: Attribute, value: string) =>
  ({ subject }: TbsFields): { readonly subject: Name } => ({
    subject: subject.map((each) =>
      each.type === attributeTypes[attribute] ? { ...each, value } : each,
    ),
  })

const withExtension =
  (extension: Extension) =>
  ({ extensions }: TbsFields): Partial<TbsFields> => ({
    extensions: [...extensions.filter(({ type }) => type !== extension.type), extension],
  })

const withNames = (...names: readonly AlternativeName[]) => withExtension(subjectAltName(names))

const authentication = 'professional-authentication'

describe('the subject of a certificate', () => {
  it('may lack its optional attributes: a nurse has no Doctor ID, a unit may have no name', () => {
    assert.deepEqual(broken(authentication, { change: without('pseudonym') }), [])
    assert.deepEqual(broken('staff-signature', { change: without('organizationalUnitName') }), [])
    assert.deepEqual(broken('system-signature', { change: without('organizationIdentifier') }), [])
  })

  it('has no attribute beside those of its profile', () => {
    const change = ({ subject }: TbsFields) => ({
      subject: [...subject, { type: attributeTypes.localityName, value: 'Helsinki' }],
    })
    assert.deepEqual(broken(authentication, { change }), ['subject-attributes-of-profile'])
  })

  for (const attribute of [
    'countryName',
    'givenName',
    'surname',
    'commonName',
    'serialNumber',
  ] as const)
    it(`names a person by ${attribute} (EN 319 412-2 § 4.2.4)`, () => {
      const found = broken('citizen-signature', {
        issuer: anIssuer('test-g1-ecc'),
        change: without(attribute),
      })
      assert.ok(found.includes('person-named'), String(found))
      assert.ok(found.includes('subject-attributes-of-profile'), String(found))
    })

  for (const attribute of ['countryName', 'organizationName', 'commonName'] as const)
    it(`names an organisation by ${attribute} (EN 319 412-3 § 4.2.1)`, () => {
      const found = broken('system-signature', { change: without(attribute) })
      assert.ok(found.includes('organisation-named'), String(found))
    })

  it('has the identifier of its organisation in a qualified seal, and only there must have it', () => {
    const issuer = { ...service, qualified: [{ url: 'https://example.fi/en', language: 'en' }] }
    const change = without('organizationIdentifier')
    assert.deepEqual(broken('system-signature', { issuer, change }), ['organisation-named'])
    assert.deepEqual(broken('server', { issuer }), [])
    const card = { ...professional, qualified: issuer.qualified }
    assert.deepEqual(broken('professional-signature', { issuer: card }), [])
  })

  it('has values of the forms of S2, RFC 5280 appendix A.1 and EN 319 412-1 § 5.1.4', () => {
    for (const [profile, attribute, right, wrong] of [
      // ISO 3166.
      [authentication, 'countryName', ['SE'], ['fi', 'F', 'FIN']],
      [authentication, 'pseudonym', ['000001'], ['12345', '1234567', 'A23456']],
      [authentication, 'title', ['a'.repeat(64), 'ä'.repeat(64)], ['a'.repeat(65), ' a', 'a ', '']],
      [authentication, 'givenName', ['A'.repeat(200)], ['A'.repeat(201)]],
      [
        'server',
        'serialNumber',
        ['0.9', '2.999.1', '1.2.246.10'],
        ['3.1', '1', '1.02', '1..2', '1.2.'],
      ],
      [
        'system-signature',
        'organizationIdentifier',
        ['VATFI-12345678', 'NTRSE-5560360793', 'LEIXG-529900T8BM49AURSDO55'],
        ['PASFI-1', 'NTRF-1', 'NTRfi-1', 'NTRFI1', 'NTRFI-', `NTRFI-${'1'.repeat(59)}`],
      ],
    ] as const) {
      for (const value of right)
        assert.deepEqual(broken(profile, { change: withValue(attribute, value) }), [], value)
      for (const value of wrong)
        assert.deepEqual(
          broken(profile, { change: withValue(attribute, value) }),
          ['subject-values-of-form'],
          `${attribute} ${value}`,
        )
    }
  })

  it('has a registration number of eleven digits', () => {
    for (const number of ['0009870571', '000987057180', '0009870571A']) {
      const change = (good: TbsFields) =>
        withValue(
          'commonName',
          `Esimerkki Aino ${number}`,
        )({
          ...good,
          ...withValue('serialNumber', number)(good),
        })
      assert.deepEqual(broken(authentication, { change }), ['subject-values-of-form'], number)
    }
  })

  it('has a common name of surname, given names and number, of long surnames the first 30 letters', () => {
    const named = (surname: string, commonName: string) => (good: TbsFields) =>
      withValue('commonName', commonName)({ ...good, ...withValue('surname', surname)(good) })
    const long = 'Abcdefghijklmnopqrstuvwxyzåäö'.repeat(2)
    for (const [surname, commonName, isRight] of [
      ['Esimerkki', 'Esimerkki Aino 00098705718', true],
      ['Esimerkki Meri', 'Esimerkki Aino 00098705718', true],
      [long, `${long.slice(0, 30)} Aino 00098705718`, true],
      [long, `${long.slice(0, 29)} Aino 00098705718`, false],
      ['Esimerkki', 'Toinen Aino 00098705718', false],
      ['Esimerkki', 'Esimerkki Aino 00098705719', false],
      ['Esimerkki', 'Esimerkki Aino00098705718', false],
    ] as const)
      assert.deepEqual(
        broken(authentication, { change: named(surname, commonName) }),
        isRight ? [] : ['common-name-of-its-parts'],
        commonName,
      )
  })

  it('has no personal identity code, in an account either (act 1050/2018 § 29)', () => {
    const upn = { kind: 'upn', value: '010180-9015@example.fi' } as const
    assert.deepEqual(broken(authentication, { change: withNames(upn) }), ['no-identity-code'])
    // The signs of the centuries, since 2023 (decree 690/2022).
    for (const sign of '+-YXWVUABCDEF') {
      const ofCentury = { kind: 'upn', value: `010180${sign}9015@example.fi` } as const
      const rules = broken(authentication, { change: withNames(ofCentury) })
      assert.deepEqual(rules, ['no-identity-code'], sign)
    }
  })
})

describe('the alternative names of a certificate', () => {
  const dns = (value: string): AlternativeName => ({ kind: 'dns', value })
  const email = (value: string): AlternativeName => ({ kind: 'email', value })
  const main = dns('kanta.example.fi')

  it('are as many as the profile permits (S2)', () => {
    const rule = ['alternative-names-of-profile']
    const mailboxes = [email('aino@example.fi'), email('meri@example.fi')]
    const ofStaff = 'staff-authentication'
    assert.deepEqual(broken(ofStaff, { change: withNames(...mailboxes.slice(1)) }), [])
    assert.deepEqual(broken(ofStaff, { change: withNames(...mailboxes) }), rule)
    const many = Array.from({ length: 99 }, (_, at) => dns(`m${String(at)}.example.fi`))
    assert.deepEqual(broken('server', { change: withNames(main, ...many) }), [])
    assert.deepEqual(
      broken('server', { change: withNames(main, dns('x.example.fi'), ...many) }),
      rule,
    )
    const addresses = Array.from({ length: 100 }, (_, at) => ({
      kind: 'ip' as const,
      value: `192.0.2.${String(at)}`,
    }))
    assert.deepEqual(broken('server', { change: withNames(main, ...addresses.slice(1)) }), [])
    assert.deepEqual(broken('server', { change: withNames(main, ...addresses) }), rule)
  })

  it('are of no kind that the profile does not name', () => {
    for (const name of [
      main,
      { kind: 'ip', value: '192.0.2.1' },
      { kind: 'uri', value: 'https://example.fi' },
      { kind: 'other', der: Uint8Array.of(0x87, 1, 7) },
    ] as const)
      assert.deepEqual(
        broken(authentication, { change: withNames(name) }),
        ['alternative-names-of-profile'],
        name.kind,
      )
    assert.deepEqual(broken('server', { change: withNames({ kind: 'ip', value: '192.0.2.1' }) }), [
      'alternative-names-of-profile',
      'server-named-by-its-alternative-names',
    ])
  })

  it('have the forms of RFC 1034, RFC 5952 and RFC 5321, each once', () => {
    for (const name of [
      dns('*.example.fi'),
      dns('example'),
      dns('Kanta.example.fi'),
      dns('-a.example.fi'),
      dns(`${'a'.repeat(64)}.fi`),
      { kind: 'ip', value: '2001:db8:0:0:0:0:0:1' },
      main,
    ] as const)
      if (name.kind === 'dns')
        assert.deepEqual(
          broken('server', { change: withNames(main, name) }),
          ['alternative-names-of-form'],
          name.value,
        )
    assert.deepEqual(
      broken(authentication, { change: withNames({ kind: 'upn', value: 'a b@example.fi' }) }),
      ['alternative-names-of-form'],
    )
    assert.deepEqual(
      broken('staff-authentication', { change: withNames(email(`${'a'.repeat(65)}@example.fi`)) }),
      ['alternative-names-of-form'],
    )
  })

  it('of a server contain its common name as a DNS name (RFC 9525 § 6.3)', () => {
    const change = withNames(dns('other.example.fi'), main)
    assert.deepEqual(broken('server', { change }), [])
  })
})

describe('the bytes of a certificate', () => {
  it('are at most 60 KiB, which leaves room for the evidence in one message to the signer', () => {
    const padded = (length: number) => withNames({ kind: 'dns', value: 'a'.repeat(length) })
    const good = goodOf('server')
    const start = 60_000
    const size = encodeTbsCertificate({ ...good, ...padded(start)(good) }).length
    for (const [bytes, isTooLong] of [
      [61_440, false],
      [61_441, true],
    ] as const) {
      const change = padded(start + bytes - size)
      assert.equal(broken('server', { change }).includes('not-too-long'), isTooLong)
    }
  })

  it('begin with a serial number of 17 bytes', () => {
    for (const length of [16, 18]) {
      const serial = new Uint8Array(length).fill(0x5a)
      const issuer = { ...professional, shards: 0 }
      assert.deepEqual(broken(authentication, { issuer, change: () => ({ serial }) }), [
        'serial-has-128-random-bits',
      ])
    }
  })
})

describe('the validity of a certificate', () => {
  const valid = (notBefore: Instant, notAfter: Instant) => () => ({ notBefore, notAfter })
  const at = (text: string): Instant => instant(Date.parse(text))

  it('is not empty (RFC 5280 § 4.1.2.5)', () => {
    assert.deepEqual(broken(authentication, { change: valid(testNow, testNow) }), [
      'validity-not-negative',
    ])
    assert.deepEqual(broken(authentication, { change: valid(testNow, plus(testNow, second)) }), [])
  })

  it('ends five years later at the end of that Finnish day, and no second later', () => {
    for (const [first, last] of [
      ['2026-11-24T14:00:00Z', '2031-11-24T21:59:59Z'],
      ['2026-11-24T21:59:59Z', '2031-11-24T21:59:59Z'],
      ['2026-11-24T22:00:00Z', '2031-11-25T21:59:59Z'],
      ['2026-06-30T21:00:00Z', '2031-07-01T20:59:59Z'],
    ] as const) {
      const issuer = { ...professional, notBefore: at('2026-01-01T00:00:00Z') }
      const [notBefore, notAfter] = [at(first), at(last)]
      assert.deepEqual(broken(authentication, { issuer, change: valid(notBefore, notAfter) }), [])
      assert.deepEqual(
        broken(authentication, { issuer, change: valid(notBefore, plus(notAfter, second)) }),
        ['validity-not-too-long'],
        last,
      )
    }
  })

  it('of a temporary certificate ends 92 Finnish days later, also when the clocks change meanwhile', () => {
    const issuer = { ...anIssuer('temporary-g1-ecc'), notBefore: at('2026-01-01T00:00:00Z') }
    for (const [first, last] of [
      ['2027-01-31T21:59:59Z', '2027-05-03T20:59:59Z'],
      ['2026-09-30T20:59:59Z', '2026-12-31T21:59:59Z'],
      ['2026-11-24T22:00:00Z', '2027-02-25T21:59:59Z'],
    ] as const) {
      const [notBefore, notAfter] = [at(first), at(last)]
      const of = 'temporary-signature'
      assert.deepEqual(broken(of, { issuer, change: valid(notBefore, notAfter) }), [], last)
      assert.deepEqual(
        broken(of, { issuer, change: valid(notBefore, plus(notAfter, second)) }),
        ['validity-not-too-long'],
        last,
      )
    }
  })

  it('is within that of its issuer, both ends included (RFC 5280 § 6.1.3)', () => {
    const whole = { ...professional, notBefore: testNow, notAfter: plus(testNow, day) }
    const change = valid(testNow, plus(testNow, day))
    assert.deepEqual(broken(authentication, { issuer: whole, change }), [])
    for (const shorter of [
      { notBefore: plus(testNow, second) },
      { notAfter: plus(testNow, day - second) },
    ])
      assert.deepEqual(broken(authentication, { issuer: { ...whole, ...shorter }, change }), [
        'validity-within-issuer',
      ])
  })
})

describe('the extensions of a certificate', () => {
  const { policy } = professional
  assert.ok(policy)
  const { oid, cpsUrl: cps, notices } = policy

  it('are all those of the profile, and no others (RFC 5280 § 4.2)', () => {
    const lacking =
      (type: string) =>
      ({ extensions }: TbsFields): Partial<TbsFields> => ({
        extensions: extensions.filter((each) => each.type !== type),
      })
    assert.deepEqual(broken(authentication, { change: lacking(extensionTypes.subjectAltName) }), [])
    // Without the extension a certificate is no CA's, which is what it must say.
    assert.deepEqual(broken(authentication, { change: lacking(extensionTypes.basicConstraints) }), [
      'extensions-of-profile',
    ])
    for (const [type, other] of [
      [extensionTypes.extKeyUsage, 'extended-key-usage-of-profile'],
      [extensionTypes.certificatePolicies, 'policy-of-profile'],
      [extensionTypes.cRLDistributionPoints, 'revocation-list-address-of-issuer'],
      [extensionTypes.authorityInfoAccess, 'authority-access-of-issuer'],
      [extensionTypes.subjectKeyIdentifier, 'subject-key-identifier-of-key'],
      [extensionTypes.authorityKeyIdentifier, 'authority-key-identifier-of-issuer'],
      [extensionTypes.keyUsage, 'key-usage-of-profile'],
    ] as const)
      assert.deepEqual(
        broken(authentication, { change: lacking(type) }).sort(),
        ['extensions-of-profile', other].sort(),
      )
    assert.deepEqual(
      broken('system-signature', {
        change: withExtension({
          type: extensionTypes.ocspNoCheck,
          critical: false,
          value: Uint8Array.of(5, 0),
        }),
      }),
      ['extensions-of-profile'],
    )
  })

  it('name the policy of the CA with its CPS and its notices, and no other', () => {
    const rule = ['policy-of-profile']
    const own = { policy: oid, cps, notices }
    const change = (...policies: Parameters<typeof certificatePolicies>[0]) => ({
      change: withExtension(certificatePolicies(policies)),
    })
    assert.deepEqual(broken(authentication, change(own)), [])
    assert.deepEqual(broken(authentication, change({ ...own, policy: `${oid}.1` })), rule)
    assert.deepEqual(broken(authentication, change({ ...own, cps: `${cps}2` })), rule)
    assert.deepEqual(broken(authentication, change({ ...own, notices: notices.slice(1) })), rule)
    assert.deepEqual(
      broken(authentication, change({ ...own, notices: notices.toReversed() })),
      rule,
    )
    assert.deepEqual(broken(authentication, change({ policy: oid, cps })), rule)
    assert.deepEqual(broken(authentication, change(own, { policy: '1.3.6.1.4.1.32473.9' })), rule)
  })

  it('have no notice of more than 200 characters (RFC 5280 § 4.2.1.4)', () => {
    const noticed = (length: number) => {
      const long = [...notices, 'a'.repeat(length)]
      const issuer = { ...professional, policy: { ...policy, notices: long } }
      const change = withExtension(
        certificatePolicies([
          { policy: oid, cps, notices: long },
          { policy: '1.3.6.1.4.1.32473.9' },
        ]),
      )
      return broken(authentication, { issuer, change })
    }
    assert.deepEqual(noticed(200), ['policy-of-profile'])
    assert.deepEqual(noticed(201), ['policy-of-profile', 'policy-notices-short'])
  })

  it('lead to the CRL, the OCSP responder and the certificate of the issuer alone', () => {
    const { ocspUrl, certificateUrl } = service
    for (const access of [
      { ocsp: ['http://localhost/other'], caIssuers: [certificateUrl] },
      { ocsp: [ocspUrl], caIssuers: ['http://localhost/other'] },
      { ocsp: [ocspUrl], caIssuers: [] },
      { ocsp: [], caIssuers: [certificateUrl] },
      { ocsp: [ocspUrl, ocspUrl], caIssuers: [certificateUrl] },
    ])
      assert.deepEqual(broken('server', { change: withExtension(authorityInfoAccess(access)) }), [
        'authority-access-of-issuer',
      ])
    assert.deepEqual(
      broken('server', {
        change: withExtension(crlDistributionPoints([service.crlUrl, 'http://localhost/other'])),
      }),
      ['revocation-list-address-of-issuer'],
    )
    assert.deepEqual(
      broken('ocsp-responder', {
        change: withExtension(
          authorityInfoAccess({ ocsp: [ocspUrl], caIssuers: [certificateUrl] }),
        ),
      }),
      ['extensions-of-profile', 'authority-access-of-issuer'],
    )
    assert.deepEqual(
      broken('ocsp-responder', { change: withExtension(crlDistributionPoints([service.crlUrl])) }),
      ['extensions-of-profile', 'revocation-list-address-of-issuer'],
    )
  })

  it('disclose in English too, over https, by languages of two letters (EN 319 412-5 § 4.3.4)', () => {
    const disclosed = (
      ...qualified: readonly { readonly url: string; readonly language: string }[]
    ) => broken('professional-signature', { issuer: { ...professional, qualified } })
    const [fi, en] = [
      { url: 'https://example.fi/fi', language: 'fi' },
      { url: 'https://example.fi/en', language: 'en' },
    ]
    assert.deepEqual(disclosed(en), [])
    assert.deepEqual(disclosed(fi, en), [])
    for (const wrong of [
      [fi],
      [en, { url: 'http://example.fi/fi', language: 'fi' }],
      [en, { url: 'https://example.fi/fi', language: 'fin' }],
      [en, { url: 'https://example.fi/fi', language: 'FI' }],
    ])
      assert.deepEqual(disclosed(...wrong), ['disclosure-readable'])
    assert.deepEqual(
      broken('professional-signature', {
        change: withExtension(qcStatements([{ kind: 'qcCompliance' }])),
      }),
      ['qualified-as-decided', 'extensions-of-profile'],
    )
  })
})

describe('the certificate of a CA', () => {
  const root = anIssuer('root-g1-ecc')
  const ca = factsOf('service-g1-ecc')

  it('has the name and the policies that were decided for it', () => {
    assert.deepEqual(broken('ca-issuing', { issuer: root, ca }), [])
    const other = { subject: caSubject({ ...ca, commonName: 'TEST Another CA' }) }
    assert.deepEqual(broken('ca-issuing', { issuer: root, ca, change: () => other }), [
      'ca-as-decided',
    ])
    const der = aTbs({ issuer: root, profile: 'ca-issuing', ca })
    const result = lintTbs(der, { issuer: root, profile: 'ca-issuing', ...keyDigests })
    assert.ok(!result.ok)
    assert.deepEqual(
      result.refusal.map(({ rule }) => rule),
      ['ca-as-decided', 'policy-of-profile'],
    )
  })

  it('certifies no further CA (pathLenConstraint 0, RFC 5280 § 4.2.1.9)', () => {
    for (const constraints of [
      { cA: true, pathLength: 1 },
      { cA: true, pathLength: undefined },
      { cA: false },
    ] as const)
      assert.deepEqual(
        broken('ca-issuing', {
          issuer: root,
          ca,
          change: withExtension(basicConstraints(constraints)),
        }),
        ['basic-constraints-of-profile'],
      )
  })

  it('of a root has its own name and key, of any other the name and key of its own', () => {
    const spki = aSpki()
    const self = { ...root, spki }
    const der = encodeTbsCertificate({
      ...goodOf('ca-root', root, root),
      subjectPublicKeyInfo: spki,
      subject: caSubject(ca),
    })
    const result = lintTbs(der, { issuer: self, profile: 'ca-root', ca: root, ...keyDigests })
    assert.ok(!result.ok)
    const rules = result.refusal.map(({ rule }) => rule)
    assert.ok(rules.includes('subject-differs-from-issuer'))
    assert.ok(!rules.includes('key-of-its-own'))
    assert.ok(broken('ca-root', { issuer: root, ca: root }).includes('key-of-its-own'))
    assert.ok(encodeName(caSubject(root)).length > 0)
  })
})

describe('the key of a certificate', () => {
  const withKey = (kind: Parameters<typeof aSpki>[0]) => () => ({
    subjectPublicKeyInfo: aSpki(kind),
  })
  const rsa = anIssuer('professional-g1-rsa')

  it('of a card is P-384 or RSA of 3072 bits (S2), of a service also P-256 or RSA of 2048', () => {
    const breaks = (profile: ProfileId, issuer: LintIssuer, kind: Parameters<typeof aSpki>[0]) =>
      broken(profile, { issuer, change: withKey(kind) }).includes('key-of-profile')
    assert.equal(breaks(authentication, rsa, 'RSA-3072'), false)
    assert.equal(breaks(authentication, rsa, 'RSA-4096'), false)
    assert.equal(breaks(authentication, rsa, 'RSA-2048'), true)
    assert.equal(breaks(authentication, professional, 'P-384'), false)
    assert.equal(breaks(authentication, professional, 'P-256'), true)
    assert.equal(breaks('server', service, 'P-256'), false)
    assert.equal(breaks('server', service, 'RSA-2048'), false)
  })

  it('is read at all: none of another algorithm', () => {
    // Ed25519 (RFC 8410), zeros.
    const header = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0]
    const spki = Uint8Array.from([...header, ...new Uint8Array(32)])
    const found = broken(authentication, { change: () => ({ subjectPublicKeyInfo: spki }) })
    assert.deepEqual(found, ['key-of-profile', 'subject-key-identifier-of-key'])
  })

  it('is of the family of its CA on cards, and of either in services and responders', () => {
    const family = (profile: ProfileId, issuer: LintIssuer, kind: Parameters<typeof aSpki>[0]) =>
      broken(profile, { issuer, change: withKey(kind) }).includes('key-of-family')
    assert.equal(family(authentication, rsa, 'P-384'), true)
    assert.equal(family(authentication, professional, 'RSA-3072'), true)
    assert.equal(family(authentication, rsa, 'RSA-3072'), false)
    assert.equal(family('server', service, 'RSA-2048'), false)
    assert.equal(family('ocsp-responder', rsa, 'P-256'), false)
  })
})
