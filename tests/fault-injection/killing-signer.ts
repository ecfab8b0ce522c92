import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse } from '@sotevarmenne/kernel/result'
import { startSigner } from '../../apps/signer/src/start-signer.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { startTestCa, testPassphrase, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { certificatesOver, clock, issuePermit, lookAfterRestart } from './issuing-environment.ts'
import { ended, forkOf, kill, someRequests } from './killing.ts'

/** The crash points of the signer, in order. */
export const signerCrashPoints = [
  'bytes-read',
  'linted',
  'signed-not-logged',
  'half-logged',
  'logged-not-returned',
  'answered',
] as const

export type SignerCrashPoint = (typeof signerCrashPoints)[number]

/** Parameters of the process of `signer-process.ts`. */
export type SignerTask = {
  /** Folder of the CA. */
  readonly folder: string
  /** Role of the CA that signs. */
  readonly role: 'professional' | 'service'
  /** Where this process kills itself; absent: killed from outside. */
  readonly killAt?: SignerCrashPoint | undefined
}

const groupSize = 5

/**
 * Min and max entries of the group that the next signer finds in its signing log: they are written as they
 * are signed.
 */
const logged: Readonly<Record<SignerCrashPoint, readonly [number, number]>> = {
  'bytes-read': [0, 0],
  linted: [0, 0],
  'signed-not-logged': [0, 0],
  'half-logged': [1, 1],
  'logged-not-returned': [1, groupSize],
  answered: [0, 0],
}

/** A CA with a signer process that can be killed. */
export type MortalSigner = {
  readonly ca: TestCa
  readonly close: () => Promise<void>
}

export async function makeMortalSigner(): Promise<MortalSigner> {
  const ca = await startTestCa({ clock })
  await ca.running.close()
  return {
    ca,
    close: async () => {
      ca.signer.close()
      await rm(ca.folder, { recursive: true, force: true })
    },
  }
}

/**
 * Kills the signer at the crash point during requests of a group, and then checks the result after the next
 * signer's start.
 */
export async function surviveKillOfSigner(
  { ca }: MortalSigner,
  { db, crashPoint }: { readonly db: Db; readonly crashPoint: SignerCrashPoint },
): Promise<void> {
  const requests = someRequests(groupSize)
  const isAnswered = crashPoint === 'answered'
  const signer = await startMortal({
    ...{ folder: ca.folder, role: 'professional' },
    killAt: isAnswered ? undefined : crashPoint,
  })
  const certificates = certificatesOver(db, ca)
  const send = () =>
    Promise.all(requests.map((request) => certificates.issueCertificate(issuePermit, request)))
  const requested = await send()
  if (isAnswered) {
    assert.ok(requested.every(({ ok }) => ok))
    await kill(signer)
  } else {
    await ended(signer)
    for (const response of requested)
      assert.deepEqual(response, refuse({ kind: 'signer-unavailable' }))
    // No signer runs: nothing is promised, and retrying changes nothing.
    for (const response of await send())
      assert.deepEqual(response, refuse({ kind: 'signer-unavailable' }))
    for (const { cardId } of requests)
      assert.deepEqual(await db.read((tx) => certificates.certificatesOfCard(tx, cardId)), [])
  }

  const next = await startNext(ca)
  try {
    await lookAfterRestart(db, ca, { requests, issued: isAnswered ? 0 : groupSize })
    const { repeated } = next.counts()
    const [min, max] = logged[crashPoint]
    assert.ok(repeated >= min && repeated <= max, `${String(repeated)} were in the signing log`)
  } finally {
    await next.close()
  }
}

/** Kills the signer after each of the delays, in milliseconds, during concurrent certificate requests. */
export async function surviveKillsOfSignerUnderLoad(
  { ca }: MortalSigner,
  { db, waits }: { readonly db: Db; readonly waits: Iterable<number> },
): Promise<void> {
  for (const wait of waits) {
    const requests = someRequests(100)
    const signer = await startMortal({ folder: ca.folder, role: 'professional' })
    const certificates = certificatesOver(db, ca)
    const waiting = [...requests]
    const requestInTurn = async (): Promise<void> => {
      for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
        const response = await certificates.issueCertificate(issuePermit, request)
        if (!response.ok) assert.deepEqual(response, refuse({ kind: 'signer-unavailable' }))
      }
    }
    const load = Promise.all(Array.from({ length: 16 }, requestInTurn))
    await sleep(wait)
    await kill(signer)
    await load

    const next = await startNext(ca)
    try {
      await lookAfterRestart(db, ca, { requests })
    } finally {
      await next.close()
    }
  }
}

export async function startMortal(task: SignerTask): Promise<ChildProcess> {
  const signer = forkOf('signer-process.ts')
  signer.send(task)
  await Promise.race([once(signer, 'message'), ended(signer)])
  return signer
}

export const startNext = ({ cas, folder }: TestCa) =>
  startSigner({
    cas,
    clock,
    passphrase: testPassphrase,
    keyFolder: join(folder, 'keys'),
    publicFolder: join(folder, 'ca'),
    socketFolder: join(folder, 'run'),
    rehearsesCeremony: false,
    demandsEvidence: false,
    onFault: (fault) => {
      assert.ifError(fault)
    },
    workFactor: 10,
  })
