import type { z } from 'zod'

/**
 * One endpoint of the HTTP contract under `/api/v1`: the only source for server, portal, reader and OpenAPI.
 * `input` joins path parameters, query and body into one object; names in the path (`:cardId`) are members of it.
 */
export type EndpointContract = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly input: z.ZodObject
  readonly answer: z.ZodType
  /** When the answer is too long to be held: it is sent as it comes; of lines of JSON each is an `answer`. */
  readonly mediaType?: 'application/x-ndjson' | 'application/xml' | 'text/csv'
  /** Without a session: the deed is open to everybody, with a rate limit. */
  readonly open?: true
}

export const defineEndpoint = <const Contract extends EndpointContract>(
  contract: Contract,
): Contract => contract

export type InputOf<Contract extends EndpointContract> = z.output<Contract['input']>
export type AnswerOf<Contract extends EndpointContract> = z.input<Contract['answer']>
