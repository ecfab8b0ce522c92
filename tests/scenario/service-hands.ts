import { requestSignInChallenge, signIn, type SessionView } from '@sotevarmenne/api/authentication'
import {
  needsIdempotencyKey,
  type ResponseOf,
  type EndpointContract,
} from '@sotevarmenne/api/endpoint'
import {
  formatIdempotencyKey,
  idempotencyKeyHeader,
  newIdempotencyKey,
} from '@sotevarmenne/api/idempotency-key'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { z } from 'zod'
import type { ReaderHands } from './reader-hands.ts'
import type { Environment } from './environment.ts'

/** A refusal that the service returned in problem details. */
export class Refused extends Error {
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(`${problem.kind}: ${problem.title}`)
    this.problem = problem
  }
}

/** One person's session with the service's API, as the pages hold it. */
export type ServiceHands = {
  readonly signInWith: (pin: string) => Promise<SessionView>
  /** Calls an endpoint; throws `Refused` when the service refuses. */
  readonly request: <Contract extends EndpointContract>(
    contract: Contract,
    input: z.input<Contract['input']>,
  ) => Promise<ResponseOf<Contract>>
  /** What a browser would send to be in this session. */
  readonly cookie: () => string
}

/** Sends a request over the network. */
export type Send = (url: string, request: RequestInit) => Promise<Response>

export function serviceHands(
  environment: Pick<Environment, 'portal'> & { readonly send?: Send },
  reader?: Pick<ReaderHands, 'sign'>,
): ServiceHands {
  let cookies: Readonly<Record<string, string>> = {}
  let csrfToken: string | undefined
  const cookie = () =>
    Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')

  const request: ServiceHands['request'] = async (contract, input) => {
    const fields = { ...(input as Readonly<Record<string, unknown>>) }
    const path = contract.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = String(fields[name])
      // oxlint-disable-next-line typescript/no-dynamic-delete -- what stands in the path is not sent again
      delete fields[name]
      return encodeURIComponent(value)
    })
    const query =
      contract.method === 'GET'
        ? `?${new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])).toString()}`
        : ''
    const response = await (environment.send ?? fetch)(
      `${environment.portal}/api/v1${path}${query}`,
      {
        method: contract.method,
        headers: {
          origin: environment.portal,
          'accept-language': 'en',
          cookie: cookie(),
          ...(csrfToken !== undefined && { 'x-csrf-token': csrfToken }),
          ...(contract.method === 'POST' && { 'content-type': 'application/json' }),
          ...(needsIdempotencyKey(contract) && {
            [idempotencyKeyHeader]: formatIdempotencyKey(newIdempotencyKey()),
          }),
        },
        ...(contract.method === 'POST' && { body: JSON.stringify(fields) }),
      },
    )
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies = { ...cookies, [name]: value }
    }
    const body: unknown = await response.json()
    if (!response.ok) throw new Refused(body as ProblemDetails)
    // Of a new session.
    if (body instanceof Object && 'csrfToken' in body) csrfToken = String(body.csrfToken)
    return body as ResponseOf<typeof contract>
  }

  return {
    ...{ request, cookie },
    signInWith: async (pin) => {
      if (!reader) throw new Error('a sign-in by card needs a reader')
      const challenge = await request(requestSignInChallenge, {})
      const signed = await reader.sign({
        origin: environment.portal,
        keyUsage: 'digitalsignature',
        content: `${environment.portal};${challenge.nonce}`,
        pin,
      })
      if (signed.status !== 'ok') throw new Error(`reader software: ${signed.reasonText}`)
      const { signature, signatureAlgorithm, chain } = signed
      return request(signIn, {
        challengeId: challenge.challengeId,
        signature,
        signatureAlgorithm,
        chain: [...chain],
      })
    },
  }
}
