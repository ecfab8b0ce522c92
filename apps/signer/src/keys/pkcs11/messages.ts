import type { KeyPlace } from './uri.ts'

/** What the signer asks of a session process, in the order of its life: `open`, `logIn`, then the others. */
export type Question =
  | {
      readonly ask: 'open'
      readonly modulePath: string
      readonly token: TokenName
      /** A session that only signs can't change the token. */
      readonly isReadOnly: boolean
    }
  | { readonly ask: 'logIn'; readonly pin: string }
  | {
      readonly ask: 'sign'
      readonly key: KeyName
      /** The key's public half must be this one. */
      readonly spki: Uint8Array
      readonly mechanism: Mechanism
      readonly octets: Uint8Array
    }
  | { readonly ask: 'generate'; readonly key: KeyName; readonly kind: NewKeyKind }
  | { readonly ask: 'find'; readonly key: KeyName }
  | { readonly ask: 'check'; readonly key: KeyName; readonly spki: Uint8Array }
  | { readonly ask: 'look' }

/** What a session process answers with; each question has one kind of it. */
export type Answer = {
  readonly open: PinState
  readonly logIn: undefined
  /** As the mechanism gives it: for ECDSA r ‖ s. */
  readonly sign: Uint8Array
  /** SubjectPublicKeyInfo. */
  readonly generate: Uint8Array
  /** The same; undefined when there is no such key. */
  readonly find: Uint8Array | undefined
  /** Refused when the key could not sign. */
  readonly check: undefined
  /** Refused when the session is lost. */
  readonly look: undefined
}

export type TokenName = Pick<KeyPlace, 'tokenLabel' | 'tokenSerial'>
export type KeyName = Pick<KeyPlace, 'keyLabel' | 'keyId'>
export type NewKeyKind = 'P-256' | 'P-384' | 'RSA-4096'

/** CKM_ECDSA takes a digest, CKM_RSA_PKCS a digest in its frame (RFC 8017 § 9.2), CKM_SHA512_RSA_PKCS the bytes themselves. */
export type Mechanism = 'ecdsa' | 'rsa-pkcs' | 'sha512-rsa-pkcs'

/** What the token says of its PIN (CKF_USER_PIN_…). */
export type PinState = {
  /** A wrong PIN was the last that it got. */
  readonly isCountLow: boolean
  /** One more wrong PIN locks it, or it is locked. */
  readonly isAtEnd: boolean
}

export type HsmFault = {
  readonly kind:
    | 'driver-not-loaded'
    | 'token-not-found'
    | 'pin-refused'
    | 'key-not-found'
    | 'key-exists'
    | 'key-not-of-certificate'
    | 'key-can-be-taken-out'
    /** The HSM's own word (CKR_…), or none in time. */
    | 'hsm-fault'
  readonly detail: string
}

export type NumberedQuestion = { readonly nr: number; readonly question: Question }
export type NumberedAnswer = { readonly nr: number } & (
  | { readonly ok: true; readonly value: Answer[Question['ask']] }
  | { readonly ok: false; readonly fault: HsmFault }
)
