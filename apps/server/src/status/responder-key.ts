import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { day, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import type { IssuerId } from '#authority/contract.ts'
import type { IssuedCertificate, IssueRefusal } from '#certificates/contract.ts'
import type { Certificates } from '#certificates/index.ts'
import type { Permit } from '#platform/permit.ts'

/** A key that signs OCSP answers for one issuer, with the issuer's certificate on it (RFC 6960 § 4.2.2.2). */
export type ResponderKey = {
  /** ECDSA on P-256 with SHA-256, in DER. */
  readonly sign: (data: Uint8Array) => Uint8Array
  readonly keyHash: Uint8Array
  readonly certificate: IssuedCertificate
}

/**
 * Makes a key that lives in this process and nowhere else, and has it certified. It is never written down: a new
 * process has a new key, and so has each renewal.
 */
export async function makeResponderKey(
  certificates: Pick<Certificates, 'issueResponderCertificate'>,
  permit: Permit<'certificates.issueCertificate'>,
  issuer: IssuerId,
): Promise<Result<ResponderKey, IssueRefusal>> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-256' })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const keyHash = keyIdentifier(spki)
  if (keyHash === undefined) throw new Error('a key that was just made has an identifier')
  const issued = await certificates.issueResponderCertificate(permit, {
    requestKey: `responder:${issuer}:${createHash('sha256').update(spki).digest('hex')}`,
    issuer,
    spki,
    proof: proveKey(privateKey),
  })
  if (!issued.ok) return issued
  return ok({
    // P-256 takes some 30 µs: handing it to another thread would take longer.
    sign: (data) => signData('ecdsa-sha256', privateKey, data),
    keyHash,
    certificate: issued.value,
  })
}

/** A third of its life before the end, and at once when a clock that was moved has left it behind. */
export const isRenewalDue = (
  { certificate: { notBefore, notAfter } }: ResponderKey,
  now: Instant,
): boolean => now > notAfter - 10 * day || now < notBefore

const generate = promisify(generateKeyPair)

function proveKey(key: KeyObject) {
  const challenge = new Uint8Array(randomBytes(32))
  return { challenge, signature: new Uint8Array(sign('sha256', challenge, key)) }
}
