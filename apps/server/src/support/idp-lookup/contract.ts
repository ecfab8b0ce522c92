/** A service requested the holder of a certificate. `found`, or the error that was returned. */
export type PersonLookedUp = {
  readonly type: 'PersonLookedUp'
  /** The holder, where the certificate is known. */
  readonly about?: { readonly personId: string; readonly cardId?: string }
  readonly application: string
  readonly outcome: string
  /** Digest of the context's signature. */
  readonly digest: 'SHA-256' | 'SHA-1'
}

/** A look-up was refused: its context was not valid. */
export type LookUpRefused = {
  readonly type: 'LookUpRefused'
  readonly application: string
  readonly because: string
}
