import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { run, send, type Command } from './apdu.ts'
import type { CardChannel } from './card-channel.ts'

const command: Command = { name: 'read', ins: 0xb0, p1: 0, p2: 0, expectsResponse: true }

/** A card that returns this to every command; it loses patience before a test would hang. */
function cardThatReturns(response: Uint8Array): CardChannel & { readonly sent: () => number } {
  let sent = 0
  return {
    atr: new Uint8Array(),
    transmit: () => {
      sent += 1
      if (sent > 20_000) throw new Error('asked without end')
      return Promise.resolve(response)
    },
    reset: () => Promise.resolve(),
    close: () => Promise.resolve(),
    sent: () => sent,
  }
}

describe('a card that announces more data for ever', () => {
  it('is asked no more after 64 kB, and its command counts as failed', async () => {
    const card = cardThatReturns(Uint8Array.of(...new Uint8Array(256), 0x61, 0x00))
    const { data, status } = await send(card, command)
    assert.equal(status, 0x6f00)
    assert.ok(data.length <= 0x10000)
    assert.deepEqual(await run(card, command), {
      ok: false,
      refusal: { kind: 'card-refused', command: 'read', status: '6F00' },
    })
  })

  it('is asked no more after a few hundred pieces without data', async () => {
    const card = cardThatReturns(Uint8Array.of(0x61, 0x01))
    assert.equal((await send(card, command)).status, 0x6f00)
    assert.ok(card.sent() < 1000)
  })
})
