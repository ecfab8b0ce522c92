import { compareBytes, contextual, integer, oid, sequence, set } from './der.ts'

/**
 * Certificates in one file, as in `.p7c`: SignedData without any signature (RFC 5652 § 5.1; RFC 5280
 * § 4.2.2.1 names it for the URL of an issuer).
 */
export const encodeCertificateBundle = (certificates: readonly Uint8Array[]): Uint8Array =>
  sequence(
    oid(contentTypes.signedData),
    contextual(
      0,
      sequence(
        integer(1),
        set(),
        sequence(oid(contentTypes.data)),
        // Also a SET OF, despite its tag.
        contextual(0, ...certificates.toSorted(compareBytes)),
        set(),
      ),
    ),
  )

/** Certificates or other DER as text, each in its own PEM frame (RFC 7468). */
export const encodePem = (label: string, ders: readonly Uint8Array[]): string =>
  ders
    .map((der) => {
      const lines = base64(der).replaceAll(/.{64}(?=.)/g, '$&\n')
      return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
    })
    .join('')

const contentTypes = { data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2' } as const

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64')
