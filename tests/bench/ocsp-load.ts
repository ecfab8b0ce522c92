import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { cpuMicroseconds } from './cpu.ts'

/** OCSP load: requests in a file, and their address. */
export type Requesting = {
  readonly method: 'GET' | 'POST'
  readonly port: number
  readonly prefix: string
  /** A path a line, or a body a line in hexadecimal. */
  readonly requests: string
  /** Processes to measure for processor time. */
  readonly pids: readonly number[]
}

export type Measured = {
  /** Responses a second. */
  readonly rate: number
  /** Microseconds of processor time for a response. */
  readonly processor: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
  readonly failures: number
}

/** Maximum load on connections that stay open: wrk on the second core, the server on the first. */
export const loadFully = (requesting: Requesting, seconds = 3): Promise<Measured> =>
  measure(
    requesting,
    [
      ...['wrk', '--threads', '1', '--duration', `${seconds}s`, '--latency', '--timeout', '10s'],
      ...['--connections', '64', '--script', path.join(import.meta.dirname, 'ocsp.lua')],
      `http://127.0.0.1:${requesting.port}/`,
    ],
    { METHOD: requesting.method, PREFIX: requesting.prefix, REQUESTS: requesting.requests },
  )

/**
 * The same for a server that closes after each response, by POST. wrk also connects without a request:
 * openssl hangs then.
 */
export const loadWithOneRequestEach = (requesting: Requesting, seconds = 3): Promise<Measured> =>
  measure(requesting, [
    ...[process.execPath, path.join(import.meta.dirname, 'one-request-each.ts')],
    ...[String(requesting.port), requesting.prefix, requesting.requests, '16', String(seconds)],
  ])

async function measure(
  { pids }: Requesting,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const before = processorSeconds(pids)
  const { stdout } = await run('taskset', ['-c', '1', ...words], {
    env: { ...process.env, ...environment },
  })
  const used = processorSeconds(pids) - before
  const input = JSON.parse(/^\{.*\}$/m.exec(stdout)?.[0] ?? '') as Readonly<
    Record<'seconds' | 'responses' | 'p50' | 'p99' | 'wrong' | 'broken', number>
  >
  return {
    rate: input.responses / input.seconds,
    processor: (used * 1e6) / Math.max(input.responses, 1),
    p50: input.p50,
    p99: input.p99,
    failures: input.wrong + input.broken,
  }
}

/** At 5,000 requests a second, well below the server's capacity: the latency for a client. */
export async function loadAtRate(requesting: Requesting, seconds = 4): Promise<Measured> {
  const connections = 64
  const lines = (await readFile(requesting.requests, 'utf8')).trim().split('\n')
  const urls = `${requesting.requests}.urls`
  const log = `${requesting.requests}.log`
  const base = `http://127.0.0.1:${requesting.port}${requesting.prefix}/`
  await writeFile(urls, lines.map((line) => `${base}${line}\n`).join(''))
  await writeFile(log, '')
  const before = processorSeconds(requesting.pids)
  await run('taskset', [
    ...['-c', '1', 'h2load', '--h1', '--threads', '1', '--clients', String(connections)],
    ...['--rps', String(Math.ceil(5000 / connections)), '--duration', String(seconds)],
    ...['--input-file', urls, '--log-file', log],
  ])
  const used = processorSeconds(requesting.pids) - before
  // Start, status, microseconds.
  const responses = (await readFile(log, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split('\t').map(Number))
  const times = responses.map(([, , time = 0]) => time).sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  return {
    rate: times.length / seconds,
    processor: (used * 1e6) / Math.max(times.length, 1),
    p50: at(0.5),
    p99: at(0.99),
    failures: responses.filter(([, status]) => status !== 200).length,
  }
}

/** User and system time of the processes so far. */
export const processorSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + cpuMicroseconds(pid), 0) / 1e6

/**
 * Waits until the OCSP process has finished pre-signing, seen from outside: three seconds with hardly any
 * work.
 */
export async function untilItRests(pid: number): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = processorSeconds([pid])
    await sleep(1000)
    quiet = processorSeconds([pid]) - before < 0.2 ? quiet + 1 : 0
  }
}

/** Megabytes in memory, now and at peak. */
export function memoryOf(pid: number): { readonly now: number; readonly max: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024)
  return { now: megabytes('VmRSS'), max: megabytes('VmHWM') }
}

const run = promisify(execFile)
