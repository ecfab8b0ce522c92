import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { z } from 'zod'
import { fetchJson, type Unavailable } from '#platform/http-client.ts'
import type { RegisterUnavailable } from '../contract.ts'

export type RegisterAddress = {
  /** Without a slash at the end. */
  readonly url: string
  /** How long the desk waits for one answer. */
  readonly timeoutMilliseconds: number
}

/**
 * Asks a register about one person: `POST <url>/<path>`, the identity code in the body and never in an address, which
 * logs keep. 404 says that the register does not know the person. Throws inside a transaction.
 */
export async function askRegister<Schema extends z.ZodType>(
  { url, timeoutMilliseconds }: RegisterAddress,
  question: {
    readonly register: RegisterUnavailable['register']
    readonly path: string
    readonly identityCode: string
    readonly answer: Schema
  },
): Promise<Result<z.output<Schema>, { readonly kind: 'not-known' } | RegisterUnavailable>> {
  const unavailable = (
    because: RegisterUnavailable['because'],
  ): Result<never, RegisterUnavailable> =>
    refuse({ kind: 'register-unavailable', register: question.register, because })

  const response = await fetchJson({
    url: `${url}/${question.path}`,
    body: { identityCode: question.identityCode },
    timeOutMilliseconds: timeoutMilliseconds,
  })
  if (!response.ok) return unavailable(reasons[response.refusal.because])

  const { status, body } = response.value
  if (status === 404) return refuse({ kind: 'not-known' })
  if (status !== 200) return unavailable('error-answer')

  const parsed = question.answer.safeParse(body)
  return parsed.success ? ok(parsed.data) : unavailable('unreadable-answer')
}

const reasons = {
  'no-connection': 'no-connection',
  'time-out': 'no-answer-in-time',
  'server-error': 'error-answer',
  'not-json': 'unreadable-answer',
} as const satisfies {
  readonly [Because in Unavailable['because']]: RegisterUnavailable['because']
}
