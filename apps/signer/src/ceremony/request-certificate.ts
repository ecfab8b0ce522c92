import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import type { KeyStore } from '#keys/signing-key.ts'

/**
 * The request (PKCS#10) of an issuing CA to the root, which receives only the public half of its key. The
 * key is generated where it will sign, unless it exists: created by an HSM's own tools, or for an earlier
 * request that was lost.
 */
export async function requestCertificate(keys: KeyStore, facts: IssuerFacts): Promise<Uint8Array> {
  const kind = keyKinds[facts.family]
  const key = (await keys.find(facts.id)) ?? (await keys.create(facts.id, kind))
  if (kindOf(key.spki) !== kind) throw new Error(`the key of ${facts.id} is not of kind ${kind}`)
  const tbs = encodeTbsRequest({
    subject: caSubject(facts),
    subjectPublicKeyInfo: key.spki,
    extensions: [],
  })
  const signature = await key.sign(tbs)
  if (!signature.ok)
    throw new Error(`the key of ${facts.id} cannot sign: ${signature.refusal.detail}`)
  return assembleCertificateRequest({
    tbs,
    signatureAlgorithm: key.algorithm,
    signature: signature.value,
  })
}

/** domain: the twin trees. */
export const keyKinds = { ecc: 'P-384', rsa: 'RSA-4096' } as const

function kindOf(spki: Uint8Array): string | undefined {
  const key = decodePublicKey(spki)
  return key?.kind === 'rsa' ? `RSA-${String(key.bits)}` : key?.curve
}
