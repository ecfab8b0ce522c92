import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parseVerifierKey } from '@sotevarmenne/issuing/signed-note'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { linesOfExport } from '@sotevarmenne/tests/audit-log/damage'
import {
  buildWitness,
  noWitness,
  startWitness,
  type TestWitness,
} from '@sotevarmenne/tests/audit-log/witness'
import { startTestCa, testPassphrase, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import type { Audit, Witness } from '../../apps/server/src/audit/index.ts'
import { anAudit, anAuditLog } from '../../apps/server/src/audit/testing.ts'
import { makeNoteKey, openNoteKey, type NoteKey } from '../../apps/signer/src/note-key.ts'
import { readNoteKey } from '../../apps/verifier/src/notes.ts'
import { readKey } from '../../apps/verifier/src/tree.ts'
import { verifyExport } from '../../apps/verifier/src/verify-export.ts'

const missing = noWitness()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/** The witness is `litewitness`, built from Debian’s sources; signer and verifier are real too. */
describe('an audit log that a witness of another maker cosigns', { skip }, () => {
  const clock = { now: () => instant(Date.now()) }
  const origin = 'service.example/audit-log'
  let ca: TestCa
  let witness: TestWitness
  let witnesses: readonly Witness[]
  let logKey: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let audit: Audit

  before(async () => {
    witness = await startWitness('witness.example/w1', await buildWitness())
    ca = await startTestCa({ clock })
    logKey = await makeNoteKey(folders(), origin, { passphrase: testPassphrase, workFactor: 10 })
    await ca.restart()
    const key = parseVerifierKey(witness.key)
    assert.ok(key)
    witnesses = [{ key, url: witness.url }]
    database = await openTestDatabase()
    audit = auditWith(witnesses)
    await anAuditLog(database.db, audit, { entries: 300, perCheckpoint: 100 })
  })
  after(async () => {
    await audit.stop()
    await database.close()
    await ca.close()
    await witness.stop()
  })

  const folders = () => ({
    keyFolder: join(ca.folder, 'keys'),
    publicFolder: join(ca.folder, 'ca'),
  })
  const auditWith = (chosen: readonly Witness[]) =>
    anAudit(database.db, {
      ...{ clock, witnesses: chosen, receipts: ca.signer },
      signCheckpoint: ca.signer.signCheckpoint,
      checkpointKeys: ca.issuers.checkpointKeys,
      lastNote: ca.signer.lastNote,
    })
  /** The minute's run. */
  const requestAll = async (of: Audit = audit) => {
    const run = of.schedules.find(({ name }) => name === 'witnesses of the audit log')
    assert.ok(run)
    await run.run()
  }
  const grow = () => anAuditLog(database.db, audit, { entries: 50, perCheckpoint: 50 })
  const cosignatures = () =>
    database.db.read(async (tx) => {
      const { rows } = await sql<{ size: number; note: string }>`
        select size, note from audit.cosignature order by size`.execute(tx)
      return rows
    })
  const exported = () => linesOfExport(audit)
  const verify = async (lines: readonly string[], keys = [witness.key]) =>
    verifyExport([lines].values() as never, {
      key: readKey(Buffer.from(ca.issuers.checkpointKeys.current)),
      cosigning: { log: readNoteKey(logKey), witnesses: keys.map(readNoteKey) },
    })

  it('is refused while the witness does not know it', async () => {
    await assert.rejects(
      requestAll(),
      /witness\.example\/w1: .*"refused-by-witness","status":40[34]/,
    )
    assert.deepEqual(await cosignatures(), [])
    const { findings } = await verify(await exported())
    assert.deepEqual(findings, [{ kind: 'not-cosigned', witness: 'witness.example/w1' }])
  })

  it('is cosigned, again while it does not grow, and further when it has grown', async () => {
    await witness.addLog(logKey)
    await requestAll()
    await requestAll()
    const [first, ...others] = await cosignatures()
    assert.deepEqual([first?.size, others], [300, []])
    await grow()
    await requestAll()
    const sizes = (await cosignatures()).map(({ size }) => size)
    assert.deepEqual(sizes.length, 2)
    const cosignedAt = await database.db.read((tx) => audit.cosignedAt(tx))
    assert.ok(Date.now() - (cosignedAt[0] ?? 0) < 60_000)
  })

  it('has an export that carries the cosignatures, which the verifier checks', async () => {
    const { findings, cosigned } = await verify(await exported())
    assert.deepEqual(findings, [])
    assert.deepEqual(
      cosigned.map((each) => [each.witness, each.size]),
      [['witness.example/w1', (await cosignatures()).at(-1)?.size]],
    )
  })

  it('is cosigned further when the witness’s last answer was lost (409)', async () => {
    await database.db.write(async (tx) => {
      await sql`delete from audit.cosignature`.execute(tx)
      return ok(undefined)
    })
    const note = await ca.signer.lastNote()
    assert.ok(note.ok)
    const response = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: `old 0\n\n${note.value}`,
    })
    assert.equal(response.status, 409)
    assert.match(await response.text(), /^\d+\n$/)
    await grow()
    await requestAll()
    assert.equal((await cosignatures()).length, 1)
    await grow()
    await requestAll()
  })

  it('is refused by the verifier with a note or a cosignature that was altered', async () => {
    const lines = await exported()
    const change = (from: RegExp, to: string) => {
      const changed = lines.map((line) => line.replace(from, to))
      assert.ok(changed.some((line, nr) => line !== lines[nr]))
      return changed
    }
    const kindsOf = async (given: readonly string[]) =>
      new Set((await verify(given)).findings.map(({ kind }) => kind))
    const other = /"note":"service\.example\/audit-log\\n\d+/
    assert.ok(
      (await kindsOf(change(other, '"note":"service.example/audit-log\\n7'))).has(
        'note-does-not-match',
      ),
    )
    const renamed = change(/"note":"service\.example/, '"note":"elsewhere.example')
    assert.ok((await kindsOf(renamed)).has('note-does-not-match'))
    const bent = change(/(— witness\.example\/w1 .{30})./, '$1A')
    assert.ok((await kindsOf(bent)).has('cosignature-wrong'))
    const taken = change(/— witness\.example\/w1 \S+\\n/, '')
    const cosigned = (await verify(taken)).findings
    assert.ok(cosigned.length === 0 || cosigned[0]?.kind === 'not-cosigned')
    const stranger = await startWitness('witness.example/w2')
    try {
      assert.deepEqual((await verify(lines, [stranger.key])).findings, [
        { kind: 'not-cosigned', witness: 'witness.example/w2' },
      ])
    } finally {
      await stranger.stop()
    }
  })

  it('is verified on the command line with the witness’s key', async () => {
    const file = (name: string) => join(ca.folder, name)
    await writeFile(file('export.ndjson'), (await exported()).join('\n'))
    const command = (...words: readonly string[]) =>
      new Promise<string>((resolve, reject) => {
        const all = [
          ...['apps/verifier/src/verify-audit-log.ts', '--key', file('ca/checkpoint.spki')],
          ...['--not-older-than', '1h', ...words, file('export.ndjson')],
        ]
        execFile(process.execPath, all, (fault, stdout) => {
          if (fault) reject(new Error(stdout, { cause: fault }))
          else resolve(stdout)
        })
      })
    const said = await command('--log', file('ca/audit-note.vkey'), '--witness', witness.key)
    assert.match(said, /Cosigned by witness\.example\/w1 up to \d+: \S+, 0 minutes old\./)
    await assert.rejects(command('--witness', witness.key), ({ cause }: Error) => {
      assert.equal((cause as { readonly code?: unknown }).code, 2)
      return true
    })
  })

  it('waits for no witness that is gone', async () => {
    const key = witnesses[0]?.key
    assert.ok(key)
    const lonely = auditWith([{ key, url: 'http://127.0.0.1:9' }])
    await assert.rejects(requestAll(lonely), /"witness-unavailable","because":"no connection"/)
    await grow()
  })

  describe('rewritten by somebody who has the database and every key', () => {
    let forged: Awaited<ReturnType<typeof openTestDatabase>>
    let noteKey: NoteKey

    before(async () => {
      forged = await openTestDatabase()
      const opened = await openNoteKey(folders(), testPassphrase)
      assert.ok(opened)
      noteKey = opened
    })
    after(() => forged.close())

    /** Another log of the same name, as a signer without memory would sign it. */
    const forgedAudit = () => {
      const head = async () => {
        const { size, root } = await log.treeHead()
        return ok(noteKey.sign({ size, root, at: clock.now() }))
      }
      const log = anAudit(forged.db, { clock, witnesses, lastNote: head })
      return log
    }

    it('is refused by the witness when it is shorter than the one that it cosigned', async () => {
      const log = forgedAudit()
      await anAuditLog(forged.db, log, { entries: 100, perCheckpoint: 100 })
      await assert.rejects(requestAll(log), /"witness-knows-more","size":\d+/)
    })

    it('is refused by the witness when it is longer', async () => {
      const log = forgedAudit()
      await anAuditLog(forged.db, log, { entries: 2000, perCheckpoint: 500 })
      await assert.rejects(requestAll(log), /"refused-by-witness","status":422/)
      const { rows } = await forged.db.read((tx) =>
        sql`select size from audit.cosignature`.execute(tx),
      )
      assert.deepEqual(rows, [])
    })

    it('leaves the true log as the one that the witness goes on with', async () => {
      await grow()
      await requestAll()
      assert.deepEqual((await verify(await exported())).findings, [])
    })
  })
})
