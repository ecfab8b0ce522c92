import { setTimeout as wait } from 'node:timers/promises'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { openPcscReader, waitUntilEmpty } from '@sotevarmenne/smartcard/pcsc'
import type { CardReader } from './card-reader.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** A card that is in opens well within this time, in milliseconds. */
const openingTime = 1500

/** A real reader. The card is taken for the time of one deed only, so that other programs can use it between. */
export function createPcscReader(name: string): CardReader {
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let isWaitingForCard = false
  let isWaitingForRemoval = false

  const tell = () => {
    for (const listener of listeners) listener()
  }

  /** Opening waits for a card. One that comes after the time is let go at once and told of. */
  const open = async (): Promise<CardChannel | undefined> => {
    if (isWaitingForCard) return undefined
    const opening = openPcscReader(name)
    const channel = await Promise.race([opening, wait(openingTime, undefined, { ref: false })])
    if (channel) {
      tellOfRemoval()
      return channel
    }
    isWaitingForCard = true
    void opening
      .then((late) => late.close())
      // The reader was unplugged: the next deed tries anew and tells.
      .catch(() => undefined)
      .finally(() => {
        isWaitingForCard = false
        tell()
      })
    return undefined
  }

  const tellOfRemoval = () => {
    if (isWaitingForRemoval) return
    isWaitingForRemoval = true
    void waitUntilEmpty(name)
      // As above.
      .catch(() => undefined)
      .finally(() => {
        isWaitingForRemoval = false
        tell()
      })
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
