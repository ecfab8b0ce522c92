import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SessionToken } from './permit.ts'

/**
 * The token that a page sends as `x-csrf-token` with every change: bound to its session, not stored. Another
 * site's page can make the browser send the cookie but can't read the session's response, which contains the
 * token.
 */
export const csrfTokenOf = (session: SessionToken): string =>
  createHmac('sha256', session).update('csrf').digest('base64url')

/** Whether the token sent is that of the session, in constant time. */
export function isCsrfTokenOf(session: SessionToken, sent: string): boolean {
  const expected = Buffer.from(csrfTokenOf(session))
  const given = Buffer.from(sent)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
