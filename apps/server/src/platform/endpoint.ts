import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import type { PermissionDeclaration } from '@sotevarmenne/api/permission'
import type { FaultOf } from '@sotevarmenne/kernel/faults'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Permission, Permit, SessionToken } from './permit.ts'
import type { Language, Text } from './texts.ts'

/** The response of an operation that has nothing to say. */
export type Nothing = { readonly [name: string]: never }

/** A refusal is a reason with a `kind`; its other members are facts that its text may show. */
export type Refusal = {
  readonly kind: string
  /** Every reason, when the request was refused for several at once; each with the member of the input. */
  readonly faults?: readonly FaultOf<{ readonly kind: string }>[]
}

export type Problem = {
  readonly status: number
  /** The title, and what the person can do, in three languages. */
  readonly title: Text
  /** The title with facts of the refusal, where they say more: which register. */
  readonly titleOf?: (facts: { readonly [fact: string]: unknown }) => Text
  readonly advice?: Text
}

/** One row per reason: a refusal without its problem does not compile. */
export type ProblemsFor<Refused extends Refusal> = { readonly [Kind in Refused['kind']]: Problem }

/** The same, and no row of a reason for which the operation never refuses. */
export type ExactProblemsFor<Refused extends Refusal, Problems> = ProblemsFor<Refused> & {
  readonly [Kind in Exclude<keyof Problems, Refused['kind']>]: never
}

/** The facts of the request, besides its input, that an action may use. */
export type RequestFacts = {
  /** The session's cookie as sent; the permit was granted for it. */
  readonly sessionToken?: SessionToken
  readonly language: Language
  /** As in the logs and in `instance` of a problem. */
  readonly requestId: string
  /** The network address of the client, as the nearest proxy saw it. */
  readonly address?: string
}

/** The session for which the permit of a person was granted. */
export function sessionOf({ sessionToken }: Pick<RequestFacts, 'sessionToken'>): SessionToken {
  if (sessionToken === undefined) throw new Error('the permit of a person has no session')
  return sessionToken
}

/** The result of an action that opens or ends a session: the HTTP layer sets or clears the cookie. */
export type SessionChange<Response> = {
  readonly response: Response
  readonly session:
    { readonly kind: 'open'; readonly token: SessionToken } | { readonly kind: 'end' }
}

/** An endpoint is a row: the contract, with the permission that it needs, the action and its problems. */
export type Endpoint = {
  readonly contract: EndpointContract & { readonly permission: PermissionDeclaration<Permission> }
  readonly action: (
    permit: Permit,
    input: never,
    request: RequestFacts,
  ) => Promise<Result<unknown, Refusal>>
  readonly problems: { readonly [kind: string]: Problem }
  /** Maximum bytes of a body, when other than the default. */
  readonly bodyLimit?: number
  /** Of an open endpoint: requests per minute and address, when other than the default. */
  readonly requestsPerMinute?: number
  /** The action's value is a `SessionChange`. */
  readonly changesSession?: true
}
