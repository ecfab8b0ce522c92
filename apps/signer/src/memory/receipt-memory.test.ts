import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { testNow } from '@sotevarmenne/issuing/testing'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { openReceiptMemory, type ReceiptMemory } from './receipt-memory.ts'

describe('the receipts of audit entries in the signer', () => {
  let folder: string
  let memory: ReceiptMemory
  let now = testNow
  const start = async () => {
    memory = await openReceiptMemory(folder, { now: () => now })
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receipts-'))
    now = testNow
    await start()
  })
  afterEach(async () => {
    await memory.close()
    await rm(folder, { recursive: true })
  })
  const restart = async () => {
    await memory.close()
    await start()
  }

  const some = (count: number) =>
    Array.from({ length: count }, () => ({
      entryId: randomUUID(),
      digest: new Uint8Array(randomBytes(32)),
    }))
  const open = () => memory.openAfter(0).map(({ entryId }) => entryId)

  it('stay until their entries are settled, over a restart too', async () => {
    const [one, two, three] = some(3)
    assert.ok(one && two && three)
    assert.ok(await memory.keep([one, two]))
    assert.ok(await memory.keep([three]))
    await memory.settle([two.digest, new Uint8Array(32)])
    assert.deepEqual(open(), [one.entryId, three.entryId])
    await restart()
    assert.deepEqual(open(), [one.entryId, three.entryId])
    assert.deepEqual(memory.figures(), { open: 2, oldest: testNow })
    await memory.settle([one.digest, three.digest])
    await restart()
    assert.deepEqual(memory.figures(), { open: 0, oldest: null })
  })

  it('keep their age when they are sent again', async () => {
    const [one] = some(1)
    assert.ok(one)
    await memory.keep([one])
    now = plus(now, 5 * minute)
    await memory.keep([one])
    assert.deepEqual(memory.figures(), { open: 1, oldest: testNow })
  })

  it('are shown a part at a time, after a number', async () => {
    await memory.keep(some(6000))
    const first = memory.openAfter(0)
    const rest = memory.openAfter(first.at(-1)?.nr ?? 0)
    assert.deepEqual([first.length, rest.length], [5000, 1000])
    assert.deepEqual(memory.openAfter(rest.at(-1)?.nr ?? 0), [])
  })

  it('are refused beyond a number, and none of these is remembered', async () => {
    await memory.close()
    memory = await openReceiptMemory(folder, { now: () => now }, { maxOpen: 100 })
    assert.ok(await memory.keep(some(99)))
    assert.equal(await memory.keep(some(2)), false)
    assert.equal(memory.figures().open, 99)
    assert.ok(await memory.keep(some(1)))
  })

  it('leave a small file when most are settled', async () => {
    const [one] = some(1)
    assert.ok(one)
    await memory.keep([one])
    for (let round = 0; round < 30; round += 1) {
      const receipts = some(2000)
      await memory.keep(receipts)
      await memory.settle(receipts.map(({ digest }) => digest))
    }
    assert.ok((await stat(join(folder, 'receipts'))).size < 8 * 1024 * 1024)
    assert.deepEqual(open(), [one.entryId])
    await restart()
    assert.deepEqual(open(), [one.entryId])
  })

  it('lose the line that a crash cut off, and no other', async () => {
    const [one] = some(1)
    assert.ok(one)
    await memory.keep([one])
    await memory.close()
    await appendFile(join(folder, 'receipts'), '2 2026-11-2')
    await start()
    assert.deepEqual(open(), [one.entryId])
  })

  it('go into a log of their own when two persons decided that they are lost', async () => {
    const lost = some(2)
    await memory.keep(lost)
    await memory.abandonAll()
    assert.deepEqual(open(), [])
    await restart()
    assert.deepEqual(open(), [])
    const [log = ''] = (await readdir(folder)).filter((name) => name.startsWith('receipts-lost'))
    const text = await readFile(join(folder, log), 'utf8')
    for (const { entryId } of lost) assert.ok(text.includes(entryId))
  })
})
