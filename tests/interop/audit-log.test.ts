import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import { checkpointBytes } from '@sotevarmenne/issuing/checkpoint'
import { ok } from '@sotevarmenne/kernel/result'
import { anAuditLog, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import type { Audit } from '../../apps/server/src/audit/index.ts'
import { digestOf, readKey } from '../../apps/verifier/src/tree.ts'
import { verifyExport, type Finding } from '../../apps/verifier/src/verify-export.ts'
import { verifyProofs } from '../../apps/verifier/src/verify-proofs.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  altered,
  alteredWithDigest,
  linesOfExport,
  removed,
  removedAndCounted,
  swapped,
  swappedAndCounted,
} from '@sotevarmenne/tests/audit-log/damage'

describe('an audit log export, checked by the stand-alone verifier', () => {
  const key = readKey(Buffer.from(checkpointKey))
  /** Checkpoints are 500 entries apart; every second one has the bytes for a new beginning. */
  const auditLog = { entries: 2600, perCheckpoint: 500 }
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let audit: Audit
  let lines: readonly string[]
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-audit-log-'))
    database = await openTestDatabase()
    audit = anAudit(database.db)
    await anAuditLog(database.db, audit, auditLog)
    lines = await linesOfExport(audit)
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const verify = async (given: readonly string[], stored: readonly string[] = []) =>
    verifyExport(inPieces(given), {
      key,
      stored: stored.map((line) => headOf(line)),
    })
  const findings = async (given: readonly string[]) => (await verify(given)).findings

  it('is valid', async () => {
    const report = await verify(lines)
    assert.deepEqual(report.findings, [])
    assert.deepEqual([report.entries, report.heads, report.size], [2600, 6, 2600])
  })

  it('is valid from a signed checkpoint on', async () => {
    const later = await linesOfExport(audit, 1500)
    const report = await verify(later)
    assert.deepEqual(report.findings, [])
    assert.deepEqual([report.after, report.entries], [1500, 1100])
  })

  describe('after renewal of the checkpoint key', () => {
    const next = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const nextKey = new Uint8Array(next.publicKey.export({ format: 'der', type: 'spki' }))
    const renewed = { key: next.publicKey, former: [key] }
    let grown: readonly string[]
    let after: Audit

    before(async () => {
      const own = await openTestDatabase()
      try {
        const old = anAudit(own.db)
        await anAuditLog(own.db, old, { entries: 2000, perCheckpoint: 500 })
        after = anAudit(own.db, {
          checkpointKeys: { current: nextKey, former: [checkpointKey] },
          signCheckpoint: (head) =>
            Promise.resolve(
              ok(new Uint8Array(sign('sha256', checkpointBytes(head), next.privateKey))),
            ),
        })
        await anAuditLog(own.db, after, { entries: 2000, perCheckpoint: 500 })
        grown = await linesOfExport(after)
        const verified = await after.verifyAuditLog()
        assert.ok(verified.ok, JSON.stringify(verified))
        // Back to the old key, as a thief of it would. The export is an entry too.
        await anAuditLog(own.db, old, { entries: 1000, perCheckpoint: 500 })
        const goneBack = await after.verifyAuditLog()
        assert.deepEqual(!goneBack.ok && goneBack.refusal, [
          { kind: 'checkpoint-signature-wrong', size: 4501 },
          { kind: 'checkpoint-signature-wrong', size: 5001 },
        ])
        stolen = await linesOfExport(after)
      } finally {
        await own.close()
      }
    })
    let stolen: readonly string[]

    const kindsOf = async (given: readonly string[], trust: Parameters<typeof verifyExport>[1]) =>
      (await verifyExport(inPieces(given), trust)).findings.map(({ kind }) => kind)

    it('is valid with both keys, and not with one alone', async () => {
      const report = await verifyExport(inPieces(grown), renewed)
      assert.deepEqual([report.findings, report.entries], [[], 4000])
      for (const alone of [{ key: next.publicKey }, { key }])
        assert.ok((await kindsOf(grown, alone)).includes('checkpoint-not-signed-by-the-key'))
    })

    it('is not valid where the old key has signed after the new one', async () => {
      assert.ok((await kindsOf(stolen, renewed)).includes('checkpoint-not-signed-by-the-key'))
    })

    it('is valid on the command line, with a file for each key', async () => {
      const file = (name: string) => join(folder, name)
      await writeFile(file('new.spki'), nextKey)
      await writeFile(file('old.spki'), checkpointKey)
      await writeFile(file('grown.ndjson'), grown.join('\n'))
      const verifier = join(import.meta.dirname, '../../apps/verifier/src/verify-audit-log.ts')
      const words = ['--key', file('new.spki'), '--former', file('old.spki'), file('grown.ndjson')]
      const { stdout } = await promisify(execFile)(process.execPath, [verifier, ...words])
      assert.match(stdout, /The audit log is intact: 4000 entries/)
    })
  })

  const damages: readonly (readonly [string, () => readonly string[], Finding[]])[] = [
    ['an entry altered', () => altered(lines, 1234), [{ kind: 'entry-altered', position: 1234 }]],
    [
      'an entry altered together with its digest',
      () => alteredWithDigest(lines, 1234),
      [{ kind: 'not-what-was-signed', from: 1000, to: 1500 }],
    ],
    [
      'an entry removed',
      () => removed(lines, 1234),
      [{ kind: 'entries-missing', from: 1234, to: 1234 }],
    ],
    [
      'several entries removed',
      () => removed(removed(lines, 1234), 1235),
      [{ kind: 'entries-missing', from: 1234, to: 1235 }],
    ],
    [
      'two entries swapped',
      () => swapped(lines, 1234, 2100),
      [
        { kind: 'entry-out-of-place', position: 1234, found: 2100 },
        { kind: 'entry-out-of-place', position: 2100, found: 1234 },
      ],
    ],
    [
      'two neighbours swapped',
      () => swapped(lines, 1234, 1235),
      [{ kind: 'entry-out-of-place', position: 1234, found: 1235 }],
    ],
    [
      'two entries swapped, the positions put right',
      () => swappedAndCounted(lines, 1234, 1300),
      [{ kind: 'not-what-was-signed', from: 1000, to: 1500 }],
    ],
    [
      'the last entries cut off',
      () => lines.slice(0, -50),
      [{ kind: 'cut-off', at: 2500, size: 2600 }],
    ],
    [
      'several at once, each found',
      () => altered(removed(altered(lines, 2222), 1234), 7),
      [
        { kind: 'entry-altered', position: 7 },
        { kind: 'entries-missing', from: 1234, to: 1234 },
        { kind: 'entry-altered', position: 2222 },
      ],
    ],
    [
      'a line that is none',
      () => lines.map((line, nr) => (nr === 3 ? line.slice(1) : line)),
      [{ kind: 'unreadable-line', line: 4 }],
    ],
  ]
  for (const [what, damage, expected] of damages)
    it(`is refused with ${what}`, async () => {
      assert.deepEqual(await findings(damage()), expected)
    })

  it('is refused when an entry between two signed checkpoints was removed and all positions were adjusted', async () => {
    const [first] = await findings(removedAndCounted(lines, 1234))
    assert.deepEqual(first, { kind: 'not-what-was-signed', from: 1000, to: 1500 })
  })

  it('is refused after any single change of an entry', async () => {
    for (const change of [
      { actor: { kind: 'process', name: 'jobs' } },
      { about: { personId: 'another' } },
      { at: '2026-01-01T00:00:00.000Z' },
      { operation: 'cards.listCards' },
      { reason: 'another' },
      { pointId: 'another' },
      { facts: {} },
    ])
      assert.deepEqual(
        await findings(altered(lines, 3, change)),
        [{ kind: 'entry-altered', position: 3 }],
        JSON.stringify(change),
      )
  })

  it('has one opening, and salts of one length', async () => {
    const [opening = ''] = lines
    const twice = lines.toSpliced(7, 0, opening.replace('"erased":0', '"erased":2000'))
    assert.deepEqual((await findings(twice))[0], { kind: 'unreadable-line', line: 8 })
    const longer = lines.map((line, nr) =>
      nr === 3 ? line.replace('"salt":"', '"salt":"AAAA') : line,
    )
    assert.deepEqual(await findings(longer), [{ kind: 'unreadable-line', line: 4 }])
  })

  it('is refused when a checkpoint was signed by another key', async () => {
    const given = lines.map((line) => line.replace(/"signature":"[^"]{8}/, '"signature":"AAAAAAAA'))
    const kinds = new Set((await findings(given)).map(({ kind }) => kind))
    assert.ok(kinds.has('checkpoint-not-signed-by-the-key'))
  })

  it('is compared with checkpoints that were stored elsewhere', async () => {
    const heads = lines.filter((line) => line.startsWith('{"checkpoint"'))
    const report = await verify(lines, heads)
    assert.deepEqual([report.findings.length, report.stored], [0, 6])

    const other = await openTestDatabase()
    try {
      const another = anAudit(other.db)
      await anAuditLog(other.db, another, { entries: 1000, perCheckpoint: 500 })
      const shown = await verify(await linesOfExport(another), heads)
      assert.deepEqual(shown.findings, [
        { kind: 'not-the-audit-log-of-a-stored-checkpoint', size: 500 },
        { kind: 'not-the-audit-log-of-a-stored-checkpoint', size: 1000 },
        ...[1500, 2000, 2500, 2600].map((size) => ({
          kind: 'shorter-than-a-stored-checkpoint',
          size,
        })),
      ])
    } finally {
      await other.close()
    }
  })

  it('proves a holder’s own entries, and no entry that was changed', async () => {
    const own = await audit.viewOwnAuditLog(aPermit('audit.viewOwnAuditLog', { personId: 'P77' }), {
      limit: 25,
    })
    assert.ok(own.ok)
    const { entries } = own.value
    assert.deepEqual(verifyProofs(JSON.stringify(own.value), key), {
      entries: 1,
      size: 2600,
      findings: [],
    })
    const changed = entries.map((each) => ({ ...each, entry: { ...each.entry, reason: 'x' } }))
    assert.deepEqual(
      verifyProofs(JSON.stringify({ ...own.value, entries: changed }), key).findings,
      [{ kind: 'entry-not-proved', position: 77 }],
    )
    assert.deepEqual(verifyProofs('{}', key).findings, [{ kind: 'unreadable' }])

    const entryId = entries[0]?.entry.entryId ?? ''
    const one = await audit.viewEntry(aPermit('audit.viewAuditLog'), { entryId })
    assert.ok(one.ok)
    assert.equal(verifyProofs(JSON.stringify(one.value), key).entries, 1)
    assert.deepEqual(verifyProofs(JSON.stringify(one.value), key).findings, [])
  })

  it('is verified by one command, with the result in its exit code', async () => {
    const file = join(folder, 'audit-log.ndjson')
    const keyFile = join(folder, 'checkpoint.spki')
    await writeFile(keyFile, checkpointKey)
    const command = async (given: readonly string[]) => {
      await writeFile(file, given.map((line) => `${line}\n`).join(''))
      return promisify(execFile)(process.execPath, [
        'apps/verifier/src/verify-audit-log.ts',
        '--key',
        keyFile,
        file,
      ]).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (fault: unknown) => fault as { readonly code: number; readonly stdout: string },
      )
    }
    const whole = await command(lines)
    assert.equal(whole.code, 0)
    assert.match(
      whole.stdout,
      /The audit log is intact: 2600 entries, positions 0 to 2599, 0 erased\./,
    )
    const damaged = await command(altered(lines, 1234))
    assert.equal(damaged.code, 1)
    assert.match(damaged.stdout, /entry-altered \{"position":1234\}/)
  })

  it('has the same digests in both implementations, which share no code', () => {
    const line = JSON.parse(lines[1] ?? '') as { salt: string; entry: unknown; digest: string }
    const salt = Buffer.from(line.salt, 'base64')
    assert.equal(digestOf(salt, line.entry).toString('base64'), line.digest)
  })
})

describe('an export of an audit log with an erased beginning, checked by the stand-alone verifier', () => {
  const key = readKey(Buffer.from(checkpointKey))
  const begin = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now = begin
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let lines: readonly string[]

  before(async () => {
    database = await openTestDatabase()
    const audit = anAudit(database.db, { clock: { now: () => now } })
    await anAuditLog(database.db, audit, { entries: 30, perCheckpoint: 10 })
    now = instant(Date.parse('2042-01-01T10:00:00Z'))
    await anAuditLog(database.db, audit, { entries: 20, perCheckpoint: 10 })
    const [erasing] = audit.jobs
    await erasing?.handle({ kind: erasing.kind, key: 'today', payload: {} })
    assert.ok((await audit.sequence()).ok)
    lines = await linesOfExport(audit)
  })
  after(() => database.close())

  const findings = async (given: readonly string[]) =>
    (await verifyExport(inPieces(given), { key })).findings

  it('is valid, and the number of erased entries is reported', async () => {
    const report = await verifyExport(inPieces(lines), { key })
    assert.deepEqual(report.findings, [])
    assert.deepEqual([report.size, report.erased], [51, 30])
  })

  it('takes no time from an unsigned checkpoint', async () => {
    const given = lines.map((line) =>
      line.startsWith('{"checkpoint":{"size":30,')
        ? line.replace('"at":"2026', '"at":"2006')
        : line,
    )
    assert.deepEqual((await findings(given))[0], {
      kind: 'checkpoint-not-signed-by-the-key',
      size: 30,
    })
  })

  it('is refused with an erasure beyond what was recorded', async () => {
    const opening = lines[0]?.replace('"erased":30', '"erased":31') ?? ''
    const gone = lines.map((line, nr) =>
      nr === 0 ? opening : line.replace(/^(\{"position":30,"digest":"[^"]+").*/, '$1}'),
    )
    assert.deepEqual(await findings(gone), [{ kind: 'erased-without-record', before: 31 }])
    assert.deepEqual(await findings(gone.with(0, lines[0] ?? '')), [
      { kind: 'entry-gone', position: 30 },
    ])
  })

  it('is refused with an erasure before the retention ended', async () => {
    now = begin
    const other = await openTestDatabase()
    try {
      const hasty = anAudit(other.db, { clock: { now: () => now }, retentionYears: 1 })
      await anAuditLog(other.db, hasty, { entries: 10, perCheckpoint: 10 })
      const claimed = { type: 'EntriesErased', before: 10, years: 15 }
      now = instant(Date.parse('2028-11-24T10:00:00Z'))
      const recorded = await other.db.write(async (tx) => {
        await hasty.record(tx, claimed, aPermit('audit.eraseEntries'))
        return ok(undefined)
      })
      assert.ok(recorded.ok && (await hasty.sequence()).ok)
      const exported = await linesOfExport(hasty)
      const gone = exported.map((line) =>
        line.replace(/^(\{"position":\d,"digest":"[^"]+").*/, '$1}'),
      )
      assert.deepEqual(await findings(gone), [{ kind: 'erased-too-early', before: 10 }])
    } finally {
      await other.close()
    }
  })
})

async function* inPieces(lines: readonly string[]): AsyncIterable<readonly string[]> {
  for (let at = 0; at < lines.length; at += 100) yield lines.slice(at, at + 100)
}

const headOf = (line: string) =>
  (
    JSON.parse(line) as {
      checkpoint: { size: number; root: string; at: string; signature: string }
    }
  ).checkpoint
