import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { day, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier, signData, type SignatureAlgorithm } from '@sotevarmenne/x509/algorithms'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { IssuedCertificate, IssueRefusal } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Permit } from '#platform/permit.ts'

/**
 * A key that signs OCSP responses for one issuer, with its certificate by the issuer (RFC 6960 § 4.2.2.2).
 */
export type ResponderKey = {
  readonly signatureAlgorithm: SignatureAlgorithm
  /**
   * In X.509 form: for ECDSA in DER. Synchronous where that is faster than another thread; reads the data at
   * once.
   */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>
  readonly keyHash: Uint8Array
  readonly certificate: Pick<IssuedCertificate, 'der' | 'notBefore' | 'notAfter'>
}

/** Whether responses can be signed with it now: relying parties check its certificate too (RFC 6960 § 3.2). */
export const isUsable = ({ certificate }: ResponderKey, now: Instant): boolean =>
  now <= certificate.notAfter

/** Until when a response by this key is valid: never longer than the certificate of the key. */
export const nextUpdateBy = (
  { certificate }: ResponderKey,
  thisUpdate: Instant,
  validity: number,
): Instant => instant(Math.min(thisUpdate + validity, certificate.notAfter))

export type ResponderKeyKind = 'p256' | 'rsa3072'

/** Bytes of the longest signature of such a key. */
export const maxSignatureBytes: Readonly<Record<ResponderKeyKind, number>> = {
  p256: 72,
  rsa3072: 384,
}

/** A key that is not certified yet. */
export type NewKey = {
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
}

/** Generates a key that exists in this process only: a new process has a new key, and so has each renewal. */
export async function makeKey(kind: ResponderKeyKind): Promise<NewKey> {
  const { privateKey, publicKey } = await (kind === 'p256'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: 3072 }))
  return { privateKey, spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) }
}

/**
 * Has the key certified. Repeated for the same key it returns the same certificate: failed attempts leave
 * nothing.
 */
export async function certifyKey(
  certificates: Pick<Certificates, 'issueResponderCertificate'>,
  permit: Permit<'certificates.issueCertificate'>,
  { issuer, key }: { readonly issuer: IssuerId; readonly key: NewKey },
): Promise<Result<ResponderKey, IssueRefusal>> {
  const { privateKey, spki } = key
  const keyHash = keyIdentifier(spki)
  if (keyHash === undefined)
    throw new Error('key identifier missing for a key that was just generated')
  const issued = await certificates.issueResponderCertificate(permit, {
    requestKey: `responder:${issuer}:${createHash('sha256').update(spki).digest('hex')}`,
    issuer,
    spki,
    proof: await proveKey(privateKey),
  })
  if (!issued.ok) return issued
  return ok({ ...signing(privateKey), keyHash, certificate: issued.value })
}

/** How such a key signs. */
export function signing(key: KeyObject): Pick<ResponderKey, 'signatureAlgorithm' | 'sign'> {
  if (key.asymmetricKeyType === 'rsa')
    return {
      signatureAlgorithm: 'rsa-sha256',
      // Some 700 µs: in another thread, so that pre-signed responses do not wait for it.
      sign: async (data) => new Uint8Array(await signElsewhere('sha256', data, key)),
    }
  return {
    signatureAlgorithm: 'ecdsa-sha256',
    // Some 30 µs: handing it to another thread would take nearly as long.
    sign: (data) => signData('ecdsa-sha256', key, data),
  }
}

/** A third of its life before the end, and at once when it is not valid by a clock that was changed. */
export const isRenewalDue = (
  { certificate: { notBefore, notAfter } }: ResponderKey,
  now: Instant,
): boolean => now > notAfter - 10 * day || now < notBefore

const generate = promisify(generateKeyPair)
const signElsewhere = promisify(sign)

async function proveKey(key: KeyObject) {
  const challenge = new Uint8Array(randomBytes(32))
  return { challenge, signature: new Uint8Array(await signElsewhere('sha256', challenge, key)) }
}
