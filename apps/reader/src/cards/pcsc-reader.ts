import { setTimeout as wait } from 'node:timers/promises'
import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import {
  openPcscReader,
  readerTroubleOf,
  waitUntilEmpty,
  type ReaderTrouble,
} from '@sotevarmenne/smartcard/pcsc'
import type { CardReader } from './card-reader.ts'

/** A card that is in opens well within this time, in milliseconds. */
const openingTime = 1500

/** A real reader. The card is taken for the time of one deed only, so that other programs can use it between. */
export function createPcscReader(
  name: string,
  {
    id = 'pcsc',
    hasCard,
  }: {
    readonly id?: string
    /** What a watch over all readers knows; without one the reader watches by itself. */
    readonly hasCard?: () => boolean
  } = {},
): CardReader {
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let isWaitingForCard = false
  let isWaitingForRemoval = false
  let isToLookAgain = false

  const tell = () => {
    for (const listener of listeners) listener()
  }

  /** Opening waits for a card. One that comes after the time is let go at once and told of. */
  const open = async (): Promise<CardChannel | 'no-card'> => {
    if (hasCard?.() === false || isWaitingForCard) return 'no-card'
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
    return 'no-card'
  }

  /** A trouble may pass at any time and gives no sign: whoever looks is asked to look again. */
  const troubled = (fault: unknown): ReaderTrouble => {
    const trouble = readerTroubleOf(fault)
    if (trouble === undefined) throw fault
    if (!isToLookAgain) {
      isToLookAgain = true
      setTimeout(() => {
        isToLookAgain = false
        tell()
      }, 2 * second).unref()
    }
    return trouble
  }

  const tellOfRemoval = () => {
    if (hasCard || isWaitingForRemoval) return
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
    id,
    name,
    withCard: (deed) =>
      inTurn(async () => {
        const channel = await open().catch(troubled)
        if (typeof channel === 'string') return refuse({ kind: channel })
        try {
          return ok(await deed(channel))
        } catch (fault) {
          if (isCardRemoved(fault)) return refuse({ kind: 'no-card' })
          throw fault
        } finally {
          await channel.close()
        }
      }),
    onChange: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  }
}
