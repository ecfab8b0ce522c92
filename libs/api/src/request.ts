import type { EndpointContract } from './endpoint.ts'

export type Request = {
  readonly method: EndpointContract['method']
  /** Relative to the address of the service. */
  readonly url: string
  readonly body?: string
}

/** The HTTP request of an endpoint: members named in the path go there, the rest to the query or the JSON body. */
export function requestOf(contract: EndpointContract, input: Record<string, unknown>): Request {
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
  if (contract.method === 'POST')
    return { method: 'POST', url, body: JSON.stringify(Object.fromEntries(rest)) }

  const query = new URLSearchParams(
    rest.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return { method: contract.method, url: query === '' ? url : `${url}?${query}` }
}
