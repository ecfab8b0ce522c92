import type { ResponseOf, EndpointContract, InputOf } from '@sotevarmenne/api/endpoint'

/** One endpoint of the invented service, and its response. */
export type Row = {
  readonly contract: EndpointContract
  readonly run: (input: never) => unknown
}

export const on = <Contract extends EndpointContract>(
  contract: Contract,
  run: (input: InputOf<Contract>) => ResponseOf<Contract>,
): Row => ({ contract, run })
