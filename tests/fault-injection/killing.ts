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
import { clock, lookAfterRestart, withDb, type IssuingWorld, type Place } from './issuing-world.ts'

/** The arrows of the issuing path, in their order. */
export const issuingArrows = [
  'rows-written-not-committed',
  'rows-committed',
  'sent',
  'signed-and-journalled',
  'answered',
  'completion-written-not-committed',
  'completed',
] as const

/** Those of recovery, when it finds rows that were committed; the first only in a world that is new. */
export const recoveryArrows = [
  'authority-written-not-committed',
  ...issuingArrows.slice(2),
] as const

export type IssuingArrow = (typeof issuingArrows)[number] | (typeof recoveryArrows)[number]

/** What the process of `issuing-process.ts` is told. */
export type IssuingTask = {
  readonly place: Place
  /** Of the authority. */
  readonly folder: string
  /** Of the signer's sockets. */
  readonly socketFolder: string
  readonly deed: 'issue' | 'recover'
  readonly requests: readonly IssueCertificate[]
  /** Asked for at once. */
  readonly atOnce: number
  /** Where this process ends itself; without one it is ended from outside. */
  readonly killAt?: IssuingArrow | undefined
}

/** Certificates that are asked for at once in the sweeps. */
const groupSize = 5

/**
 * Kills a process that issues a group at the arrow, perhaps also one that recovers after it, and then looks at what a new
 * start makes of it.
 */
export async function surviveKill(
  world: IssuingWorld,
  arrow: (typeof issuingArrows)[number],
  recoveryArrow?: (typeof recoveryArrows)[number],
): Promise<void> {
  const requests = someRequests(groupSize)
  await killAt(world, { deed: 'issue', requests, arrow })
  if (recoveryArrow !== undefined)
    await killAt(world, { deed: 'recover', requests: [], arrow: recoveryArrow })
  const isNothingLeft =
    arrow === 'rows-written-not-committed' || arrow === 'completed' || recoveryArrow === 'completed'
  await withDb(world.place, (db) =>
    lookAfterRestart(db, world.authority, { requests, issued: isNothingLeft ? 0 : groupSize }),
  )
}

/** Kills a process under load after each of the waits, in milliseconds from its first request. */
export async function surviveKillsUnderLoad(
  world: IssuingWorld,
  waits: Iterable<number>,
): Promise<void> {
  for (const wait of waits) {
    const requests = someRequests(100)
    const process = await startProcess(world, { deed: 'issue', requests, atOnce: 16 })
    await sleep(wait)
    await kill(process)
    await withDb(world.place, (db) => lookAfterRestart(db, world.authority, { requests }))
  }
}

export const someRequests = (count: number): readonly IssueCertificate[] =>
  Array.from({ length: count }, () => aRequest(clock.now()))

async function killAt(
  world: IssuingWorld,
  { arrow, ...task }: Pick<IssuingTask, 'deed' | 'requests'> & { readonly arrow: IssuingArrow },
): Promise<void> {
  const isOnTheWay = arrow === 'sent' || arrow === 'signed-and-journalled'
  const socketFolder = join(world.authority.folder, isOnTheWay ? 'on-the-way' : 'run')
  const way = isOnTheWay ? await layWay(world, { socketFolder, killAt: arrow }) : undefined
  try {
    const process = await startProcess(world, {
      ...task,
      socketFolder,
      atOnce: groupSize,
      killAt: isOnTheWay ? undefined : arrow,
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
  { place, authority: { folder } }: IssuingWorld,
  task: Pick<IssuingTask, 'deed' | 'requests' | 'atOnce'> & Partial<IssuingTask>,
): Promise<ChildProcess> {
  const process = forkOf('issuing-process.ts')
  process.send({ place, folder, socketFolder: join(folder, 'run'), ...task })
  await Promise.race([once(process, 'message'), ended(process)])
  return process
}

/** What goes between the process and the signer stops where told: with the question, or with the answer. */
async function layWay(
  { authority: { folder } }: IssuingWorld,
  {
    socketFolder,
    killAt: where,
  }: { readonly socketFolder: string; readonly killAt: 'sent' | 'signed-and-journalled' },
) {
  const reached = Promise.withResolvers<undefined>()
  const release = Promise.withResolvers<undefined>()
  const socketPath = socketOf(socketFolder, 'issuing')
  await mkdir(dirname(socketPath), { recursive: true })
  await rm(socketPath, { force: true })
  const server = createServer((asker) => {
    const signer = connect(socketOf(join(folder, 'run'), 'issuing'))
    asker.on('error', () => undefined)
    signer.on('error', () => undefined)
    asker.on('data', (question: Buffer) => {
      if (where !== 'sent') signer.write(question)
      else void release.promise.then(() => signer.write(question))
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

/** A process of these tests; what it is told may hold octets. */
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
