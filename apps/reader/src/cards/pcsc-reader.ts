import { setTimeout as wait } from 'node:timers/promises'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import type { CardReader } from './card-reader.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** A card that is in opens well within this time, in milliseconds. */
const openingTime = 1500

/** A real reader. The card is taken for the time of one deed only, so that other programs can use it between. */
export function createPcscReader(name: string): CardReader {
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let opening: Promise<CardChannel> | undefined

  /** Opening waits for a card: one waiter is kept, and a card that comes later is let go at once and told of. */
  const open = async (): Promise<CardChannel | undefined> => {
    opening ??= openPcscReader(name)
    const current = opening
    const first = await Promise.race([current, wait(openingTime, undefined, { ref: false })])
    if (first) {
      opening = undefined
      return first
    }
    void current
      .then(async (channel) => {
        if (opening !== current) return
        opening = undefined
        await channel.close()
        for (const listener of listeners) listener()
      })
      .catch(() => {
        // The reader was unplugged: the next deed tries anew and tells.
        opening = undefined
      })
    return undefined
  }

  return {
    id: 'pcsc',
    name,
    withCard: (deed) =>
      inTurn(async () => {
        const channel = await open()
        if (!channel) return undefined
        try {
          return { value: await deed(channel) }
        } catch (fault) {
          if (isCardRemoved(fault)) return undefined
          throw fault
        } finally {
          await channel.close()
        }
      }),
    onChange: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  }
}
