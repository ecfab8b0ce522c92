import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isCardRemoved } from '../card-channel.ts'
import { accept, makePersonalisedCard } from '../testing.ts'
import { readCard, signWith } from '../use.ts'
import { blankState, changed } from './state.ts'
import { fileStore } from './store.ts'
import { killWhileKeeping, say } from './testing.ts'
import { channelTo, createBlankCard, openVirtualCard } from './virtual-card.ts'

describe('the file of a virtual card', () => {
  let directory: string
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'card-store-'))
  })
  after(() => rm(directory, { recursive: true }))

  it('is not overwritten by a program that does not know its last change', async () => {
    const file = path.join(directory, 'shared.json')
    const one = fileStore(file)
    const other = fileStore(file)
    const state = blankState()
    await one.save(state)
    await other.load()
    await other.save(changed(state, {}))
    const stored = await readFile(file, 'utf8')
    await assert.rejects(one.save(state), isCardRemoved)
    assert.equal(await readFile(file, 'utf8'), stored)
    await one.load()
    await one.save(state)
  })

  it('is saved by exactly one of several programs that save at the same moment', async () => {
    const file = path.join(directory, 'raced.json')
    await fileStore(file).save(blankState())
    const stores = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const store = fileStore(file)
        return { store, state: await store.load() }
      }),
    )
    const saved = await Promise.allSettled(
      stores.map(async ({ store, state }) => {
        assert.ok(state)
        await store.save(changed(state, {}))
      }),
    )
    const failed = saved.filter((each) => each.status === 'rejected')
    assert.equal(failed.length, 7)
    assert.ok(failed.every(({ reason }) => isCardRemoved(reason)))
  })

  it('is not created again by a program after it was deleted', async () => {
    const file = path.join(directory, 'taken.json')
    const store = fileStore(file)
    await store.save(blankState())
    await rm(file)
    await assert.rejects(store.save(blankState()), isCardRemoved)
    assert.equal(await store.load(), undefined)
  })

  it('causes an error when it contains no card', async () => {
    const file = path.join(directory, 'broken.json')
    for (const text of ['{', '[]', 'null', '{"version":2}']) {
      await writeFile(file, text)
      await assert.rejects(fileStore(file).load(), /cannot read the virtual card/)
    }
  })

  it('leaves no temporary file behind when it can’t be written', async () => {
    const inTheWay = path.join(directory, 'in-the-way.json')
    await mkdir(inTheWay)
    await assert.rejects(fileStore(inTheWay).save(blankState()))
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.endsWith('.new')),
      [],
    )
  })
})

describe('a virtual card whose program is killed while it saves', () => {
  it('has its old or its new state, and can be saved again by the next program', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'card-killed-'))
    try {
      const file = path.join(directory, 'card.json')
      await fileStore(file).save(blankState())
      let stored = 0
      for (let round = 0; round < 4; round += 1) stored = await killWhileKeeping(file, stored)
      await writeFile(`${file}.new`, '{"version":')
      const store = fileStore(file)
      const state = await store.load()
      assert.ok(state)
      await store.save(changed(state, {}))
      assert.deepEqual(await readdir(directory), ['card.json'])
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

describe('sixteen virtual cards in one program', () => {
  it('have their own serials, keys and counters when all are used at once', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'cards-many-'))
    try {
      const cards = await Promise.all(
        Array.from({ length: 16 }, async (_, number) => {
          const store = fileStore(path.join(directory, `${String(number)}.json`))
          return { number, store, card: await createBlankCard({ store }) }
        }),
      )
      const wrong = ({ number }: { readonly number: number }) => 1 + (number % 5)
      await Promise.all(
        cards.map(async (each) => {
          await say(each.card, `00DA0101 13 31323334FFFFFFFF 3132333435363738 0F 05 00`)
          for (let tries = 0; tries < wrong(each); tries += 1)
            await say(each.card, '00200001 08 39393939FFFFFFFF')
        }),
      )
      const states = await Promise.all(cards.map(({ store }) => store.load()))
      assert.equal(new Set(states.map((state) => state?.chipSerial)).size, 16)
      for (const [at, each] of cards.entries())
        assert.equal(states[at]?.pins['1']?.triesLeft, 15 - wrong(each))
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

describe('a virtual card that is open in two programs at once', () => {
  it('is removed for the program with the older copy, and loses no try to the other', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'card-twice-'))
    try {
      const file = path.join(directory, 'card.json')
      const pins = { pin1: '1234', pin2: '123456' }
      await makePersonalisedCard({ pins, store: fileStore(file) })
      const one = channelTo(await openVirtualCard(fileStore(file)))
      const other = channelTo(await openVirtualCard(fileStore(file)))
      accept(await readCard(one))
      accept(await readCard(other))
      const sign = (channel: typeof one, pin: string) =>
        signWith(channel, {
          purpose: 'authentication',
          pin,
          algorithm: 'ecdsa-sha384',
          data: new Uint8Array(1),
        })

      assert.deepEqual(await sign(one, '9999'), {
        ok: false,
        refusal: { kind: 'wrong-pin', triesLeft: 4 },
      })
      // With its older copy the other program would give the used try back.
      assert.deepEqual(await sign(other, '8888'), {
        ok: false,
        refusal: { kind: 'card-removed' },
      })
      assert.deepEqual(await sign(other, '8888'), {
        ok: false,
        refusal: { kind: 'wrong-pin', triesLeft: 3 },
      })
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
