import type { HttpRequest } from './connection.ts'

/** Path and query as received. Of an absolute URI (RFC 9112 § 3.2.2) only these. */
export function targetOf({ bytes, head }: HttpRequest): string {
  const target = bytes.toString('latin1', head.targetAt, head.targetEnd)
  return target.replace(/^https?:\/\/[^/?]*/i, '')
}

/** The same without the query. */
export const pathOf = (request: HttpRequest): string => targetOf(request).split('?', 1)[0] ?? ''
