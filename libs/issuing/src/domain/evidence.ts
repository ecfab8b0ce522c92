import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/**
 * Possession of the private key: the card's signature over the caller's challenge (at least 16 bytes). Of a
 * program the signature of its request (PKCS#10) over its content.
 */
export type ProofOfPossession = {
  readonly challenge: Uint8Array
  /** ECDSA in DER, or RSA PKCS #1 v1.5; over a hash of SHA-2. */
  readonly signature: Uint8Array
}

/**
 * What shows the signer that a certificate was asked for by somebody who may: the service records orders and
 * decisions, but what it records by itself proves nothing to the signer.
 */
export type Evidence = {
  /** The card's own signature over a challenge, or the request's of a program: it has the private key. */
  readonly proof: ProofOfPossession
  readonly basis: Basis
}

/** On what the certificate is based. */
export type Basis =
  /** A registrar signed the statement of the order. */
  | ({ readonly kind: 'order' } & SignedStatement)
  /** The holder signed the statement of the renewal with a card of their own. */
  | ({ readonly kind: 'renewal-signed' } & SignedStatement)
  /** The holder has no card to sign with, and identified for this statement at the identity provider. */
  | {
      readonly kind: 'renewal-identified'
      readonly statement: Uint8Array
      /** In compact form; its nonce is `nonceOf` the statement. */
      readonly idToken: string
      /** An earlier one of the holder, DER. */
      readonly certificate: Uint8Array
    }
  /** A certificate that a spare card repeats. DER. */
  | { readonly kind: 'earlier-certificate'; readonly certificate: Uint8Array }
  /** Of the first registrar and case officer, whom nobody could have ordered it for. */
  | { readonly kind: 'first-card' }
  /** Of a test card: the test CA certifies no person. */
  | { readonly kind: 'test-card' }
  /** Two case officers signed the statement of their approval: of a server or system. */
  | ({ readonly kind: 'approved-by-two' } & SignedApproval)

/** A text in UTF-8 with the signature of a card's signature key. */
export type SignedStatement = Signature & { readonly statement: Uint8Array }

export type Signature = {
  readonly signature: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  /** Of the key that signed, DER. */
  readonly certificate: Uint8Array
}

/** An `approvalStatement` in UTF-8, with the signatures of two case officers' signature keys. */
export type SignedApproval = {
  readonly statement: Uint8Array
  readonly approvals: readonly Signature[]
}
