import { X509Certificate } from 'node:crypto'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { verifyChain } from '@sotevarmenne/x509/path'

/**
 * The fault of a new certificate, found by code that did not create it: OpenSSL's decoder (through Node)
 * parses it again and checks names and signature, and our own path validation builds the chain. Undefined
 * when there is none.
 */
export function faultOf(
  { commonName, role }: IssuerFacts,
  {
    certificate,
    root,
    at,
  }: { readonly certificate: Certificate; readonly root: Certificate; readonly at: Instant },
): string | undefined {
  const seen = new X509Certificate(certificate.der)
  const above = new X509Certificate(root.der)
  if (!seen.subject.split('\n').includes(`CN=${commonName}`)) return `it names ${seen.subject}`
  if (!seen.ca) return 'it is not of a CA'
  if (seen.issuer !== above.subject || !seen.checkIssued(above)) return 'it is not of its root'
  if (!seen.verify(above.publicKey)) return 'the signature does not verify'
  if (role === 'root') return undefined
  const chain = verifyChain({ leaf: certificate, intermediates: [], anchors: [root], at })
  return chain.ok ? undefined : `the chain does not hold: ${chain.refusal.kind}`
}
