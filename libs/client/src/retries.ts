import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'

/** What came of one attempt. */
export type Sent<R = Result<unknown, ProblemDetails>> =
  | { readonly result: R; readonly status: number; readonly retryAfter: string | null }
  /** No connection, a timeout, or a response that violates the contract. */
  | { readonly fault: unknown }

/** Whether the request may be sent again when nobody knows whether the first one was done. */
export const isRepeatable = ({ method, onRepeat }: EndpointContract): boolean =>
  method !== 'POST' || !oncePerRequest.has(onRepeat)

/** A step of a life cycle would be refused the second time, and a session opened twice. */
const oncePerRequest: ReadonlySet<string> = new Set(['refused', 'new-session'])

/** Milliseconds until the next attempt; undefined when another would be no better, or must wait too long. */
export function pauseBeforeRetry(sent: Sent, attempt: number): number | undefined {
  const backoff = 500 * 2 ** (attempt - 1) * (1 + Math.random())
  if ('fault' in sent) return backoff
  const { result, status, retryAfter } = sent
  if (result.ok) return undefined
  const isUnderWay = result.refusal.kind === 'request-under-way'
  if (!isUnderWay && !passing.has(status)) return undefined
  const seconds = Number(retryAfter ?? Number.NaN)
  if (!Number.isFinite(seconds)) return backoff
  return seconds <= maxRetryAfterSeconds ? Math.max(backoff, seconds * 1000) : undefined
}

/** Too many requests, and what proxies and a service that restarts say. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])
const maxRetryAfterSeconds = 60
