import { timingSafeEqual } from 'node:crypto'
import type { NoticesDeps } from './deps.ts'

/**
 * What the mail to a new address carries: the change's id and a keyed hash of it. It is kept nowhere: who reads the
 * database can't confirm anything.
 */
export const confirmationToken = (
  { sealing }: Pick<NoticesDeps, 'sealing'>,
  changeId: string,
): string => `${changeId}.${hashOf({ sealing }, changeId).toString('base64url')}`

/** The id of the change that the token confirms; undefined when we never made it. */
export function readConfirmationToken(
  deps: Pick<NoticesDeps, 'sealing'>,
  token: string,
): string | undefined {
  const [, changeId, hash] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? []
  if (changeId === undefined || hash === undefined) return undefined
  const isOurs = timingSafeEqual(Buffer.from(hash, 'base64url'), hashOf(deps, changeId))
  return isOurs ? changeId : undefined
}

const hashOf = ({ sealing }: Pick<NoticesDeps, 'sealing'>, changeId: string): Buffer =>
  Buffer.from(sealing.fingerprint(`confirm ${changeId}`))
