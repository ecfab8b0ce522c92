import { createHash } from 'node:crypto'
import { encodeCertificateBundle, encodePem } from '@sotevarmenne/x509/bundle'
import type { Issuer } from '#authority/index.ts'
import { anchorsPage } from './pages/anchors-page.ts'
import { policyPage } from './pages/policy-page.ts'

/** Something small that stays as it is for as long as the process runs. */
export type Document = {
  /** As `content-type` says it. */
  readonly type: string
  readonly body: Uint8Array
}

/**
 * What relying parties read of the authorities, by path: `/ca/` with fingerprints, every certificate as DER, PEM and, with
 * its chain, p7c (RFC 5280 § 4.2.2.1), all of them in one PEM, and the policies where certificates point to.
 */
export function authorityDocuments(issuers: readonly Issuer[]): ReadonlyMap<string, Document> {
  const certificates = issuers.flatMap(({ id, certificate: { der }, chain }) => [
    [`/ca/${id}.crt`, { type: 'application/pkix-cert', body: der }] as const,
    [`/ca/${id}.pem`, pem([der])] as const,
    [
      `/ca/${id}.p7c`,
      {
        type: 'application/pkcs7-mime; smime-type=certs-only',
        body: encodeCertificateBundle(chain),
      },
    ] as const,
  ])
  const policies = issuers.flatMap(({ policy, organisation, role }) =>
    policy === undefined || role === 'root'
      ? []
      : [
          [
            new URL(policy.cpsUrl).pathname,
            page(policyPage({ policy, organisation, role })),
          ] as const,
        ],
  )
  const anchors = issuers.map((issuer) => ({
    ...issuer,
    fingerprint: fingerprintOf(issuer.certificate.der),
  }))
  return new Map([
    ...certificates,
    ['/ca/all.pem', pem(issuers.map(({ certificate }) => certificate.der))],
    ['/ca/', page(anchorsPage(anchors))],
    ...policies,
  ])
}

const pem = (ders: readonly Uint8Array[]): Document => ({
  type: 'application/x-pem-file',
  body: Buffer.from(encodePem('CERTIFICATE', ders)),
})

const page = (markup: string): Document => ({
  type: 'text/html; charset=utf-8',
  body: Buffer.from(markup),
})

const fingerprintOf = (der: Uint8Array): string =>
  createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replaceAll(/..(?=.)/g, '$&:')
