import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { signData, signatureAlgorithmOf } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
} from '@sotevarmenne/x509/certificate'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { extKeyUsage, keyUsage } from '@sotevarmenne/x509/extensions'
import {
  assembleOcspResponse,
  encodeCertId,
  encodeResponseData,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { certIdFor } from '@sotevarmenne/x509/ocsp-check'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import {
  aParty,
  aCa,
  identifierOf,
  valueOf,
  type KeyKind,
  type Party,
} from '@sotevarmenne/x509/testing'
import { embedSignature, preparePdf, signedParts, type PdfSignatureWishes } from './pdf/prepare.ts'
import { digestOf, hashOf } from './digest.ts'
import { beginSignature, finishSignature, type SigningKey } from './signed-data.ts'
import {
  respondToTimeStampRequest,
  decodeTimeStampResponse,
  encodeTimeStampRequest,
} from './time-stamp.ts'

/** Builders for tests. */

export type SigningEnvironment = {
  readonly root: Party
  readonly issuer: Party
  readonly signer: Party
  readonly key: SigningKey
  readonly timeStampAuthority: Party
  /** A token over the bytes, issued at that time. */
  readonly stamp: (content: Uint8Array, at: Instant) => Promise<Uint8Array>
  readonly listOf: (ca: Party, revoked: readonly Party[], at: Instant) => Uint8Array
  readonly ocspOf: (about: Party, status: CertificateStatus, at: Instant) => Uint8Array
}

export const policy = '1.2.3.4'

/** A root, a CA under it, a card holder, and a time-stamp authority; valid around the instant. */
export function aSigningEnvironment(now: Instant, keys: KeyKind = 'P-256'): SigningEnvironment {
  const validity = { notBefore: plus(now, -day), notAfter: plus(now, day) }
  const root = aCa({ ...validity, commonName: 'TEST root' })
  const issuer = aCa({ ...validity, commonName: 'TEST issuer', issuer: root })
  const signer = aParty({
    ...validity,
    commonName: 'Aino Esimerkki',
    issuer,
    keys,
    extensions: [keyUsage(['nonRepudiation'])],
  })
  const timeStampAuthority = aParty({
    ...validity,
    commonName: 'TEST time-stamps',
    issuer: root,
    extensions: [
      keyUsage(['digitalSignature']),
      { ...extKeyUsage([keyPurposes.timeStamping]), critical: true },
    ],
  })
  return {
    root,
    issuer,
    signer,
    timeStampAuthority,
    key: softwareKey(signer, [issuer, root]),
    stamp: async (content, at) => {
      const imprint = { hash: 'sha256', digest: await digestOf('sha256', content) } as const
      const request = { imprint, nonce: undefined, policy: undefined, certificates: true }
      const response = await respondToTimeStampRequest(encodeTimeStampRequest(request), {
        key: softwareKey(timeStampAuthority, [root]),
        policy,
        serial: Uint8Array.of(1),
        at,
      })
      return valueOf(decodeTimeStampResponse(response))
    },
    listOf: (ca, revoked, at) => {
      const signatureAlgorithm = algorithmOf(ca)
      const tbs = encodeTbsCertificateList({
        signatureAlgorithm,
        issuer: ca.certificate.subjectDer,
        thisUpdate: at,
        nextUpdate: plus(at, day),
        number: 1n,
        authorityKeyIdentifier: identifierOf(ca.spki),
        distributionPoint: undefined,
        entries: revoked.map(({ certificate: { serial } }) => ({ serial, revokedAt: at })),
      })
      const signature = signData(signatureAlgorithm, ca.privateKey, tbs)
      return assembleCertificateList({ tbs, signatureAlgorithm, signature })
    },
    ocspOf: (about, status, at) => {
      const { serial } = about.certificate
      const certId = certIdFor({ hashAlgorithm: 'sha1', issuer: issuer.certificate, serial })
      const tbs = encodeResponseData({
        responderKeyHash: identifierOf(issuer.spki),
        producedAt: at,
        responses: [
          { certIdDer: encodeCertId(certId), status, thisUpdate: at, nextUpdate: plus(at, day) },
        ],
      })
      const signatureAlgorithm = algorithmOf(issuer)
      const signature = signData(signatureAlgorithm, issuer.privateKey, tbs)
      return assembleOcspResponse({ tbs, signatureAlgorithm, signature, certificates: [] })
    },
  }
}

export function softwareKey(party: Party, chain: readonly Party[]): SigningKey {
  const algorithm = algorithmOf(party)
  return {
    certificate: party.certificate,
    chain: chain.map(({ certificate }) => certificate.der),
    algorithm,
    sign: (data) => Promise.resolve(signData(algorithm, party.privateKey, data)),
  }
}

/** The document with a B-B signature by the key. */
export async function signedPdf(
  pdf: Uint8Array,
  key: SigningKey,
  wishes: PdfSignatureWishes,
): Promise<Uint8Array> {
  const prepared = valueOf(await preparePdf(pdf, wishes))
  const begun = valueOf(
    await beginSignature({
      form: { kind: 'pades' },
      certificate: key.certificate,
      algorithm: key.algorithm,
      messageDigest: await digestOf(hashOf(key.algorithm), ...signedParts(prepared)),
    }),
  )
  const message = finishSignature(begun, {
    signature: await key.sign(begun.toBeSigned),
    certificates: [key.certificate.der, ...key.chain],
  })
  return valueOf(embedSignature(prepared, message))
}

/** Another certificate with the same name, number and key, as a dishonest CA could issue it. */
export function twinOf({ certificate, privateKey, ...rest }: Party, issuer: Party): Party {
  const signatureAlgorithm = algorithmOf(issuer)
  const tbs = encodeTbsCertificate({
    ...certificate,
    signatureAlgorithm,
    issuer: certificate.issuerDer,
    notAfter: instant(certificate.notAfter + day),
  })
  const signature = signData(signatureAlgorithm, issuer.privateKey, tbs)
  const der = assembleCertificate({ tbs, signatureAlgorithm, signature })
  return { ...rest, privateKey, certificate: valueOf(decodeCertificate(der)) }
}

function algorithmOf({ privateKey }: Party) {
  const algorithm = signatureAlgorithmOf(privateKey)
  if (algorithm === undefined) throw new Error('this key signs nothing in this test')
  return algorithm
}
