import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { problem } from '@sotevarmenne/api/problem'
import { requestOf } from '@sotevarmenne/api/request'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { z } from 'zod'

export type ServiceRefusal =
  | { readonly kind: 'service-unavailable' }
  /** The service's own words, in the language that was asked for. */
  | { readonly kind: 'service-refused'; readonly title: string; readonly advice?: string }

/** Asks the certificate service, at its base address, over HTTP. An answer that is not what the contract says is none. */
export async function askService<Contract extends EndpointContract>(
  serviceUrl: string,
  contract: Contract,
  {
    input,
    language,
    timeLimit,
  }: {
    readonly input: z.input<Contract['input']> & Readonly<Record<string, unknown>>
    readonly language: Language
    /** In milliseconds. */
    readonly timeLimit: number
  },
): Promise<Result<z.output<Contract['answer']>, ServiceRefusal>> {
  const { method, url, body } = requestOf(contract, input)
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`${serviceUrl}${url}`, {
      method,
      headers: { 'content-type': 'application/json', 'accept-language': language },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeLimit),
    })
    answer = await response.json()
  } catch {
    // No connection, no answer in time, or no JSON: for the person it is all the same.
    return refuse({ kind: 'service-unavailable' })
  }
  if (response.ok) {
    const read = contract.answer.safeParse(answer)
    return read.success
      ? ok(read.data as z.output<Contract['answer']>)
      : refuse({ kind: 'service-unavailable' })
  }
  const details = problem.safeParse(answer)
  // 5xx and 429 say nothing of what was asked: the same may be asked again later.
  if (!details.success || response.status >= 500 || response.status === 429)
    return refuse({ kind: 'service-unavailable' })
  const { title, detail } = details.data
  return refuse({
    kind: 'service-refused',
    title,
    ...(detail !== undefined && { advice: detail }),
  })
}
