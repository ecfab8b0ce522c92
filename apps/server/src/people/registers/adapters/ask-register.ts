import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Satu } from '@sotevarmenne/identifiers/satu'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { z } from 'zod'
import { fetchJson, type JsonRequest, type Unavailable } from '#platform/http-client.ts'
import type { RegisterUnavailable } from '../contract.ts'

export type RegisterAddress = {
  /** Without a slash at the end. */
  readonly url: string
  /** How long one answer is waited for. */
  readonly timeoutMilliseconds: number
}

/**
 * Asks a register about one person: `POST <url>/<path>`, the identity code or SATU in the body and never in an address, which
 * logs keep. 404 says that the register does not know the person. `beside` is asked together with the person. Throws inside a
 * transaction.
 */
export const askRegister = <Schema extends z.ZodType>(
  address: RegisterAddress,
  {
    person,
    beside = {},
    ...question
  }: Question<Schema> & {
    readonly path: string
    readonly person: { readonly identityCode: IdentityCode } | { readonly satu: Satu }
    readonly beside?: object
  },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> =>
  ask(address, { ...question, body: { ...beside, ...person } })

/** Asks a register for something public: `GET <url>/<path>`. 404 says that it is not there. Throws inside a transaction. */
export const readRegister = <Schema extends z.ZodType>(
  address: RegisterAddress,
  question: Question<Schema> & { readonly path: string },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> => ask(address, question)

/** Asks a register what has changed: `POST <url>/<path>`. Throws inside a transaction. */
export const askFeed = <Schema extends z.ZodType>(
  address: RegisterAddress,
  question: Question<Schema> & { readonly path: string; readonly body: object },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> => ask(address, question)

type Question<Schema extends z.ZodType> = {
  readonly register: RegisterUnavailable['register']
  readonly answer: Schema
}

type NotKnown = { readonly kind: 'not-known' }

async function ask<Schema extends z.ZodType>(
  { url, timeoutMilliseconds }: RegisterAddress,
  {
    register,
    answer,
    path,
    ...request
  }: Question<Schema> & { readonly path: string } & Pick<JsonRequest, 'body'>,
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> {
  const unavailable = (
    because: RegisterUnavailable['because'],
  ): Result<never, RegisterUnavailable> =>
    refuse({ kind: 'register-unavailable', register, because })

  const response = await fetchJson({
    url: `${url}/${path}`,
    timeOutMilliseconds: timeoutMilliseconds,
    ...request,
  })
  if (!response.ok) return unavailable(reasons[response.refusal.because])

  const { status, body } = response.value
  if (status === 404) return refuse({ kind: 'not-known' })
  if (status !== 200) return unavailable('error-answer')

  const parsed = answer.safeParse(body)
  return parsed.success ? ok(parsed.data) : unavailable('unreadable-answer')
}

const reasons = {
  'no-connection': 'no-connection',
  'time-out': 'no-answer-in-time',
  'server-error': 'error-answer',
  'not-json': 'unreadable-answer',
  'too-long': 'unreadable-answer',
} as const satisfies {
  readonly [Because in Unavailable['because']]: RegisterUnavailable['because']
}
