import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from './sealing.ts'

type Key = Pick<Sealing, 'fingerprint'>

/**
 * The token in a mailed link: the id of what it opens and a keyed hash of it. It is not stored: a reader of
 * the database can't open anything.
 */
export const linkToken = (key: Key, id: string): string =>
  `${id}.${hashOf(key, id).toString('base64url')}`

/** The id of what the token opens; undefined when it is not one of ours. */
export function idOfLinkToken(key: Key, token: string): string | undefined {
  const [, id, hash] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (id === undefined || hash === undefined) return undefined
  return timingSafeEqual(Buffer.from(hash, 'base64url'), hashOf(key, id)) ? id : undefined
}

const hashOf = (key: Key, id: string): Buffer => Buffer.from(key.fingerprint(`link ${id}`))
