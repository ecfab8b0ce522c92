/** What a key on the card is for: logging in (PIN1) or signing (PIN2). */
export type KeyPurpose = 'authentication' | 'signature'

export type CardLanguage = 'fi' | 'sv' | 'en'

export type CardKeyAlgorithm = 'p256' | 'p384' | 'p521' | 'rsa2048' | 'rsa3072' | 'rsa4096'

/** What the PINs of a card are to be. */
export type PinRules = {
  /** Digits that a PIN has at least. */
  readonly minLength: number
  /** Where PIN2 has more of them than PIN1. */
  readonly signatureMinLength?: number
  /** Wrong ones until it is blocked. */
  readonly tries: number
}

/** A superset of the algorithms of certificates: relying parties ask for these too. */
export type CardSignatureAlgorithm =
  'ecdsa-sha256' | 'ecdsa-sha384' | 'ecdsa-sha512' | 'rsa-sha256' | 'rsa-sha384' | 'rsa-sha512'

/** What a card carries, in DER. */
export type CardCertificates = {
  readonly authentication: Uint8Array
  readonly signature: Uint8Array
  readonly issuer: Uint8Array
  readonly root: Uint8Array
}

/** What can befall any deed over a channel, besides its own refusals. */
export type CardTrouble =
  | { readonly kind: 'card-removed' }
  /** The card answered a status word that the deed has no meaning for; `status` is four hex digits. */
  | { readonly kind: 'card-refused'; readonly command: string; readonly status: string }
  /** A file of the card is missing or is not what PKCS#15 says; or its answer to reset is of no known layout. */
  | { readonly kind: 'card-unreadable'; readonly file: string }

/**
 * What an answer allows until the card loses power: all that access rules give the key; new codes and keys, wrapped; new
 * PINs; or, where the holder has proved the code of a new letter, that code as it was typed and new PINs.
 */
export type AdminPurpose = 'administration' | 'code' | 'pins' | 'activation'
