import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/** What the signer needs of a private key, wherever it lives (file, HSM, test). It gets bytes and hashes them itself. */
export type SigningKey = {
  readonly algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** ECDSA in DER. Off the event loop. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>
}
