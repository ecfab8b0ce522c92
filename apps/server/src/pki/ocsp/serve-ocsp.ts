import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { maxTargetBytes } from '@sotevarmenne/http1/limits'
import { fieldOf } from '@sotevarmenne/http1/read-head'
import type { Reply } from '@sotevarmenne/http1/response'
import type { OcspAnswerer } from './respond.ts'
import { readPath } from './parse-get-path.ts'

/**
 * OCSP over HTTP at `/ocsp/<ca>` (RFC 6960, appendix A.1). Undefined when the target is not a responder of
 * ours. The target is split by hand: that is fast, and a `//` within the base64 is not collapsed.
 */
export function serveOcsp(
  answererOf: (issuer: string) => OcspAnswerer | undefined,
  { bytes, head }: HttpRequest,
): Reply | Promise<Reply> | undefined {
  const { method, targetAt, targetEnd } = head
  if (!area.every((byte, index) => bytes[targetAt + index] === byte)) return undefined
  let issuerEnd = targetAt + area.length
  while (issuerEnd < targetEnd && bytes[issuerEnd] !== slash) issuerEnd += 1
  const response = answererOf(bytes.toString('latin1', targetAt + area.length, issuerEnd))
  if (response === undefined) return undefined
  if (method === 'other') return { status: 405, fields: { allow: 'GET, HEAD, POST' } }
  if (method === 'POST') return response(bytes, head.end, head.end + head.bodyLength)

  // What is not base64 is not a request either: it is refused like an empty one.
  const length = Math.max(0, readPath(bytes, issuerEnd, targetEnd, decoded))
  const reply = response(decoded, 0, length)
  const known = head.isConditional ? fieldOf(bytes, head, 'if-none-match') : undefined
  if (known === undefined) return reply
  return reply instanceof Promise
    ? reply.then((later) => unlessKnown(later, known))
    : unlessKnown(reply, known)
}

const area = Buffer.from('/ocsp/', 'latin1')
const slash = 0x2f
/** The request decoded from a path. It is read before the responder returns. */
const decoded = new Uint8Array(maxTargetBytes)

/**
 * Replies “not modified” when the client has the response already (RFC 9110 § 13.1.2). One without an entity tag is
 * for this client alone: it is always sent.
 */
function unlessKnown(reply: Reply, known: string): Reply {
  if (!('ready' in reply)) return reply
  const head = reply.ready.toString('latin1', 0, reply.bodyAt)
  const fields = Object.fromEntries(
    storedFields.flatMap((name) => {
      const value = new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const tag = fields['etag']
  if (tag === undefined) return reply
  const isKnown = known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)
  return isKnown || known.trim() === '*' ? { status: 304, fields } : reply
}

const storedFields = ['cache-control', 'etag', 'expires', 'last-modified']
