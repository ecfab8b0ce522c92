import { newIdempotencyKey } from '@sotevarmenne/api/idempotency-key'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { SentRequest } from '@sotevarmenne/api/request'

/**
 * The keys of requests that create something: made with what a form sends, new when that changes, and forgotten
 * when the service has said what became of it. A second press, and a retry after a lost response, send the same.
 */
export type IdempotencyKeys = {
  readonly keyOf: (request: SentRequest) => string
  readonly created: (request: SentRequest) => void
  readonly refused: (request: SentRequest, problem: ProblemDetails) => void
}

export function createIdempotencyKeys(
  now: () => number = () => performance.now(),
): IdempotencyKeys {
  const keys = new Map<string, { readonly key: string; readonly issuedAt: number }>()
  const nameOf = ({ url, body }: SentRequest): string => `${url} ${body ?? ''}`
  const created = (request: SentRequest): void => {
    keys.delete(nameOf(request))
  }

  return {
    keyOf: (request) => {
      for (const [name, { issuedAt }] of keys) if (now() - issuedAt >= keyLife) keys.delete(name)
      const name = nameOf(request)
      const known = keys.get(name)
      if (known) return known.key
      const key = newIdempotencyKey()
      keys.set(name, { key, issuedAt: now() })
      return key
    },
    created,
    refused: (request, { status, kind }) => {
      // What became of the first is not known yet.
      if (status < 500 && kind !== 'request-under-way') created(request)
    },
  }
}

/** In milliseconds. The same words, sent later, are meant as another request. */
const keyLife = 10 * 60 * 1000
