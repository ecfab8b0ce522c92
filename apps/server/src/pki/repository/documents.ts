import { encodeCertificateBundle, encodePem } from '@sotevarmenne/x509/bundle'
import type { Issuer, LegacyCa } from '#pki/ca/index.ts'

/** A small document that does not change while the process runs. */
export type Document = {
  /** The value of `content-type`. */
  readonly type: string
  readonly body: Uint8Array
}

/**
 * Files of the CAs, by path: every certificate as DER, PEM and, with its chain, p7c (RFC 5280 § 4.2.2.1), and
 * two PEM files with all of them: those of people, servers and systems, and those of tests, which production systems
 * do not trust (R253). Of legacy CAs the certificate alone: we do not publish them as trust anchors.
 */
export function caDocuments(
  issuers: readonly Issuer[],
  legacyCas: readonly Pick<LegacyCa, 'id' | 'certificate'>[] = [],
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
    ...legacyCas.flatMap(({ id, certificate: { der } }) => [
      [`/ca/${id}.crt`, { type: 'application/pkix-cert', body: der }] as const,
      [`/ca/${id}.pem`, pem([der])] as const,
    ]),
    ['/ca/all.pem', pem(issuers.filter((each) => !isForTests(each)).map(derOf))],
    ['/ca/test.pem', pem(issuers.filter((each) => isOfTestTree(each, issuers)).map(derOf))],
  ])
}

const derOf = ({ certificate }: Issuer): Uint8Array => certificate.der

const isForTests = ({ role, isForTests: isTestRoot }: Issuer): boolean =>
  role === 'test' || isTestRoot === true

/** With the root of a test CA, also where that is the root of others. */
const isOfTestTree = (issuer: Issuer, issuers: readonly Issuer[]): boolean =>
  isForTests(issuer) || issuers.some(({ role, under }) => role === 'test' && under === issuer.id)

const pem = (ders: readonly Uint8Array[]): Document => ({
  type: 'application/x-pem-file',
  body: Buffer.from(encodePem('CERTIFICATE', ders)),
})
