/** The purpose of a key on the card: authentication (PIN1) or signature (PIN2). */
export type KeyPurpose = 'authentication' | 'signature'

export type CardLanguage = 'fi' | 'sv' | 'en'

export type CardKeyAlgorithm = 'p256' | 'p384' | 'p521' | 'rsa2048' | 'rsa3072' | 'rsa4096'

/** The rules for the PINs of a card. */
export type PinRules = {
  /** Min digits of a PIN. */
  readonly minLength: number
  /** If PIN2 has more than PIN1. */
  readonly signatureMinLength?: number
  /** Wrong attempts until it is blocked. */
  readonly tries: number
}

/** A superset of the algorithms of certificates: relying parties request these too. */
export type CardSignatureAlgorithm =
  'ecdsa-sha256' | 'ecdsa-sha384' | 'ecdsa-sha512' | 'rsa-sha256' | 'rsa-sha384' | 'rsa-sha512'

export const cardCertificates = ['authentication', 'signature', 'issuer', 'root'] as const

/** The certificates on a card, in DER. */
export type CardCertificates = Readonly<Record<(typeof cardCertificates)[number], Uint8Array>>

/** Failures of any operation over a channel, besides its own refusals. */
export type CardTrouble =
  | { readonly kind: 'card-removed' }
  /** The card returned a status word that the operation does not expect; `status` is four hex digits. */
  | { readonly kind: 'card-refused'; readonly command: string; readonly status: string }
  /** A file of the card is missing or violates PKCS#15; or its answer to reset is of no known layout. */
  | { readonly kind: 'card-unreadable'; readonly file: string }

/**
 * What a response allows until the card loses power: all that access rules grant the key; new codes and keys,
 * wrapped; new PINs; or, after the holder has proved the code of a new letter, that code as typed and new
 * PINs.
 */
export const adminPurposes = ['administration', 'code', 'pins', 'activation'] as const
export type AdminPurpose = (typeof adminPurposes)[number]
