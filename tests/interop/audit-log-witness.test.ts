import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { generateKeyPairSync, sign } from 'node:crypto'
import {
  formatVerifierKey,
  joinNote,
  noteText,
  parseVerifierKey,
  signatureLine,
  spkiBegin,
} from '@sotevarmenne/issuing/signed-note'
import { ok } from '@sotevarmenne/kernel/result'
import { noWitness, startWitness, type TestWitness } from '@sotevarmenne/tests/audit-log/witness'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Audit } from '../../apps/server/src/audit/index.ts'
import { anAudit, anAuditLog } from '../../apps/server/src/audit/testing.ts'

const missing = noWitness()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/**
 * The witness is Debian’s own program, which refuses as it should, and breaks off where it would cosign (see
 * `buildWitness`). Heads that it has cosigned before are written into its database. The whole way, with
 * cosignatures, is in the deep test.
 */
describe('an audit log that Debian’s witness has cosigned before', { skip }, () => {
  const origin = 'service.example/audit-log'
  const keys = generateKeyPairSync('ed25519')
  const spki = new Uint8Array(keys.publicKey.export({ format: 'der', type: 'spki' }))
  const log = {
    ...{ name: origin, type: 'signature' as const },
    key: spki.slice(spkiBegin.length),
  }
  const closing: (() => Promise<void>)[] = []
  let witness: TestWitness
  let audit: Audit

  before(async () => {
    witness = await startWitness('witness.example/w1')
    closing.push(witness.stop)
    await witness.addLog(formatVerifierKey(log))
    audit = await aLog(300)
    witness.setHead(origin, await audit.treeHead())
  })
  after(async () => {
    for (const close of closing.reverse()) await close()
  })

  /** A log of this name, whose heads its key signs whatever was signed before. */
  const aLog = async (entries: number): Promise<Audit> => {
    const { db, close } = await openTestDatabase()
    closing.push(close)
    const key = parseVerifierKey(witness.key)
    assert.ok(key)
    const created: Audit = anAudit(db, {
      witnesses: [{ key, url: witness.url }],
      lastNote: async () => {
        const text = noteText(origin, await created.treeHead())
        const signature = sign(null, Buffer.from(text), keys.privateKey)
        return ok(joinNote({ text, lines: [signatureLine(log, signature)] }))
      },
    })
    await anAuditLog(db, created, { entries, perCheckpoint: 100 })
    return created
  }
  const requestAll = async (of: Audit): Promise<void> => {
    await of.schedules.find(({ name }) => name === 'witnesses of the audit log')?.run()
  }

  it('passes its check of the proof: it breaks off only when it writes down the head', async () => {
    const outcome = await requestAll(audit).then(
      () => 'cosigned',
      (fault: unknown) => (fault instanceof Error ? fault.message : 'no error'),
    )
    assert.match(outcome, /^cosigned$|"because":"no connection"/)
  })

  it('is refused when another log has its name and size, or is longer: it was rewritten', async () => {
    for (const entries of [300, 900])
      await assert.rejects(requestAll(await aLog(entries)), /"refused-by-witness","status":422/)
  })

  it('is refused when it is shorter: its end was cut off', async () => {
    await assert.rejects(requestAll(await aLog(100)), /"witness-knows-more","size":300/)
  })
})
