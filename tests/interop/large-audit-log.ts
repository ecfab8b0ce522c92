import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import { anAuditLog, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import { digestOf } from '../../apps/verifier/src/tree.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { damageFile, lineAt, verifyFile } from '@sotevarmenne/tests/audit-log/file'

/** Export, verification and four kinds of damage of a log of so many entries. */
export const checkAuditLogOf = (entries: number): void => {
  void describe(`an audit log of ${String(entries)} entries`, () => {
    const perCheckpoint = 2000
    let folder: string
    let file: string

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-large-audit-log-'))
      file = join(folder, 'audit-log.ndjson')
      await writeFile(join(folder, 'checkpoint.spki'), checkpointKey)
      const { db, close } = await openTestDatabase('PostgreSQL')
      try {
        const audit = anAudit(db)
        await anAuditLog(db, audit, { entries, perCheckpoint })
        const idle = bytesInUse()
        const begun = await audit.exportAuditLog(aPermit('audit.exportAuditLog'), { after: 0 })
        assert.ok(begun.ok)
        let max = 0
        const observed = async function* () {
          for await (const piece of begun.value) {
            max = Math.max(max, bytesInUse() - idle)
            yield piece
          }
        }
        await pipeline(Readable.from(observed()), createWriteStream(file))
        say(`exported in ${(max / 2 ** 20).toFixed(0)} MB beyond idle`)
        assert.ok(max < 150 * 2 ** 20, 'the export holds a piece at a time')
      } finally {
        await close()
      }
    })
    after(() => rm(folder, { recursive: true }))

    it('passes verification', async () => {
      const { code, said } = await verified(file)
      assert.equal(code, 0, said)
      assert.match(said, new RegExp(`The audit log is intact: ${String(entries)} entries`))
    })

    /** Two thirds in, and the checkpoint before it. */
    const place = Math.floor(entries * 0.654_321)
    const sealed = place - (place % perCheckpoint)
    const other = Math.floor(entries * 0.123_456)

    const damages: readonly (readonly [string, (line: string) => string, string])[] = [
      [
        'one altered entry',
        (line) => line.replace('"reason":"granted by a test"', '"reason":"granted by a friend"'),
        `entry-altered {"position":${String(place)}}`,
      ],
      [
        'one entry altered together with its digest',
        (line) => {
          const leaf = JSON.parse(line) as { salt: string; entry: object }
          const entry = { ...leaf.entry, reason: 'another' }
          const digest = digestOf(Buffer.from(leaf.salt, 'base64'), entry).toString('base64')
          return JSON.stringify({ ...leaf, digest, entry })
        },
        `not-what-was-signed {"from":${String(sealed)},"to":${String(sealed + perCheckpoint)}}`,
      ],
      [
        'one removed entry',
        () => '',
        `entries-missing {"from":${String(place)},"to":${String(place)}}`,
      ],
    ]
    for (const [what, change, finding] of damages)
      it(`fails verification with ${what}, and its position is reported`, async () => {
        const damaged = join(folder, 'damaged.ndjson')
        await damageFile(file, damaged, new Map([[place, change(await lineAt(file, place))]]))
        const { code, said } = await verified(damaged)
        assert.equal(code, 1, said)
        assert.ok(said.includes(finding), said)
        assert.equal(said.trim().split('\n').length, 2, said)
      })

    it('fails verification with two swapped entries, and both positions are reported', async () => {
      const damaged = join(folder, 'damaged.ndjson')
      const swapped = new Map([
        [place, await lineAt(file, other)],
        [other, await lineAt(file, place)],
      ])
      await damageFile(file, damaged, swapped)
      const { code, said } = await verified(damaged)
      assert.equal(code, 1, said)
      for (const [position, found] of [
        [other, place],
        [place, other],
      ])
        assert.ok(
          said.includes(
            `entry-out-of-place {"position":${String(position)},"found":${String(found)}}`,
          ),
          said,
        )
    })

    /** For its duration run `npm run bench -- audit-log`. */
    const verified = (exported: string) => verifyFile(exported, join(folder, 'checkpoint.spki'))

    const bytesInUse = (): number => process.memoryUsage().rss
    const say = (text: string): void => {
      process.stdout.write(`# ${text}\n`)
    }
  })
}
