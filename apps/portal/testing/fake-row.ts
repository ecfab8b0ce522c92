import type { AnswerOf, EndpointContract, InputOf } from '@sotevarmenne/api/endpoint'

/** One endpoint of the invented service, and what it answers. */
export type Row = {
  readonly contract: EndpointContract
  readonly act: (input: never) => unknown
}

export const on = <Contract extends EndpointContract>(
  contract: Contract,
  act: (input: InputOf<Contract>) => AnswerOf<Contract>,
): Row => ({ contract, act })
