import { hash } from 'node:crypto'

/**
 * The nonce with which the holder identifies for a renewal: it binds the ID token to the statement, whose order
 * number nobody can guess (OpenID Connect Core 1.0, section 15.5.2).
 */
export const nonceOf = (statement: Uint8Array): string =>
  hash('sha256', statement, 'buffer').toString('base64url')
