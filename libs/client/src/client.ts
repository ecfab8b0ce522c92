import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { newIdempotencyKey } from '@sotevarmenne/api/idempotency-key'
import { problem, type ProblemDetails } from '@sotevarmenne/api/problem'
import { requestOf } from '@sotevarmenne/api/request'
import type { Language } from '@sotevarmenne/api/values'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { z } from 'zod'
import type { HttpProblemKind, ProblemKinds } from './problem-kinds.ts'
import { isRepeatable, pauseBeforeRetry, type Sent } from './retries.ts'

/** Why the service refused (RFC 9457): `kind` is one of those that this endpoint has. */
export type ProblemOf<Contract extends EndpointContract> = ProblemDetails & {
  readonly kind: KindOf<Contract>
}

type KindOf<Contract extends EndpointContract> = HttpProblemKind | OwnKindOf<AddressOf<Contract>>
type AddressOf<Contract extends EndpointContract> = `${Contract['method']} ${Contract['path']}`
type OwnKindOf<Address extends string> = Address extends keyof ProblemKinds
  ? ProblemKinds[Address]
  : never

export type ResultOf<Contract extends EndpointContract> = Result<
  z.output<Contract['response']>,
  ProblemOf<Contract>
>

/** The service could not be reached, or what came is not its contract. `cause` says more. */
export class ServiceUnavailable extends Error {}

/** What a request is sent with: the `fetch` of Node and browsers, or `mutualTlsFetch`. */
export type Fetch = (
  url: string,
  sent: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string | Uint8Array<ArrayBuffer>
    readonly signal: AbortSignal
  },
) => Promise<Response>

export type ClientOptions = {
  /** The address of the service, without a path. */
  readonly url: string
  readonly fetch?: Fetch
  /** Of titles and advice in problems. */
  readonly language?: Language
  /** Besides those of the contract: the cookie of a session, and its `x-csrf-token`. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** Milliseconds for each attempt. */
  readonly timeoutMs?: number
  /** How often a request is sent at most; only those are sent again that do nothing twice. */
  readonly maxAttempts?: number
  /** Waits between attempts; rejects when the signal is aborted. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>
}

export type RequestOptions = {
  readonly signal?: AbortSignal
  /** Of a request that creates something: given by a program that repeats it after it was restarted itself. */
  readonly idempotencyKey?: string
}

export type Client = {
  /**
   * Sends the request of a contract. Refusals are returned; a `ServiceUnavailable` is thrown when every attempt failed.
   */
  readonly request: <Contract extends Buffered>(
    contract: Contract,
    input: z.input<Contract['input']>,
    options?: RequestOptions,
  ) => Promise<ResultOf<Contract>>
  /** The pages of a list, one after the other. A refusal is the last one. */
  readonly pages: <Contract extends Paged>(
    contract: Contract,
    input: Omit<z.input<Contract['input']>, 'cursor'>,
    options?: Pick<RequestOptions, 'signal'>,
  ) => AsyncGenerator<ResultOf<Contract>, void>
}

/** Streamed responses are read with `fetch` itself. */
type Buffered = EndpointContract & { readonly mediaType?: never }
type Paged = Buffered & {
  readonly input: z.ZodType<unknown, { readonly cursor?: string | undefined }>
  readonly response: z.ZodType<{ readonly nextCursor?: string | undefined }>
}

export function createClient(options: ClientOptions): Client {
  const request: Client['request'] = (contract, input, of = {}) =>
    requestWithRetries(options, contract, input, of)
  return {
    request,
    async *pages(contract, input, of = {}) {
      let cursor: string | undefined
      do {
        const page = await request(contract, { ...input, cursor } as never, of)
        yield page
        cursor = page.ok ? (page.value as { readonly nextCursor?: string }).nextCursor : undefined
      } while (cursor !== undefined)
    },
  }
}

async function requestWithRetries<Contract extends EndpointContract>(
  options: ClientOptions,
  contract: Contract,
  input: object,
  { signal, idempotencyKey = newIdempotencyKey() }: RequestOptions,
): Promise<ResultOf<Contract>> {
  const { wait = waitFor, maxAttempts = 3 } = options
  const attempts = isRepeatable(contract) ? maxAttempts : 1
  // One key for all attempts: the service does once what is sent again.
  const request = requestOf(contract, { ...input }, () => idempotencyKey)
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(options, contract, request, signal)
    const pause = attempt < attempts ? pauseBeforeRetry(sent, attempt) : undefined
    if (pause === undefined) {
      if ('fault' in sent) throw sent.fault
      return sent.result
    }
    await wait(pause, signal)
  }
}

async function send<Contract extends EndpointContract>(
  { url: origin, fetch: fetchWith = fetchHere, language = 'en', ...options }: ClientOptions,
  contract: Contract,
  { method, url, body, headers }: ReturnType<typeof requestOf>,
  signal: AbortSignal | undefined,
): Promise<Sent<ResultOf<Contract>>> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs)
  const failed = (what: string, cause: unknown) => {
    signal?.throwIfAborted()
    return { fault: new ServiceUnavailable(`${what} of ${origin}`, { cause }) }
  }
  let response: Response
  try {
    response = await fetchWith(`${origin}${url}`, {
      method,
      headers: {
        ...{ accept: 'application/json, application/problem+json', 'accept-language': language },
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
        ...options.headers?.(),
      },
      ...(body !== undefined && { body }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (fault) {
    return failed('no response', fault)
  }
  try {
    const read: unknown = response.status === 204 ? {} : await response.json()
    return {
      ...{ status: response.status, retryAfter: response.headers.get('retry-after') },
      result: response.ok
        ? ok(contract.response.parse(read) as z.output<Contract['response']>)
        : refuse(problem.parse(read) as ProblemOf<Contract>),
    }
  } catch (fault) {
    return failed(`unreadable response (status ${String(response.status)})`, fault)
  }
}

/** A redirect is a fault: it could carry personal data to an address that nobody configured. */
const fetchHere: Fetch = (url, sent) => fetch(url, { ...sent, redirect: 'error' })

/** The service may call its signer, a register or a card in between. */
const defaultTimeoutMs = 60_000

const waitFor: NonNullable<ClientOptions['wait']> = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
  })
