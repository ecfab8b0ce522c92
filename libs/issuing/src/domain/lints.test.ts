import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { decodeTbsCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import {
  contextual,
  contextualOf,
  contextualPrimitive,
  readDer,
  sequence,
  sequenceOf,
} from '@sotevarmenne/x509/der'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  qcStatements,
  subjectAltName,
  subjectKeyIdentifier,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes, extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { valueOf } from '@sotevarmenne/x509/testing'
import type { TbsFields } from '@sotevarmenne/x509/certificate'
import type { IssuerFacts } from './issuer.ts'
import type { LintFinding } from './lint-subject.ts'
import type { ProfileId } from './profiles.ts'
import { keyDigests } from '../key-digests.ts'
import { aSpki, aTbs, anIssuer, factsOf } from '../testing.ts'
import type { LintIssuer } from './lint-subject.ts'
import { lintTbs } from './lint.ts'
import { lints, maxTbsBytes } from './lints.ts'
import { profiles } from './profiles.ts'

/** A certificate that breaks the rule and as few others as possible. */
type Sample = {
  /** By default that of a professional's authentication. */
  readonly profile?: ProfileId
  readonly fields?: Partial<TbsFields>
  readonly issuer?: Partial<LintIssuer>
  readonly ca?: IssuerFacts
  /** For what our encoder never writes. */
  readonly spoil?: (der: Uint8Array) => Uint8Array
}

const issuer = anIssuer()
const good = goodOf('professional-authentication')

describe('the certificate lints', () => {
  it('pass a certificate of the profile', () => {
    const der = encodeTbsCertificate(good)
    assert.deepEqual(lint({}), [])
    assert.deepEqual(
      lintTbs(der, { issuer, profile: 'professional-authentication', ...keyDigests }),
      ok({ der, issuer: issuer.id, profile: 'professional-authentication' }),
    )
  })

  for (const family of ['ecc', 'rsa'] as const)
    it(`pass every profile under every CA with ${family} keys that issues it`, () => {
      const spki = aSpki(family === 'rsa' ? 'RSA-4096' : 'P-384')
      for (const profile of Object.values(profiles))
        for (const role of profile.issuers) {
          const above = anIssuer(`${role}-g1-${family}`)
          const ca =
            profile.certifies !== 'ca'
              ? undefined
              : profile.isSelfSigned
                ? above
                : factsOf(`temporary-g1-${family}`)
          const by = profile.isSelfSigned ? selfSigned(above, spki) : above
          const requested = { issuer: by, profile: profile.id, ...(ca && { ca }) }
          const linted = lintTbs(aTbs({ ...requested, spki }), { ...requested, ...keyDigests })
          assert.deepEqual(linted.ok ? [] : linted.refusal, [], `${profile.id} of ${by.id}`)
        }
    })

  it('refuse a distribution point with the right URL and a limit, or another name, beside it', () => {
    const type = extensionTypes.cRLDistributionPoints
    const value = good.extensions.find((each) => each.type === type)?.value ?? new Uint8Array()
    const [point] = sequenceOf(valueOf(readDer(value))) ?? []
    const [place] = sequenceOf(point) ?? []
    const [fullName] = contextualOf(place, 0) ?? []
    const [url] = contextualOf(fullName, 0) ?? []
    assert.ok(place && url)
    const directory = contextual(4, encodeName(good.subject))
    for (const parts of [
      [place.der, contextualPrimitive(1, Uint8Array.of(6, 0x40))],
      [place.der, contextual(2, directory)],
      [contextual(0, contextual(0, url.der, directory))],
    ]) {
      const spoiled = { type, critical: false, value: sequence(sequence(...parts)) }
      assert.deepEqual(
        lint(changed(spoiled)).map(({ rule }) => rule),
        ['revocation-list-address-of-issuer'],
      )
    }
  })

  it('let only the test CA certify organisation and citizen cards, a citizen by a client identifier (R251)', () => {
    for (const profile of [
      ...(['organisation-authentication', 'organisation-signature'] as const),
      ...(['citizen-authentication', 'citizen-signature'] as const),
    ]) {
      const linted = lintTbs(aTbs({ issuer, profile }), { issuer, profile, ...keyDigests })
      assert.deepEqual(linted.ok ? [] : linted.refusal.map(({ rule }) => rule), [
        'profile-of-issuer',
      ])
    }
    const test = anIssuer('test-g1-ecc')
    const profile = 'citizen-authentication'
    const requested = { issuer: test, profile, ...keyDigests } as const
    const tbs = decodeTbsCertificate(aTbs({ issuer: test, profile }))
    assert.ok(tbs.ok)
    for (const number of ['00098705718', '999004227', '99900422a']) {
      const subject = tbs.value.subject.map(({ type, value }) =>
        type === attributeTypes.serialNumber || type === attributeTypes.commonName
          ? { type, value: value.replace('999004228', number) }
          : { type, value },
      )
      const spoiled = encodeTbsCertificate({ ...tbs.value, issuer: tbs.value.issuerDer, subject })
      const linted = lintTbs(spoiled, requested)
      assert.deepEqual(linted.ok ? [] : linted.refusal.map(({ rule }) => rule), [
        'subject-values-of-form',
      ])
    }
  })

  it('let no attribute of a subject have a character that is unseen, or of another script', () => {
    const printable: ReadonlySet<string> = new Set([
      attributeTypes.countryName,
      attributeTypes.serialNumber,
    ])
    const strange = [
      '\u{1F600} nurse',
      'nurse\u202E',
      'nur\u200Bse',
      'nu\u0007rse',
      '\uFF4E\uFF55',
      '李',
      '\uE000',
    ]
    let count = 0
    for (const profile of Object.values(profiles)) {
      if (profile.certifies === 'ca') continue
      const [role] = profile.issuers
      const by = anIssuer(`${String(role)}-g1-ecc`)
      const requested = { issuer: by, profile: profile.id, ...keyDigests }
      const tbs = decodeTbsCertificate(aTbs(requested))
      assert.ok(tbs.ok)
      const { subject } = tbs.value
      for (const [index, attribute] of subject.entries()) {
        // A PrintableString cannot even be written with them.
        if (printable.has(attribute.type)) continue
        for (const value of strange) {
          const spoiled = encodeTbsCertificate({
            ...{ ...tbs.value, issuer: tbs.value.issuerDer },
            subject: subject.with(index, { ...attribute, value }),
          })
          const linted = lintTbs(spoiled, requested)
          const rules = linted.ok ? [] : linted.refusal.map(({ rule }) => rule)
          assert.ok(
            rules.includes('subject-values-of-form'),
            `${profile.id} ${attribute.type} ${value}`,
          )
          count += 1
        }
      }
    }
    assert.ok(count > 200, String(count))
  })

  it('let a qualified CA state it in certificates for signatures and seals, and only there', () => {
    const qualified = [
      { url: 'https://example.fi/fi', language: 'fi' },
      { url: 'https://example.fi/en', language: 'en' },
    ]
    for (const [id, profile, kinds] of [
      [
        'professional-g1-ecc',
        'professional-signature',
        ['qcCompliance', 'qcSscd', 'qcType', 'qcPds'],
      ],
      ['professional-g1-ecc', 'professional-authentication', []],
      ['service-g1-ecc', 'system-signature', ['qcCompliance', 'qcType', 'qcPds']],
      ['service-g1-ecc', 'server', []],
    ] as const) {
      const by = { ...anIssuer(id), qualified }
      const der = aTbs({ issuer: by, profile })
      const linted = lintTbs(der, { issuer: by, profile, ...keyDigests })
      assert.deepEqual(linted.ok ? [] : linted.refusal, [], profile)
      const decoded = decodeTbsCertificate(der)
      assert.ok(decoded.ok)
      assert.deepEqual(
        (decoded.value.known.qcStatements ?? []).map(({ kind }) => kind),
        kinds,
      )
    }
  })

  it('have a sample for each rule, and a rule for each sample', () => {
    assert.deepEqual(Object.keys(samples).sort(), lints.map(({ rule }) => rule).sort())
  })

  for (const { rule, source } of lints)
    it(`refuse a certificate that breaks ${rule}`, () => {
      const sample = samples[rule]
      assert.ok(sample)
      const found = lint(sample).find((finding) => finding.rule === rule)
      assert.equal(found?.source, source)
      assert.notEqual(found.detail, '')
    })

  it('state what they found', () => {
    const details = (sample: Sample) =>
      new Map(lint(sample).map(({ rule, detail }) => [rule, detail]))
    const without = good.extensions.filter(
      ({ type }) => type !== extensionTypes.certificatePolicies,
    )
    for (const [sample, rule, detail] of [
      [{ fields: { extensions: without } }, 'policy-of-profile', 'none'],
      [
        changed(certificatePolicies([{ policy: '1.2.3' }, { policy: '1.2.4' }])),
        'policy-of-profile',
        '1.2.3 1.2.4',
      ],
      [
        changed(authorityInfoAccess({ ocsp: ['http://a.fi/ocsp'], caIssuers: ['http://a.fi/ca'] })),
        'authority-access-of-issuer',
        'http://a.fi/ocsp http://a.fi/ca',
      ],
      [
        changed(extKeyUsage([keyPurposes.ocspSigning])),
        'extended-key-usage-of-profile',
        keyPurposes.ocspSigning,
      ],
      [
        { fields: { serial: good.serial.subarray(0, 16) } },
        'serial-has-128-random-bits',
        '16 bytes instead of 17',
      ],
    ] as const)
      assert.equal(details(sample).get(rule), detail, rule)
  })

  it('refuse bytes that are not a certificate', () => {
    assert.deepEqual(
      lint({ spoil: (der) => der.subarray(0, -1) }).map(({ rule }) => rule),
      ['readable-der'],
    )
  })
})

/** A P-384 key, made by the broken generator of Debian's OpenSSL on amd64 in process 4711. */
const ofDebian =
  'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEas7+Ng4iJ24Rk7JjHro2flUCzSmsPcfyl2njarIykcuiDGvsLEJd9hqr' +
  'Yb9+Ial5bXCCIqXVbuAHmQFsX47anU5X2Ca4/BgprGZQG12DKzW6Wdn/Md/r5a3Vgy2Bx2o+'

const samples: Readonly<Record<string, Sample>> = {
  'only-der-of-our-own': { spoil: withPrintableTitle },
  'not-too-long': changed(
    subjectAltName([{ kind: 'dns', value: 'a'.repeat(maxTbsBytes) }]),
    {},
    goodOf('server'),
  ),
  'serial-has-128-random-bits': { fields: { serial: good.serial.subarray(0, 16) } },
  'signature-algorithm-of-issuer': { fields: { signatureAlgorithm: 'ecdsa-sha256' } },
  'issuer-is-subject-of-issuer': { fields: { issuer: encodeName(withValue('title', 'other')) } },
  'profile-of-issuer': { issuer: { role: 'root' } },
  'ca-as-decided': { ca: issuer },
  'validity-not-negative': { fields: { notAfter: plus(good.notBefore, -second) } },
  'validity-not-too-long': { fields: { notAfter: plus(good.notAfter, second) } },
  'validity-within-issuer': { issuer: { notAfter: plus(good.notAfter, -second) } },
  'subject-attributes-of-profile': { fields: { subject: good.subject.toReversed() } },
  'subject-values-of-form': { fields: { subject: withValue('serialNumber', '1234567890') } },
  'common-name-of-its-parts': { fields: { subject: withValue('commonName', 'Somebody') } },
  'no-identity-code': { fields: { subject: withValue('title', 'nurse 010180-9015') } },
  'subject-differs-from-issuer': { fields: { issuer: encodeName(good.subject) } },
  'key-of-profile': { fields: { subjectPublicKeyInfo: aSpki('P-256') } },
  'key-not-weak': { fields: { subjectPublicKeyInfo: offItsCurve(good.subjectPublicKeyInfo) } },
  'key-of-its-own': { fields: { subjectPublicKeyInfo: issuer.spki } },
  'extensions-of-profile': changed(keyUsage(['digitalSignature']), { critical: false }),
  'basic-constraints-of-profile': changed(basicConstraints({ cA: true, pathLength: undefined })),
  'key-usage-of-profile': changed(keyUsage(['digitalSignature', 'nonRepudiation'])),
  'extended-key-usage-of-profile': changed(extKeyUsage([keyPurposes.ocspSigning])),
  'subject-key-identifier-of-key': changed(subjectKeyIdentifier(new Uint8Array(20))),
  'authority-key-identifier-of-issuer': changed(authorityKeyIdentifier(new Uint8Array(20))),
  'policy-of-profile': changed(certificatePolicies([{ policy: '1.3.6.1.4.1.32473.9' }])),
  'policy-notices-short': changed(
    certificatePolicies([{ policy: '1.3.6.1.4.1.32473.1.351.5', notices: ['a'.repeat(201)] }]),
  ),
  'revocation-list-address-of-issuer': changed(crlDistributionPoints(['http://localhost/other'])),
  'authority-access-of-issuer': changed(
    authorityInfoAccess({ ocsp: ['http://localhost/other'], caIssuers: [] }),
  ),
  'person-named': {
    fields: { subject: good.subject.filter(({ type }) => type !== attributeTypes.givenName) },
  },
  'organisation-named': {
    profile: 'system-signature',
    fields: { subject: goodOf('system-signature').subject.toSpliced(1, 1) },
  },
  'alternative-names-of-profile': changed(subjectAltName([{ kind: 'dns', value: 'example.fi' }])),
  'alternative-names-of-form': changed(
    subjectAltName([{ kind: 'email', value: 'aino example.fi' }]),
  ),
  'server-named-by-its-alternative-names': {
    profile: 'server',
    ...changed(subjectAltName([{ kind: 'dns', value: 'other.example.fi' }]), {}, goodOf('server')),
  },
  'server-addresses-of-issuer': {
    profile: 'server',
    ...changed(
      subjectAltName([
        { kind: 'dns', value: 'kanta.example.fi' },
        { kind: 'ip', value: '10.20.3.4' },
      ]),
      {},
      goodOf('server'),
    ),
  },
  'key-of-family': { issuer: { family: 'rsa' } },
  'key-not-blocked': {
    issuer: { blockedKeys: new Set([keyDigests.fingerprintOf(good.subjectPublicKeyInfo)]) },
  },
  'key-not-guessable': { fields: { subjectPublicKeyInfo: Buffer.from(ofDebian, 'base64') } },
  'qualified-as-decided': added(qcStatements([{ kind: 'qcCompliance' }])),
  'disclosure-readable': added(
    qcStatements([{ kind: 'qcPds', locations: [{ url: 'http://example.fi', language: 'en' }] }]),
  ),
}

function lint({
  profile = 'professional-authentication',
  fields = {},
  issuer: changes = {},
  ca,
  spoil = (der) => der,
}: Sample) {
  const base = profile === 'professional-authentication' ? good : goodOf(profile)
  const result = lintTbs(spoil(encodeTbsCertificate({ ...base, ...fields })), {
    issuer: { ...issuer, ...changes },
    profile,
    ca,
    ...keyDigests,
  })
  return result.ok ? [] : (result.refusal satisfies readonly LintFinding[])
}

function goodOf(profile: ProfileId): TbsFields {
  const decoded = decodeTbsCertificate(aTbs({ issuer, profile }))
  assert.ok(decoded.ok)
  return { ...decoded.value, issuer: decoded.value.issuerDer }
}

const selfSigned = (root: LintIssuer, spki: Uint8Array): LintIssuer => ({ ...root, spki })

function withValue(attribute: keyof typeof attributeTypes, value: string): Name {
  const type = attributeTypes[attribute]
  return good.subject.map((each) => (each.type === type ? { type, value } : each))
}

/** Replaces the extension of the same type. */
function changed(
  extension: Extension,
  changes: Partial<Extension> = {},
  base: TbsFields = good,
): Sample {
  return {
    fields: {
      extensions: base.extensions.map((each) =>
        each.type === extension.type ? { ...extension, ...changes } : each,
      ),
    },
  }
}

function added(extension: Extension): Sample {
  return { fields: { extensions: [...good.extensions, extension] } }
}

/** The title as PrintableString: different bytes with the same meaning. */
function withPrintableTitle(der: Uint8Array): Uint8Array {
  const bytes = Buffer.from(der)
  const at = bytes.indexOf('sairaanhoitaja')
  assert.equal(bytes[at - 2], 0x0c)
  bytes[at - 2] = 0x13
  return new Uint8Array(bytes)
}

function offItsCurve(spki: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(spki)
  const last = changed.length - 1
  changed[last] = (changed[last] ?? 0) ^ 1
  return changed
}
