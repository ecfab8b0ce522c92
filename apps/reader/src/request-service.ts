import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { problem } from '@sotevarmenne/api/problem'
import { requestOf } from '@sotevarmenne/api/request'
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
export async function requestService<Contract extends EndpointContract>(
  serviceUrl: string,
  contract: Contract,
  {
    input,
    language,
    timeLimit,
  }: {
    readonly input: z.input<Contract['input']> & Readonly<Record<string, unknown>>
    readonly language: Language
    /** Timeout in milliseconds. */
    readonly timeLimit: number
  },
): Promise<Result<z.output<Contract['response']>, ServiceRefusal>> {
  const { method, url, body, headers } = requestOf(contract, input)
  let response: Response
  let reply: unknown
  try {
    response = await fetch(`${serviceUrl}${url}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'accept-language': language },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeLimit),
    })
    reply = await response.json()
  } catch {
    // No connection, a timeout, or no JSON: for the person they are the same.
    return refuse({ kind: 'service-unavailable' })
  }
  if (response.ok) {
    const read = contract.response.safeParse(reply)
    return read.success
      ? ok(read.data as z.output<Contract['response']>)
      : refuse({ kind: 'service-unavailable' })
  }
  const details = problem.safeParse(reply)
  // 5xx and 429 say nothing about the request itself: it may be retried later.
  if (!details.success || response.status >= 500 || response.status === 429)
    return refuse({ kind: 'service-unavailable' })
  const { title, detail } = details.data
  return refuse({
    kind: 'service-refused',
    title,
    ...(detail !== undefined && { advice: detail }),
  })
}
