import { asShown } from './as-shown.ts'
import type { z } from 'zod'
import type { PermissionDeclaration } from './permission.ts'

/**
 * One endpoint of the HTTP contract under `/api/v1`: the only source for server, portal, reader and OpenAPI.
 * `input` joins path parameters, query and body into one object; names in the path (`:cardId`) are members of it.
 */
export type EndpointContract = {
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
  /** The body is lines of JSON, which are read while they arrive: each is an `input`. */
  readonly rows?: RowLimits
} & (
  | { readonly method: 'GET' | 'DELETE'; readonly onRepeat?: never }
  | { readonly method: 'POST'; readonly onRepeat: OnRepeat }
)

export type RowLimits = {
  /** Of one request. */
  readonly maxRows: number
  /** Of one row. */
  readonly maxBytes: number
}

/**
 * What a POST does when it is sent again, by a double click or after a lost response.
 *
 * - `first-response`: it creates something, and needs an `Idempotency-Key`. The same request with the same key
 *   gets the first response and does nothing.
 * - `reads`: it changes nothing, besides access records. It is a POST to keep personal data out of addresses.
 * - `same-state`: it sets what it sends, which is set already.
 * - `refused`: the first took a step of a life cycle, or used what can be used once.
 * - `own-key`: the operation recognises its own request, by a member of it.
 * - `same-rows`: it has rows, and needs an `Idempotency-Key`. With the same key, a row that was done gets its result
 *   again, and one that was not is done now.
 * - `new-session`: each opens a sign-in, a session or a channel of its own, which ends by itself.
 */
export type OnRepeat =
  'first-response' | 'reads' | 'same-state' | 'refused' | 'own-key' | 'same-rows' | 'new-session'

export const defineEndpoint = <const Contract extends EndpointContract>(
  contract: Contract,
): Contract => ({ ...contract, response: asShown(contract.response) })

export type InputOf<Contract extends EndpointContract> = z.output<Contract['input']>
export type ResponseOf<Contract extends EndpointContract> = z.input<Contract['response']>

/** Whether a request must have an idempotency key. */
export const needsIdempotencyKey = ({ onRepeat }: Pick<EndpointContract, 'onRepeat'>): boolean =>
  onRepeat === 'first-response' || onRepeat === 'same-rows'

/** Whether its first response is stored, and sent again. */
export const hasStoredResponse = ({ onRepeat }: Pick<EndpointContract, 'onRepeat'>): boolean =>
  onRepeat === 'first-response'

/** Whether the endpoint is served without a session, with a rate limit. */
export const isOpen = ({ permission }: Pick<EndpointContract, 'permission'>): boolean =>
  permission.roles === 'everybody'
