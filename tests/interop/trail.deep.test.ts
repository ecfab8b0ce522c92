import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import { aTrail, anAudit, checkpointKey } from '../../apps/server/src/audit/testing.ts'
import { digestOf } from '../../apps/verifier/src/tree.ts'
import { aPermit } from '../support/permit.ts'
import { openTestDatabase } from '../support/postgres.ts'
import { damageFile, lineAt, verifyFile } from '../support/trail-file.ts'

describe('a trail of a million entries', () => {
  const million = 1_000_000
  const perHead = 2000
  const place = 654_321
  let folder: string
  let file: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-million-'))
    file = join(folder, 'trail.ndjson')
    await writeFile(join(folder, 'checkpoint.spki'), checkpointKey)
    const { db, close } = await openTestDatabase('PostgreSQL')
    try {
      const audit = anAudit(db)
      await aTrail(db, audit, { entries: million, perHead })
      const idle = octetsInUse()
      const begun = await audit.exportTrail(aPermit('audit.exportTrail'), { after: 0 })
      assert.ok(begun.ok)
      let most = 0
      const observed = async function* () {
        for await (const piece of begun.value) {
          most = Math.max(most, octetsInUse() - idle)
          yield piece
        }
      }
      await pipeline(Readable.from(observed()), createWriteStream(file))
      say(`exported in ${(most / 2 ** 20).toFixed(0)} MB beyond idle`)
      assert.ok(most < 150 * 2 ** 20, 'the export holds a piece at a time')
    } finally {
      await close()
    }
  })
  after(() => rm(folder, { recursive: true }))

  it('holds', async () => {
    const { code, said } = await verified(file)
    assert.equal(code, 0, said)
    assert.match(said, /The trail holds: 1000000 entries/)
  })

  const damages: readonly (readonly [string, (line: string) => string, RegExp])[] = [
    [
      'one altered entry',
      (line) => line.replace('"reason":"granted by a test"', '"reason":"granted by a friend"'),
      /entry-altered \{"position":654321\}/,
    ],
    [
      'one entry altered together with its digest',
      (line) => {
        const leaf = JSON.parse(line) as { salt: string; entry: object }
        const entry = { ...leaf.entry, reason: 'another' }
        const digest = digestOf(Buffer.from(leaf.salt, 'base64'), entry).toString('base64')
        return JSON.stringify({ ...leaf, digest, entry })
      },
      /not-what-was-signed \{"from":654000,"to":656000\}/,
    ],
    ['one removed entry', () => '', /entries-missing \{"from":654321,"to":654321\}/],
  ]
  for (const [what, change, finding] of damages)
    it(`shows ${what} and its place`, async () => {
      const damaged = join(folder, 'damaged.ndjson')
      await damageFile(file, damaged, new Map([[place, change(await lineAt(file, place))]]))
      const { code, said } = await verified(damaged)
      assert.equal(code, 1, said)
      assert.match(said, finding)
      assert.equal(said.trim().split('\n').length, 2, said)
    })

  it('shows two swapped entries and both places', async () => {
    const damaged = join(folder, 'damaged.ndjson')
    const other = 123_456
    const swapped = new Map([
      [place, await lineAt(file, other)],
      [other, await lineAt(file, place)],
    ])
    await damageFile(file, damaged, swapped)
    const { code, said } = await verified(damaged)
    assert.equal(code, 1, said)
    assert.match(said, /entry-out-of-place \{"position":123456,"found":654321\}/)
    assert.match(said, /entry-out-of-place \{"position":654321,"found":123456\}/)
  })

  /** How long it takes says `npm run bench -- trail`. */
  const verified = (exported: string) => verifyFile(exported, join(folder, 'checkpoint.spki'))

  const octetsInUse = (): number => process.memoryUsage().rss
  const say = (text: string): void => {
    process.stdout.write(`# ${text}\n`)
  }
})
