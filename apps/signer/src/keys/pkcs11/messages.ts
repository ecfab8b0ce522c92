import type { KeyKind } from '#keys/signing-key.ts'
import type { KeyPlace } from './uri.ts'

/**
 * The signer's requests to a session process, in the order of its life: `open`, `logIn`, then the others.
 */
export type Request =
  | {
      readonly request: 'open'
      readonly modulePath: string
      readonly token: TokenName
      /** A session that only signs can't change the token. */
      readonly isReadOnly: boolean
    }
  | { readonly request: 'logIn'; readonly pin: string }
  | {
      readonly request: 'sign'
      readonly key: KeyName
      /** The key's public half must be this one. */
      readonly spki: Uint8Array
      readonly mechanism: Mechanism
      readonly bytes: Uint8Array
    }
  | { readonly request: 'generate'; readonly key: KeyName; readonly kind: KeyKind }
  | { readonly request: 'find'; readonly key: KeyName }
  | { readonly request: 'check'; readonly key: KeyName; readonly spki: Uint8Array }
  | { readonly request: 'look' }

/** The response of a session process; each request has one kind of response. */
export type Response = {
  readonly open: PinState
  readonly logIn: undefined
  /** As the mechanism returns it: for ECDSA r ‖ s. */
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
/** CKM_ECDSA takes a digest, CKM_RSA_PKCS a digest in its frame (RFC 8017 § 9.2), CKM_SHA512_RSA_PKCS the bytes themselves. */
export type Mechanism = 'ecdsa' | 'rsa-pkcs' | 'sha512-rsa-pkcs'

/** What the token reports about its PIN (CKF_USER_PIN_…). */
export type PinState = {
  /** The last PIN tried was wrong. */
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
    /** The HSM's own code (CKR_…), or a timeout. */
    | 'hsm-fault'
  readonly detail: string
}

export type NumberedRequest = { readonly nr: number; readonly request: Request }
export type NumberedResponse = { readonly nr: number } & (
  | { readonly ok: true; readonly value: Response[Request['request']] }
  | { readonly ok: false; readonly fault: HsmFault }
)
