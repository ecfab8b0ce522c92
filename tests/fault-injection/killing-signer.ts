import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse } from '@sotevarmenne/kernel/result'
import { startSigner } from '../../apps/signer/src/start-signer.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { startTestAuthority, testPassphrase, type TestAuthority } from '../support/authority.ts'
import { certificatesOver, clock, issuePermit, lookAfterRestart } from './issuing-world.ts'
import { ended, forkOf, kill, someRequests } from './killing.ts'

/** The arrows of the signer, in their order. */
export const signerArrows = [
  'bytes-read',
  'linted',
  'signed-not-journalled',
  'half-journalled',
  'journalled-not-answered',
  'answered',
] as const

export type SignerArrow = (typeof signerArrows)[number]

/** What the process of `signer-process.ts` is told. */
export type SignerTask = {
  /** Of the authority. */
  readonly folder: string
  /** Whose certificates it signs. */
  readonly role: 'professional' | 'service'
  /** Where this process ends itself; without one it is ended from outside. */
  readonly killAt?: SignerArrow | undefined
}

const groupSize = 5

/** How many of the group the next signer finds in its journal, at least and at most: they are written as they are signed. */
const journalled: Readonly<Record<SignerArrow, readonly [number, number]>> = {
  'bytes-read': [0, 0],
  linted: [0, 0],
  'signed-not-journalled': [0, 0],
  'half-journalled': [1, 1],
  'journalled-not-answered': [1, groupSize],
  answered: [0, 0],
}

/** An authority whose signer is a process that can be killed. */
export type MortalSigner = {
  readonly authority: TestAuthority
  readonly close: () => Promise<void>
}

export async function makeMortalSigner(): Promise<MortalSigner> {
  const authority = await startTestAuthority({ clock })
  await authority.running.close()
  return {
    authority,
    close: async () => {
      authority.signer.close()
      await rm(authority.folder, { recursive: true, force: true })
    },
  }
}

/** Kills the signer at the arrow while a group is asked for, and then looks at what the next signer makes of it. */
export async function surviveKillOfSigner(
  { authority }: MortalSigner,
  { db, arrow }: { readonly db: Db; readonly arrow: SignerArrow },
): Promise<void> {
  const requests = someRequests(groupSize)
  const isAnswered = arrow === 'answered'
  const signer = await startMortal({
    ...{ folder: authority.folder, role: 'professional' },
    killAt: isAnswered ? undefined : arrow,
  })
  const certificates = certificatesOver(db, authority)
  const ask = () =>
    Promise.all(requests.map((request) => certificates.issueCertificate(issuePermit, request)))
  const asked = await ask()
  if (isAnswered) {
    assert.ok(asked.every(({ ok }) => ok))
    await kill(signer)
  } else {
    await ended(signer)
    for (const answer of asked) assert.deepEqual(answer, refuse({ kind: 'signer-unavailable' }))
    // Nobody signs, nothing is promised, and asking again in vain changes nothing.
    for (const answer of await ask())
      assert.deepEqual(answer, refuse({ kind: 'signer-unavailable' }))
    for (const { cardId } of requests)
      assert.deepEqual(await db.read((tx) => certificates.certificatesOfCard(tx, cardId)), [])
  }

  const next = await startNext(authority)
  try {
    await lookAfterRestart(db, authority, { requests, issued: isAnswered ? 0 : groupSize })
    const { repeated } = next.counts()
    const [least, most] = journalled[arrow]
    assert.ok(repeated >= least && repeated <= most, `${String(repeated)} were in the journal`)
  } finally {
    await next.close()
  }
}

/** Kills the signer after each of the waits, in milliseconds, while certificates are asked for at once. */
export async function surviveKillsOfSignerUnderLoad(
  { authority }: MortalSigner,
  { db, waits }: { readonly db: Db; readonly waits: Iterable<number> },
): Promise<void> {
  for (const wait of waits) {
    const requests = someRequests(100)
    const signer = await startMortal({ folder: authority.folder, role: 'professional' })
    const certificates = certificatesOver(db, authority)
    const waiting = [...requests]
    const askInTurn = async (): Promise<void> => {
      for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
        const answer = await certificates.issueCertificate(issuePermit, request)
        if (!answer.ok) assert.deepEqual(answer, refuse({ kind: 'signer-unavailable' }))
      }
    }
    const load = Promise.all(Array.from({ length: 16 }, askInTurn))
    await sleep(wait)
    await kill(signer)
    await load

    const next = await startNext(authority)
    try {
      await lookAfterRestart(db, authority, { requests })
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

export const startNext = ({ authorities, folder }: TestAuthority) =>
  startSigner({
    authorities,
    clock,
    passphrase: testPassphrase,
    keyFolder: join(folder, 'keys'),
    publicFolder: join(folder, 'authority'),
    socketFolder: join(folder, 'run'),
    rehearsesCeremony: false,
    onFault: (fault) => {
      assert.ifError(fault)
    },
    workFactor: 10,
  })
