import { readFileSync } from 'node:fs'
import { connect as connectPlainly, type Socket } from 'node:net'
import { connect } from 'node:tls'

/**
 * A load of requests over connections that stay open: `load.ts <plan.json>`. Prints `LoadResult` as one line
 * of JSON. A separate process; it reads only the status and length of each response, to use little of the
 * cores.
 */
export type LoadPlan = {
  readonly port: number
  readonly path: string
  /** PEM files for TLS: trusted CAs, and the client's own. Absent: plain connections. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string }
  /** One JSON body a line; each is sent once. */
  readonly bodies: string
  readonly from: number
  readonly count: number
  readonly clients: number
}

export type LoadResult = {
  readonly seconds: number
  readonly good: number
  /** Responses by status, other than 200; and broken connections. */
  readonly others: Readonly<Record<string, number>>
  /** Processor time of the load itself for each request, in microseconds. */
  readonly cpu: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LoadPlan
const bodies = readFileSync(plan.bodies, 'utf8')
  .split('\n')
  .slice(plan.from, plan.from + plan.count)
const requests = bodies.map((body) =>
  Buffer.from(
    `POST ${plan.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
)
const latencies: number[] = []
const others: Record<string, number> = {}
let next = 0

const sockets = await Promise.all(Array.from({ length: plan.clients }, open))
const start = performance.now()
const cpuBefore = process.cpuUsage()
await Promise.all(sockets.map(sendUntilDone))
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
const cpu = (user + system) / plan.count
latencies.sort((a, b) => a - b)
const good = latencies.length - Object.values(others).reduce((sum, each) => sum + each, 0)
process.stdout.write(
  `${JSON.stringify({ seconds, good, others, cpu, p50: at(0.5), p99: at(0.99) } satisfies LoadResult)}\n`,
)

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const to = { port: plan.port, host: '127.0.0.1' }
    const { tls } = plan
    const socket =
      tls === undefined
        ? connectPlainly(to)
        : connect({
            ...to,
            servername: 'localhost',
            ca: readFileSync(tls.ca),
            cert: readFileSync(tls.cert),
            key: readFileSync(tls.key),
          })
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      resolve(socket)
    })
  })
}

function sendUntilDone(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    let sentAt = 0
    let isWaiting = true
    let read: Buffer = Buffer.alloc(0)
    const send = (): void => {
      const request = requests[next]
      if (request === undefined) {
        isWaiting = false
        socket.destroy()
        return
      }
      next += 1
      sentAt = performance.now()
      socket.write(request)
    }
    const count = (status: string): void => {
      latencies.push(performance.now() - sentAt)
      if (status !== '200') others[status] = (others[status] ?? 0) + 1
    }
    socket.on('data', (chunk: Buffer) => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk])
      const head = read.indexOf('\r\n\r\n')
      if (head < 0) return
      const text = read.toString('latin1', 0, head)
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
      if (read.length < head + 4 + length) return
      count(text.slice(9, 12))
      read = Buffer.alloc(0)
      send()
    })
    // Any end before the last response is reported.
    socket.once('error', () => undefined)
    socket.once('close', () => {
      if (isWaiting) count('broken')
      resolve()
    })
    send()
  })
}

function at(share: number): number {
  return Number((latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1))
}
