import { connect as connectTcp, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'

/**
 * A flood from one or many addresses of this machine, in a process of its own, which needs many open files:
 * `flood-process.ts <plan in JSON>`. Prints `FloodResult` as one line of JSON.
 */
export type FloodPlan = {
  readonly kind: FloodKind
  readonly port: number
  readonly isTls: boolean
  readonly count: number
  readonly addresses: number
  /** How long connections are held. */
  readonly seconds: number
}

export type FloodKind = 'connect-and-close' | 'idle' | 'slow-bodies' | 'wrong-passwords'

/** How often what happened: connected, refused, still open at the end, and HTTP statuses. */
export type FloodResult = Readonly<Record<string, number>>

const plan = JSON.parse(process.argv[2] ?? '') as FloodPlan
const counts: Record<string, number> = {}
const count = (what: string): void => {
  counts[what] = (counts[what] ?? 0) + 1
}
const addressOf = (at: number): string => `127.1.0.${String((at % plan.addresses) + 1)}`

const connect = (at: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connectTcp({ port: plan.port, host: '127.0.0.1', localAddress: addressOf(at) })
    let isConnected = false
    socket.once('connect', () => {
      isConnected = true
      count('connected')
      resolve(socket)
    })
    // A connection that was reset after it was made has closed: its flood counts how.
    socket.on('error', () => {
      if (isConnected) return
      count('failed')
      resolve(undefined)
    })
    socket.resume()
  })

/** Does it for every number below the count, so many at a time. */
async function withConcurrency(
  concurrency: number,
  each: (at: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < plan.count) await each(next++)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

async function holdIdle(): Promise<void> {
  const sockets: Socket[] = []
  await withConcurrency(200, async (at) => {
    const socket = await connect(at)
    if (socket) sockets.push(socket)
  })
  await sleep(plan.seconds * 1000)
  for (const socket of sockets) {
    count(socket.closed || socket.readableEnded ? 'closed by the server' : 'open at the end')
    socket.destroy()
  }
}

/** Whole but for the rest of its body, of which a byte comes each second. */
async function sendSlowly(at: number): Promise<void> {
  const tcp = await connect(at)
  if (tcp === undefined) return
  const socket = plan.isTls ? connectTls({ socket: tcp, rejectUnauthorized: false }) : tcp
  socket.on('error', () => undefined).resume()
  socket.write(
    'POST /api/v1/sign-in/password HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  )
  for (let second = 0; second < plan.seconds && !socket.closed; second += 1) {
    await sleep(1000)
    if (socket.writable) socket.write(' ')
  }
  count(tcp.closed || socket.readableEnded ? 'closed by the server' : 'open at the end')
  tcp.destroy()
}

async function guess(at: number): Promise<void> {
  const socket = await connect(at)
  if (socket === undefined) return
  const body = JSON.stringify({
    userName: `nobody.${String(at)}`,
    password: 'none of our passwords',
  })
  socket.write(
    `POST /api/v1/sign-in/password HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
  )
  const status = await new Promise<string>((resolve) => {
    socket.once('data', (chunk) => {
      resolve(chunk.toString('latin1', 9, 12))
    })
    socket.once('close', () => {
      resolve('no response')
    })
  })
  count(status)
  socket.destroy()
}

switch (plan.kind) {
  case 'connect-and-close':
    await withConcurrency(100, async (at) => (await connect(at))?.destroy())
    break
  case 'idle':
    await holdIdle()
    break
  case 'slow-bodies':
    await withConcurrency(plan.count, sendSlowly)
    break
  case 'wrong-passwords':
    await withConcurrency(plan.count, guess)
}
process.stdout.write(`${JSON.stringify(counts satisfies FloodResult)}\n`)
process.exit(0)
