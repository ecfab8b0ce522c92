import { createClient } from '@sotevarmenne/client/client'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { z } from 'zod'

export type ServiceRefusal =
  | { readonly kind: 'service-unavailable' }
  /** The service's own words, in the requested language. */
  | { readonly kind: 'service-refused'; readonly title: string; readonly advice?: string }

/**
 * Calls the certificate service, at its base URL, over HTTP. A response that violates the contract counts
 * as none.
 */
export async function requestService<
  Contract extends EndpointContract & { readonly mediaType?: never },
>(
  url: string,
  contract: Contract,
  {
    input,
    language,
    timeLimit,
    // A person waits at the page, which offers another attempt.
    maxAttempts = 1,
  }: {
    readonly input: z.input<Contract['input']>
    readonly language: Language
    /** Timeout in milliseconds. */
    readonly timeLimit: number
    readonly maxAttempts?: number
  },
): Promise<Result<z.output<Contract['response']>, ServiceRefusal>> {
  const client = createClient({ url, language, timeoutMs: timeLimit, maxAttempts })
  // No connection, a timeout, or no JSON: for the person they are the same.
  const result = await client.request(contract, input).catch(() => undefined)
  if (result?.ok === true) return ok(result.value)
  // 5xx and 429 say nothing about the request itself: it may be retried later.
  if (result === undefined || result.refusal.status >= 500 || result.refusal.status === 429)
    return refuse({ kind: 'service-unavailable' })
  const { title, detail } = result.refusal
  return refuse({
    kind: 'service-refused',
    title,
    ...(detail !== undefined && { advice: detail }),
  })
}
