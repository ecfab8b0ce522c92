import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { signatureAlgorithmOf, signData } from './algorithms.ts'
import {
  boolean,
  contextual,
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
import { aHolder, anAuthority, identifierOf, noon, valueOf, type Party } from './testing.ts'

const authority = anAuthority({ keys: 'P-384' })
const holder = aHolder(authority)
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
const responder = aResponder(authority)
const about = (hashAlgorithm: 'sha1' | 'sha256', party = holder): CertId =>
  certIdFor({ hashAlgorithm, issuer: authority.certificate, serial: party.certificate.serial })
const good = (certId = about('sha1')): SingleResponse => ({
  certIdDer: encodeCertId(certId),
  status: { kind: 'good' },
  thisUpdate: noon,
  nextUpdate: plus(noon, hour),
})

/** An answer, signed by the party; with its certificate unless told otherwise. */
function answer(fields: Partial<ResponseFields>, by = responder, certificates = [by]): Uint8Array {
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

const aHash = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const aCertId: fc.Arbitrary<CertId> = fc
  .constantFrom(['sha1', 20] as const, ['sha256', 32] as const)
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

describe('a question about certificates', () => {
  it('is read as it was written', () => {
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
  const question = (...parts: Uint8Array[]) => sequence(sequence(...parts))
  const list = sequence(sequence(certId))
  const extensions = (...each: Uint8Array[]) => contextual(2, sequence(...each))
  const nonce = (bytes: number) =>
    sequence(oid('1.3.6.1.5.5.7.48.1.2'), octetString(octetString(new Uint8Array(bytes))))
  const certIdBy = (algorithm: Uint8Array, hashes = 20) =>
    sequence(
      algorithm,
      octetString(new Uint8Array(hashes)),
      octetString(new Uint8Array(20)),
      integer(1),
    )
  const sha1 = (...parameters: Uint8Array[]) => sequence(oid('1.3.14.3.2.26'), ...parameters)

  it('may have the name of the asker, a signature, no hash parameters, and extensions that say nothing here', () => {
    const asker = contextual(1, contextual(4, encodeName(holder.name)))
    const harmless = sequence(oid('1.2.3'), octetString(nullValue()))
    const signature = contextual(0, sequence(sequence(oid('1.2.3')), octetString(nullValue())))
    for (const der of [
      sequence(sequence(asker, list, extensions(harmless)), signature),
      question(sequence(sequence(certIdBy(sha1())))),
      question(sequence(sequence(certId, contextual(0, sequence(harmless))))),
    ])
      assert.equal(decodeOcspRequest(der).ok, true)
  })

  const critical = sequence(oid('1.2.3'), boolean(true), octetString(nullValue()))
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['about nothing', question(sequence()), 'malformed-request'],
    ['of no certificate', question(sequence(sequence(nullValue()))), 'malformed-request'],
    ['with an empty nonce', question(list, extensions(nonce(0))), 'malformed-request'],
    ['with a nonce of 129 octets', question(list, extensions(nonce(129))), 'malformed-request'],
    ['with two nonces', question(list, extensions(nonce(8), nonce(8))), 'malformed-request'],
    [
      'with something behind',
      question(list, extensions(nonce(8)), nullValue()),
      'malformed-request',
    ],
    [
      'with a digest of another length',
      question(sequence(sequence(certIdBy(sha1(nullValue()), 19)))),
      'malformed-request',
    ],
    [
      'with hash parameters',
      question(sequence(sequence(certIdBy(sha1(integer(1)))))),
      'malformed-request',
    ],
    [
      'by an unknown hash',
      question(sequence(sequence(certIdBy(sequence(oid('1.2.3')))))),
      'unknown-hash-algorithm',
    ],
    [
      'with a critical extension',
      question(list, extensions(critical)),
      'unknown-critical-extension',
    ],
    [
      'with a critical extension of one',
      question(sequence(sequence(certId, contextual(0, sequence(critical))))),
      'unknown-critical-extension',
    ],
    ['that breaks off', question(list).slice(0, -1), 'truncated'],
  ]
  for (const [what, der, kind] of cases)
    it(`is refused: ${what}`, () => {
      const read = decodeOcspRequest(der)
      assert.equal(read.ok ? 'read' : read.refusal.kind, kind)
    })
})

describe('an answer about certificates', () => {
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

  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(aSingleResponse, { minLength: 1, maxLength: 4 }),
        aNonce,
        (responses, nonce) => {
          const der = answer({ responses, nonce })
          const read = valueOf(decodeOcspResponse(der))
          assert.equal(read.kind, 'answer')
          assert.deepEqual(read.nonce, nonce)
          assert.deepEqual(read.responses, responses)
          assert.deepEqual(assembleOcspResponse({ ...read, tbs: encodeAgain(read) }), der)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('that says only why there is none is read too', () => {
    for (const error of [
      'malformedRequest',
      'internalError',
      'tryLater',
      'sigRequired',
      'unauthorized',
    ] as const)
      assert.deepEqual(decodeOcspResponse(ocspError(error)), {
        ok: true,
        value: { kind: 'error', error },
      })
    assert.equal(decodeOcspResponse(sequence(utf8String('x'))).ok, false)
  })

  const check: OcspCheck = {
    response: answer({}),
    serial: holder.certificate.serial,
    issuer: authority.certificate,
    at: noon,
    nonce: undefined,
    toleranceMilliseconds: 0,
  }
  const outcome = (changed: Partial<OcspCheck>): string => {
    const checked = checkOcspResponse({ ...check, ...changed })
    return checked.ok ? checked.value.kind : checked.refusal.kind
  }

  it('is believed from the issuer itself, and from a responder whom it certified', () => {
    assert.equal(outcome({}), 'good')
    assert.equal(outcome({ response: answer({}, authority, []) }), 'good')
    assert.equal(outcome({ response: answer({ responses: [good(about('sha256'))] }) }), 'good')
    const revoked = { kind: 'revoked', revokedAt: noon, reason: 'keyCompromise' } as const
    assert.deepEqual(
      checkOcspResponse({
        ...check,
        response: answer({ responses: [{ ...good(), status: revoked }] }),
      }),
      { ok: true, value: revoked },
    )
  })

  it('is believed while it is current, by a little more where clocks may differ', () => {
    assert.equal(outcome({ at: plus(noon, hour) }), 'good')
    assert.equal(outcome({ at: plus(noon, hour + 1) }), 'stale')
    assert.equal(outcome({ at: plus(noon, -1) }), 'not-yet-valid')
    assert.equal(outcome({ at: plus(noon, -1), toleranceMilliseconds: 1 }), 'good')
    assert.equal(outcome({ at: plus(noon, hour + 1), toleranceMilliseconds: 1 }), 'good')
  })

  it('must repeat the nonce of the question', () => {
    const nonce = Uint8Array.of(1, 2, 3)
    assert.equal(outcome({ nonce }), 'wrong-nonce')
    assert.equal(
      outcome({ nonce, response: answer({ nonce: Uint8Array.of(1, 2, 4) }) }),
      'wrong-nonce',
    )
    assert.equal(outcome({ nonce, response: answer({ nonce }) }), 'good')
  })

  it('is not believed about another certificate, or of another issuer', () => {
    assert.equal(outcome({ serial: Uint8Array.of(1) }), 'not-about-this-certificate')
    assert.equal(outcome({ issuer: anAuthority().certificate }), 'not-about-this-certificate')
  })

  it('is not believed from those who may not answer', () => {
    const cases: readonly Party[] = [
      aHolder(authority),
      aResponder(anAuthority()),
      aResponder(authority, { notAfter: plus(noon, -hour) }),
      aResponder(aHolder(authority)),
    ]
    for (const by of cases)
      assert.equal(outcome({ response: answer({}, by) }), 'responder-not-authorised')
    assert.equal(outcome({ response: answer({}, responder, []) }), 'responder-not-authorised')
  })

  it('is not believed with a signature over something else', () => {
    const response = answer({})
    const certificateLength = responder.certificate.der.length
    const inSignature = response.length - certificateLength - 20
    assert.equal(
      outcome({ response: response.with(inSignature, (response[inSignature] ?? 0) ^ 1) }),
      'wrong-signature',
    )
    assert.equal(outcome({ response: ocspError('tryLater') }), 'no-answer')
    assert.equal(outcome({ response: nullValue() }), 'malformed-response')
  })
})

function encodeAgain({ responder: by, ...read }: BasicResponse): Uint8Array {
  assert.equal(by.kind, 'key')
  return encodeResponseData({ ...read, responderKeyHash: by.keyHash })
}
