import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const count = 16

describe('sixteen cards in sixteen readers', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  before(async () => {
    reader = await startVirtualReader({ pairs: count / 2 })
  })
  after(() => reader.stop())

  it('stay separate for programs that use all of them at once', async () => {
    const cards = await Promise.all(
      Array.from({ length: count }, async (_, number) => {
        const pin1 = String(1000 + number)
        const store = memoryStore()
        const { card, started } = await makePersonalisedCard({
          plan: { keyAlgorithm: 'p256' },
          pins: { pin1, pin2: '123456' },
          store,
        })
        return { number, pin1, store, card, chipSerial: started.chipSerial }
      }),
    )
    const inserted = []
    for (const { card, number } of cards) inserted.push(await reader.insert(card, number))
    try {
      const tool = (number: number, program: string, ...words: readonly string[]) =>
        reader.run(program, ['--reader', String(number), ...words])
      await Promise.all(
        cards.map(async ({ number, pin1, chipSerial, store }) => {
          const serial = await tool(number, 'opensc-tool', '--serial')
          const digits = serial.output.replaceAll(/[^0-9A-F]/g, '')
          assert.ok(digits.includes(chipSerial), `${chipSerial} is not in\n${serial.output}`)
          const verifying = ['--verify-pin', '--auth-id', '01', '--pin']
          const another = String(1000 + ((number + 1) % count))
          assert.notEqual((await tool(number, 'pkcs15-tool', ...verifying, another)).code, 0)
          assert.equal((await store.load())?.pins['1']?.triesLeft, 4)
          assert.equal((await tool(number, 'pkcs15-tool', ...verifying, pin1)).code, 0)
          assert.equal((await store.load())?.pins['1']?.triesLeft, 5)
        }),
      )
      assert.equal(new Set(cards.map(({ chipSerial }) => chipSerial)).size, count)
    } finally {
      for (const each of inserted) await each.remove()
    }
  })
})
