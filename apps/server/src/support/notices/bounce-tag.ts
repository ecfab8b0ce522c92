import { timingSafeEqual } from 'node:crypto'
import type { Sealing } from '#platform/sealing.ts'
import type { NoticeId } from './contract.ts'

type Key = Pick<Sealing, 'fingerprint'>

/**
 * Tag of a mail's envelope that identifies its notice when it comes back. Hexadecimal, since some servers
 * change the case; 48 characters, of the 64 that the local part of an address may have
 * (RFC 5321 § 4.5.3.1.1).
 */
export const bounceTag = (key: Key, noticeId: NoticeId): string =>
  `${noticeId.replaceAll('-', '')}${hashOf(key, noticeId).toString('hex')}`

/** The notice of the tag; undefined when the tag is not ours: other people's mail never matches a notice. */
export function noticeOfBounceTag(key: Key, tag: string): NoticeId | undefined {
  const [, id, hash] = /^([0-9a-f]{32})([0-9a-f]{16})$/.exec(tag.toLowerCase()) ?? []
  if (id === undefined || hash === undefined) return undefined
  const noticeId = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as NoticeId
  return timingSafeEqual(Buffer.from(hash, 'hex'), hashOf(key, noticeId)) ? noticeId : undefined
}

const hashOf = (key: Key, noticeId: string): Buffer =>
  Buffer.from(key.fingerprint(`bounce ${noticeId}`)).subarray(0, 8)
