import assert from 'node:assert/strict'
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { testNow } from '@sotevarmenne/issuing/testing'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { createAdminKeys } from '#admin-keys.ts'
import { createDerivationMemory, openDerivationMemory } from './derivation-memory.ts'

const chip = Uint8Array.from({ length: 10 }, (_, at) => at)
const card = { cardNumber: '12345123451234512', chipSerial: chip }
const onAnotherChip = { ...card, chipSerial: chip.toReversed() }
const another = { ...card, cardNumber: '12345123451234513' }

describe('the memory of derived admin keys', () => {
  let folder: string
  let memory: Awaited<ReturnType<typeof openDerivationMemory>>
  const file = () => join(folder, 'memory', 'card-keys')
  const start = async () => {
    memory = await openDerivationMemory(join(folder, 'memory'), { earlierLogs: folder })
  }
  const restart = async () => {
    await memory.close()
    await start()
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'derivations-'))
    await mkdir(join(folder, 'memory'))
    await start()
  })
  afterEach(async () => {
    await memory.close()
    await rm(folder, { recursive: true })
  })

  const begin = async (requested: typeof card, at: Instant = testNow) =>
    (await memory.begin(requested, at))?.kind ?? 'derived'
  const end = async (requested: typeof card, at: Instant = testNow) =>
    (await memory.end(requested, at))?.kind ?? 'over'

  for (const [when, between] of [
    ['at once', () => Promise.resolve()],
    ['after a restart', restart],
  ] as const) {
    it(`allows the same chip again within the hour, and no other, ${when}`, async () => {
      assert.equal(await begin(card), 'derived')
      await between()
      assert.equal(await begin(onAnotherChip), 'card-already-produced')
      assert.equal(await begin(card, plus(testNow, hour - 1)), 'derived')
      await between()
      // The hour runs from the first derivation.
      assert.equal(await begin(card, plus(testNow, hour)), 'card-already-produced')
      assert.equal(await begin(card, plus(testNow, -minute)), 'card-already-produced')
      assert.equal(await begin(another, plus(testNow, hour)), 'derived')
      await between()
      // Also for a clock that was set back since.
      assert.equal(await begin(card), 'card-already-produced')
    })

    it(`allows nothing for a card that was read back, ${when}`, async () => {
      assert.equal(await begin(card), 'derived')
      assert.equal(await end(onAnotherChip), 'card-already-produced')
      assert.equal(await end(card), 'over')
      await between()
      assert.equal(await begin(card), 'card-already-produced')
      assert.equal(await end(card), 'over')
      assert.equal(await end(another), 'malformed-request')
      assert.equal(await begin(another), 'derived')
    })
  }

  it('answers one of two requests for different chips at the same time', async () => {
    const kinds = await Promise.all([begin(card), begin(onAnotherChip)])
    assert.deepEqual(kinds, ['derived', 'card-already-produced'])
  })

  it('has a line on the disk for each, without the numbers', async () => {
    await Promise.all([begin(card), begin(another)])
    await end(card)
    const text = await readFile(file(), 'latin1')
    assert.match(
      text,
      /^(2026-11-24T\S+ [0-9a-f]{16} [0-9a-f]{16} derived\n){2}2026-11-24T\S+ [0-9a-f]{16} [0-9a-f]{16} read-back\n$/,
    )
    assert.ok(!text.includes(card.cardNumber))
    assert.ok(!text.includes(Buffer.from(chip).toString('hex')))
    await restart()
    assert.equal(await readFile(file(), 'latin1'), text)
  })

  it('removes a last line that a crash cut off, and does not start with a damaged one', async () => {
    await begin(card)
    const text = await readFile(file(), 'latin1')
    await memory.close()
    await appendFile(file(), text.slice(0, -9))
    await start()
    assert.equal(await readFile(file(), 'latin1'), text)
    assert.equal(await begin(another), 'derived')
    await restart()
    assert.equal(await begin(onAnotherChip), 'card-already-produced')
    await memory.close()
    await appendFile(file(), 'no line\n')
    await assert.rejects(start(), /damaged at line 3/)
    await writeFile(file(), text)
    await start()
  })

  it('gives no key whose line could not be written, and allows the same chip again', async () => {
    let isFull = true
    const keys = createAdminKeys({
      masters: new Map([[1, Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 3)]]),
      memory: createDerivationMemory({
        write: () => (isFull ? Promise.reject(new Error('disk full')) : Promise.resolve()),
      }),
      writeDown: () => Promise.resolve(),
      clock: { now: () => testNow },
    })
    await assert.rejects(keys.derive(card), /disk full/)
    isFull = false
    assert.ok((await keys.derive(card)).ok)
    assert.ok(!(await keys.derive(onAnotherChip)).ok)
  })

  it('begins with what the logs of earlier versions know', async () => {
    await memory.close()
    await rm(file())
    const lines: string[] = []
    const earlier = createAdminKeys({
      masters: new Map([[1, Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 3)]]),
      memory: createDerivationMemory({ write: () => Promise.resolve() }),
      writeDown: async (line) => void lines.push(line),
      clock: { now: () => testNow },
    })
    assert.ok((await earlier.derive(card)).ok)
    const proof = { version: 1, purpose: 'pins', challenge: new Uint8Array(16) } as const
    assert.ok((await earlier.prove({ ...another, ...proof })).ok)
    await writeFile(join(folder, 'admin-key-uses-2026-11'), lines.join(''))
    await start()
    assert.equal(await begin(card), 'card-already-produced')
    assert.equal(await begin(another), 'derived')
    await restart()
    assert.equal(await begin(card), 'card-already-produced')
  })
})
