import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { day, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier, signData, type SignatureAlgorithm } from '@sotevarmenne/x509/algorithms'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { IssuedCertificate, IssueRefusal } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Permit } from '#platform/permit.ts'

/** A key that signs OCSP answers for one issuer, with the issuer's certificate on it (RFC 6960 § 4.2.2.2). */
export type ResponderKey = {
  readonly signatureAlgorithm: SignatureAlgorithm
  /** As X.509 has it: for ECDSA in DER. At once where that is quicker than another thread; the data is read at once either way. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>
  readonly keyHash: Uint8Array
  readonly certificate: Pick<IssuedCertificate, 'der' | 'notBefore' | 'notAfter'>
}

export type ResponderKeyKind = 'p256' | 'rsa3072'

/** Octets of the longest signature of such a key. */
export const longestSignature: Readonly<Record<ResponderKeyKind, number>> = {
  p256: 72,
  rsa3072: 384,
}

/** A key that nobody has certified yet. */
export type NewKey = {
  readonly privateKey: KeyObject
  readonly spki: Uint8Array
}

/** Makes a key that lives in this process and nowhere else: a new process has a new key, and so has each renewal. */
export async function makeKey(kind: ResponderKeyKind): Promise<NewKey> {
  const { privateKey, publicKey } = await (kind === 'p256'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: 3072 }))
  return { privateKey, spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) }
}

/** Has the key certified. Asked again for the same key it gets the same certificate: no try leaves anything behind. */
export async function certifyKey(
  certificates: Pick<Certificates, 'issueResponderCertificate'>,
  permit: Permit<'certificates.issueCertificate'>,
  { issuer, key }: { readonly issuer: IssuerId; readonly key: NewKey },
): Promise<Result<ResponderKey, IssueRefusal>> {
  const { privateKey, spki } = key
  const keyHash = keyIdentifier(spki)
  if (keyHash === undefined) throw new Error('a key that was just made has an identifier')
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
      // Some 700 µs: in another thread, so that answers that are ready do not wait for it.
      sign: async (data) => new Uint8Array(await signElsewhere('sha256', data, key)),
    }
  return {
    signatureAlgorithm: 'ecdsa-sha256',
    // Some 30 µs: to hand it to another thread would take nearly as long.
    sign: (data) => signData('ecdsa-sha256', key, data),
  }
}

/** A third of its life before the end, and at once when a clock that was moved has left it behind. */
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
