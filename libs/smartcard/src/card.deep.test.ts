import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cardRemoved, type CardChannel } from './card-channel.ts'
import { accept, aPlan, makePersonalisedCard, personalise } from './testing.ts'
import { activateCard } from './activation.ts'
import { readCard } from './use.ts'
import { startPersonalising } from './personaliser.ts'
import { channelTo, createBlankCard, type VirtualCard } from './virtual-card/virtual-card.ts'

/** A channel whose card is pulled out before the command of that number. */
function pulledOutAt(card: VirtualCard, command: number): CardChannel {
  const whole = channelTo(card)
  let left = command
  return {
    ...whole,
    transmit: (apdu) => {
      left -= 1
      return left < 0 ? Promise.reject(cardRemoved()) : whole.transmit(apdu)
    },
  }
}

describe('a card pulled out at every command', () => {
  it('of its start can be made anew', async () => {
    for (let command = 0; ; command += 1) {
      const card = await createBlankCard()
      const cut = await startPersonalising(pulledOutAt(card, command), aPlan())
      await card.powerOff()
      await personalise(channelTo(card), aPlan())
      if (cut.ok) return
      assert.deepEqual(cut.refusal, { kind: 'card-removed' })
    }
  })

  it('of its activation is activated by doing it again', async () => {
    for (let command = 0; ; command += 1) {
      const { card, plan } = await makePersonalisedCard()
      const code = { activationCode: plan.activationCode, pin1: '1234', pin2: '123456' }
      const cut = await activateCard(pulledOutAt(card, command), code)
      await card.powerOff()
      accept(await activateCard(channelTo(card), code))
      const read = accept(await readCard(channelTo(card)))
      assert.ok(read.pins.every((pin) => pin.triesLeft === 5))
      if (cut.ok) return
      assert.deepEqual(cut.refusal, { kind: 'card-removed' })
    }
  })
})
