declare module '#platform/permit.ts' {
  interface Permissions {
    idpLookup: 'identificationServices.lookUpPerson'
  }
}

/** A service asked whose a certificate is. `found` or the error that it was told. */
export type PersonLookedUp = {
  readonly type: 'PersonLookedUp'
  /** Whose it is, where the certificate is known. */
  readonly about?: { readonly personId: string; readonly cardId?: string }
  readonly application: string
  readonly outcome: string
  /** By which digest the context was signed. */
  readonly digest: 'SHA-256' | 'SHA-1'
}

/** A look-up was refused: its context was not good. */
export type LookUpRefused = {
  readonly type: 'LookUpRefused'
  readonly application: string
  readonly because: string
}
