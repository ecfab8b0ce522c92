import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

/**
 * A load of requests, each on a connection of its own, for servers that close after each response:
 * `one-request-each.ts <port> <path> <file of bodies in hexadecimal> <connections> <seconds>`. Prints what
 * `ocsp.lua` prints.
 */
const [, , port, path = '/', file = '', connections, seconds] = process.argv
const requests = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => Buffer.from(line, 'hex'))
  .map((body) =>
    Buffer.concat([
      Buffer.from(
        `POST ${path} HTTP/1.0\r\nContent-Type: application/ocsp-request\r\nContent-Length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]),
  )
const times: number[] = []
let next = 0
let wrong = 0
let broken = 0

const start = performance.now()
const end = start + Number(seconds) * 1000
await Promise.all(Array.from({ length: Number(connections) }, requestUntilTheEnd))
times.sort((a, b) => a - b)
const at = (share: number): number =>
  Math.round((times[Math.floor(times.length * share)] ?? 0) * 1000)
const input = {
  seconds: (performance.now() - start) / 1000,
  responses: times.length,
  ...{ p50: at(0.5), p99: at(0.99), wrong, broken },
}
process.stdout.write(`${JSON.stringify(input)}\n`)

async function requestUntilTheEnd(): Promise<void> {
  while (performance.now() < end) await send()
}

function send(): Promise<void> {
  return new Promise((answered) => {
    const begin = performance.now()
    const request = requests[next % requests.length] ?? Buffer.alloc(0)
    next += 1
    const chunks: Buffer[] = []
    const socket = connect({ port: Number(port), host: '127.0.0.1' }, () => {
      socket.write(request)
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => {
      broken += 1
    })
    socket.on('close', () => {
      times.push(performance.now() - begin)
      const response = Buffer.concat(chunks)
      const head = response.toString('latin1', 0, 12)
      // OCSPResponse begins with the status successful.
      if (!head.endsWith(' 200') || !response.includes(Buffer.of(0x0a, 1, 0))) wrong += 1
      answered()
    })
  })
}
