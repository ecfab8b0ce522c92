import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { second } from '@sotevarmenne/kernel/instant'
import { checkLetter, reportActivation } from '@sotevarmenne/api/cards'
import { problem } from '@sotevarmenne/api/problem'
import type { z } from 'zod'
import type { Language } from '@sotevarmenne/pages/languages'

export type ActivationReport = z.input<typeof reportActivation.input>

export type ServiceRefusal =
  | { readonly kind: 'service-unavailable' }
  /** The service's own words, in the language that was asked for. */
  | { readonly kind: 'service-refused'; readonly title: string; readonly advice?: string }

/** What the reader software asks the certificate service about an activation. */
export type ActivationService = {
  readonly checkLetter: (
    asked: z.input<typeof checkLetter.input>,
    language: Language,
  ) => Promise<Result<void, ServiceRefusal>>
  readonly report: (report: ActivationReport) => Promise<Result<void, ServiceRefusal>>
}

const timeLimit = 15 * second

/** The service over HTTP, at its base address. */
export function activationServiceAt(serviceUrl: string): ActivationService {
  const post = async (
    path: string,
    body: unknown,
    language: Language,
  ): Promise<Result<void, ServiceRefusal>> => {
    let response: Response
    let answer: unknown
    try {
      response = await fetch(`${serviceUrl}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': language },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeLimit),
      })
      answer = await response.json()
    } catch {
      // No connection, no answer in time, or no JSON: for the person it is all the same.
      return refuse({ kind: 'service-unavailable' })
    }
    if (response.ok) return ok(undefined)
    const details = problem.safeParse(answer)
    // 5xx and 429 say nothing of the letter: the same may be asked again later.
    if (!details.success || response.status >= 500 || response.status === 429)
      return refuse({ kind: 'service-unavailable' })
    const { title, detail } = details.data
    return refuse({
      kind: 'service-refused',
      title,
      ...(detail !== undefined && { advice: detail }),
    })
  }
  return {
    checkLetter: (asked, language) => post(checkLetter.path, asked, language),
    report: (report) => post(reportActivation.path, report, 'fi'),
  }
}
