import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import type { PublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type { ProofOfPossession } from './domain/evidence.ts'

/**
 * Whether the challenge was signed with the private half of the key. Each kind of key may hash as cards and
 * requests of programs do.
 */
export async function provesPossession(
  { challenge, signature }: ProofOfPossession,
  { key, spki }: { readonly key: PublicKey; readonly spki: Uint8Array },
): Promise<boolean> {
  if (challenge.length < shortestChallenge) return false
  for (const algorithm of algorithmsOf(key))
    if (await signatureCheckOf(algorithm, spki)(challenge, signature)) return true
  return false
}

/** Bytes. Shorter ones might have been signed before. */
const shortestChallenge = 16

/** The usual one first: each other one costs a verification. */
const algorithmsOf = (key: PublicKey): readonly SignatureAlgorithm[] =>
  key.kind === 'rsa'
    ? ['rsa-sha256', 'rsa-sha512', 'rsa-sha384']
    : key.curve === 'P-384'
      ? ['ecdsa-sha384', 'ecdsa-sha256', 'ecdsa-sha512']
      : ['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512']
