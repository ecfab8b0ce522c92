import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
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
import { anAuditLog, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import { readKey } from '../../apps/verifier/src/tree.ts'
import { verifyExport, type Trust } from '../../apps/verifier/src/verify-export.ts'

describe('an altered export of the audit log, checked by the stand-alone verifier', () => {
  const key = readKey(Buffer.from(checkpointKey))
  const signedAt = instant(Date.parse('2026-11-30T10:00:00Z'))
  let lines: readonly string[]
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-alterations-'))
    const database = await openTestDatabase()
    try {
      const audit = anAudit(database.db, { clock: { now: () => signedAt } })
      // Heads at 40, 80 … 1,200; the one at 1,000 and the last have the bytes for a new beginning.
      await anAuditLog(database.db, audit, { entries: 1200, perCheckpoint: 40 })
      lines = await linesOfExport(audit)
    } finally {
      await database.close()
    }
  })
  after(() => rm(folder, { recursive: true }))

  const verify = (given: readonly string[], trust: Omit<Trust, 'key'> = {}) =>
    verifyExport([given].values() as unknown as AsyncIterable<readonly string[]>, { key, ...trust })

  /** Changes the line of the checkpoint of a size. */
  const withHead = (size: number, change: (line: string) => string): readonly string[] =>
    lines.map((line) => (line.startsWith(`{"checkpoint":{"size":${size},`) ? change(line) : line))
  const withLeaf = (position: number, change: (line: string) => string): readonly string[] =>
    lines.map((line) => (line.startsWith(`{"position":${position},`) ? change(line) : line))
  const withOpening = (change: (line: string) => string): readonly string[] =>
    lines.map((line, nr) => (nr === 0 ? change(line) : line))
  const headAt = (size: number): string =>
    lines.find((line) => line.startsWith(`{"checkpoint":{"size":${size},`)) ?? ''
  const flipped = (name: string) => (line: string) =>
    line.replace(new RegExp(`"${name}":"(.)`), (_, first: string) => `"${name}":"${other(first)}`)
  const other = (letter: string) => (letter === 'A' ? 'B' : 'A')
  const lastEdgeFlipped = (line: string) =>
    line.replace(/"edge":\["(.)/, (_, first: string) => `"edge":["${other(first)}`)

  const alterations: readonly (readonly [string, () => readonly string[], string])[] = [
    ['an entry altered', () => altered(lines, 500), 'entry-altered'],
    [
      'an entry altered with its digest',
      () => alteredWithDigest(lines, 500),
      'not-what-was-signed',
    ],
    ['an entry removed', () => removed(lines, 500), 'entries-missing'],
    [
      'an entry removed and positions put right',
      () => removedAndCounted(lines, 500),
      'not-what-was-signed',
    ],
    ['two entries swapped', () => swapped(lines, 500, 777), 'entry-out-of-place'],
    [
      'two entries swapped, positions put right',
      () => swappedAndCounted(lines, 500, 510),
      'not-what-was-signed',
    ],
    ['an entry doubled', () => lines.toSpliced(500, 0, lines[500] ?? ''), 'entry-out-of-place'],
    ['the first entry removed', () => removed(lines, 0), 'entries-missing'],
    ['the last entry removed', () => removed(lines, 1199), 'not-what-was-signed'],
    [
      'the content of an entry removed',
      () => withLeaf(500, (line) => line.replace(/,"salt".*\}$/, '}')),
      'entry-gone',
    ],
    ['the salt of an entry changed', () => withLeaf(500, flipped('salt')), 'entry-altered'],
    ['the digest of an entry changed', () => withLeaf(500, flipped('digest')), 'entry-altered'],
    [
      'the time of a checkpoint in between changed',
      () => withHead(520, (line) => line.replace('2026-11-30T10', '2026-11-30T11')),
      'checkpoint-not-signed-by-the-key',
    ],
    [
      'the signature of a checkpoint in between changed',
      () => withHead(520, flipped('signature')),
      'checkpoint-not-signed-by-the-key',
    ],
    [
      'the root of a checkpoint in between changed',
      () => withHead(520, flipped('root')),
      'checkpoint-not-signed-by-the-key',
    ],
    [
      'the size of a checkpoint in between changed',
      () => withHead(520, (line) => line.replace('"size":520', '"size":521')),
      'checkpoint-not-signed-by-the-key',
    ],
    ['the last checkpoint removed', () => lines.slice(0, -1), 'cut-off'],
    ['the end cut off', () => lines.slice(0, -100), 'cut-off'],
    [
      'the hashes of an edge in between changed',
      () => withHead(1000, lastEdgeFlipped),
      'edge-does-not-match',
    ],
    [
      'the hashes of the last edge changed',
      () => withHead(1200, lastEdgeFlipped),
      'edge-does-not-match',
    ],
    [
      'a hash of an edge left out',
      () => withHead(1200, (line) => line.replace(/"edge":\["[^"]+",/, '"edge":[')),
      'edge-does-not-match',
    ],
    [
      'the opening’s head changed',
      () => withOpening((line) => line.replace('"size":1200', '"size":1199')),
      'checkpoint-not-signed-by-the-key',
    ],
    [
      'the opening’s head taken from the middle',
      () =>
        withOpening((line) =>
          line.replace(
            /"head":\{.*\}\}\}/,
            `"head":${headAt(520).replace('{"checkpoint":', '').replace(/\}$/, '')}}}`,
          ),
        ),
      'cut-off',
    ],
    [
      'a claim of erasure in the opening',
      () => withOpening((line) => line.replace('"erased":0', '"erased":40')),
      'erased-without-record',
    ],
    [
      'a member added to the opening',
      () => withOpening((line) => line.replace('"format":1', '"format":1,"remark":"x"')),
      'unreadable-line',
    ],
    [
      'a member added beside the opening',
      () => withOpening((line) => line.replace('{"auditLog"', '{"remark":"x","auditLog"')),
      'unreadable-line',
    ],
    [
      'a member added to an entry’s line',
      () =>
        withLeaf(500, (line) => line.replace('{"position":500', '{"position":500,"remark":"x"')),
      'unreadable-line',
    ],
    [
      'a member added to an entry',
      () => withLeaf(500, (line) => line.replace('"entry":{', '"entry":{"remark":"x",')),
      'entry-altered',
    ],
    [
      'a member added to a checkpoint',
      () => withHead(520, (line) => line.replace('"size":520', '"size":520,"remark":"x"')),
      'unreadable-line',
    ],
    [
      'a member added beside a checkpoint',
      () => withHead(520, (line) => line.replace(/\}$/, ',"remark":"x"}')),
      'unreadable-line',
    ],
    [
      'a member of an entry doubled',
      () => withLeaf(500, (line) => line.replace('"type":', '"type":"Forged","type":')),
      'unreadable-line',
    ],
    [
      'a member of a line doubled',
      () =>
        withLeaf(500, (line) => line.replace('{"position":500', '{"position":7,"position":500')),
      'unreadable-line',
    ],
    [
      'a member of facts doubled, once escaped',
      () => withLeaf(500, (line) => line.replace('"facts":{', '"facts":{"\\u006er":1,')),
      'unreadable-line',
    ],
    [
      'a member of a checkpoint doubled',
      () => withHead(520, (line) => line.replace('"size":520', '"size":1,"size":520')),
      'unreadable-line',
    ],
    [
      'a digest with bytes that base64 readers skip',
      () => withLeaf(500, (line) => line.replace('"digest":"', '"digest":"*')),
      'unreadable-line',
    ],
    ['a line that is none', () => lines.toSpliced(500, 0, '{}'), 'unreadable-line'],
    ['a second opening', () => lines.toSpliced(500, 0, lines[0] ?? ''), 'unreadable-line'],
  ]
  for (const [what, alter, kind] of alterations)
    it(`is refused: ${what}`, async () => {
      const given = alter()
      assert.notDeepEqual(given, lines, 'nothing was altered')
      const { findings } = await verify(given)
      assert.ok(
        findings.some((finding) => finding.kind === kind),
        JSON.stringify(findings),
      )
    })

  it('holds when white space of a line differs: nothing else is shown', async () => {
    const given = withLeaf(500, (line) => line.replace('{"position":500,', '{ "position" : 500 , '))
    assert.deepEqual((await verify(given)).findings, [])
  })

  it('holds without a checkpoint in between, which the next one covers, and the count tells', async () => {
    const whole = await verify(lines)
    const report = await verify(lines.filter((line) => line !== headAt(520)))
    assert.deepEqual([whole.findings, report.findings], [[], []])
    assert.deepEqual([whole.heads, report.heads], [30, 29])
  })

  it('counts a signature only where it was checked: each checkpoint’s, and the opening’s', async () => {
    const { heads, signatures } = await verify(lines)
    assert.deepEqual([heads, signatures], [30, 31])
  })

  describe('cut off behind an earlier checkpoint, whose line is its head', () => {
    /** What somebody with SQL makes of the database, as the service then exports it: no key is needed. */
    const cut = () => {
      const head = headAt(1000)
      const end = lines.indexOf(head) + 1
      const { checkpoint } = JSON.parse(head) as { checkpoint: object }
      const opening = JSON.stringify({
        auditLog: { format: 1, after: 0, erased: 0, head: checkpoint },
      })
      return [opening, ...lines.slice(1, end)]
    }
    const checkpointOf = (line: string) =>
      (JSON.parse(line) as { checkpoint: NonNullable<Trust['stored']>[number] }).checkpoint

    it('holds by itself', async () => {
      assert.deepEqual((await verify(cut())).findings, [])
    })

    it('is refused with a checkpoint that was stored elsewhere', async () => {
      const { findings } = await verify(cut(), { stored: [checkpointOf(headAt(1200))] })
      assert.deepEqual(findings, [{ kind: 'shorter-than-a-stored-checkpoint', size: 1200 }])
    })

    it('is refused with the head that the signer wrote down', async () => {
      const { size, root, at } = checkpointOf(headAt(1200))
      const { findings } = await verify(cut(), { signed: [{ size, root, at }] })
      assert.deepEqual(findings, [{ kind: 'shorter-than-a-stored-checkpoint', size: 1200 }])
    })
  })

  it('is compared with both of two different checkpoints of one size', async () => {
    const { checkpoint } = JSON.parse(headAt(520)) as { checkpoint: { size: number; at: string } }
    const fork = { size: 520, root: Buffer.alloc(32).toString('base64'), at: checkpoint.at }
    for (const signed of [
      [fork, { ...checkpoint, root: rootAt(520) }],
      [{ ...checkpoint, root: rootAt(520) }, fork],
    ])
      assert.deepEqual((await verify(lines, { signed })).findings, [
        { kind: 'not-the-audit-log-of-a-stored-checkpoint', size: 520 },
      ])
  })
  const rootAt = (size: number) =>
    (JSON.parse(headAt(size)) as { checkpoint: { root: string } }).checkpoint.root

  it('names a stored checkpoint that none of the keys signed', async () => {
    const { checkpoint } = JSON.parse(headAt(520)) as {
      checkpoint: NonNullable<Trust['stored']>[number]
    }
    const stored = [{ ...checkpoint, at: '2026-11-30T11:00:00.000Z' }]
    assert.deepEqual((await verify(lines, { stored })).findings, [
      { kind: 'stored-checkpoint-not-signed-by-the-key', size: 520 },
    ])
  })

  describe('on the command line', () => {
    const command = async (...options: readonly string[]) => {
      const [file, keyFile] = [join(folder, 'audit-log.ndjson'), join(folder, 'checkpoint.spki')]
      await writeFile(file, lines.map((line) => `${line}\n`).join(''))
      await writeFile(keyFile, checkpointKey)
      const words = ['apps/verifier/src/verify-audit-log.ts', '--key', keyFile, ...options, file]
      return new Promise<{ readonly code: unknown; readonly stdout: string }>((resolve) => {
        execFile(process.execPath, words, (fault, stdout) => {
          resolve({ code: fault?.code ?? 0, stdout })
        })
      })
    }

    it('tells what was counted and the time of the newest checkpoint', async () => {
      const { code, stdout } = await command()
      assert.equal(code, 0)
      assert.match(stdout, /30 checkpoints match the entries, 31 signatures checked\./)
      assert.match(stdout, /Newest checkpoint: 2026-11-30T10:00:00\.000Z, \d+ \w+ old\./)
    })

    it('has its own exit code for a newest checkpoint that is too old', async () => {
      assert.equal((await command('--not-older-than', '1m')).code, 3)
      assert.equal((await command('--not-older-than', '9999d')).code, 0)
      assert.equal((await command('--not-older-than', 'soon')).code, 2)
    })

    it('takes the signer’s own log of heads', async () => {
      const log = join(folder, 'audit-heads-2026-11')
      const hex = (size: number) => Buffer.from(rootAt(size), 'base64').toString('hex')
      await writeFile(log, `2026-11-30T10:00:00.000Z 1200 ${hex(1200)}\n`)
      const { code, stdout } = await command('--signed', log)
      assert.equal(code, 0)
      assert.match(stdout, /1 of 1 checkpoints stored elsewhere compared\./)
      await writeFile(log, `2026-11-30T10:00:00.000Z 1200 ${hex(520)}\n`)
      const forked = await command('--signed', log)
      assert.equal(forked.code, 1)
      assert.match(forked.stdout, /not-the-audit-log-of-a-stored-checkpoint \{"size":1200\}/)
    })
  })
})
