import { lookup } from 'node:dns'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { ResponseOf, EndpointContract, InputOf } from '@sotevarmenne/api/endpoint'
import { requestOf, type Request } from '@sotevarmenne/api/request'

/** The service's enrolment API: mutual TLS, one contract. */
export type Service = {
  /**
   * Rejects with a `ServiceRefusal` when the service refuses, with another fault when it can't be reached.
   */
  readonly request: <Contract extends EndpointContract>(
    contract: Contract,
    input: InputOf<Contract>,
  ) => Promise<ResponseOf<Contract>>
}

/** A problem returned by the service (RFC 9457). */
export class ServiceRefusal extends Error {
  readonly status: number

  constructor(status: number, title: string) {
    super(title)
    this.status = status
  }
}

export function serviceOver({
  url,
  ...identity
}: {
  readonly url: string
  readonly cert: string
  readonly key: string
  readonly ca: string
}): Service {
  const agent = new Agent({ keepAlive: true, lookup: resolve, ...identity })
  return {
    request: async (contract, input) => {
      const { status, text } = await send(agent, url, requestOf(contract, input))
      if (status !== 200)
        throw new ServiceRefusal(status, titleIn(text) ?? `status ${String(status)}`)
      return contract.response.parse(JSON.parse(text)) as ResponseOf<typeof contract>
    },
  }
}

/** Every name under `localhost` is this very machine (RFC 6761 § 6.3); not every resolver supports this. */
const resolve: LookupFunction = (hostname, options, callback) => {
  lookup(hostname.endsWith('.localhost') ? '127.0.0.1' : hostname, options, callback)
}

function titleIn(text: string): string | undefined {
  try {
    const { title } = JSON.parse(text) as { readonly title?: unknown }
    return typeof title === 'string' ? title : undefined
  } catch {
    // A proxy in front of the service may respond in another format.
    return undefined
  }
}

const send = (
  agent: Agent,
  origin: string,
  { method, url, body, headers: demanded }: Request,
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...demanded,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      }),
    }
    const requesting = request(
      `${origin}${url}`,
      { agent, method, headers, timeout: responseTimeoutMs },
      (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(pieces).toString('utf8'),
          })
        })
        response.on('error', reject)
      },
    )
    requesting.on('timeout', () => requesting.destroy(new Error('the service does not respond')))
    requesting.on('error', reject)
    requesting.end(body)
  })

/** Milliseconds: the service may wait for its signer between two commands. */
const responseTimeoutMs = 60_000
