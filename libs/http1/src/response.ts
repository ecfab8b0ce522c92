import { STATUS_CODES } from 'node:http'

/** The response to a request. The connection adds what the request's method and its own end need. */
export type Reply = ReadyReply | ComposedReply | StreamedReply

/** Head and body in one piece, written as they are. The head has its date and its length. */
export type ReadyReply = {
  readonly ready: Buffer
  /** Where the body begins. */
  readonly bodyAt: number
}

type Described = {
  readonly status: number
  /** Names in lower case, without content-length, date and connection. */
  readonly fields?: Readonly<Record<string, string>>
}

export type ComposedReply = Described & { readonly body?: Uint8Array }

/** A body that is never whole in memory: read as fast as the client takes it. */
export type StreamedReply = Described & {
  /** Bytes of all chunks together; undefined when nobody knows yet: then each is sent with its length. */
  readonly length: number | undefined
  readonly stream: () => AsyncIterable<Uint8Array>
}

/** The reply in one piece. */
export function wholeOf(reply: ReadyReply | ComposedReply, date: () => string): ReadyReply {
  if ('ready' in reply) return reply
  const body = reply.body ?? new Uint8Array(0)
  const head = Buffer.from(composeHead(reply, body.length, date()), 'latin1')
  return { ready: Buffer.concat([head, body]), bodyAt: head.length }
}

/** The head of a response, with the empty line after it. */
export function composeHead(
  { status, fields = {}, isLast = false }: Described & { readonly isLast?: boolean },
  length: number | undefined,
  date: string,
): string {
  const lines = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    `date: ${date}`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    // A 304 has no body, and a length in it would be that of another response (RFC 9110 § 8.6).
    ...(status === 304 ? [] : [lengthField(length)]),
    'x-content-type-options: nosniff',
    ...(isLast ? [closeField] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

const lengthField = (length: number | undefined): string =>
  length === undefined ? 'transfer-encoding: chunked' : `content-length: ${String(length)}`

/** The same response, marked as the last one of the connection. */
export function withClose({ ready, bodyAt }: ReadyReply): ReadyReply {
  const added = Buffer.from(`${closeField}\r\n`, 'latin1')
  const emptyLineAt = bodyAt - 2
  return {
    ready: Buffer.concat([ready.subarray(0, emptyLineAt), added, ready.subarray(emptyLineAt)]),
    bodyAt: bodyAt + added.length,
  }
}

const closeField = 'connection: close'
