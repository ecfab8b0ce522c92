import { randomUUID } from 'node:crypto'
import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readUpTo } from '@sotevarmenne/signatures/read-up-to'
import { assertOutsideTransaction } from './db.ts'
import { fetchWith, type OtherSystem } from './fetch-with.ts'

/** For requests of the outbox: no user waits, and a failed one is repeated. */
export const outboxTimeout = 20 * second

/** The other system gave no usable response; a retry may help. */
export type Unavailable = {
  readonly kind: 'unavailable'
  readonly because: 'no-connection' | 'time-out' | 'server-error' | 'not-json' | 'too-long'
  /** As sent in `x-request-id`, to be found in the logs of both systems. */
  readonly requestId: string
}

export type JsonRequest = OtherSystem & {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in place of JSON. */
  readonly content?: { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> }
  readonly headers?: { readonly [name: string]: string }
  readonly timeoutMilliseconds?: number
  /** A response with more bytes is not read to its end. */
  readonly maxBytes?: number
}

/** The response with any status below 500; the caller parses the body, which is undefined when empty. */
export type JsonResponse = { readonly status: number; readonly body: unknown }

/**
 * Sends a JSON request to another system. Throws inside a transaction: a slow network must not keep rows
 * locked.
 */
export async function fetchJson({
  url,
  tls,
  body,
  content,
  method = body === undefined && content === undefined ? 'GET' : 'POST',
  headers = {},
  timeoutMilliseconds = 10 * second,
  maxBytes = 8 * 1024 * 1024,
}: JsonRequest): Promise<Result<JsonResponse, Unavailable>> {
  assertOutsideTransaction()
  const requestId = randomUUID()
  const unavailable = (because: Unavailable['because']): Result<never, Unavailable> =>
    refuse({ kind: 'unavailable', because, requestId })

  const signal = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const response = await fetchWith(tls)(url, {
      method,
      headers: {
        accept: 'application/json',
        'x-request-id': requestId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(content && { 'content-type': content.mediaType }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(content && { body: content.bytes }),
      signal,
    })
    const bytes =
      response.body === null ? new Uint8Array() : await readUpTo(response.body, maxBytes)
    if (bytes === undefined) return unavailable('too-long')
    const text = new TextDecoder().decode(bytes)
    if (response.status >= 500) return unavailable('server-error')
    return ok({
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    })
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return unavailable('not-json')
    return unavailable(signal.aborted ? 'time-out' : 'no-connection')
  }
}
