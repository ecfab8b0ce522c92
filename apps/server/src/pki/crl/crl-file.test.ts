import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { refuse } from '@sotevarmenne/kernel/result'
import { beginFile, orDiscarded } from './crl-file.ts'

describe('the file of a list', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-list-file-'))
  })
  after(() => rm(folder, { recursive: true }))

  for (const start of [2, 3, 4])
    it(`holds all in order when ${String(start)} octets stand before what room for 3 was left for`, async () => {
      const path = join(folder, `${String(start)}.crl`)
      const file = await beginFile(path, 3)
      await file.add(Uint8Array.of(11, 12))
      await file.add(Uint8Array.of(13))
      const frame = { before: new Uint8Array(start).fill(1), after: Uint8Array.of(21, 22) }
      const stored = await file.finish(frame)
      const octets = [...frame.before, 11, 12, 13, ...frame.after]
      assert.deepEqual([...(await readFile(path))], octets)
      assert.deepEqual(stored, { path, length: octets.length })
    })

  it('has no name before it is whole, and leaves nothing when it never is', async () => {
    const path = join(folder, 'never.crl')
    for (const act of [
      () => Promise.resolve(refuse({ kind: 'signer-unavailable' })),
      () => Promise.reject(new Error('away')),
    ]) {
      const file = await beginFile(path, 3)
      await file.add(Uint8Array.of(11))
      assert.ok(!(await readdir(folder)).includes('never.crl'))
      const done = await orDiscarded<undefined, unknown>(file, act).catch(() => undefined)
      assert.notEqual(done?.ok, true)
      assert.ok(!(await readdir(folder)).some((name) => name.startsWith('never')))
    }
  })
})
