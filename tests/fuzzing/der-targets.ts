import assert from 'node:assert/strict'
import { concatenate, readDer, sequence, type DerNode } from '@sotevarmenne/x509/der'
import {
  assembleCertificateList,
  decodeTbsCertificateList,
  encodeTbsCertificateList,
} from '@sotevarmenne/x509/crl'
import { createCrlReader, readWholeCrl } from '@sotevarmenne/x509/crl-reader'
import { instant } from '@sotevarmenne/kernel/instant'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { exampleBytes } from '@sotevarmenne/x509/testing/mutations'
import { decodeOcspRequest, decodeOcspResponse } from '@sotevarmenne/x509/ocsp'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { aCa, noon, valueOf } from '@sotevarmenne/x509/testing'
import { fastPathParser } from '../../apps/server/src/pki/ocsp/fast-path-parser.ts'
import { readPath } from '../../apps/server/src/pki/ocsp/parse-get-path.ts'
import { aRequest, aSerial } from '../../apps/server/src/pki/ocsp/testing.ts'
import type { FuzzTarget, Outcome } from './fuzz.ts'
import { isWholeCertificate, opensslReads } from './openssl.ts'

const examples = exampleBytes()
const der = (what: string): Uint8Array => examples.get(what)?.der ?? assert.fail(what)

const outcomeOf = ({ ok }: { readonly ok: boolean }): Outcome => (ok ? 'accepted' : 'refused')

/** As the readers of `exampleBytes` promise: what was read is written to the same bytes. */
function readExample(what: string, bytes: Uint8Array): Outcome {
  const read = (examples.get(what) ?? assert.fail(what)).read(bytes)
  if (read.ok && read.value !== undefined) assert.deepEqual(read.value, bytes)
  return outcomeOf(read)
}

const example = (what: string, key: string, compare?: FuzzTarget['compare']): FuzzTarget => ({
  what,
  shape: 'der',
  samples: () => [der(key)],
  read: (bytes) => readExample(key, bytes),
  ...(compare && { compare }),
})

/** DER, and everything of X.509 and OCSP. */
export const derTargets: readonly FuzzTarget[] = [
  {
    what: 'DER',
    shape: 'der',
    samples: () => [...examples.values()].map((one) => one.der),
    read: (bytes) => {
      const read = readDer(bytes)
      if (read.ok) assert.deepEqual(written(read.value), new Uint8Array(bytes), 'not canonical')
      return outcomeOf(read)
    },
    compare: opensslReads('asn1parse', '-inform', 'DER', '-noout', '-in', 'FILE'),
  },
  example('a certificate', 'a certificate', (bytes) => {
    if (isWholeCertificate(bytes))
      opensslReads('x509', '-inform', 'DER', '-noout', '-text', '-in', 'FILE')(bytes)
  }),
  example(
    'a CRL',
    'a revocation list',
    opensslReads('crl', '-inform', 'DER', '-noout', '-text', '-in', 'FILE'),
  ),
  example('a certificate request (PKCS #10)', 'a request', (bytes) => {
    const { subjectPublicKeyInfo } = valueOf(decodeCertificateRequest(bytes))
    if (decodePublicKey(subjectPublicKeyInfo) !== undefined)
      opensslReads('req', '-inform', 'DER', '-noout', '-text', '-in', 'FILE')(bytes)
  }),
  example('an OCSP request', 'an OCSP question', (bytes) => {
    // Requestor name and signature are left unread: this service responds to everybody.
    const parts = valueOf(readDer(bytes)).children()
    const isAnonymous = parts.length === 1 && parts[0]?.children()[0]?.tagClass === 'universal'
    if (isAnonymous) opensslReads('ocsp', '-req_text', '-reqin', 'FILE')(bytes)
  }),
  example('an OCSP response', 'an OCSP answer', (bytes) => {
    // Certificates and the responder's name are read when the response is checked.
    const read = valueOf(decodeOcspResponse(bytes))
    const isWhole =
      read.kind === 'error' ||
      (read.responder.kind === 'key' && read.certificates.every(isWholeCertificate))
    if (isWhole) opensslReads('ocsp', '-resp_text', '-noverify', '-respin', 'FILE')(bytes)
  }),
  crlStream(),
  ocspFastPath(),
  ocspPath(),
]

/** The element, written again from its parts. */
function written(node: DerNode): Uint8Array {
  const { tagClass, tagNumber, constructed } = node
  const classes = { universal: 0, application: 0x40, contextual: 0x80, private: 0xc0 }
  const tag = classes[tagClass] | (constructed ? 0x20 : 0) | tagNumber
  const inside = constructed ? concatenate(...node.children().map(written)) : node.content
  // The writer's own element with another tag.
  const element = sequence(inside)
  element[0] = tag
  return element
}

/** A CRL read as a stream, in pieces, and whole: the same judgement. */
function crlStream(): FuzzTarget {
  const fields = {
    signatureAlgorithm: 'ecdsa-sha384',
    issuer: encodeName([{ type: attributeTypes.commonName, value: 'TEST CA' }]),
    ...{ thisUpdate: noon, nextUpdate: instant(noon + 1000), number: 7n },
    authorityKeyIdentifier: new Uint8Array(20),
  } as const
  return {
    what: 'a CRL that is not signed yet, in pieces',
    shape: 'der',
    samples: () =>
      [0, 3, 40].map((count) =>
        encodeTbsCertificateList({
          ...fields,
          entries: Array.from({ length: count }, (_, at) => ({
            serial: Uint8Array.of(at + 1, 9),
            revokedAt: noon,
            ...(at % 2 === 0 && { reason: 'superseded' as const }),
          })),
        }),
      ),
    read: (bytes) => {
      const whole = readWholeCrl(bytes)
      const reader = createCrlReader()
      for (let at = 0; at < bytes.length; at += 7)
        if (!reader.push(bytes.subarray(at, at + 7)).ok) break
      const pieces = reader.end()
      assert.deepEqual(pieces, whole, 'pieces change what is read')
      const decoded = decodeTbsCertificateList(bytes)
      assert.equal(decoded.ok, whole.ok, 'the two readers differ')
      if (decoded.ok && whole.ok) {
        assert.equal(whole.value.entries.count, decoded.value.entries.length)
        assert.equal(whole.value.number, decoded.value.number)
        if (whole.value.isOwnForm)
          assert.deepEqual(
            encodeTbsCertificateList({
              ...decoded.value,
              issuer: decoded.value.issuerDer,
              authorityKeyIdentifier: decoded.value.authorityKeyIdentifier ?? assert.fail(),
              ...(decoded.value.distributionPoints[0] !== undefined && {
                distributionPoint: decoded.value.distributionPoints[0],
              }),
            }),
            new Uint8Array(bytes),
          )
      }
      return outcomeOf(whole)
    },
    compare: (tbs) => {
      const signed = {
        tbs,
        signatureAlgorithm: 'ecdsa-sha384',
        signature: new Uint8Array(8),
      } as const
      opensslReads(
        'crl',
        '-inform',
        'DER',
        '-noout',
        '-text',
        '-in',
        'FILE',
      )(assembleCertificateList(signed))
    },
  }
}

/** What the fast path takes, the decoder must read alike. */
function ocspFastPath(): FuzzTarget {
  const issuer = aCa()
  const { read, request } = fastPathParser(issuer.certificate)
  return {
    what: 'an OCSP request on the fast path',
    shape: 'der',
    samples: () => [
      aRequest(issuer, [aSerial(1)]),
      aRequest(issuer, [aSerial(2)], { hash: 'sha256', nonce: new Uint8Array(32).fill(9) }),
    ],
    read: (bytes) => {
      if (!read(bytes, 0, bytes.length)) return 'refused'
      const decoded = decodeOcspRequest(bytes)
      assert.ok(decoded.ok, 'the decoder refuses what the fast path takes')
      const [first, ...more] = decoded.value.requests
      assert.ok(first && more.length === 0)
      const { certIdAt, serialAt, serialLength, nonceAt, nonceLength } = request
      assert.deepEqual(
        new Uint8Array(bytes.subarray(certIdAt, serialAt + serialLength)),
        new Uint8Array(first.certIdDer),
      )
      assert.deepEqual(
        new Uint8Array(bytes.subarray(nonceAt, nonceAt + nonceLength)),
        new Uint8Array(decoded.value.nonce ?? []),
      )
      return 'accepted'
    },
    compare: opensslReads('ocsp', '-req_text', '-reqin', 'FILE'),
  }
}

/** The path of a GET, beside Node's decoders of percent signs and base64. */
function ocspPath(): FuzzTarget {
  return {
    what: 'an OCSP request in the path of a GET',
    shape: 'text',
    samples: () => {
      const base64 = Buffer.from(der('an OCSP question')).toString('base64')
      return [base64, encodeURIComponent(base64), `//${base64}`].map((path) => Buffer.from(path))
    },
    read: (bytes) => {
      const into = new Uint8Array(2048)
      const length = readPath(bytes, 0, bytes.length, into)
      if (length < 0) return 'refused'
      const path = Buffer.from(bytes).toString('latin1').replace(/^\/+/, '')
      const expected = Buffer.from(decodeURIComponent(path), 'base64')
      assert.deepEqual(into.subarray(0, length), new Uint8Array(expected))
      return 'accepted'
    },
  }
}
