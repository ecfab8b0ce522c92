import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { refuse } from '@sotevarmenne/kernel/result'
import { beginFile, orDiscarded } from './crl-file.ts'

describe('the file of a CRL', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-crl-file-'))
  })
  after(() => rm(folder, { recursive: true }))

  for (const start of [2, 3, 4])
    it(`contains all bytes in order when ${String(start)} bytes precede them and room was left for 3`, async () => {
      const path = join(folder, `${String(start)}.crl`)
      const file = await beginFile(path, 3)
      await file.add(Uint8Array.of(11, 12))
      await file.add(Uint8Array.of(13))
      const frame = { before: new Uint8Array(start).fill(1), after: Uint8Array.of(21, 22) }
      const stored = await file.finish(frame)
      const bytes = [...frame.before, 11, 12, 13, ...frame.after]
      assert.deepEqual([...(await readFile(path))], bytes)
      assert.deepEqual(stored, { path, length: bytes.length })
    })

  it('gets its name only when it is complete, and leaves nothing otherwise', async () => {
    const path = join(folder, 'never.crl')
    for (const action of [
      () => Promise.resolve(refuse({ kind: 'signer-unavailable' })),
      () => Promise.reject(new Error('away')),
    ]) {
      const file = await beginFile(path, 3)
      await file.add(Uint8Array.of(11))
      assert.ok(!(await readdir(folder)).includes('never.crl'))
      const done = await orDiscarded<undefined, unknown>(file, action).catch(() => undefined)
      assert.notEqual(done?.ok, true)
      assert.ok(!(await readdir(folder)).some((name) => name.startsWith('never')))
    }
  })
})
