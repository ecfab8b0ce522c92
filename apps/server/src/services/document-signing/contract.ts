declare module '#platform/permit.ts' {
  interface Permissions {
    documentSigning: 'documents.completeSignature' | 'documents.checkSignatures'
  }
}

/** A holder’s own card has signed a document, which the service has not seen. */
export type DocumentSigned = {
  readonly type: 'DocumentSigned'
  readonly about: { readonly personId: string; readonly cardId: string }
  readonly certificate: { readonly issuer: string; readonly serial: string }
  /** When the signature was time-stamped. */
  readonly stampedAt: string
}

/** Who signed by the card of another trust service (R285). */
export type OtherSigner = {
  readonly personId: string
  readonly certificate: { readonly issuer: string; readonly serial: string }
  /** Which an organisation card names. */
  readonly organisation?: { readonly businessId: string }
}

export type OtherSignerRefusal =
  /** Nobody has accepted its issuer for signatures, or it is no such card of it. */
  | { readonly kind: 'card-not-accepted' }
  | { readonly kind: 'card-closed' }
  | { readonly kind: 'status-unavailable' }
  /** Whose it is could not be asked. */
  | { readonly kind: 'holder-unavailable' }
  /** Of somebody else than whoever acts, or of nobody whom the service knows. */
  | { readonly kind: 'signed-by-another-card' }
