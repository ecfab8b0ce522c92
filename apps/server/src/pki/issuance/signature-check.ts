import { isSignatureOf, signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Issuers } from '#pki/ca/index.ts'

export type SignedBytes = {
  readonly issuer: IssuerId
  readonly data: Uint8Array
  readonly signature: Uint8Array
  /** Whether verifying a sample is sufficient: see below. */
  readonly isOneOfMany: boolean
}

/**
 * Checks the signer's responses (docs/adr/2026-11-24-verification-of-signer-signatures.md). Each signature is
 * verified, except in bulk by an ECDSA key, where that takes as long as signing: those must have the form of
 * a signature, and the first of a process and every 64th after it is verified. Once one of an issuer fails,
 * all of its are verified.
 */
export function createSignatureCheck({
  all,
}: Pick<Issuers, 'all'>): (signed: SignedBytes) => Promise<boolean> {
  const checks = new Map(
    all.map(({ id, signatureAlgorithm, spki }) => {
      const verify = signatureCheckOf(signatureAlgorithm, spki)
      const key = decodePublicKey(spki)
      if (key === undefined) throw new Error(`the key of ${id} can't be read`)
      let passed = 0
      let isTrusted = true
      const isToBeVerified = (isOneOfMany: boolean): boolean =>
        key.kind === 'rsa' || !isOneOfMany || !isTrusted || passed % sampleOf === 0

      const check = async ({ data, signature, isOneOfMany }: SignedBytes): Promise<boolean> => {
        const isDue = isToBeVerified(isOneOfMany)
        if (isOneOfMany) passed += 1
        const isGood = isSignatureOf(key, signature) && (!isDue || (await verify(data, signature)))
        if (!isGood) isTrusted = false
        return isGood
      }
      return [id, check]
    }),
  )
  return async (signed) => (await checks.get(signed.issuer)?.(signed)) ?? false
}

/** One in this many is verified. */
export const sampleOf = 64
