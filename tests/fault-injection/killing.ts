import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { socketOf } from '@sotevarmenne/issuing/socket/client-roles'
import type { IssueCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import {
  clock,
  lookAfterRestart,
  withDb,
  type IssuingEnvironment,
  type Place,
} from './issuing-environment.ts'

/** The crash points of issuing, in order. */
export const issuingCrashPoints = [
  'rows-written-not-committed',
  'rows-committed',
  'sent',
  'signed-and-logged',
  'answered',
  'completion-written-not-committed',
  'completed',
] as const

/** Crash points of recovery when it finds committed rows; the first occurs only in a new environment. */
export const recoveryCrashPoints = [
  'ca-written-not-committed',
  ...issuingCrashPoints.slice(2),
] as const

export type IssuingCrashPoint =
  (typeof issuingCrashPoints)[number] | (typeof recoveryCrashPoints)[number]

/** Parameters of the process of `issuing-process.ts`. */
export type IssuingTask = {
  readonly place: Place
  /** Folder of the CA. */
  readonly folder: string
  /** Folder of the signer's sockets. */
  readonly socketFolder: string
  readonly operation: 'issue' | 'recover'
  readonly requests: readonly IssueCertificate[]
  /** Number of concurrent requests. */
  readonly atOnce: number
  /** Where this process kills itself; absent: killed from outside. */
  readonly killAt?: IssuingCrashPoint | undefined
}

/** Concurrent certificate requests in the deep tests. */
const groupSize = 5

/**
 * Kills a process that issues a group at the crash point, optionally also one that recovers after it, and
 * then checks the result after a restart.
 */
export async function surviveKill(
  environment: IssuingEnvironment,
  crashPoint: (typeof issuingCrashPoints)[number],
  recoveryCrashPoint?: (typeof recoveryCrashPoints)[number],
): Promise<void> {
  const requests = someRequests(groupSize)
  await killAt(environment, { operation: 'issue', requests, crashPoint })
  if (recoveryCrashPoint !== undefined)
    await killAt(environment, {
      operation: 'recover',
      requests: [],
      crashPoint: recoveryCrashPoint,
    })
  const isNothingLeft =
    crashPoint === 'rows-written-not-committed' ||
    crashPoint === 'completed' ||
    recoveryCrashPoint === 'completed'
  await withDb(environment.place, (db) =>
    lookAfterRestart(db, environment.ca, { requests, issued: isNothingLeft ? 0 : groupSize }),
  )
}

/** Kills a process under load after each of the delays, in milliseconds from its first request. */
export async function surviveKillsUnderLoad(
  environment: IssuingEnvironment,
  waits: Iterable<number>,
): Promise<void> {
  for (const wait of waits) {
    const requests = someRequests(100)
    const process = await startProcess(environment, { operation: 'issue', requests, atOnce: 16 })
    await sleep(wait)
    await kill(process)
    await withDb(environment.place, (db) => lookAfterRestart(db, environment.ca, { requests }))
  }
}

export const someRequests = (count: number): readonly IssueCertificate[] =>
  Array.from({ length: count }, () => aRequest(clock.now()))

async function killAt(
  environment: IssuingEnvironment,
  {
    crashPoint,
    ...task
  }: Pick<IssuingTask, 'operation' | 'requests'> & { readonly crashPoint: IssuingCrashPoint },
): Promise<void> {
  const isOnTheWay = crashPoint === 'sent' || crashPoint === 'signed-and-logged'
  const socketFolder = join(environment.ca.folder, isOnTheWay ? 'on-the-way' : 'run')
  const way = isOnTheWay
    ? await layWay(environment, { socketFolder, killAt: crashPoint })
    : undefined
  try {
    const process = await startProcess(environment, {
      ...task,
      socketFolder,
      atOnce: groupSize,
      killAt: isOnTheWay ? undefined : crashPoint,
    })
    if (way !== undefined) {
      await way.isReached
      await kill(process)
      way.goOn()
    } else await ended(process)
  } finally {
    await way?.close()
  }
}

async function startProcess(
  { place, ca: { folder } }: IssuingEnvironment,
  task: Pick<IssuingTask, 'operation' | 'requests' | 'atOnce'> & Partial<IssuingTask>,
): Promise<ChildProcess> {
  const process = forkOf('issuing-process.ts')
  process.send({ place, folder, socketFolder: join(folder, 'run'), ...task })
  await Promise.race([once(process, 'message'), ended(process)])
  return process
}

/**
 * A proxy between the process and the signer that stops at the given point: with the request, or with the
 * response.
 */
async function layWay(
  { ca: { folder } }: IssuingEnvironment,
  {
    socketFolder,
    killAt: where,
  }: { readonly socketFolder: string; readonly killAt: 'sent' | 'signed-and-logged' },
) {
  const reached = Promise.withResolvers<undefined>()
  const release = Promise.withResolvers<undefined>()
  const socketPath = socketOf(socketFolder, 'issuing')
  await mkdir(dirname(socketPath), { recursive: true })
  await rm(socketPath, { force: true })
  const server = createServer((requester) => {
    const signer = connect(socketOf(join(folder, 'run'), 'issuing'))
    requester.on('error', () => undefined)
    signer.on('error', () => undefined)
    requester.on('data', (request: Buffer) => {
      if (where !== 'sent') signer.write(request)
      else void release.promise.then(() => signer.write(request))
      if (where === 'sent') reached.resolve(undefined)
    })
    signer.on('data', () => {
      reached.resolve(undefined)
      signer.end()
    })
  })
  server.listen(socketPath)
  await once(server, 'listening')
  return {
    isReached: reached.promise,
    goOn: () => {
      release.resolve(undefined)
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

/** A process of these tests; its parameters may contain bytes. */
export const forkOf = (file: string): ChildProcess =>
  fork(new URL(file, import.meta.url), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
  })

export async function kill(process: ChildProcess): Promise<void> {
  const end = ended(process)
  process.kill('SIGKILL')
  await end
}

/** Resolves when the process was killed; rejects when it ended in another way. */
export async function ended(process: ChildProcess): Promise<void> {
  const [code, signal] =
    process.exitCode === null && process.signalCode === null
      ? ((await once(process, 'exit')) as [number | null, string | null])
      : [process.exitCode, process.signalCode]
  assert.deepEqual({ code, signal }, { code: null, signal: 'SIGKILL' })
}

/** Ends this process as a power cut would: nothing after it runs, nothing is flushed or closed. */
export function dieHere(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}
