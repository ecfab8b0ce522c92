import { askSignInChallenge, signIn, type Session } from '@sotevarmenne/api/access'
import type { AnswerOf, EndpointContract } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { z } from 'zod'
import type { ReaderHands } from './reader-hands.ts'
import type { World } from './world.ts'

/** A refusal that the service told in problem details. */
export class Refused extends Error {
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(`${problem.kind}: ${problem.title}`)
    this.problem = problem
  }
}

/** One person's session with the service's API, as the pages hold it. */
export type ServiceHands = {
  readonly signInWith: (pin: string) => Promise<Session>
  /** Calls an endpoint; throws `Refused` when the service refuses. */
  readonly ask: <Contract extends EndpointContract>(
    contract: Contract,
    input: z.input<Contract['input']>,
  ) => Promise<AnswerOf<Contract>>
}

export function serviceHands(world: Pick<World, 'portal'>, reader: ReaderHands): ServiceHands {
  let cookies: Readonly<Record<string, string>> = {}
  let csrfToken: string | undefined

  const ask: ServiceHands['ask'] = async (contract, input) => {
    const fields = { ...(input as Readonly<Record<string, unknown>>) }
    const path = contract.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = String(fields[name])
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- what stands in the path is not sent again
      delete fields[name]
      return encodeURIComponent(value)
    })
    const query =
      contract.method === 'GET'
        ? `?${new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])).toString()}`
        : ''
    const response = await fetch(`${world.portal}/api/v1${path}${query}`, {
      method: contract.method,
      headers: {
        origin: world.portal,
        'accept-language': 'en',
        cookie: Object.entries(cookies)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
        ...(csrfToken !== undefined && { 'x-csrf-token': csrfToken }),
        ...(contract.method === 'POST' && { 'content-type': 'application/json' }),
      },
      ...(contract.method === 'POST' && { body: JSON.stringify(fields) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies = { ...cookies, [name]: value }
    }
    const body: unknown = await response.json()
    if (!response.ok) throw new Refused(body as ProblemDetails)
    return body as AnswerOf<typeof contract>
  }

  return {
    ask,
    signInWith: async (pin) => {
      const challenge = await ask(askSignInChallenge, {})
      const signed = await reader.sign({
        origin: world.portal,
        keyUsage: 'digitalsignature',
        content: `${world.portal};${challenge.nonce}`,
        pin,
      })
      if (signed.status !== 'ok') throw new Error(`the reader software: ${signed.reasonText}`)
      const { signature, signatureAlgorithm, chain } = signed
      const session = await ask(signIn, {
        challengeId: challenge.challengeId,
        signature,
        signatureAlgorithm,
        chain: [...chain],
      })
      csrfToken = session.csrfToken
      return session
    },
  }
}
