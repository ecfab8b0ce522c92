import { randomUUID } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { z } from 'zod'
import { assertOutsideTransaction } from '#platform/db.ts'
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
  assertOutsideTransaction()
  const unavailable = (
    because: RegisterUnavailable['because'],
  ): Result<never, RegisterUnavailable> =>
    refuse({ kind: 'register-unavailable', register: question.register, because })

  try {
    const response = await fetch(`${url}/${question.path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': randomUUID(),
      },
      body: JSON.stringify({ identityCode: question.identityCode }),
      // A redirect would carry the identity code to an address that nobody configured.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const text = await response.text()
    if (response.status === 404) return refuse({ kind: 'not-known' })
    if (response.status !== 200) return unavailable('error-answer')

    const parsed = question.answer.safeParse(readJson(text))
    return parsed.success ? ok(parsed.data) : unavailable('unreadable-answer')
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
      return unavailable('no-answer-in-time')
    // What `fetch` throws when the network fails.
    if (thrown instanceof TypeError) return unavailable('no-connection')
    throw thrown
  }
}

/** Undefined for a text that is no JSON, which no answer's schema accepts. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
