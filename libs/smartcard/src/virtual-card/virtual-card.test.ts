import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fromHex, toHex } from '../bytes.ts'
import { makePersonalisedCard } from '../testing.ts'
import { memoryStore, fileStore, type CardStore } from './store.ts'
import { say } from './testing.ts'
import { createBlankCard, openVirtualCard } from './virtual-card.ts'

const pins = { pin1: '1234', pin2: '123456' }
const rightPin1 = '00200001 08 31323334FFFFFFFF'
const wrongPin1 = '00200001 08 39393939FFFFFFFF'

describe('a virtual card', () => {
  it('counts wrong PINs until the PIN is blocked, and then refuses the right one', async () => {
    const { card } = await makePersonalisedCard({ pins })
    assert.equal(await say(card, '00200001'), '63C5')
    for (const left of ['63C4', '63C3', '63C2', '63C1', '6983'])
      assert.equal(await say(card, wrongPin1), left)
    assert.equal(await say(card, rightPin1), '6983')
  })

  it('restores all tries after the right PIN', async () => {
    const { card } = await makePersonalisedCard({ pins })
    await say(card, wrongPin1)
    assert.equal(await say(card, rightPin1), '9000')
    await card.powerOff()
    assert.equal(await say(card, '00200001'), '63C5')
  })

  it('keeps its counters and clears a verified PIN when it is pulled out', async () => {
    const { card } = await makePersonalisedCard({ pins })
    assert.equal(await say(card, rightPin1), '9000')
    assert.equal(await say(card, '00200001'), '9000')
    await card.powerOff()
    await say(card, wrongPin1)
    await card.powerOff()
    assert.equal(await say(card, '00200001'), '63C4')
  })

  it('uses up the try before it checks the PIN: a power cut gives none back', async () => {
    const stored = memoryStore()
    const { card: whole } = await makePersonalisedCard({ pins, store: stored })
    await whole.powerOff()
    const saved: number[] = []
    const spy: CardStore = {
      load: () => stored.load(),
      save: async (state) => {
        saved.push(state.pins['1']?.triesLeft ?? -1)
        await stored.save(state)
      },
    }
    const card = await openVirtualCard(spy)
    await say(card, rightPin1)
    assert.deepEqual(saved, [4, 5])
  })

  it('is unchanged when its state could not be saved', async () => {
    const stored = memoryStore()
    await makePersonalisedCard({ pins, store: stored })
    const before = await stored.load()
    const card = await openVirtualCard({
      load: () => stored.load(),
      save: () => Promise.reject(new Error('disk full')),
    })
    await assert.rejects(say(card, rightPin1), /disk full/)
    assert.deepEqual(await stored.load(), before)
    assert.equal(await say(card, '00200001'), '63C5')
  })

  it('counts wrong activation codes and is blocked for good after five', async () => {
    const { card } = await makePersonalisedCard()
    const wrong = '002C0001 10 3030303030303030 31323334FFFFFFFF'
    for (const left of ['63C4', '63C3', '63C2', '63C1', '6983'])
      assert.equal(await say(card, wrong), left)
    assert.equal(await say(card, '002C0001 10 3132333435363738 31323334FFFFFFFF'), '6983')
  })

  it('requires PIN2 again for each signature, and PIN1 once for many', async () => {
    const { card } = await makePersonalisedCard({ pins })
    const sign = `002A9E9A 30 ${'11'.repeat(48)} 00`
    await say(card, '00A40800 02 5015')
    assert.equal(await say(card, '002241B6 0A 800104 81024B02 840100'), '9000')
    assert.equal(await say(card, sign), '6982')
    assert.equal(await say(card, '00200002 08 313233343536FFFF'), '9000')
    assert.match(await say(card, sign), /9000$/)
    assert.equal(await say(card, sign), '6982')
    assert.equal(await say(card, '002241B6 0A 800104 81024B01 840100'), '9000')
    assert.equal(await say(card, rightPin1), '9000')
    assert.match(await say(card, sign), /9000$/)
    assert.match(await say(card, sign), /9000$/)
  })

  it('refuses to write, create, delete, generate or initialise without the admin key', async () => {
    const { card } = await makePersonalisedCard({ pins })
    await say(card, rightPin1)
    await say(card, '00A40800 04 50154331')
    assert.equal(await say(card, '00D60000 01 00'), '6982')
    assert.equal(await say(card, 'A0E40000'), '6982')
    await say(card, '00A40800 04 50154B01')
    assert.equal(await say(card, '00460000'), '6982')
    assert.equal(await say(card, '00DA0187 01 05'), '6982')
    assert.equal(await say(card, '00DA01E0 08 FFFF000FFF000FFF'), '6982')
    assert.equal(await say(card, `00DA0101 13 ${'31'.repeat(16)}050500`), '6982')
    assert.equal(
      await say(card, '00E00000 16 6214 80020001 820101 83024666 8603000FFF 85020000'),
      '6982',
    )
  })

  it('signs a bare hash so that OpenSSL verifies the signature over the message', async () => {
    for (const [keyAlgorithm, hash, padding] of [
      ['p256', 'sha256', ''],
      ['p256', 'sha512', ''], // longer than the curve
      ['p384', 'sha256', ''],
      ['p521', 'sha256', ''],
      ['p521', 'sha512', ''],
      ['p384', 'sha256', '00'.repeat(16)], // padded to the curve's length, as OpenSC does
      ['p521', 'sha512', '0000'],
    ] as const) {
      const { card, started } = await makePersonalisedCard({ pins, plan: { keyAlgorithm } })
      const message = Buffer.from('message')
      const digest = fromHex(padding + createHash(hash).update(message).digest('hex'))
      await say(card, '00A40800 02 5015')
      await say(card, '002241B6 0A 800104 81024B01 840100')
      await say(card, rightPin1)
      const length = toHex(Uint8Array.of(digest.length))
      const response = fromHex(await say(card, `002A9E9A ${length} ${toHex(digest)} 00`))
      const spki = started.keys[0]?.spki ?? new Uint8Array()
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
      const what = `${keyAlgorithm} ${hash} ${padding}`
      assert.ok(verify(hash, message, key, response.subarray(0, -2)), what)
    }
  })

  it('refuses unknown commands, each with the right status word', async () => {
    const card = await createBlankCard()
    assert.equal(await say(card, '00'), '6700')
    assert.equal(await say(card, '00A40000 05 3F00'), '6700')
    assert.equal(await say(card, '80A40000'), '6E00')
    assert.equal(await say(card, '00FF0000'), '6D00')
    assert.equal(await say(card, '00A40000 02 4242'), '6A82')
    assert.equal(await say(card, '00200009'), '6A88')
    assert.equal(await say(card, '00B00000 00'), '6986')
    assert.equal(await say(card, '00C00000 00'), '6985')
    assert.equal(await say(card, '002A9E9A 01 00'), '6985')
  })

  it('responds to every command with a status word and stays usable', async () => {
    const { card } = await makePersonalisedCard({ pins })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (apdu) => {
        // Initialising and putting PINs are refused, so that the card stays what it is.
        assert.ok((await card.process(apdu)).length >= 2)
      }),
    )
    await card.powerOff()
    assert.match(await say(card, '00A40800 04 50155032 00'), /9000$/)
  })

  it('is stored in one file, completely, without any other file', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'virtual-card-'))
    try {
      const store = fileStore(path.join(directory, 'card.json'))
      assert.equal(await store.load(), undefined)
      await makePersonalisedCard({ pins, store })
      assert.deepEqual(await readdir(directory), ['card.json'])
      const again = await openVirtualCard(store)
      assert.equal(await say(again, rightPin1), '9000')
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
