import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Satu } from '@sotevarmenne/identifiers/satu'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OtherSystem } from '#platform/fetch-with.ts'
import { fetchJson, type JsonRequest, type Unavailable } from '#platform/http-client.ts'
import type { RegisterUnavailable } from '../contract.ts'

export type RegisterAddress = OtherSystem & {
  /** Timeout of one request. */
  readonly timeoutMilliseconds: number
  /** Of each request; through X-Road the caller and what proves it. */
  readonly headers?: { readonly [name: string]: string }
}

/**
 * Requests a person from a register: `POST <url>/<path>`, with the identity code or SATU in the body and
 * never in the URL, which is logged. 404 means that the register does not know the person. `beside`: further
 * fields of the request. Throws inside a transaction.
 */
export const queryRegister = <Schema extends z.ZodType>(
  address: RegisterAddress,
  {
    person,
    beside = {},
    ...query
  }: Request<Schema> & {
    readonly path: string
    readonly person: { readonly identityCode: IdentityCode } | { readonly satu: Satu }
    readonly beside?: object
  },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> =>
  send(address, { ...query, body: { ...beside, ...person } })

/**
 * Requests public data from a register: `GET <url>/<path>`. 404 means that it does not exist. Throws inside a
 * transaction.
 */
export const readRegister = <Schema extends z.ZodType>(
  address: RegisterAddress,
  query: Request<Schema> & { readonly path: string },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> => send(address, query)

/** Requests changes from a register: `POST <url>/<path>`. Throws inside a transaction. */
export const queryFeed = <Schema extends z.ZodType>(
  address: RegisterAddress,
  query: Request<Schema> & { readonly path: string; readonly body: object },
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> => send(address, query)

type Request<Schema extends z.ZodType> = {
  readonly register: RegisterUnavailable['register']
  readonly response: Schema
}

type NotKnown = { readonly kind: 'not-known'; readonly body: unknown }

async function send<Schema extends z.ZodType>(
  { url, headers = {}, ...address }: RegisterAddress,
  {
    register,
    response: reply,
    path,
    ...request
  }: Request<Schema> & { readonly path: string } & Pick<JsonRequest, 'body'>,
): Promise<Result<z.output<Schema>, NotKnown | RegisterUnavailable>> {
  const unavailable = (
    because: RegisterUnavailable['because'],
  ): Result<never, RegisterUnavailable> =>
    refuse({ kind: 'register-unavailable', register, because })

  const response = await fetchJson({
    url: `${url}/${path}`,
    headers: { ...headers, ...('x-road-client' in headers && xRoadRequest()) },
    ...address,
    ...request,
  })
  if (!response.ok) return unavailable(reasons[response.refusal.because])

  const { status, body } = response.value
  if (xRoadError.safeParse(body).success) return unavailable('error-response')
  if (status === 404) return refuse({ kind: 'not-known', body })
  if (status !== 200) return unavailable('error-response')

  const parsed = reply.safeParse(body)
  return parsed.success ? ok(parsed.data) : unavailable('unreadable-response')
}

/** A message id for the logs of all security servers on the way, and who asked: the service as a whole. */
const xRoadRequest = () => ({ 'x-road-id': randomUUID(), 'x-road-userid': 'FI-sotevarmenne' })

/** X-Road itself refused, or did not reach the register (PR-REST § 4.6): nothing is known of the person. */
const xRoadError = z.object({
  type: z.string().regex(/^(Client|Server)\./),
  message: z.string(),
  detail: z.string(),
})

const reasons = {
  'no-connection': 'no-connection',
  'time-out': 'no-response-in-time',
  'server-error': 'error-response',
  'not-json': 'unreadable-response',
  'too-long': 'unreadable-response',
} as const satisfies {
  readonly [Because in Unavailable['because']]: RegisterUnavailable['because']
}
