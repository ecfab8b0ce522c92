import { needsIdempotencyKey, type EndpointContract } from './endpoint.ts'
import { formatIdempotencyKey, idempotencyKeyHeader, newIdempotencyKey } from './idempotency-key.ts'

export type Request = {
  readonly method: EndpointContract['method']
  /** Relative to the address of the service. */
  readonly url: string
  readonly body?: string
  /** Those that the contract demands, besides those of the content and of the session. */
  readonly headers: Readonly<Record<string, string>>
}

/** What tells one request from another. */
export type SentRequest = Pick<Request, 'url' | 'body'>

/**
 * The HTTP request of an endpoint: members named in the path go there, the rest to the query or the JSON body.
 * A request that creates something has an idempotency key; pass `keyOf` to repeat one with its first key.
 */
export function requestOf(
  contract: EndpointContract,
  input: Record<string, unknown>,
  keyOf: (request: SentRequest) => string = newIdempotencyKey,
): Request {
  const inPath = contract.path
    .split('/')
    .flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
  const path = inPath.reduce(
    (filled, name) => filled.replace(`:${name}`, encodeURIComponent(String(input[name]))),
    contract.path,
  )
  const rest = Object.entries(input).filter(
    ([name, value]) => !inPath.includes(name) && value !== undefined,
  )
  const url = `/api/v1${path}`
  if (contract.method === 'POST') {
    const sent = { url, body: JSON.stringify(Object.fromEntries(rest)) }
    return {
      ...{ method: 'POST', ...sent },
      headers: needsIdempotencyKey(contract)
        ? { [idempotencyKeyHeader]: formatIdempotencyKey(keyOf(sent)) }
        : {},
    }
  }

  const query = new URLSearchParams(
    rest.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  const { method } = contract
  return { method, url: query === '' ? url : `${url}?${query}`, headers: {} }
}
