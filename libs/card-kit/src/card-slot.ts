import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import type { CardStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, type VirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { insertIntoVpcd } from '@sotevarmenne/smartcard/vpcd'
import type { CardReader } from '../../../apps/reader/src/cards/card-reader.ts'
import type { KitCard } from './cards.ts'

export type CardSlot = {
  /** For the card reader software. */
  readonly reader: CardReader
  readonly insert: (card: KitCard) => Promise<void>
  readonly remove: () => Promise<void>
  readonly card: () => KitCard | undefined
  readonly isInPcsc: () => boolean
}

type Inserted = {
  readonly card: KitCard
  readonly channel: CardChannel
  readonly pcsc: { remove(): Promise<void> } | undefined
}

/**
 * The one place where a card is: for the card reader software and, where vpcd listens, for programs at PC/SC
 * too. Both use the same card, one operation at a time, each with PIN state of its own.
 */
export function createCardSlot(vpcd: { readonly port: number } | undefined): CardSlot {
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let inserted: Inserted | undefined
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const remove = async () => {
    const { channel, pcsc } = inserted ?? {}
    inserted = undefined
    await channel?.close()
    // Outside the turn: a command from PC/SC waits for its own.
    await pcsc?.remove()
  }
  return {
    reader: {
      id: 'card-kit',
      name: 'Card kit',
      withCard: (operation) =>
        inTurn(async () =>
          inserted ? ok(await operation(inserted.channel)) : refuse({ kind: 'no-card' }),
        ),
      onChange: (listener) => void listeners.add(listener),
      close: remove,
    },
    insert: async (card) => {
      await remove()
      const shared = shareStore(card.store)
      const channel = channelTo(await shared.open())
      const outside = await shared.open()
      const pcsc =
        vpcd &&
        (await insertIntoVpcd(
          { ...outside, process: (apdu) => inTurn(() => outside.process(apdu)) },
          { host: '127.0.0.1', port: vpcd.port },
        ).catch(() => undefined))
      inserted = { card, channel, pcsc }
      changed()
    },
    remove: async () => {
      await remove()
      changed()
    },
    card: () => inserted?.card,
    isInPcsc: () => inserted?.pcsc !== undefined,
  }
}

/**
 * Opens the card in a store more than once. When another has changed it (tries left, a new PIN), a card forgets
 * what it knew, as after a reset.
 */
function shareStore(store: CardStore): { readonly open: () => Promise<VirtualCard> } {
  let changes = 0
  const counted: CardStore = {
    load: () => store.load(),
    save: async (state) => {
      await store.save(state)
      changes += 1
    },
  }
  return {
    open: async () => {
      const card = await openSoftwareCard(counted)
      let seen = changes
      return {
        ...card,
        process: async (apdu) => {
          if (seen !== changes) await card.powerOff()
          const response = await card.process(apdu)
          seen = changes
          return response
        },
      }
    },
  }
}
