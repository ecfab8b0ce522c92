import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refuse } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { createPcscReader } from './pcsc-reader.ts'

const never = () => new Promise<never>(() => undefined)

describe('a reader that stops responding', () => {
  const silentAt = (operation: 'transmit' | 'close'): CardChannel => ({
    atr: new Uint8Array(),
    transmit: async () => Uint8Array.of(0x90, 0x00),
    reset: async () => undefined,
    close: async () => undefined,
    [operation]: never,
  })
  const reader = (channel: CardChannel) =>
    createPcscReader('Test', { hasCard: () => true, openReader: async () => channel, silence: 20 })

  it('during an operation is reported, and the next operation runs', async () => {
    const stuck = reader(silentAt('transmit'))
    for (const turn of [1, 2])
      assert.deepEqual(
        await stuck.withCard((channel) => channel.transmit(Uint8Array.of(turn))),
        refuse({ kind: 'card-mute' }),
      )
  })

  it('after an operation does not undo what was done', async () => {
    const done = await reader(silentAt('close')).withCard(async () => 'done')
    assert.deepEqual(done, { ok: true, value: 'done' })
  })
})
