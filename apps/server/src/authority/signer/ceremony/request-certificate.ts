import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import type { IssuerFacts } from '../../contract.ts'
import { authoritySubject } from '../../domain/authority-subject.ts'
import type { KeyStore } from '../../signing-key.ts'

/**
 * Makes the key of an issuing authority where it will sign, and the request (PKCS#10) that goes to the root: the root
 * learns the public half only.
 */
export async function requestCertificate(keys: KeyStore, facts: IssuerFacts): Promise<Uint8Array> {
  const key = await keys.create(facts.id, keyKinds[facts.family])
  const tbs = encodeTbsRequest({
    subject: authoritySubject(facts),
    subjectPublicKeyInfo: key.spki,
    extensions: [],
  })
  const signature = await key.sign(tbs)
  if (!signature.ok)
    throw new Error(`the key of ${facts.id} does not sign: ${signature.refusal.detail}`)
  return assembleCertificateRequest({
    tbs,
    signatureAlgorithm: key.algorithm,
    signature: signature.value,
  })
}

/** domain: the twin trees. */
export const keyKinds = { ecc: 'P-384', rsa: 'RSA-4096' } as const
