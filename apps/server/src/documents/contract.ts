/** A holder’s own card has signed a document, which the service has not seen. */
export type DocumentSigned = {
  readonly type: 'DocumentSigned'
  readonly about: { readonly personId: string; readonly cardId: string }
  readonly certificate: { readonly issuer: string; readonly serial: string }
  /** When the signature was time-stamped. */
  readonly stampedAt: string
}
