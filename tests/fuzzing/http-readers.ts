import { createServer, type IncomingMessage } from 'node:http'
import { duplexPair, type Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { openConnection } from '@sotevarmenne/http1/connection'
import { defaultLimits } from '@sotevarmenne/http1/limits'
import { fieldsOf } from '@sotevarmenne/http1/read-head'

/** One request, as a reader understood it. */
export type SeenRequest = {
  readonly method: string
  readonly target: string
  /** `1.1` */
  readonly version: string
  /** By lower-case name; of repeated fields the first. */
  readonly fields: ReadonlyMap<string, string>
  readonly body: string
}

/** What a reader made of the bytes. */
export type Seen = {
  readonly requests: readonly SeenRequest[]
  /** Status of each response, in order. */
  readonly statuses: readonly number[]
  /** Whether it ended the connection after the client had. */
  readonly hasEnded: boolean
}

export type HttpReader = (pieces: readonly Uint8Array[]) => Promise<Seen>

/** Our reader, on a connection without a network. */
export const ourReader: HttpReader = async (pieces) => {
  const requests: SeenRequest[] = []
  let last: { readonly bytes: Buffer; readonly end: number } | undefined
  const [client, server] = duplexPair()
  openConnection(
    server as unknown as Socket,
    {
      respond: ({ bytes, head }) => {
        // The request begins where the one before it in the same bytes has ended.
        const from = last?.bytes === bytes ? last.end : 0
        last = { bytes, end: head.end + head.bodyLength }
        requests.push({
          method: bytes.toString('latin1', from, head.targetAt - 1).trimStart(),
          target: bytes.toString('latin1', head.targetAt, head.targetEnd),
          version: bytes.toString('latin1', head.targetEnd + 6, head.targetEnd + 9),
          fields: fieldsOf(bytes, head),
          body: bytes.toString('latin1', head.end, head.end + head.bodyLength),
        })
        return { status: 200, body: Buffer.from('ok') }
      },
      date: () => 'Tue, 24 Nov 2026 14:00:00 GMT',
      now: () => 0,
      onFault: (fault) => {
        throw fault
      },
    },
    defaultLimits,
  )
  return { requests, ...(await converse([client, server], pieces)) }
}

/**
 * The reader of Node. A request counts once its head was read and its body is complete: Node drops the
 * responses to requests before a malformed one.
 */
export function nodeReader(): HttpReader {
  let seen: { readonly request: IncomingMessage; readonly chunks: Buffer[] }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    seen.push({ request, chunks })
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => response.end('ok'))
  })
  Object.assign(server, { httpAllowHalfOpen: true, keepAliveTimeout: 0 })
  return async (pieces) => {
    seen = []
    const [client, connection] = duplexPair()
    server.emit('connection', connection)
    const ended = await converse([client, connection], pieces)
    const complete = seen.filter(({ request }) => request.complete)
    return { requests: complete.map(({ request, chunks }) => asSeen(request, chunks)), ...ended }
  }
}

function asSeen(
  { rawHeaders, method = '', url: target = '', httpVersion: version }: IncomingMessage,
  chunks: readonly Buffer[],
): SeenRequest {
  const fields = new Map<string, string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    if (!fields.has(name)) fields.set(name, (rawHeaders[at + 1] ?? '').trim())
  }
  return { method, target, version, fields, body: Buffer.concat(chunks).toString('latin1') }
}

/**
 * Sends the pieces one after another, then ends; returns what came back until the server ended or closed its
 * side.
 */
async function converse(
  [client, server]: readonly [Duplex, Duplex],
  pieces: readonly Uint8Array[],
): Promise<Omit<Seen, 'requests'>> {
  const chunks: Buffer[] = []
  client.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined)
  const state = { hasEnded: false }
  const end = (): void => {
    state.hasEnded = true
  }
  client.once('end', end)
  server.once('close', end)
  for (const piece of pieces) {
    if (client.destroyed) break
    client.write(piece)
    await turn()
  }
  client.end()
  // Nothing waits for a network or a clock here: who has not ended after so many turns never does.
  for (let round = 0; round < 500 && !state.hasEnded; round += 1) await turn()
  client.destroy()
  server.destroy()
  const text = Buffer.concat(chunks).toString('latin1')
  const statuses = Array.from(text.matchAll(/HTTP\/1\.1 (\d{3}) /g), ([, status]) => Number(status))
  return { statuses: statuses.filter((status) => status !== 100), ...state }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
