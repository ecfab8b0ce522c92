import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { longestTarget } from '@sotevarmenne/http1/limits'
import { fieldOf } from '@sotevarmenne/http1/read-head'
import type { Reply } from '@sotevarmenne/http1/response'
import type { OcspAnswerer } from './respond.ts'
import { readPath } from './parse-get-path.ts'

/**
 * OCSP over HTTP at `/ocsp/<ca>` (RFC 6960, appendix A.1). Undefined when the target is no responder of ours. The target
 * is cut by hand: that is quick, and nothing folds the `//` that base64 may have.
 */
export function serveOcsp(
  answererOf: (issuer: string) => OcspAnswerer | undefined,
  { bytes, head }: HttpRequest,
): Reply | Promise<Reply> | undefined {
  const { method, targetAt, targetEnd } = head
  for (let index = 0; index < area.length; index += 1)
    if (bytes[targetAt + index] !== area[index]) return undefined
  let issuerEnd = targetAt + area.length
  while (issuerEnd < targetEnd && bytes[issuerEnd] !== slash) issuerEnd += 1
  const answer = answererOf(bytes.toString('latin1', targetAt + area.length, issuerEnd))
  if (answer === undefined) return undefined
  if (method === 'other') return { status: 405, fields: { allow: 'GET, HEAD, POST' } }
  if (method === 'POST') return answer(bytes, head.end, head.end + head.bodyLength)

  // What is no base64 is no question either: it is refused as an empty one is.
  const length = Math.max(0, readPath(bytes, issuerEnd, targetEnd, decoded))
  const reply = answer(decoded, 0, length)
  if (!head.isConditional) return reply
  const known = fieldOf(bytes, head, 'if-none-match') ?? ''
  return reply instanceof Promise
    ? reply.then((later) => unlessKnown(later, known))
    : unlessKnown(reply, known)
}

const area = Buffer.from('/ocsp/', 'latin1')
const slash = 0x2f
/** What is asked in a path. Answerers read it before they return. */
const decoded = new Uint8Array(longestTarget)

/** Says only that the answer is still the one that the client knows (RFC 9110 § 13.1.2), when it is. */
function unlessKnown(reply: Reply, known: string): Reply {
  if (!('ready' in reply)) return reply
  const lines = reply.ready.toString('latin1', 0, reply.bodyAt).split('\r\n')
  const fields = Object.fromEntries(
    lines.flatMap((line) => {
      const [name = '', value] = line.split(': ', 2)
      return value !== undefined && keptFields.includes(name) ? [[name, value]] : []
    }),
  )
  const tag = fields['etag'] ?? ''
  const isKnown = known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)
  return isKnown || known.trim() === '*' ? { status: 304, fields } : reply
}

const keptFields = ['cache-control', 'etag', 'expires', 'last-modified']
