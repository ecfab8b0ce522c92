import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { cardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { adminKeyOf } from '@sotevarmenne/smartcard/diversify'
import type { CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { ReaderFault, readerTroubleOf } from '@sotevarmenne/smartcard/pcsc'
import { createBlankOf } from '@sotevarmenne/smartcard/open-software-card'
import { aS42Card, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { adminKeysInHand, afternoon, isEmpty } from '#cards/lifecycle/testing.ts'
import { pcscReader } from './pcsc-reader.ts'

const finished = 'Take the finished card out of the reader "Desk" and put a blank one in.'
const rejected = 'Take the rejected card out of the reader "Desk" and put a blank one in.'

describe('a PC/SC reader in production', () => {
  it('reports that the finished card must be removed, and waits for a blank card', async () => {
    const { card } = await makePersonalisedCard()
    const blank = channelTo(await createBlankCard())
    const { readers, said, log } = aReader([() => channelTo(card), () => blank])
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    assert.deepEqual(said, [finished])
    assert.deepEqual(log, ['open', 'close', 'untilEmpty', 'open'])
  })

  it('reports the chip of the blank card, which is then known whatever happens to the card', async () => {
    const chipSerial = '00112233445566778899'
    const blank = await createBlankCard({ chipSerial })
    const { readers } = aReader([() => channelTo(blank)])
    assert.equal((await readers.nextBlank()).chipSerial, chipSerial)
  })

  it('does not accept a card again that it rejected', async () => {
    const chipSerial = '00112233445566778899'
    const spoilt = await createBlankCard({ chipSerial })
    const blank = channelTo(await createBlankCard())
    const { readers, said } = aReader([
      () => channelTo(spoilt),
      () => channelTo(spoilt),
      () => blank,
    ])
    const first = await readers.nextBlank()
    await readers.reject(chipSerial)
    await first.channel.close()
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    assert.deepEqual(said, [rejected])
  })

  it('wipes a rejected card that was finished, since it was pulled out at the last command', async () => {
    const store = memoryStore()
    const cardNumber = '12345123451234512'
    const adminKey = adminKeyOf(masterKey, 1, cardNumber)
    const { card, started } = await makePersonalisedCard({ plan: { cardNumber, adminKey }, store })
    const { readers, said } = aReader([
      () => channelTo(card),
      () => channelTo(card),
      () => channelTo(card),
    ])
    await readers.reject(started.chipSerial)
    await assert.rejects(readers.nextBlank(), /no card is left/)
    assert.deepEqual(said, [rejected, rejected, rejected])
    const state = await store.load()
    assert.ok(state && isEmpty(state))
  })

  it('sends nothing to a card with another layout, and waits until it is removed', async () => {
    const { card } = await aS42Card()
    const blank = channelTo(await createBlankCard())
    const transmit = () => Promise.reject(new Error('a command was sent to a holder’s card'))
    const { readers, said } = aReader([() => ({ ...channelTo(card), transmit }), () => blank], {
      layout: 'myeid',
    })
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    assert.deepEqual(said, [
      'Take the foreign card out of the reader "Desk" and put a blank one in.',
    ])
  })

  it('takes blank cards of the FINEID S4-2 layout where they are wanted, and no cards of another issuer', async () => {
    const { card } = await aS42Card()
    const other = channelTo(await createBlankCard())
    const blank = channelTo(await createBlankOf('fineid-s4-2'))
    const { readers, said } = aReader([() => other, () => channelTo(card), () => blank], {
      layout: 'fineid-s4-2',
    })
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    const foreign = 'Take the foreign card out of the reader "Desk" and put a blank one in.'
    assert.deepEqual(said, [foreign, foreign])
  })

  it('waits for another card when one is pulled out before it was examined', async () => {
    const gone = channelTo(await createBlankCard())
    const blank = channelTo(await createBlankCard())
    const transmit = () => Promise.reject(cardRemoved())
    const { readers, said, log } = aReader([() => ({ ...gone, transmit }), () => blank])
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    assert.deepEqual(said, [])
    assert.deepEqual(log, ['open', 'close', 'open'])
  })

  it('waits for a blank card that another program reads first', async () => {
    const blank = channelTo(await createBlankCard())
    const { readers, log } = aReader([cardInUse, cardInUse, () => blank])
    const { channel } = await readers.nextBlank()
    assert.equal(await chipOf(channel), await chipOf(blank))
    assert.deepEqual(log, ['open', 'open', 'open'])
  })

  it('reports a card that another program does not release in time, and any other fault at once', async () => {
    const patience = 0
    const blank = await createBlankCard()
    const { readers } = aReader([cardInUse, () => channelTo(blank)], { patience })
    await assert.rejects(readers.nextBlank(), (fault) => readerTroubleOf(fault) === 'card-in-use')
    assert.ok(await readers.nextBlank())
    const { readers: mute, log } = aReader([
      () => {
        throw new ReaderFault('card-mute', 'the card does not answer')
      },
    ])
    await assert.rejects(mute.nextBlank(), (fault) => readerTroubleOf(fault) === 'card-mute')
    assert.deepEqual(log, ['open'])
  })

  it('gives the next blank card only after the previous one was released', async () => {
    const cards = [await createBlankCard(), await createBlankCard()]
    const { readers, log } = aReader(cards.map((card) => () => channelTo(card)))
    const first = await readers.nextBlank()
    const second = readers.nextBlank()
    assert.deepEqual(log, ['open'])
    await first.channel.close()
    await second
    assert.deepEqual(log, ['open', 'close', 'open'])
  })
})

async function chipOf(channel: CardChannel): Promise<string> {
  const chip = await readChipSerial(channel)
  assert.ok(chip.ok)
  return chip.value
}

const masterKey = new Uint8Array(randomBytes(32))

const cardInUse = () => {
  throw new ReaderFault('card-in-use', 'another program has the card')
}

/** A reader into which the cards are inserted one after another. */
function aReader(
  cards: readonly (() => CardChannel)[],
  given: { readonly layout?: CardLayoutName; readonly patience?: number } = {},
) {
  const said: string[] = []
  const log: string[] = []
  const left = [...cards]
  const readers = pcscReader({
    name: 'Desk',
    ...given,
    say: (words) => said.push(words),
    adminKeys: adminKeysInHand({ clock: { now: () => afternoon }, master: masterKey }),
    pcsc: {
      open: async () => {
        log.push('open')
        const channel = left.shift()?.()
        if (!channel) throw new Error('no card is left for the reader')
        return {
          ...channel,
          close: () => {
            log.push('close')
            return channel.close()
          },
        }
      },
      untilEmpty: async () => {
        log.push('untilEmpty')
      },
    },
  })
  return { readers, said, log }
}
