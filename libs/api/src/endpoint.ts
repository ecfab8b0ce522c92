import { asShown } from './as-shown.ts'
import type { z } from 'zod'
import type { PermissionDeclaration } from './permission.ts'

/**
 * One endpoint of the HTTP contract under `/api/v1`: the only source for server, portal, reader and OpenAPI.
 * `input` joins path parameters, query and body into one object; names in the path (`:cardId`) are members of it.
 */
export type EndpointContract = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Of the operation. An operation that everybody may do needs no session and has a rate limit. */
  readonly permission: PermissionDeclaration
  readonly summary: string
  readonly input: z.ZodObject
  readonly response: z.ZodType
  /**
   * For responses that are too long to buffer: they are streamed; with JSON lines each line is a `response`.
   */
  readonly mediaType?: 'application/x-ndjson' | 'application/xml' | 'text/csv'
}

export const defineEndpoint = <const Contract extends EndpointContract>(
  contract: Contract,
): Contract => ({ ...contract, response: asShown(contract.response) })

export type InputOf<Contract extends EndpointContract> = z.output<Contract['input']>
export type ResponseOf<Contract extends EndpointContract> = z.input<Contract['response']>

/** Whether the endpoint is served without a session, with a rate limit. */
export const isOpen = ({ permission }: Pick<EndpointContract, 'permission'>): boolean =>
  permission.roles === 'everybody'
