import type { EndpointContract, AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Deed } from './deeds.ts'
import type { Permit } from './permit.ts'
import type { Text } from './texts.ts'

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

/** An endpoint is a row: contract, the deed whose permit it needs, the deed itself, its problems. */
export type Endpoint = {
  readonly contract: EndpointContract
  readonly deed: Deed
  readonly act: (permit: Permit, input: never) => Promise<Result<unknown, Refusal>>
  readonly problems: { readonly [kind: string]: Problem }
}

/** Binds a contract to its deed. `act` must ask for the permit of `deed`, or this does not compile. */
export function endpoint<
  Contract extends EndpointContract,
  Name extends Deed,
  Refused extends Refusal,
>(row: {
  readonly contract: Contract
  readonly deed: Name
  readonly act: (
    permit: Permit<Name>,
    input: InputOf<Contract>,
  ) => Promise<Result<AnswerOf<Contract>, Refused>>
  readonly problems: ProblemsFor<Refused>
}): Endpoint {
  return row as unknown as Endpoint
}
