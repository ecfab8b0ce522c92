import { encodeCertificateBundle, encodePem } from '@sotevarmenne/x509/bundle'
import type { Issuer, OlderAuthority } from '#pki/ca/index.ts'

/** Something small that stays as it is for as long as the process runs. */
export type Document = {
  /** As `content-type` says it. */
  readonly type: string
  readonly body: Uint8Array
}

/**
 * Files of the authorities, by path: every certificate as DER, PEM and, with its chain, p7c (RFC 5280 § 4.2.2.1), and all of
 * them in one PEM. Of an older system's authorities the certificate alone: they are no anchors that we hand out.
 */
export function authorityDocuments(
  issuers: readonly Issuer[],
  older: readonly Pick<OlderAuthority, 'id' | 'certificate'>[] = [],
): ReadonlyMap<string, Document> {
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
  return new Map([
    ...certificates,
    ...older.flatMap(({ id, certificate: { der } }) => [
      [`/ca/${id}.crt`, { type: 'application/pkix-cert', body: der }] as const,
      [`/ca/${id}.pem`, pem([der])] as const,
    ]),
    ['/ca/all.pem', pem(issuers.map(({ certificate }) => certificate.der))],
  ])
}

const pem = (ders: readonly Uint8Array[]): Document => ({
  type: 'application/x-pem-file',
  body: Buffer.from(encodePem('CERTIFICATE', ders)),
})
