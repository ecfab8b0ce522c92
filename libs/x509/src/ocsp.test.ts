import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { signatureAlgorithmOf, signData } from './algorithms.ts'
import {
  bitString,
  boolean,
  contextual,
  contextualPrimitive,
  enumerated,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  utf8String,
} from './der.ts'
import { basicConstraints, extKeyUsage, keyUsage, ocspNoCheck } from './extensions.ts'
import { encodeName } from './names.ts'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  decodeOcspResponse,
  encodeCertId,
  encodeOcspRequest,
  encodeResponseData,
  ocspError,
  type BasicResponse,
  type CertId,
  type ResponseFields,
  type SingleResponse,
} from './ocsp.ts'
import { certIdFor, checkOcspResponse, type OcspCheck } from './ocsp-check.ts'
import { keyPurposes } from './oids.ts'
import { encodeSignatureAlgorithm } from './signature-algorithm.ts'
import { aHolder, aCa, identifierOf, noon, valueOf, type Party } from './testing.ts'

const ca = aCa({ keys: 'P-384' })
const holder = aHolder(ca)
const aResponder = (issuer: Party, wishes = {}): Party =>
  aHolder(issuer, {
    commonName: 'TEST Responder',
    extensions: [
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature']),
      extKeyUsage([keyPurposes.ocspSigning]),
      ocspNoCheck(),
    ],
    ...wishes,
  })
const responder = aResponder(ca)
const about = (hashAlgorithm: 'sha1' | 'sha256', party = holder): CertId =>
  certIdFor({ hashAlgorithm, issuer: ca.certificate, serial: party.certificate.serial })
const good = (certId = about('sha1')): SingleResponse => ({
  certIdDer: encodeCertId(certId),
  status: { kind: 'good' },
  thisUpdate: noon,
  nextUpdate: plus(noon, hour),
})

/** An OCSP response, signed by the party; by default with its certificate. */
function reply(fields: Partial<ResponseFields>, by = responder, certificates = [by]): Uint8Array {
  const tbs = encodeResponseData({
    responderKeyHash: identifierOf(by.spki),
    producedAt: noon,
    responses: [good()],
    ...fields,
  })
  const signatureAlgorithm = signatureAlgorithmOf(by.privateKey) ?? 'rsa-sha256'
  return assembleOcspResponse({
    tbs,
    signatureAlgorithm,
    signature: signData(signatureAlgorithm, by.privateKey, tbs),
    certificates: certificates.map(({ certificate }) => certificate.der),
  })
}

/** Extensions that nobody knows. */
const harmless = sequence(oid('1.2.3'), octetString(nullValue()))
const critical = sequence(oid('1.2.3'), boolean(true), octetString(nullValue()))

const aHash = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const aCertId: fc.Arbitrary<CertId> = fc
  .constantFrom(
    ...[['sha1', 20] as const, ['sha224', 28] as const, ['sha256', 32] as const],
    ...[['sha384', 48] as const, ['sha512', 64] as const],
  )
  .chain(([hashAlgorithm, length]) =>
    fc.record(
      {
        hashAlgorithm: fc.constant(hashAlgorithm),
        issuerNameHash: aHash(length),
        issuerKeyHash: aHash(length),
        serial: fc.uint8Array({ minLength: 1, maxLength: 20 }).filter((each) => each[0] !== 0),
      },
      { noNullPrototype: true },
    ),
  )
const aNonce = fc.option(fc.uint8Array({ minLength: 1, maxLength: 128 }), { nil: undefined })
const anInstant = fc
  .integer({ min: 0, max: 5_000_000_000 })
  .map((seconds) => instant(seconds * 1000))

describe('an OCSP request', () => {
  it('is parsed to what was encoded', () => {
    fc.assert(
      fc.property(fc.array(aCertId, { minLength: 1, maxLength: 4 }), aNonce, (certIds, nonce) => {
        const read = valueOf(decodeOcspRequest(encodeOcspRequest(certIds, nonce)))
        assert.deepEqual(read.nonce, nonce)
        assert.deepEqual(
          read.requests.map(({ certId }) => certId),
          certIds,
        )
        for (const { certId, certIdDer } of read.requests)
          assert.deepEqual(encodeCertId(certId), certIdDer)
      }),
    )
  })

  const certId = encodeCertId(about('sha1'))
  const request = (...parts: Uint8Array[]) => sequence(sequence(...parts))
  const list = sequence(sequence(certId))
  const extensions = (...each: Uint8Array[]) => contextual(2, sequence(...each))
  const nonceType = '1.3.6.1.5.5.7.48.1.2'
  const nonce = (bytes: number) =>
    sequence(oid(nonceType), octetString(octetString(new Uint8Array(bytes))))
  const twenty = new Uint8Array(20)
  const certIdBy = (algorithm: Uint8Array, nameHash = 20, keyHash = 20) =>
    sequence(
      algorithm,
      octetString(new Uint8Array(nameHash)),
      octetString(new Uint8Array(keyHash)),
      integer(1),
    )
  const sha1 = (...parameters: Uint8Array[]) => sequence(oid('1.3.14.3.2.26'), ...parameters)

  it('may have its version (0) written out, a requestor name, a signature, no hash parameters, and extensions that are ignored', () => {
    const requester = contextual(1, contextual(4, encodeName(holder.name)))
    const signature = contextual(0, sequence(sequence(oid('1.2.3')), octetString(nullValue())))
    const version = contextual(0, integer(0))
    for (const der of [
      sequence(sequence(requester, list, extensions(harmless)), signature),
      sequence(sequence(version, requester, list, extensions(harmless)), signature),
      request(version, list),
      request(sequence(sequence(certIdBy(sha1())))),
      request(sequence(sequence(certId, contextual(0, sequence(harmless))))),
      // A nonce may be critical: it is known.
      request(
        list,
        extensions(sequence(oid(nonceType), boolean(true), octetString(octetString(twenty)))),
      ),
    ])
      assert.equal(decodeOcspRequest(der).ok, true)
  })

  it('has its nonce in an extension that is not critical (RFC 6960 § 4.1.2)', () => {
    assert.deepEqual(
      encodeOcspRequest([about('sha1')], new Uint8Array(16)),
      request(list, extensions(nonce(16))),
    )
  })

  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['of another version', request(contextual(0, integer(1)), list), 'malformed-request'],
    ['of a version only', request(contextual(0, integer(0))), 'malformed-request'],
    ['about nothing', request(sequence()), 'malformed-request'],
    ['of no certificate', request(sequence(sequence(nullValue()))), 'malformed-request'],
    ['with an empty nonce', request(list, extensions(nonce(0))), 'malformed-request'],
    ['with a nonce of 129 bytes', request(list, extensions(nonce(129))), 'malformed-request'],
    ['with two nonces', request(list, extensions(nonce(8), nonce(8))), 'malformed-request'],
    [
      'with something behind',
      request(list, extensions(nonce(8)), nullValue()),
      'malformed-request',
    ],
    [
      'with a digest of another length',
      request(sequence(sequence(certIdBy(sha1(nullValue()), 19)))),
      'malformed-request',
    ],
    [
      'with hash parameters',
      request(sequence(sequence(certIdBy(sha1(integer(1)))))),
      'malformed-request',
    ],
    [
      'by an unknown hash',
      request(sequence(sequence(certIdBy(sequence(oid('1.2.3')))))),
      'unknown-hash-algorithm',
    ],
    [
      'with a critical extension',
      request(list, extensions(critical)),
      'unknown-critical-extension',
    ],
    [
      'with a critical extension of one',
      request(sequence(sequence(certId, contextual(0, sequence(critical))))),
      'unknown-critical-extension',
    ],
    ['that breaks off', request(list).slice(0, -1), 'truncated'],
    ['with a signature of another tag', sequence(sequence(list), list), 'malformed-request'],
    [
      'with something behind its signature',
      sequence(sequence(list), contextual(0, sequence()), nullValue()),
      'malformed-request',
    ],
    ['without a list', request(), 'malformed-request'],
    ['with a list of something else', request(octetString(list)), 'malformed-request'],
    [
      'with extensions of another tag',
      request(list, contextual(3, sequence(harmless))),
      'malformed-request',
    ],
    [
      'with extensions that are none',
      request(list, contextual(2, sequence(nullValue()))),
      'malformed-request',
    ],
    [
      'with a nonce that is no OCTET STRING',
      request(list, extensions(sequence(oid(nonceType), octetString(nullValue())))),
      'malformed-request',
    ],
    [
      'with a nonce that is no DER',
      request(list, extensions(sequence(oid(nonceType), octetString(new Uint8Array(8))))),
      'malformed-request',
    ],
    [
      'with something behind the extensions of one',
      request(sequence(sequence(certId, contextual(0, sequence(harmless)), nullValue()))),
      'malformed-request',
    ],
    [
      'with extensions of one that are none',
      request(sequence(sequence(certId, contextual(0, nullValue())))),
      'malformed-request',
    ],
    ['with nothing for one', request(sequence(sequence())), 'malformed-request'],
    [
      'with a key hash of another length',
      request(sequence(sequence(certIdBy(sha1(), 20, 21)))),
      'malformed-request',
    ],
    [
      'with two hash parameters',
      request(sequence(sequence(certIdBy(sha1(nullValue(), nullValue()))))),
      'malformed-request',
    ],
    [
      'without a hash algorithm',
      request(sequence(sequence(certIdBy(sequence())))),
      'malformed-request',
    ],
    ...[
      [octetString(twenty), octetString(twenty), integer(-1)],
      [octetString(twenty), octetString(twenty)],
      [octetString(twenty), integer(1), integer(1)],
      [integer(1), octetString(twenty), integer(1)],
      [octetString(twenty), octetString(twenty), integer(1), nullValue()],
    ].map(
      (parts, number) =>
        [
          `with a CertID of other parts (${String(number)})`,
          request(sequence(sequence(sequence(sha1(), ...parts)))),
          'malformed-request',
        ] as const,
    ),
  ]
  for (const [what, der, kind] of cases)
    it(`is refused: ${what}`, () => {
      const read = decodeOcspRequest(der)
      assert.equal(read.ok ? 'read' : read.refusal.kind, kind)
    })
})

describe('an OCSP response', () => {
  const aSingleResponse = fc
    .record(
      {
        certId: aCertId,
        status: fc.oneof(
          fc.constantFrom({ kind: 'good' as const }, { kind: 'unknown' as const }),
          anInstant.map((revokedAt) => ({ kind: 'revoked' as const, revokedAt })),
          anInstant.map((revokedAt) => ({
            kind: 'revoked' as const,
            revokedAt,
            reason: 'privilegeWithdrawn' as const,
          })),
        ),
        thisUpdate: anInstant,
        nextUpdate: anInstant,
      },
      { noNullPrototype: true, requiredKeys: ['certId', 'status', 'thisUpdate'] },
    )
    .map((response) => ({ ...response, certIdDer: encodeCertId(response.certId) }))

  it('is parsed to what was encoded', () => {
    fc.assert(
      fc.property(
        fc.array(aSingleResponse, { minLength: 1, maxLength: 4 }),
        aNonce,
        (responses, nonce) => {
          const der = reply({ responses, nonce })
          const read = valueOf(decodeOcspResponse(der))
          assert.equal(read.kind, 'response')
          assert.deepEqual(read.nonce, nonce)
          assert.deepEqual(read.responses, responses)
          assert.deepEqual(assembleOcspResponse({ ...read, tbs: encodeAgain(read) }), der)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('with only an error status is parsed too', () => {
    // RFC 6960 § 4.2.1: 4 is not used.
    for (const [error, code] of [
      ['malformedRequest', 1],
      ['internalError', 2],
      ['tryLater', 3],
      ['sigRequired', 5],
      ['unauthorized', 6],
    ] as const) {
      const der = Uint8Array.of(0x30, 3, 0x0a, 1, code)
      assert.deepEqual(ocspError(error), der)
      assert.deepEqual(decodeOcspResponse(der), { ok: true, value: { kind: 'error', error } })
    }
    assert.equal(decodeOcspResponse(sequence(utf8String('x'))).ok, false)
  })

  /* Parts of a response, put together by hand (RFC 6960 § 4.2.1). */
  const empty = new Uint8Array(0)
  const at = generalizedTime(noon)
  const isGood = contextualPrimitive(0, empty)
  const about1 = encodeCertId(about('sha1'))
  const single = (...more: Uint8Array[]) => sequence(about1, isGood, at, ...more)
  const withStatus = (status: Uint8Array) => data(sequence(about1, status, at))
  const byKey = contextual(2, octetString(new Uint8Array(20)))
  const data = (response = single(), ...more: Uint8Array[]) =>
    sequence(byKey, at, sequence(response), ...more)
  const algorithm = encodeSignatureAlgorithm('ecdsa-sha256')
  const signature = bitString(new Uint8Array(8))
  const basic = (tbs: Uint8Array, ...more: Uint8Array[]) =>
    sequence(tbs, algorithm, signature, ...more)
  const whole = (content: Uint8Array, type = '1.3.6.1.5.5.7.48.1.1', ...more: Uint8Array[]) =>
    sequence(enumerated(0), contextual(0, sequence(oid(type), octetString(content), ...more)))
  const ofData = (tbs: Uint8Array) => whole(basic(tbs))

  it('may name its responder, lack certificates, and have extensions that are ignored', () => {
    for (const der of [
      ofData(data()),
      whole(basic(data(), contextual(0, sequence()))),
      ofData(sequence(contextual(1, encodeName(holder.name)), at, sequence(single()))),
      ofData(data(single(contextual(0, at), contextual(1, sequence(harmless))))),
      ofData(data(single(contextual(1, sequence(harmless))))),
      ofData(data(single(), contextual(1, sequence(harmless)))),
    ])
      assert.equal(valueOf(decodeOcspResponse(der)).kind, 'response')
    const ofCa = {
      tbs: data(),
      signatureAlgorithm: 'ecdsa-sha256',
      signature: new Uint8Array(8),
    } as const
    assert.deepEqual(assembleOcspResponse({ ...ofCa, certificates: [] }), ofData(data()))
    const named = valueOf(
      decodeOcspResponse(
        ofData(sequence(contextual(1, encodeName(holder.name)), at, sequence(single()))),
      ),
    )
    assert.ok(named.kind === 'response' && named.responder.kind === 'name')
    assert.deepEqual(named.responder.nameDer, encodeName(holder.name))
  })

  const revoked = (...parts: Uint8Array[]) => withStatus(contextual(1, ...parts))
  const malformed: Readonly<Record<string, Uint8Array>> = {
    'no status': sequence(),
    'an unknown status': sequence(enumerated(4)),
    'an error with a response': sequence(enumerated(1), contextual(0, sequence())),
    'no response': sequence(enumerated(0)),
    'something behind': sequence(
      enumerated(0),
      contextual(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octetString(basic(data())))),
      nullValue(),
    ),
    'another type of response': whole(basic(data()), '1.3.6.1.5.5.7.48.1.2'),
    'something behind the basic response': whole(
      basic(data()),
      '1.3.6.1.5.5.7.48.1.1',
      nullValue(),
    ),
    'a basic response that is none': whole(nullValue()),
    'a signature algorithm that is unknown': whole(
      sequence(data(), sequence(oid('1.2.3')), signature),
    ),
    'no signature': whole(sequence(data(), algorithm)),
    'certificates that are none': whole(basic(data(), contextual(0, nullValue()))),
    'certificates of another tag': whole(basic(data(), contextual(1, sequence()))),
    'something behind the certificates': whole(
      basic(data(), contextual(0, sequence()), nullValue()),
    ),
    'no responder': ofData(sequence(at, sequence(single()))),
    'a responder that is no name': ofData(
      sequence(contextual(1, sequence(nullValue())), at, sequence(single())),
    ),
    'a responder of another tag': ofData(
      sequence(contextual(3, octetString(empty)), at, sequence(single())),
    ),
    'no time': ofData(sequence(byKey, nullValue(), sequence(single()))),
    'no list': ofData(sequence(byKey, at)),
    'something behind the extensions': ofData(
      data(single(), contextual(1, sequence(harmless)), nullValue()),
    ),
    'extensions of another tag': ofData(data(single(), contextual(2, sequence(harmless)))),
    'a certificate that is none': ofData(data(sequence(nullValue(), isGood, at))),
    'no thisUpdate': ofData(data(sequence(about1, isGood))),
    'a nextUpdate that is no time': ofData(data(single(contextual(0, nullValue())))),
    'something behind the last part of one': ofData(
      data(single(contextual(0, at), contextual(1, sequence(harmless)), nullValue())),
    ),
    'extensions of one that are none': ofData(data(single(contextual(1, nullValue())))),
    'a status of another tag': ofData(withStatus(contextualPrimitive(3, empty))),
    '“good” with content': ofData(withStatus(contextualPrimitive(0, Uint8Array.of(1)))),
    '“unknown” with content': ofData(withStatus(contextualPrimitive(2, Uint8Array.of(1)))),
    'a revocation without a time': ofData(revoked()),
    'a revocation with something behind': ofData(
      revoked(at, contextual(0, enumerated(1)), nullValue()),
    ),
    'a reason that does not exist (RFC 5280 § 5.3.1: 7)': ofData(
      revoked(at, contextual(0, enumerated(7))),
    ),
    'a reason of another tag': ofData(revoked(at, contextual(1, enumerated(1)))),
  }
  for (const [what, der] of Object.entries(malformed))
    it(`is refused with ${what}`, () => {
      assert.deepEqual(decodeOcspResponse(der), {
        ok: false,
        refusal: { kind: 'malformed-response' },
      })
    })

  it('is refused with a critical extension that is unknown, of the whole or of one', () => {
    for (const der of [
      ofData(data(single(), contextual(1, sequence(critical)))),
      ofData(data(single(contextual(1, sequence(critical))))),
      ofData(data(single(contextual(0, at), contextual(1, sequence(critical))))),
    ])
      assert.deepEqual(decodeOcspResponse(der), {
        ok: false,
        refusal: { kind: 'unknown-critical-extension', type: '1.2.3' },
      })
  })

  const check: OcspCheck = {
    response: reply({}),
    serial: holder.certificate.serial,
    issuer: ca.certificate,
    at: noon,
    nonce: undefined,
    toleranceMilliseconds: 0,
  }
  const outcome = (changed: Partial<OcspCheck>): string => {
    const checked = checkOcspResponse({ ...check, ...changed })
    return checked.ok ? checked.value.kind : checked.refusal.kind
  }

  it('is accepted from the issuer itself, and from a responder that it certified', () => {
    assert.equal(outcome({}), 'good')
    assert.equal(outcome({ response: reply({}, ca, []) }), 'good')
    assert.equal(outcome({ response: reply({ responses: [good(about('sha256'))] }) }), 'good')
    const revoked = { kind: 'revoked', revokedAt: noon, reason: 'keyCompromise' } as const
    assert.deepEqual(
      checkOcspResponse({
        ...check,
        response: reply({ responses: [{ ...good(), status: revoked }] }),
      }),
      { ok: true, value: revoked },
    )
  })

  it('is accepted from a responder that it names, and with certificates of others beside', () => {
    const tbs = sequence(contextual(1, encodeName(responder.name)), at, sequence(single()))
    const signatureAlgorithm = signatureAlgorithmOf(responder.privateKey) ?? 'rsa-sha256'
    const named = assembleOcspResponse({
      tbs,
      signatureAlgorithm,
      signature: signData(signatureAlgorithm, responder.privateKey, tbs),
      certificates: [responder.certificate.der],
    })
    assert.equal(outcome({ response: named }), 'good')
    assert.equal(outcome({ response: reply({}, responder, [holder, responder]) }), 'good')
    const unreadable = { ...holder, certificate: { ...holder.certificate, der: nullValue() } }
    assert.equal(outcome({ response: reply({}, responder, [unreadable, responder]) }), 'good')
  })

  it('without nextUpdate is accepted later too (RFC 6960 § 4.2.2.1)', () => {
    const { nextUpdate, ...endless } = good()
    assert.ok(nextUpdate)
    assert.equal(
      outcome({ response: reply({ responses: [endless] }), at: plus(noon, 9 * hour) }),
      'good',
    )
  })

  it('is accepted while it is current, with a tolerance for clock skew', () => {
    assert.equal(outcome({ at: plus(noon, hour) }), 'good')
    assert.equal(outcome({ at: plus(noon, hour + 1) }), 'stale')
    assert.equal(outcome({ at: plus(noon, -1) }), 'not-yet-valid')
    assert.equal(outcome({ at: plus(noon, -1), toleranceMilliseconds: 1 }), 'good')
    assert.equal(outcome({ at: plus(noon, hour + 1), toleranceMilliseconds: 1 }), 'good')
  })

  it('must repeat the nonce of the request', () => {
    const nonce = Uint8Array.of(1, 2, 3)
    assert.equal(outcome({ nonce }), 'wrong-nonce')
    assert.equal(
      outcome({ nonce, response: reply({ nonce: Uint8Array.of(1, 2, 4) }) }),
      'wrong-nonce',
    )
    assert.equal(outcome({ nonce, response: reply({ nonce }) }), 'good')
  })

  it('is refused for another certificate, or for one of another issuer', () => {
    assert.equal(outcome({ serial: Uint8Array.of(1) }), 'not-about-this-certificate')
    // Of another key, of another name, and of neither.
    for (const other of [
      aCa({ keys: 'P-384' }),
      aCa({ keyOf: ca, commonName: 'TEST Other' }),
      aCa({ commonName: 'TEST Other' }),
    ])
      assert.equal(outcome({ issuer: other.certificate }), 'not-about-this-certificate')
  })

  it('is refused from a signer that is not an authorised responder', () => {
    const cases: readonly Party[] = [
      aHolder(ca),
      aResponder(aCa()),
      aResponder(ca, { notAfter: plus(noon, -hour) }),
      aResponder(aHolder(ca)),
    ]
    for (const by of cases)
      assert.equal(outcome({ response: reply({}, by) }), 'responder-not-authorised')
    assert.equal(outcome({ response: reply({}, responder, []) }), 'responder-not-authorised')
  })

  it('is refused with a signature over something else', () => {
    const response = reply({})
    const certificateLength = responder.certificate.der.length
    const inSignature = response.length - certificateLength - 20
    assert.equal(
      outcome({ response: response.with(inSignature, (response[inSignature] ?? 0) ^ 1) }),
      'wrong-signature',
    )
    assert.equal(outcome({ response: ocspError('tryLater') }), 'no-response')
    assert.equal(outcome({ response: nullValue() }), 'malformed-response')
  })
})

function encodeAgain({ responder: by, ...read }: BasicResponse): Uint8Array {
  assert.equal(by.kind, 'key')
  return encodeResponseData({ ...read, responderKeyHash: by.keyHash })
}
