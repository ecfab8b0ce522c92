import 'reflect-metadata'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import {
  ChallengePasswordAttribute,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509'
import fc from 'fast-check'
import { signData, verifySigned, type SignatureAlgorithm } from './algorithms.ts'
import {
  contextual,
  integer,
  nullValue,
  oid,
  readDer,
  sequence,
  sequenceOf,
  set,
  utf8String,
} from './der.ts'
import { encodeExtensions, extKeyUsage, keyUsage, subjectAltName } from './extensions.ts'
import { encodeName, formatName, type Name } from './names.ts'
import { attributeTypes, keyPurposes, requestAttributes } from './oids.ts'
import {
  assembleCertificateRequest,
  decodeCertificateRequest,
  encodeTbsRequest,
  requestLimits,
  type RequestFields,
} from './request.ts'
import { valueOf } from './testing.ts'

const keys = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'RSA-2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
}
const algorithms: readonly (readonly [SignatureAlgorithm, keyof typeof keys])[] = [
  ['ecdsa-sha256', 'P-256'],
  ['ecdsa-sha384', 'P-384'],
  ['ecdsa-sha512', 'P-384'],
  ['rsa-sha256', 'RSA-2048'],
  ['rsa-sha384', 'RSA-2048'],
  ['rsa-sha512', 'RSA-2048'],
]
const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }))

const server: Name = [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.organizationName, value: 'TEST Care' },
  { type: attributeTypes.commonName, value: 'kanta.esimerkki.fi' },
]
const requested = [
  keyUsage(['digitalSignature']),
  extKeyUsage([keyPurposes.serverAuth]),
  subjectAltName([{ kind: 'dns', value: 'kanta.esimerkki.fi' }]),
]
const fields: RequestFields = {
  subject: server,
  subjectPublicKeyInfo: spkiOf(keys['P-256'].publicKey),
  extensions: requested,
}

function signed(
  tbs: Uint8Array,
  signatureAlgorithm: SignatureAlgorithm = 'ecdsa-sha256',
  key: keyof typeof keys = 'P-256',
): Uint8Array {
  const signature = signData(signatureAlgorithm, keys[key].privateKey, tbs)
  return assembleCertificateRequest({ tbs, signatureAlgorithm, signature })
}

/** Whether the request has proof of possession: it is signed by its own key. */
function isProven(der: Uint8Array): boolean {
  const request = valueOf(decodeCertificateRequest(der))
  return verifySigned(request, request.subjectPublicKeyInfo)
}

describe('a certificate request', () => {
  it('is parsed to what was encoded, with any contents', () => {
    const someText = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map((text) => text.toWellFormed())
    const someExtensions = fc.subarray(requested)
    const someSubject = fc.array(
      someText.map((value) => ({ type: attributeTypes.commonName, value })),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(
        someSubject,
        someExtensions,
        fc.constantFrom(...algorithms),
        (subject, extensions, [algorithm, key]) => {
          const subjectPublicKeyInfo = spkiOf(keys[key].publicKey)
          const tbs = encodeTbsRequest({ subject, subjectPublicKeyInfo, extensions })
          const request = valueOf(decodeCertificateRequest(signed(tbs, algorithm, key)))
          assert.deepEqual(request.subject, subject)
          assert.deepEqual(request.extensions, extensions)
          assert.deepEqual(request.subjectPublicKeyInfo, subjectPublicKeyInfo)
          assert.deepEqual(request.otherAttributes, [])
          assert.deepEqual(encodeTbsRequest(request), tbs)
          assert.deepEqual(assembleCertificateRequest(request), request.der)
          assert.equal(verifySigned(request, subjectPublicKeyInfo), true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is no proof of possession when signed by another key, or with one bit changed', () => {
    const tbs = encodeTbsRequest({
      ...fields,
      subjectPublicKeyInfo: spkiOf(keys['P-384'].publicKey),
    })
    assert.equal(isProven(signed(tbs, 'ecdsa-sha256', 'P-256')), false)
    const der = signed(encodeTbsRequest(fields))
    assert.equal(isProven(der), true)
    const at = Buffer.from(der).indexOf('kanta.esimerkki.fi')
    assert.equal(isProven(der.with(at, 0x4b)), false)
  })

  it('is parsed and verified by @peculiar/x509, and one encoded by that is parsed here', async () => {
    const ours = signed(encodeTbsRequest(fields))
    const theirs = new Pkcs10CertificateRequest(new Uint8Array(ours))
    assert.equal(await theirs.verify(), true)
    assert.equal(theirs.subject, 'C=FI, O=TEST Care, CN=kanta.esimerkki.fi')
    assert.deepEqual(
      Array.from(theirs.extensions, ({ type }) => type),
      requested.map(({ type }) => type),
    )

    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    const created = await Pkcs10CertificateRequestGenerator.create({
      name: 'CN=Ääkkönen, C=FI',
      keys: await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
      signingAlgorithm: algorithm,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'a.fi' }])],
      attributes: [new ChallengePasswordAttribute('secret')],
    })
    const read = valueOf(decodeCertificateRequest(new Uint8Array(created.rawData)))
    assert.equal(formatName(read.subject), 'C=FI,CN=Ääkkönen')
    assert.deepEqual(read.known.subjectAltName, [{ kind: 'dns', value: 'a.fi' }])
    assert.deepEqual(read.otherAttributes, [requestAttributes.challengePassword])
    assert.equal(isProven(new Uint8Array(created.rawData)), true)
  })
})

describe('a refused certificate request', () => {
  const withParts = (parts: Readonly<Record<number, Uint8Array>>): Uint8Array =>
    signed(
      sequence(
        ...(sequenceOf(valueOf(readDer(encodeTbsRequest(fields)))) ?? []).map(
          ({ der }, index) => parts[index] ?? der,
        ),
      ),
    )
  const attribute = (type: string, ...values: readonly Uint8Array[]): Uint8Array =>
    sequence(oid(type), set(...values))
  const extensionRequest = attribute(
    requestAttributes.extensionRequest,
    encodeExtensions(requested),
  )
  const named = (type: string, value: string): Uint8Array =>
    sequence(set(sequence(oid(type), utf8String(value))))
  const malformed = (part: string) => ({ kind: 'malformed-request', part })

  const cases: readonly (readonly [string, Uint8Array, object])[] = [
    ['of another version', withParts({ 0: integer(1) }), malformed('version')],
    ['with no name', withParts({ 1: nullValue() }), malformed('subject')],
    [
      'with a name that no certificate can carry',
      withParts({ 1: named(attributeTypes.serialNumber, 'A_1') }),
      { kind: 'misfit-in-name', type: attributeTypes.serialNumber },
    ],
    [
      'with two values in one relative name',
      withParts({
        1: sequence(
          set(
            sequence(oid(attributeTypes.commonName), utf8String('a')),
            sequence(oid(attributeTypes.surname), utf8String('a')),
          ),
        ),
      }),
      { kind: 'multi-valued-name' },
    ],
    ['with no key', withParts({ 2: sequence() }), malformed('subjectPublicKeyInfo')],
    ['with attributes that are none', withParts({ 3: nullValue() }), malformed('attributes')],
    [
      'with an attribute of no value',
      withParts({ 3: contextual(0, attribute('1.2.3')) }),
      malformed('attributes'),
    ],
    [
      'with extensions in two attributes',
      withParts({ 3: contextual(0, extensionRequest, extensionRequest) }),
      { kind: 'duplicate-attribute', type: requestAttributes.extensionRequest },
    ],
    [
      'with two lists of extensions in one attribute',
      withParts({
        3: contextual(
          0,
          attribute(
            requestAttributes.extensionRequest,
            encodeExtensions(requested),
            encodeExtensions(requested.slice(1)),
          ),
        ),
      }),
      malformed('attributes'),
    ],
    [
      'with one extension twice',
      withParts({
        3: contextual(
          0,
          attribute(
            requestAttributes.extensionRequest,
            encodeExtensions([...requested, ...requested.slice(0, 1)]),
          ),
        ),
      }),
      { kind: 'duplicate-extension', type: requested[0]?.type },
    ],
    [
      'with an extension that is broken',
      withParts({
        3: contextual(
          0,
          attribute(
            requestAttributes.extensionRequest,
            encodeExtensions([{ type: '2.5.29.15', critical: false, value: nullValue() }]),
          ),
        ),
      }),
      { kind: 'malformed-extension', type: '2.5.29.15' },
    ],
    [
      'signed in an unknown way',
      sequence(encodeTbsRequest(fields), sequence(oid('1.2.3')), nullValue()),
      malformed('signatureAlgorithm'),
    ],
    ['unsigned', encodeTbsRequest(fields), malformed('frame')],
    [
      'that is longer than any',
      signed(
        encodeTbsRequest({
          ...fields,
          subject: [{ type: attributeTypes.commonName, value: 'a'.repeat(requestLimits.maxBytes) }],
        }),
      ),
      { kind: 'too-large', at: 0 },
    ],
  ]
  for (const [what, der, refusal] of cases)
    it(what, () => {
      assert.deepEqual(decodeCertificateRequest(der), { ok: false, refusal })
    })
})

describe('openssl, with certificate requests,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x509-request-'))
  after(() => {
    rmSync(folder, { recursive: true })
  })
  const openssl = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('openssl', words, {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.equal(status, 0, `openssl ${words.join(' ')}\n${stderr}`)
    return stdout + stderr
  }

  it('parses and verifies one that is encoded here', () => {
    for (const [index, [algorithm, key]] of algorithms.entries()) {
      const subjectPublicKeyInfo = spkiOf(keys[key].publicKey)
      const tbs = encodeTbsRequest({ ...fields, subjectPublicKeyInfo })
      writeFileSync(join(folder, 'ours.der'), signed(tbs, algorithm, key))
      const input = openssl(
        'req',
        '-inform',
        'DER',
        '-in',
        'ours.der',
        '-verify',
        '-text',
        '-noout',
      )
      for (const expected of [
        'self-signature verify OK',
        'CN=kanta.esimerkki.fi',
        'DNS:kanta',
        'Digital Signature',
      ])
        assert.ok(
          input.replaceAll(' = ', '=').includes(expected),
          `${String(index)} ${expected}\n${input}`,
        )
    }
  })

  for (const [kind, ...created] of [
    ['RSA', '-newkey', 'rsa:2048', '-sha384'],
    ['P-384', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1', '-sha512'],
  ] as const)
    it(`creates one that is parsed and verified here: ${kind}`, () => {
      openssl(
        ...['req', '-new', '-nodes', '-keyout', 'key.pem', '-outform', 'DER', '-out', 'theirs.der'],
        ...created,
        ...['-utf8', '-subj', '/C=FI/O=Äänekoski/CN=a.fi'],
        ...['-addext', 'subjectAltName=DNS:a.fi,DNS:b.fi', '-addext', 'keyUsage=digitalSignature'],
      )
      const der = new Uint8Array(readFileSync(join(folder, 'theirs.der')))
      const request = valueOf(decodeCertificateRequest(der))
      assert.equal(formatName(request.subject), 'CN=a.fi,O=Äänekoski,C=FI')
      assert.deepEqual(request.known.keyUsage, ['digitalSignature'])
      assert.deepEqual(request.known.subjectAltName, [
        { kind: 'dns', value: 'a.fi' },
        { kind: 'dns', value: 'b.fi' },
      ])
      assert.equal(isProven(der), true)
      assert.deepEqual(assembleCertificateRequest(request), der)
      assert.deepEqual(encodeName(request.subject), request.subjectDer)
    })
})
