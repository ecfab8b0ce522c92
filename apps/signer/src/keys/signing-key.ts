import type { Result } from '@sotevarmenne/kernel/result'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/**
 * What the signer needs of a private key, wherever it is (file, HSM, test). It gets bytes and hashes them
 * itself.
 */
export type SigningKey = {
  readonly algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  /**
   * ECDSA in DER. Off the event loop, except P-256, whose signature takes less time than the way to another
   * thread.
   */
  readonly sign: (data: Uint8Array) => Promise<Result<Uint8Array, KeyUnavailable>>
  /** The same for bytes that come in pieces and are never held in memory together. */
  readonly signPieces: () => PieceSigning
  /** Why it can't sign now; undefined when no trouble is known. */
  readonly trouble: () => string | undefined
}

export type PieceSigning = {
  /** Resolves when it is ready for the next piece. */
  readonly add: (piece: Uint8Array) => Promise<void>
  /** Call after all pieces were added. */
  readonly sign: () => Promise<Result<Uint8Array, KeyUnavailable>>
  /** Releases what was added, signed or not. */
  readonly close: () => void
}

/** The key exists but does not sign now: its HSM is unavailable, or refuses. A retry later may help. */
export type KeyUnavailable = { readonly kind: 'key-unavailable'; readonly detail: string }

/** The kinds of keys of CAs. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-4096'

/** Where private keys are created and stored; each has the name of its issuer. */
export type KeyStore = {
  readonly has: (name: string) => Promise<boolean>
  /** The key with the name, whatever its public half. Rejects if it does not open. */
  readonly find: (name: string) => Promise<SigningKey | undefined>
  /** Rejects if a key with the name exists already, or the store does not work. */
  readonly create: (name: string, kind: KeyKind) => Promise<SigningKey>
  /** The key with the given public half. */
  readonly open: (name: string, spki: Uint8Array) => Promise<Result<SigningKey, OpenRefusal>>
  readonly close: () => Promise<void>
}

export type OpenRefusal =
  | { readonly kind: 'no-such-key' }
  | { readonly kind: 'not-a-sealed-file' }
  | { readonly kind: 'wrong-passphrase-or-damaged' }
  | { readonly kind: 'key-of-another-certificate' }
