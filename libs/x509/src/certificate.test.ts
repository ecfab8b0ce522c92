import 'reflect-metadata'
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, it } from 'node:test'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate as PeculiarCertificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import {
  assembleCertificate,
  decodeCertificate,
  decodeTbsCertificate,
  encodeTbsCertificate,
  formatSerial,
  isSelfIssued,
  isCanonicallyEncoded,
  type CertificateRefusal,
  type TbsFields,
} from './certificate.ts'
import {
  boolean,
  contextual,
  equalBytes,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  sequence,
  sequenceOf,
  time,
} from './der.ts'
import { accessMethods, attributeTypes, extensionTypes, keyPurposes, qcTypes } from './oids.ts'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  keyUsages,
  ocspNoCheck,
  qcStatements,
  subjectAltName,
  subjectKeyIdentifier,
  type Extension,
} from './extensions.ts'
import { encodeName, formatName } from './names.ts'
import { encodeSignatureAlgorithm } from './signature-algorithm.ts'
import { aHolder, aCa, identifierOf, noon, valueOf } from './testing.ts'

const spki = aCa().spki
const name = [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.commonName, value: 'TEST Näkkäläjärvi' },
]
const fields: TbsFields = {
  serial: Uint8Array.of(0x80, 1),
  signatureAlgorithm: 'ecdsa-sha256',
  issuer: encodeName(name),
  notBefore: noon,
  notAfter: instant(Date.UTC(2050, 0, 1)),
  subject: name,
  subjectPublicKeyInfo: spki,
  extensions: [basicConstraints({ cA: false })],
}

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((each) => each.toWellFormed())
const url = fc.webUrl()
const identifier = fc.uint8Array({ minLength: 1, maxLength: 32 })
const anOid = fc.constantFrom(
  ...Object.values(keyPurposes),
  '2.25.329800735698586629295641978511506172918',
)
const plain = { noNullPrototype: true } as const

/** Every kind of extension, with the expected result of parsing. */
const anExtension: fc.Arbitrary<Extension> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...keyUsages), { minLength: 1 }).map(keyUsage),
  fc.array(anOid, { minLength: 1, maxLength: 3 }).map(extKeyUsage),
  fc.constant(basicConstraints({ cA: false })),
  fc
    .option(fc.nat({ max: 300 }), { nil: undefined })
    .map((pathLength) => basicConstraints({ cA: true, pathLength })),
  identifier.map(subjectKeyIdentifier),
  identifier.map(authorityKeyIdentifier),
  fc
    .array(fc.tuple(anOid, fc.option(url), fc.array(text, { maxLength: 3 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((policies) =>
      certificatePolicies(
        policies.map(([policy, cps, notices]) => ({
          policy,
          ...(cps === null ? {} : { cps }),
          ...(notices.length === 0 ? {} : { notices }),
        })),
      ),
    ),
  fc.array(url, { minLength: 1, maxLength: 3 }).map(crlDistributionPoints),
  fc
    .tuple(fc.array(url, { minLength: 1, maxLength: 2 }), fc.array(url, { maxLength: 2 }))
    .map(([ocsp, caIssuers]) => authorityInfoAccess({ ocsp, caIssuers })),
  fc
    .array(
      fc.oneof(
        fc.constant({ kind: 'qcCompliance' as const }),
        fc.constant({ kind: 'qcSscd' as const }),
        fc.constant({ kind: 'qcType' as const, types: [qcTypes.esign] }),
        url.map((each) => ({ kind: 'qcPds' as const, locations: [{ url: each, language: 'fi' }] })),
        fc.constant({ kind: 'other' as const, der: sequence(oid('1.2.3')) }),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map(qcStatements),
  fc
    .array(
      fc.oneof(
        fc.record(
          {
            kind: fc.constantFrom('email' as const, 'dns' as const, 'uri' as const),
            value: fc.domain(),
          },
          plain,
        ),
        fc.record({ kind: fc.constant('upn' as const), value: text }, plain),
        fc.constant({ kind: 'other' as const, der: contextual(4, encodeName(name)) }),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map(subjectAltName),
  fc.constant(ocspNoCheck()),
  fc
    .tuple(fc.boolean(), identifier)
    .map(([critical, bytes]) => ({ type: '1.2.246.999.1', critical, value: octetString(bytes) })),
)

const someFields: fc.Arbitrary<TbsFields> = fc.record(
  {
    serial: fc.uint8Array({ minLength: 1, maxLength: 19 }).filter((serial) => serial[0] !== 0),
    signatureAlgorithm: fc.constantFrom('ecdsa-sha256', 'ecdsa-sha384', 'rsa-sha256', 'rsa-sha512'),
    issuer: fc.constant(encodeName(name)),
    notBefore: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => instant(seconds * 1000)),
    notAfter: fc
      .integer({ min: 0, max: 253_402_300_799 })
      .map((seconds) => instant(seconds * 1000)),
    subject: fc.array(
      fc.record(
        { type: fc.constantFrom(attributeTypes.commonName, attributeTypes.title), value: text },
        plain,
      ),
      { maxLength: 5 },
    ),
    subjectPublicKeyInfo: fc.constant(spki),
    extensions: fc.uniqueArray(anExtension, {
      minLength: 1,
      maxLength: 12,
      selector: ({ type }) => type,
    }),
  },
  plain,
)

const refusalOf = (tbs: Uint8Array): CertificateRefusal | undefined => {
  const response = decodeTbsCertificate(tbs)
  return response.ok ? undefined : response.refusal
}

/** The to-be-signed bytes with some of their parts replaced; undefined removes a part. */
const withParts = (parts: Readonly<Record<number, Uint8Array | undefined>>): Uint8Array =>
  sequence(
    ...(sequenceOf(valueOf(readDer(encodeTbsCertificate(fields)))) ?? []).flatMap(
      ({ der }, index) => {
        const part = index in parts ? parts[index] : der
        return part === undefined ? [] : [part]
      },
    ),
  )

describe('a certificate', () => {
  it('is parsed to what was encoded, with any fields and extensions', () => {
    fc.assert(
      fc.property(someFields, (requested) => {
        const tbs = encodeTbsCertificate(requested)
        const read = valueOf(decodeTbsCertificate(tbs))
        const { issuer, ...rest } = requested
        for (const key of Object.keys(rest) as (keyof typeof rest)[])
          assert.deepEqual(read[key], requested[key], key)
        assert.deepEqual(read.issuerDer, issuer)
        assert.deepEqual(read.tbs, tbs)
        assert.deepEqual(encodeTbsCertificate({ ...read, issuer: read.issuerDer }), tbs)
      }),
    )
  })

  it('is reported as canonical only where encoding it again gives the same bytes, whichever bit was changed', () => {
    const unless = (act: () => boolean): boolean => {
      try {
        return act()
      } catch {
        return false
      }
    }
    const tbs = encodeTbsCertificate(fields)
    let others = 0
    for (let bit = 0; bit < tbs.length * 8; bit += 1) {
      const changed = tbs.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const read = decodeTbsCertificate(changed)
      if (!read.ok) continue
      const isSame = unless(() =>
        equalBytes(encodeTbsCertificate({ ...read.value, issuer: read.value.issuerDer }), changed),
      )
      assert.equal(
        unless(() => isCanonicallyEncoded(read.value)),
        isSame,
        `bit ${String(bit)}`,
      )
      if (!isSame) others += 1
    }
    assert.ok(others > 0)
  })

  it('is parsed with the meaning of its extensions', () => {
    const { known } = valueOf(
      decodeTbsCertificate(
        encodeTbsCertificate({
          ...fields,
          extensions: [
            keyUsage(['nonRepudiation', 'decipherOnly']),
            extKeyUsage([keyPurposes.clientAuth]),
            basicConstraints({ cA: true, pathLength: 0 }),
            subjectKeyIdentifier(Uint8Array.of(1)),
            authorityKeyIdentifier(Uint8Array.of(2)),
            certificatePolicies([{ policy: '2.25.1', cps: 'http://a/', notices: ['ä', 'b'] }]),
            crlDistributionPoints(['http://a/1', 'http://a/2']),
            authorityInfoAccess({ ocsp: ['http://o'], caIssuers: ['http://c'] }),
            qcStatements([{ kind: 'qcCompliance' }, { kind: 'qcType', types: [qcTypes.esign] }]),
            subjectAltName([
              { kind: 'upn', value: 'ä@b' },
              { kind: 'ip', value: '192.0.2.1' },
              { kind: 'ip', value: '2001:db8::1' },
            ]),
            ocspNoCheck(),
          ],
        }),
      ),
    )
    assert.deepEqual(known, {
      keyUsage: ['nonRepudiation', 'decipherOnly'],
      extKeyUsage: [keyPurposes.clientAuth],
      basicConstraints: { cA: true, pathLength: 0 },
      subjectKeyIdentifier: Uint8Array.of(1),
      authorityKeyIdentifier: Uint8Array.of(2),
      certificatePolicies: [{ policy: '2.25.1', cps: 'http://a/', notices: ['ä', 'b'] }],
      crlDistributionPoints: ['http://a/1', 'http://a/2'],
      distributionPoints: [
        { distributionPoint: [{ kind: 'uri', value: 'http://a/1' }] },
        { distributionPoint: [{ kind: 'uri', value: 'http://a/2' }] },
      ],
      authorityInfoAccess: { ocsp: ['http://o'], caIssuers: ['http://c'] },
      qcStatements: [{ kind: 'qcCompliance' }, { kind: 'qcType', types: [qcTypes.esign] }],
      subjectAltName: [
        { kind: 'upn', value: 'ä@b' },
        { kind: 'ip', value: '192.0.2.1' },
        { kind: 'ip', value: '2001:db8::1' },
      ],
      ocspNoCheck: true,
    })
  })

  it('may state explicitly that it is no CA, as the real ones do', () => {
    const stated = { ...basicConstraints({ cA: false }), value: sequence(boolean(false)) }
    const tbs = encodeTbsCertificate({ ...fields, extensions: [stated] })
    assert.deepEqual(valueOf(decodeTbsCertificate(tbs)).known.basicConstraints, { cA: false })
  })

  it('has a serial number of whole bytes, and is recognised as a root', () => {
    const root = aCa()
    assert.match(formatSerial(root.certificate.serial), /^([0-9a-f]{2}){16}$/)
    assert.equal(isSelfIssued(root.certificate), true)
    assert.equal(isSelfIssued(aHolder(root).certificate), false)
  })
})

describe('a certificate that we encode', () => {
  for (const keys of ['P-256', 'P-384', 'RSA-2048'] as const)
    it(`is parsed alike by node and by @peculiar/x509, and verified by both: ${keys}`, async () => {
      const ca = aCa({ keys })
      const { certificate } = aHolder(ca, {
        extensions: [
          basicConstraints({ cA: false }),
          keyUsage(['digitalSignature', 'keyEncipherment']),
          extKeyUsage([keyPurposes.clientAuth]),
          crlDistributionPoints(['http://localhost:8081/crl/a.crl']),
          authorityInfoAccess({ ocsp: ['http://localhost:8081/ocsp/a'], caIssuers: [] }),
        ],
      })
      const byNode = new X509Certificate(certificate.der)
      assert.equal(byNode.serialNumber.toLowerCase(), formatSerial(certificate.serial))
      assert.equal(byNode.validToDate.getTime(), certificate.notAfter)
      assert.equal(byNode.infoAccess, 'OCSP - URI:http://localhost:8081/ocsp/a')
      assert.equal(
        byNode.verify(createPublicKey({ key: Buffer.from(ca.spki), format: 'der', type: 'spki' })),
        true,
      )

      const byPeculiar = new PeculiarCertificate(certificate.der)
      assert.equal(byPeculiar.subject, 'C=FI, CN=ESIMERKKI AINO 00098705718')
      assert.equal(byPeculiar.serialNumber, formatSerial(certificate.serial))
      assert.deepEqual(
        Array.from(byPeculiar.extensions, ({ type }) => type),
        certificate.extensions.map(({ type }) => type),
      )
      assert.equal(
        await byPeculiar.verify({
          publicKey: new PeculiarCertificate(ca.certificate.der),
          signatureOnly: true,
        }),
        true,
      )
    })
})

describe('a certificate by @peculiar/x509', () => {
  it('is parsed with all its contents, and encoded again to the same bytes', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const theirs = await X509CertificateGenerator.createSelfSigned({
      serialNumber: '0a0b',
      name: 'C=FI, O=Esimerkki Oy, CN=TEST Ä',
      notBefore: new Date(noon),
      notAfter: new Date('2060-01-01T00:00:00Z'),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 2, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    })
    const read = valueOf(decodeCertificate(new Uint8Array(theirs.rawData)))
    assert.equal(formatName(read.subject), 'CN=TEST Ä,O=Esimerkki Oy,C=FI')
    assert.equal(read.notAfter, Date.UTC(2060, 0, 1))
    assert.equal(formatSerial(read.serial), '0a0b')
    assert.deepEqual(read.known.basicConstraints, { cA: true, pathLength: 2 })
    assert.deepEqual(read.known.keyUsage, ['keyCertSign', 'cRLSign'])
    assert.deepEqual(read.known.subjectKeyIdentifier, identifierOf(read.subjectPublicKeyInfo))
    const { signatureAlgorithm } = valueOf(decodeTbsCertificate(read.tbs))
    assert.deepEqual(assembleCertificate({ ...read, signatureAlgorithm }), read.der)
  })
})

describe('a malformed certificate', () => {
  const malformed = (part: string) => ({ kind: 'malformed-certificate', part })

  const cases: readonly (readonly [string, Uint8Array, object])[] = [
    ['of version 1', withParts({ 0: undefined }), malformed('version')],
    ['of version 2', withParts({ 0: contextual(0, integer(1)) }), malformed('version')],
    ['with a negative serial number', withParts({ 1: integer(-1) }), malformed('serialNumber')],
    ['with serial number zero', withParts({ 1: integer(0) }), malformed('serialNumber')],
    [
      'with 21 bytes of serial number',
      withParts({ 1: integer(2n ** 160n) }),
      malformed('serialNumber'),
    ],
    [
      'signed in an unknown way',
      withParts({ 2: sequence(oid('1.2.3')) }),
      malformed('signatureAlgorithm'),
    ],
    [
      'with parameters where ECDSA has none',
      withParts({ 2: sequence(oid('1.2.840.10045.4.3.2'), nullValue()) }),
      malformed('signatureAlgorithm'),
    ],
    [
      'without parameters where RSA has NULL',
      withParts({ 2: sequence(oid('1.2.840.113549.1.1.13')) }),
      malformed('signatureAlgorithm'),
    ],
    ['with an issuer that is no name', withParts({ 3: nullValue() }), malformed('issuer')],
    ['with one time', withParts({ 4: sequence(time(noon)) }), malformed('validity')],
    [
      'with a subject that is no name',
      withParts({ 5: sequence(nullValue()) }),
      malformed('subject'),
    ],
    ['without a key', withParts({ 6: sequence(nullValue()) }), malformed('subjectPublicKeyInfo')],
    [
      'with a unique identifier',
      withParts({ 7: contextual(1, nullValue()) }),
      malformed('extensions'),
    ],
    [
      'with an empty list of extensions',
      withParts({ 7: contextual(3, sequence()) }),
      malformed('extensions'),
    ],
    [
      'with an extension marked FALSE in so many words',
      withParts({
        7: contextual(
          3,
          sequence(sequence(oid('1.2.3'), boolean(false), octetString(nullValue()))),
        ),
      }),
      malformed('extensions'),
    ],
    [
      'with an extension twice',
      encodeTbsCertificate({ ...fields, extensions: [ocspNoCheck(), ocspNoCheck()] }),
      { kind: 'duplicate-extension', type: extensionTypes.ocspNoCheck },
    ],
    [
      'with an extension that is not what its type says',
      encodeTbsCertificate({
        ...fields,
        extensions: [{ ...keyUsage(['cRLSign']), value: sequence() }],
      }),
      { kind: 'malformed-extension', type: extensionTypes.keyUsage },
    ],
    [
      'with an extension behind which there are bytes',
      encodeTbsCertificate({
        ...fields,
        extensions: [{ ...ocspNoCheck(), value: Uint8Array.of(5, 0, 0) }],
      }),
      { kind: 'malformed-extension', type: extensionTypes.ocspNoCheck },
    ],
    [
      'with key usage that ends in zeros',
      encodeTbsCertificate({
        ...fields,
        extensions: [{ ...keyUsage([]), value: Uint8Array.of(3, 2, 0, 0x80) }],
      }),
      { kind: 'malformed-extension', type: extensionTypes.keyUsage },
    ],
    [
      'with a path length where there is no authority',
      encodeTbsCertificate({
        ...fields,
        extensions: [{ ...basicConstraints({ cA: false }), value: sequence(integer(0)) }],
      }),
      { kind: 'malformed-extension', type: extensionTypes.basicConstraints },
    ],
    [
      'with an access of no place',
      encodeTbsCertificate({
        ...fields,
        extensions: [
          {
            ...authorityInfoAccess({ ocsp: [], caIssuers: [] }),
            value: sequence(sequence(oid(accessMethods.ocsp))),
          },
        ],
      }),
      { kind: 'malformed-extension', type: extensionTypes.authorityInfoAccess },
    ],
  ]

  for (const [what, tbs, refusal] of cases)
    it(`is refused: ${what}`, () => {
      assert.deepEqual(refusalOf(tbs), refusal)
    })

  it('is refused when its two signature algorithm fields differ', () => {
    const tbs = encodeTbsCertificate(fields)
    const der = assembleCertificate({
      tbs,
      signatureAlgorithm: 'ecdsa-sha384',
      signature: new Uint8Array(8),
    })
    assert.deepEqual(decodeCertificate(der), {
      ok: false,
      refusal: malformed('signatureAlgorithm'),
    })
  })

  it('is refused with a fourth part, or a signature that is not whole bytes', () => {
    const tbs = encodeTbsCertificate(fields)
    const algorithm = encodeSignatureAlgorithm('ecdsa-sha256')
    const bits = Uint8Array.of(3, 2, 1, 2)
    assert.deepEqual(decodeCertificate(sequence(tbs, algorithm, bits)), {
      ok: false,
      refusal: malformed('signature'),
    })
    assert.deepEqual(decodeCertificate(sequence(tbs, algorithm, bits, nullValue())), {
      ok: false,
      refusal: malformed('frame'),
    })
    assert.deepEqual(decodeCertificate(sequence()), {
      ok: false,
      refusal: malformed('frame'),
    })
  })

  it('is not verified with an unsupported key: ed25519 is parsed, but never verifies', () => {
    const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' })
    assert.equal(
      refusalOf(encodeTbsCertificate({ ...fields, subjectPublicKeyInfo: key })),
      undefined,
    )
  })
})
