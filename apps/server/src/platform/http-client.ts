import { randomUUID } from 'node:crypto'
import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { readAtMost } from '@sotevarmenne/signatures/read-at-most'
import { assertOutsideTransaction } from './db.ts'

/** The other system gave no answer that can be used; trying later may help. */
export type Unavailable = {
  readonly kind: 'unavailable'
  readonly because: 'no-connection' | 'time-out' | 'server-error' | 'not-json' | 'too-long'
  /** As sent in `x-request-id`, to be found in both logs. */
  readonly requestId: string
}

export type JsonRequest = {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
  readonly timeOutMilliseconds?: number
  /** An answer that has more octets is not read to its end. */
  readonly mostOctets?: number
}

/** What came back, whatever its status below 500; the body is for the caller to parse, undefined when empty. */
export type JsonResponse = { readonly status: number; readonly body: unknown }

/** Asks another system in JSON. Throws inside a transaction: rows must not stay locked while a network is slow. */
export async function fetchJson({
  url,
  body,
  method = body === undefined ? 'GET' : 'POST',
  headers = {},
  timeOutMilliseconds = 10 * second,
  mostOctets = 8 * 1024 * 1024,
}: JsonRequest): Promise<Result<JsonResponse, Unavailable>> {
  assertOutsideTransaction()
  const requestId = randomUUID()
  const unavailable = (because: Unavailable['because']): Result<never, Unavailable> =>
    refuse({ kind: 'unavailable', because, requestId })

  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        'x-request-id': requestId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect could carry personal data to a place that nobody configured.
      redirect: 'error',
      signal: AbortSignal.timeout(timeOutMilliseconds),
    })
    const octets =
      response.body === null ? new Uint8Array() : await readAtMost(response.body, mostOctets)
    if (octets === undefined) return unavailable('too-long')
    const text = new TextDecoder().decode(octets)
    if (response.status >= 500) return unavailable('server-error')
    return ok({
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    })
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return unavailable('not-json')
    const isTimeOut = thrown instanceof DOMException && thrown.name === 'TimeoutError'
    return unavailable(isTimeOut ? 'time-out' : 'no-connection')
  }
}
