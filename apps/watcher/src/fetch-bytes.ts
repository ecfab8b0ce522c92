import http from 'node:http'
import https from 'node:https'

/** Why an address gave nothing: shown in a finding. */
export class Unreachable extends Error {}

/**
 * Fetches an address, at one node if given: then the connection goes to the node, with the host of the address in
 * the request, as behind a load balancer. No redirect is followed, and no proxy or cache asked.
 */
export async function fetchBytes(
  address: string,
  {
    node,
    body,
    maxBytes,
    timeLimit = 10_000,
  }: {
    readonly node?: string | undefined
    /** An OCSP request. */
    readonly body?: Uint8Array
    readonly maxBytes: number
    /** Milliseconds for the whole response. */
    readonly timeLimit?: number
  },
): Promise<Uint8Array> {
  const wanted = new URL(address)
  const target = new URL(`${wanted.pathname}${wanted.search}`, node ?? wanted)
  const signal = AbortSignal.timeout(timeLimit)
  return new Promise((resolve, reject) => {
    const fail = (fault: Error): void => {
      const cause = signal.aborted ? `no response in ${String(timeLimit / 1000)} s` : fault.message
      reject(new Unreachable(cause === '' ? 'no connection' : cause))
    }
    const { request } = target.protocol === 'https:' ? https : http
    const sent = request(
      target,
      {
        signal,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          host: wanted.host,
          ...(body !== undefined && { 'content-type': 'application/ocsp-request' }),
        },
        ...(target.protocol === 'https:' && { servername: wanted.hostname }),
        agent: false,
      },
      (response) => {
        const parts: Uint8Array[] = []
        let size = 0
        response.on('error', fail)
        if (response.statusCode !== 200) {
          response.destroy()
          reject(new Unreachable(`HTTP status ${String(response.statusCode)}`))
          return
        }
        response.on('data', (part: Uint8Array) => {
          size += part.length
          if (size > maxBytes) {
            response.destroy()
            reject(new Unreachable(`more than ${String(maxBytes)} bytes`))
          } else parts.push(part)
        })
        response.on('end', () => {
          resolve(new Uint8Array(Buffer.concat(parts)))
        })
      },
    )
    sent.on('error', fail)
    sent.end(body)
  })
}
