import assert from 'node:assert/strict'
import fc from 'fast-check'
import { day, plus } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { assembleCertificate, decodeCertificate } from '../certificate.ts'
import { decodeCertificateList, assembleCertificateList, encodeTbsCertificateList } from '../crl.ts'
import {
  authorityInfoAccess,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  qcStatements,
  subjectAltName,
} from '../extensions.ts'
import { encodeName } from '../names.ts'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  decodeOcspResponse,
  encodeCertId,
  encodeOcspRequest,
  encodeResponseData,
} from '../ocsp.ts'
import { certIdFor } from '../ocsp-check.ts'
import { keyPurposes, qcTypes } from '../oids.ts'
import { decodePublicKey } from '../public-key.ts'
import {
  assembleCertificateRequest,
  decodeCertificateRequest,
  encodeTbsRequest,
} from '../request.ts'
import { isAcceptedAlgorithm } from '../signature-algorithm.ts'
import { aHolder, aCa, identifierOf, noon } from '../testing.ts'

/** For tests: valid bytes of each kind, with their reader, to be damaged in every way. */

export type Example = {
  readonly der: Uint8Array
  /**
   * Must return for any bytes; what it reads, it must be able to write to the same bytes (undefined: it
   * can't).
   */
  readonly read: (der: Uint8Array) => Result<Uint8Array | undefined, { readonly kind: string }>
}

export function exampleBytes(): ReadonlyMap<string, Example> {
  const ca = aCa()
  const holder = aHolder(ca, {
    extensions: [
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature', 'keyAgreement']),
      extKeyUsage([keyPurposes.clientAuth, keyPurposes.smartCardLogon]),
      certificatePolicies([
        { policy: '2.25.1', cps: 'http://a', notices: ['ä'] },
        { policy: '1.2.3' },
      ]),
      crlDistributionPoints(['http://a/crl']),
      authorityInfoAccess({ ocsp: ['http://a/o'], caIssuers: ['http://a/c'] }),
      qcStatements([
        { kind: 'qcSscd' },
        { kind: 'qcType', types: [qcTypes.esign] },
        { kind: 'qcPds', locations: [{ url: 'https://a', language: 'fi' }] },
      ]),
      subjectAltName([
        { kind: 'upn', value: 'a@b' },
        { kind: 'dns', value: 'a.fi' },
      ]),
    ],
  })
  const certId = certIdFor({
    hashAlgorithm: 'sha256',
    issuer: ca.certificate,
    serial: holder.certificate.serial,
  })
  const signature = { signatureAlgorithm: 'ecdsa-sha256', signature: new Uint8Array(8) } as const
  return new Map([
    ['a certificate', { der: holder.certificate.der, read: readCertificate }],
    [
      'a revocation list',
      {
        der: assembleCertificateList({ tbs: aCrl(), ...signature }),
        read: mapped(decodeCertificateList),
      },
    ],
    [
      'an OCSP question',
      {
        der: encodeOcspRequest([certId, certId], new Uint8Array(9)),
        read: mapped(decodeOcspRequest),
      },
    ],
    [
      'an OCSP answer',
      {
        der: assembleOcspResponse({
          tbs: encodeResponseData({
            responderKeyHash: identifierOf(ca.spki),
            producedAt: noon,
            nonce: new Uint8Array(9),
            responses: [
              { certIdDer: encodeCertId(certId), status: { kind: 'good' }, thisUpdate: noon },
              {
                certIdDer: encodeCertId(certId),
                status: { kind: 'revoked', revokedAt: noon, reason: 'keyCompromise' },
                thisUpdate: noon,
                nextUpdate: noon,
              },
            ],
          }),
          ...signature,
          certificates: [ca.certificate.der],
        }),
        read: mapped(decodeOcspResponse),
      },
    ],
    [
      'a request',
      {
        der: assembleCertificateRequest({
          tbs: encodeTbsRequest({
            subject: holder.name,
            subjectPublicKeyInfo: holder.spki,
            extensions: [keyUsage(['digitalSignature'])],
          }),
          ...signature,
        }),
        read: readRequest,
      },
    ],
    ['a public key', { der: holder.spki, read: readPublicKey }],
  ])

  function aCrl(): Uint8Array {
    return encodeTbsCertificateList({
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: encodeName(ca.name),
      thisUpdate: noon,
      nextUpdate: plus(noon, day),
      number: 300n,
      authorityKeyIdentifier: identifierOf(ca.spki),
      distributionPoint: 'http://a/1.crl',
      entries: [
        { serial: Uint8Array.of(0x81, 2), revokedAt: noon, reason: 'superseded' },
        { serial: Uint8Array.of(3), revokedAt: noon },
      ],
    })
  }
}

/**
 * Damages the bytes at random: bytes changed, cut, doubled, moved. Ends after `rounds`, or when the time is
 * over.
 */
export function sweepMutations(
  { der, read }: Example,
  { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number },
): void {
  const change = fc.record({
    kind: fc.constantFrom('set', 'flip', 'cut', 'insert', 'copy', 'truncate'),
    at: fc.nat({ max: der.length - 1 }),
    byte: fc.nat({ max: 255 }),
    length: fc.nat({ max: 8 }),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let bytes = [...der]
      for (const { kind, at, byte, length } of changes) {
        if (kind === 'set') bytes[at] = byte
        else if (kind === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << (byte & 7))
        else if (kind === 'cut') bytes.splice(at, length)
        else if (kind === 'insert') bytes.splice(at, 0, byte)
        else if (kind === 'copy') bytes.splice(at, 0, ...bytes.slice(byte, byte + length))
        else bytes = bytes.slice(0, at)
      }
      assertResponses(read, Uint8Array.from(bytes))
    }),
    // A machine that stalls for a while has run fewer rounds: that is no failure.
    { numRuns: rounds, plugins: [fc.interruptAfterTimeLimit(milliseconds)] },
  )
}

/** Changes each byte to each other value, one at a time. */
export function sweepEveryByte({ der, read }: Example): void {
  for (let at = 0; at < der.length; at += 1)
    for (let byte = 0; byte < 256; byte += 1) assertResponses(read, der.with(at, byte))
}

function assertResponses(read: Example['read'], bytes: Uint8Array): void {
  const response = read(bytes)
  if (!response.ok) assert.equal(typeof response.refusal.kind, 'string')
  else if (response.value !== undefined) assert.deepEqual(response.value, bytes)
}

/**
 * The parts of a certificate that was read must make up the same bytes again; with an algorithm that is only
 * read, none are written.
 */
function readCertificate(der: Uint8Array): ReturnType<Example['read']> {
  const certificate = decodeCertificate(der)
  if (!certificate.ok) return certificate
  const { signatureAlgorithm } = certificate.value
  if (!isAcceptedAlgorithm(signatureAlgorithm)) return { ok: true, value: undefined }
  return { ok: true, value: assembleCertificate({ ...certificate.value, signatureAlgorithm }) }
}

/** A subject that was read can be written: the CA will write it. */
export function readRequest(der: Uint8Array): ReturnType<Example['read']> {
  const request = decodeCertificateRequest(der)
  if (!request.ok) return request
  encodeName(request.value.subject)
  return { ok: true, value: assembleCertificateRequest(request.value) }
}

const readPublicKey = (der: Uint8Array): ReturnType<Example['read']> =>
  decodePublicKey(der) === undefined
    ? { ok: false, refusal: { kind: 'no-public-key' } }
    : { ok: true, value: undefined }

export const mapped =
  (decode: (der: Uint8Array) => Result<unknown, { readonly kind: string }>): Example['read'] =>
  (der) => {
    const response = decode(der)
    return response.ok ? { ok: true, value: undefined } : response
  }
