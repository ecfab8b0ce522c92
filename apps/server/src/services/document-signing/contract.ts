/** A holder has signed a document with their own card; the service has not seen the document. */
export type DocumentSigned = {
  readonly type: 'DocumentSigned'
  readonly about: { readonly personId: string; readonly cardId: string }
  readonly certificate: { readonly issuer: string; readonly serial: string }
  /** When the signature was time-stamped. */
  readonly stampedAt: string
}

/** A person who signed with the card of another trust service (R285). */
export type OtherSigner = {
  readonly personId: string
  readonly certificate: { readonly issuer: string; readonly serial: string }
  /** Named by an organisation card. */
  readonly organisation?: { readonly businessId: string }
}

export type OtherSignerRefusal =
  /** Its issuer is not accepted for signatures, or it is no such card of that issuer. */
  | { readonly kind: 'card-not-accepted' }
  | { readonly kind: 'card-cancelled' }
  | { readonly kind: 'status-unavailable' }
  /** The register that says whose card it is did not respond. */
  | { readonly kind: 'holder-unavailable' }
  /** The card belongs to somebody other than the acting person, or to nobody known to the service. */
  | { readonly kind: 'signed-by-another-card' }
