import type { EndpointContract, AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Deed, Permit, SessionToken } from './permit.ts'
import type { Language, Text } from './texts.ts'

/** A refusal is a reason with a `kind`; the rest are facts that its text may show. */
export type Refusal = { readonly kind: string }

export type Problem = {
  readonly status: number
  /** The title, and what the person can do, in three languages. */
  readonly title: Text
  readonly advice?: Text
}

/** One row per reason: a refusal without its problem does not compile. */
export type ProblemsFor<Refused extends Refusal> = { readonly [Kind in Refused['kind']]: Problem }

/** What an act may know of the request beside its input. */
export type RequestFacts = {
  /** The session's cookie as sent; the permit has been granted on it. */
  readonly sessionToken?: SessionToken
  readonly language: Language
  /** As in the logs and in `instance` of a problem. */
  readonly requestId: string
  /** The network address that asks, as the nearest proxy saw it. */
  readonly address?: string
}

/** The answer of an act that opens or ends a session: the HTTP layer sets or clears the cookie. */
export type SessionChange<Answer> = {
  readonly answer: Answer
  readonly session:
    { readonly kind: 'open'; readonly token: SessionToken } | { readonly kind: 'end' }
}

/** An endpoint is a row: contract, the deed whose permit it needs, the deed itself, its problems. */
export type Endpoint = {
  readonly contract: EndpointContract
  readonly deed: Deed
  readonly act: (
    permit: Permit,
    input: never,
    request: RequestFacts,
  ) => Promise<Result<unknown, Refusal>>
  readonly problems: { readonly [kind: string]: Problem }
  /** Octets that a body may have, when more than usual. */
  readonly bodyLimit?: number
  /** Of an open one: requests a minute and address, when other than usual. */
  readonly requestsPerMinute?: number
  /** The act's value is a `SessionChange`. */
  readonly changesSession?: true
}

/** Binds a contract to its deed. `act` must ask for the permit of `deed`, or this does not compile. */
export function endpoint<
  Contract extends EndpointContract,
  Name extends Deed,
  Refused extends Refusal,
>(row: EndpointRow<Contract, Name, AnswerOf<Contract>, Refused>): Endpoint {
  return row as unknown as Endpoint
}

/** The same for a deed that opens or ends the session. */
export function sessionEndpoint<
  Contract extends EndpointContract,
  Name extends Deed,
  Refused extends Refusal,
>(row: EndpointRow<Contract, Name, SessionChange<AnswerOf<Contract>>, Refused>): Endpoint {
  return { ...(row as unknown as Endpoint), changesSession: true }
}

/** The same for an answer that is sent as it comes: the act's value is its text, in pieces. */
export function streamEndpoint<
  Contract extends EndpointContract & { readonly mediaType: string },
  Name extends Deed,
  Refused extends Refusal,
>(row: EndpointRow<Contract, Name, AsyncIterable<string>, Refused>): Endpoint {
  return row as unknown as Endpoint
}

type EndpointRow<
  Contract extends EndpointContract,
  Name extends Deed,
  Answer,
  Refused extends Refusal,
> = {
  readonly contract: Contract
  readonly deed: Name
  readonly act: (
    permit: Permit<Name>,
    input: InputOf<Contract>,
    request: RequestFacts,
  ) => Promise<Result<Answer, Refused>>
  readonly problems: ProblemsFor<Refused>
  readonly bodyLimit?: number
  readonly requestsPerMinute?: number
}
