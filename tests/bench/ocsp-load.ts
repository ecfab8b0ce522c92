import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { cpuMicroseconds } from './cpu.ts'

/** What is asked: questions in a file, and at which address. */
export type Asking = {
  readonly method: 'GET' | 'POST'
  readonly port: number
  readonly prefix: string
  /** A path a line, or a body a line in hexadecimal. */
  readonly requests: string
  /** Processes whose processor time is counted. */
  readonly pids: readonly number[]
}

export type Measured = {
  /** Answers a second. */
  readonly rate: number
  /** Microseconds of processor time for an answer. */
  readonly processor: number
  /** Microseconds. */
  readonly p50: number
  readonly p99: number
  readonly failures: number
}

/** As fast as the server can, on connections that stay open: wrk on the second core, the server being on the first. */
export const loadFully = (asking: Asking, seconds = 3): Promise<Measured> =>
  measure(
    asking,
    [
      ...['wrk', '--threads', '1', '--duration', `${seconds}s`, '--latency', '--timeout', '10s'],
      ...['--connections', '64', '--script', path.join(import.meta.dirname, 'ocsp.lua')],
      `http://127.0.0.1:${asking.port}/`,
    ],
    { METHOD: asking.method, PREFIX: asking.prefix, REQUESTS: asking.requests },
  )

/** The same of a server that closes behind each answer, by POST. wrk also connects without a question: openssl hangs then. */
export const loadWithOneQuestionEach = (asking: Asking, seconds = 3): Promise<Measured> =>
  measure(asking, [
    ...[process.execPath, path.join(import.meta.dirname, 'one-question-each.ts')],
    ...[String(asking.port), asking.prefix, asking.requests, '16', String(seconds)],
  ])

async function measure(
  { pids }: Asking,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const before = processorSeconds(pids)
  const { stdout } = await run('taskset', ['-c', '1', ...words], {
    env: { ...process.env, ...environment },
  })
  const used = processorSeconds(pids) - before
  const told = JSON.parse(/^\{.*\}$/m.exec(stdout)?.[0] ?? '') as Readonly<
    Record<'seconds' | 'answers' | 'p50' | 'p99' | 'wrong' | 'broken', number>
  >
  return {
    rate: told.answers / told.seconds,
    processor: (used * 1e6) / Math.max(told.answers, 1),
    p50: told.p50,
    p99: told.p99,
    failures: told.wrong + told.broken,
  }
}

/** At 5,000 questions a second, well below what the server can: what somebody who asks waits. */
export async function loadAtRate(asking: Asking, seconds = 4): Promise<Measured> {
  const connections = 64
  const lines = (await readFile(asking.requests, 'utf8')).trim().split('\n')
  const urls = `${asking.requests}.urls`
  const log = `${asking.requests}.log`
  const base = `http://127.0.0.1:${asking.port}${asking.prefix}/`
  await writeFile(urls, lines.map((line) => `${base}${line}\n`).join(''))
  await writeFile(log, '')
  const before = processorSeconds(asking.pids)
  await run('taskset', [
    ...['-c', '1', 'h2load', '--h1', '--threads', '1', '--clients', String(connections)],
    ...['--rps', String(Math.ceil(5000 / connections)), '--duration', String(seconds)],
    ...['--input-file', urls, '--log-file', log],
  ])
  const used = processorSeconds(asking.pids) - before
  // Start, status, microseconds.
  const answers = (await readFile(log, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split('\t').map(Number))
  const times = answers.map(([, , time = 0]) => time).sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  return {
    rate: times.length / seconds,
    processor: (used * 1e6) / Math.max(times.length, 1),
    p50: at(0.5),
    p99: at(0.99),
    failures: answers.filter(([, status]) => status !== 200).length,
  }
}

/** User and system time of the processes so far. */
export const processorSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + cpuMicroseconds(pid), 0) / 1e6

/** Until the status process has signed ahead what there is, seen from outside: three seconds with hardly any work. */
export async function untilItRests(pid: number): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = processorSeconds([pid])
    await sleep(1000)
    quiet = processorSeconds([pid]) - before < 0.2 ? quiet + 1 : 0
  }
}

/** Megabytes in memory, now and at most so far. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024)
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

const run = promisify(execFile)
