import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from './sealing.ts'

type Key = Pick<Sealing, 'fingerprint'>

/**
 * What a link in a mail carries: the id of what it opens and a keyed hash of it. It is kept nowhere: who reads the database
 * can't open anything.
 */
export const linkToken = (key: Key, id: string): string =>
  `${id}.${hashOf(key, id).toString('base64url')}`

/** The id of what the token opens; undefined when we never made it. */
export function idOfLinkToken(key: Key, token: string): string | undefined {
  const [, id, hash] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (id === undefined || hash === undefined) return undefined
  return timingSafeEqual(Buffer.from(hash, 'base64url'), hashOf(key, id)) ? id : undefined
}

const hashOf = (key: Key, id: string): Buffer => Buffer.from(key.fingerprint(`link ${id}`))
