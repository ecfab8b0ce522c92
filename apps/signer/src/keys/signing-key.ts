import type { Result } from '@sotevarmenne/kernel/result'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/** What the signer needs of a private key, wherever it lives (file, HSM, test). It gets bytes and hashes them itself. */
export type SigningKey = {
  readonly algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /** ECDSA in DER. Off the event loop, but for P-256, whose signature takes less than the way to another thread. */
  readonly sign: (data: Uint8Array) => Promise<Result<Uint8Array, KeyUnavailable>>
  /** The same for bytes that come in pieces and are never held together. */
  readonly signPieces: () => PieceSigning
  /** Why it can't sign now; undefined when nothing is known against it. */
  readonly trouble: () => string | undefined
}

export type PieceSigning = {
  /** Resolves when the next one can come. */
  readonly add: (piece: Uint8Array) => Promise<void>
  /** When all were added. */
  readonly sign: () => Promise<Result<Uint8Array, KeyUnavailable>>
  /** Lets go of what was added, signed or not. */
  readonly close: () => void
}

/** The key is there but does not sign now: its HSM is away, or refuses. Asking later may help. */
export type KeyUnavailable = { readonly kind: 'key-unavailable'; readonly detail: string }

/** The kinds of keys that authorities have. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-4096'

/** Where private keys are made and kept; each has a name, that of its issuer. */
export type KeyStore = {
  readonly has: (name: string) => Promise<boolean>
  /** The key of the name, whichever it is. Rejects where it does not open. */
  readonly find: (name: string) => Promise<SigningKey | undefined>
  /** Rejects where there is a key of the name already, or the store does not work. */
  readonly create: (name: string, kind: KeyKind) => Promise<SigningKey>
  /** The key whose public half is the one given. */
  readonly open: (name: string, spki: Uint8Array) => Promise<Result<SigningKey, OpenRefusal>>
  readonly close: () => Promise<void>
}

export type OpenRefusal =
  | { readonly kind: 'no-such-key' }
  | { readonly kind: 'not-a-sealed-file' }
  | { readonly kind: 'wrong-passphrase-or-damaged' }
  | { readonly kind: 'key-of-another-certificate' }
