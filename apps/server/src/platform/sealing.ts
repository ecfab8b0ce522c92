import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Encrypts values that a copy of the database must not reveal, and finds them again without decrypting them.
 */
export type Sealing = {
  /** AES-256-GCM. `context` binds the value to its row: moved to another row, it does not open. */
  readonly seal: (plain: Uint8Array, context: string) => Uint8Array
  /** Throws when the value was changed, moved, or sealed with another key. */
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array
  /** HMAC-SHA-256: equal texts give equal bytes, which reveal nothing without the key. */
  readonly fingerprint: (text: string) => Uint8Array
}

/** For a process that handles no personal data: there sealing, opening and fingerprinting throw. */
export const noSecret = new Uint8Array()

/** One secret serves several purposes; each has keys of its own (HKDF, RFC 5869). Throws under 32 bytes. */
export function createSealing(secret: Uint8Array, purpose: string): Sealing {
  if (secret === noSecret) return { seal: shut, open: shut, fingerprint: shut }
  if (secret.length < keyBytes)
    throw new Error(`the secret is too short: at least ${String(keyBytes)} bytes are needed`)
  const sealingKey = deriveKey(secret, `${purpose}/seal`)
  const searchKey = deriveKey(secret, `${purpose}/search`)

  return {
    seal: (plain, context) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, sealingKey, nonce).setAAD(Buffer.from(context))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, context) => {
      const nonce = sealed.subarray(0, nonceBytes)
      const decipher = createDecipheriv(algorithm, sealingKey, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(-tagBytes))
      const closed = sealed.subarray(nonceBytes, -tagBytes)
      return Buffer.concat([decipher.update(closed), decipher.final()])
    },
    fingerprint: (text) => createHmac('sha256', searchKey).update(text, 'utf8').digest(),
  }
}

/** Dependencies of a module as `entry` passes them: at least 32 secret bytes instead of the sealing. */
export type Unsealed<Deps> = Omit<Deps, 'sealing'> & { readonly secret: Uint8Array }

/** Derives the module's own sealing from the secret. Throws when that is shorter than 32 bytes. */
export const withSealing = <Wired extends { readonly secret: Uint8Array }>(
  { secret, ...wired }: Wired,
  purpose: string,
) => ({ ...wired, sealing: createSealing(secret, purpose) })

/** Seals the value as JSON. */
export const sealJson = (sealing: Sealing, value: unknown, context: string): Uint8Array =>
  sealing.seal(Buffer.from(JSON.stringify(value)), context)

/** What `sealJson` sealed; the store that sealed it knows its type. */
export const openJson = (sealing: Sealing, sealed: Uint8Array, context: string): unknown =>
  JSON.parse(Buffer.from(sealing.open(sealed, context)).toString('utf8'))

function shut(): never {
  throw new Error('this process has no people key')
}

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

const deriveKey = (secret: Uint8Array, info: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), info, keyBytes))
