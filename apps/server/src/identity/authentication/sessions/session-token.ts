import { createHash, randomBytes } from 'node:crypto'
import type { SessionToken } from '#platform/permit.ts'

/** A new secret for one browser: 256 random bits. */
export const newSessionToken = (): SessionToken =>
  randomBytes(32).toString('base64url') as SessionToken

/** What is stored of a browser's secret. It has 256 random bits, so a fast hash is enough. */
export const hashToken = (token: SessionToken | string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(token).digest())
