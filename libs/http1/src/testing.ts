import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { HttpRequest } from './connection.ts'
import type { HttpLimits } from './limits.ts'
import type { Reply } from './response.ts'
import { serveHttp, type ListenerAddress, type RunningServer } from './serve-http.ts'

/** A client that writes raw bytes and stores all that comes back. */
export type RawClient = {
  readonly socket: Socket
  readonly write: (bytes: string | Uint8Array) => void
  /** What was received so far, one character per byte. */
  readonly text: () => string
  /** Waits until the text is as wanted, a minute at most; then returns it. */
  readonly until: (isWanted: (text: string) => boolean) => Promise<string>
  /** Waits until the server has ended the connection; then returns all that was received. */
  readonly ended: () => Promise<string>
}

/** From an address of this machine: any of `127.0.0.0/8`. */
export async function connectRaw(port: number, from = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port, localAddress: from, allowHalfOpen: true })
  const chunks: Buffer[] = []
  let hasEnded = false
  socket.on('data', (chunk) => chunks.push(chunk))
  const end = (): void => {
    hasEnded = true
    socket.destroy()
  }
  socket.on('end', end).on('error', end).on('close', end)
  await once(socket, 'connect')
  const text = (): string => Buffer.concat(chunks).toString('latin1')
  const waitFor = async (isDone: () => boolean): Promise<string> => {
    for (let round = 0; round < 12_000 && !isDone(); round += 1) await wait(5)
    if (!isDone()) throw new Error(`timeout: nothing received after ${JSON.stringify(text())}`)
    return text()
  }
  return {
    socket,
    write: (bytes) => socket.write(bytes),
    text,
    until: (isWanted) => waitFor(() => isWanted(text())),
    ended: () => waitFor(() => hasEnded),
  }
}

/**
 * Serves on a free port. The date is fixed, and the monotonic clock advances by ten milliseconds with each
 * reading: a busy machine causes no timeouts.
 */
export const startHttp = (
  respond: (request: HttpRequest) => Reply | Promise<Reply>,
  limits: Partial<HttpLimits> = {},
  onFault: (fault: unknown) => void = (fault) => {
    throw fault
  },
  more: Pick<ListenerAddress, 'limiter' | 'proxies'> = {},
): Promise<RunningServer> => {
  let now = 0
  return serveHttp(
    { respond, date: () => 'Tue, 24 Nov 2026 14:00:00 GMT', now: () => (now += 10), onFault },
    { host: '127.0.0.1', port: 0, ...more },
    { watchInterval: 10, ...limits },
  )
}

/** Responds to each request with its method, target and body. */
export function echo({ bytes, head }: HttpRequest): Reply {
  const target = bytes.toString('latin1', head.targetAt, head.targetEnd)
  const body = bytes.toString('latin1', head.end, head.end + head.bodyLength)
  return { status: 200, body: Buffer.from(`<${head.method} ${target} ${body}>`, 'latin1') }
}

/** The responses of `echo`, in order. */
export const echoes = (text: string): readonly string[] => text.match(/<[^>]*>/g) ?? []

/** A header of the PROXY protocol, version 2, for a client of that address. */
export function proxyHeader(address: string, values: Uint8Array = Buffer.alloc(0)): Buffer {
  const isIpv4 = !address.includes(':')
  const client = isIpv4
    ? Buffer.from(address.split('.').map(Number))
    : Buffer.from(ipv6Groups(address).flatMap((group) => [group >> 8, group & 255]))
  const content = Buffer.concat([client, Buffer.alloc(client.length + 4, 1), values])
  const fixed = Buffer.from('0d0a0d0a000d0a515549540a21000000', 'hex')
  fixed[13] = isIpv4 ? 0x11 : 0x21
  fixed.writeUInt16BE(content.length, 14)
  return Buffer.concat([fixed, content])
}

function ipv6Groups(address: string): readonly number[] {
  const [head = '', tail = ''] = address.split('::')
  const groups = (text: string): readonly number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const [first, last] = [groups(head), groups(tail)]
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last]
}
