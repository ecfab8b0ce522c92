import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { startSigner } from '../../apps/server/src/authority/signer/start-signer.ts'
import { digestOf } from '../../apps/server/src/authority/signer/journal.ts'
import type { IssueCertificate } from '../../apps/server/src/certificates/contract.ts'
import { createCertificates, type Certificates } from '../../apps/server/src/certificates/index.ts'
import { aRequest } from '../../apps/server/src/certificates/testing.ts'
import { createPgliteDb } from '../../apps/server/src/platform/pglite-db.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { startTestAuthority, testPassphrase, type TestAuthority } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { makePgliteDirectory } from '../support/postgres.ts'

/** The arrows of the issuing path, in their order. */
export const issuingArrows = [
  'row-written-not-committed',
  'row-committed',
  'signed',
  'completion-written-not-committed',
  'completed',
] as const

/** Those of recovery, when it finds a row that was committed. */
export const recoveryArrows = [
  'authority-written-not-committed',
  'row-committed',
  'signed',
  'completion-written-not-committed',
  'completed',
] as const

/** Those of the signer. */
export const signerArrows = [
  'asked',
  'signed-not-written',
  'half-a-line-written',
  'written-not-answered',
] as const

export type IssuingArrow = (typeof issuingArrows)[number] | (typeof recoveryArrows)[number]
export type SignerArrow = (typeof signerArrows)[number]

/**
 * Kills a process that issues at the arrow, perhaps also one that recovers after it, and then looks at what a new
 * start makes of it.
 */
export async function surviveKill(
  arrow: (typeof issuingArrows)[number],
  recoveryArrow?: (typeof recoveryArrows)[number],
): Promise<void> {
  const authority = await startTestAuthority({ clock })
  const directory = await makePgliteDirectory()
  const request = aRequest(clock.now())
  const task = { directory, folder: authority.folder, request }
  try {
    await killedAt('issuing-process.ts', encodeTask({ ...task, deed: 'issue', killAt: arrow }))
    if (recoveryArrow !== undefined)
      await killedAt(
        'issuing-process.ts',
        encodeTask({ ...task, deed: 'recover', killAt: recoveryArrow }),
      )
    const isHalfMade = ['row-committed', 'signed', 'completion-written-not-committed']
    const isLeft = isHalfMade.includes(arrow) && recoveryArrow !== 'completed'
    await withDb(directory, async (db) => {
      await lookAfterRestart(db, { authority, request, issued: isLeft ? 1 : 0 })
    })
  } finally {
    await authority.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Kills the signer at the arrow while it is asked, and then looks at what new starts of both make of it. */
export async function surviveKillOfSigner(arrow: SignerArrow): Promise<void> {
  const authority = await startTestAuthority({ clock })
  const { folder, authorities } = authority
  await authority.running.close()
  const directory = await makePgliteDirectory()
  const request = aRequest(clock.now())
  const dying = forkOf('signer-process.ts', JSON.stringify({ folder, killAt: arrow }))
  try {
    await once(dying, 'message')
    await withDb(directory, async (db) => {
      const ended = once(dying, 'exit')
      const certificates = certificatesOver(db, authority)
      assert.deepEqual(
        await certificates.issueCertificate(issuePermit, request),
        refuse({ kind: 'signer-unavailable' }),
      )
      assert.deepEqual(await ended, [null, 'SIGKILL'])
      // Nothing was promised while nobody could sign.
      assert.deepEqual(
        await db.read((tx) => certificates.certificatesOfCard(tx, request.cardId)),
        [],
      )

      const running = await startSigner({
        authorities,
        clock,
        passphrase: testPassphrase,
        keyFolder: join(folder, 'keys'),
        publicFolder: join(folder, 'authority'),
        socketPath: join(folder, 'signer.sock'),
        rehearsesCeremony: false,
        onFault: (fault) => {
          assert.ifError(fault)
        },
        workFactor: 10,
      })
      try {
        await lookAfterRestart(db, { authority, request, issued: 1 })
        // What was written down before the kill was answered again; everything else was signed once.
        const { repeated } = running.counts()
        assert.equal(repeated, arrow === 'written-not-answered' ? 1 : 0)
      } finally {
        await running.close()
      }
    })
  } finally {
    dying.kill('SIGKILL')
    authority.signer.close()
    await rm(folder, { recursive: true, force: true })
    await rm(directory, { recursive: true, force: true })
  }
}

/** Recovery finishes what is half made; the request then has one certificate, and every signature has its row. */
async function lookAfterRestart(
  db: Db,
  {
    authority,
    request,
    issued,
  }: {
    readonly authority: TestAuthority
    readonly request: IssueCertificate
    readonly issued: number
  },
): Promise<void> {
  const certificates = certificatesOver(db, authority)
  const recovered = await certificates.recover(aPermit('certificates.recover'))
  assert.deepEqual(recovered, { issued, voided: 0, waiting: 0 })

  const again = await certificates.issueCertificate(issuePermit, request)
  assert.ok(again.ok)
  assert.deepEqual(await db.read((tx) => certificates.certificatesOfCard(tx, request.cardId)), [
    again.value,
  ])
  assert.deepEqual(await certificates.recover(aPermit('certificates.recover')), {
    issued: 0,
    voided: 0,
    waiting: 0,
  })

  const journal = await readFile(join(authority.folder, 'keys/journal'), 'utf8')
  const signatures = journal
    .trimEnd()
    .split('\n')
    .filter((line) => line.includes(' serial '))
  // The card's alone, roots have a journal of their own: nothing was signed twice or for another serial.
  assert.equal(signatures.length, 1)
  for (const line of signatures) {
    const [issuer = '', , serial = '', digest, signature = ''] = line.split(' ')
    const row = await db.read((tx) => certificates.findCertificate(tx, { issuer, serial }))
    assert.equal(row?.state, 'issued')
    const certificate = decodeCertificate(row.der)
    assert.ok(certificate.ok)
    assert.equal(digestOf(certificate.value.tbs), digest)
    assert.equal(Buffer.from(certificate.value.signature).toString('base64'), signature)
  }
}

const clock = { now: () => instant(Date.now()) }
const issuePermit = aPermit('certificates.issueCertificate')

const certificatesOver = (db: Db, { issuers, signer }: TestAuthority): Certificates =>
  createCertificates({ db, clock, recordAll: () => Promise.resolve(), issuers, signer })

async function withDb(directory: string, act: (db: Db) => Promise<void>): Promise<void> {
  const opened = await createPgliteDb({ directory })
  assert.ok(opened.ok)
  try {
    await act(opened.value)
  } finally {
    await opened.value.close()
  }
}

const forkOf = (file: string, task: string) =>
  fork(new URL(file, import.meta.url), [task], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })

async function killedAt(file: string, task: string): Promise<void> {
  const [code, signal] = (await once(forkOf(file, task), 'exit')) as [number | null, string | null]
  assert.deepEqual({ code, signal }, { code: null, signal: 'SIGKILL' })
}

/** Ends this process as a power cut would: nothing after it runs, nothing is flushed or closed. */
export function dieHere(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

export type Task = {
  readonly directory: string
  readonly folder: string
  readonly deed: 'issue' | 'recover'
  readonly killAt: IssuingArrow
  readonly request: IssueCertificate
}

/** Octets travel as base64 with a mark before them. */
const encodeTask = (task: Task): string =>
  JSON.stringify(task, (_key, value: unknown) =>
    value instanceof Uint8Array ? `base64:${Buffer.from(value).toString('base64')}` : value,
  )

export const parseTask = (text = ''): Task =>
  JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('base64:')
      ? new Uint8Array(Buffer.from(value.slice(7), 'base64'))
      : value,
  ) as Task

export const parseSignerTask = (text = '') =>
  JSON.parse(text) as { readonly folder: string; readonly killAt: SignerArrow }
