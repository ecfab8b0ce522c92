import { setTimeout as wait } from 'node:timers/promises'
import { minute, second } from '@sotevarmenne/kernel/instant'
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

/** A card in the reader opens well within this time, in milliseconds. */
const openingTime = 1500
/**
 * No command of ours takes a card so long. A reader or card that is silent until then is reported, not
 * waited for.
 */
const longestSilence = minute

/**
 * A real reader. The card is reserved only for the time of one operation, so that other programs can use it
 * between.
 */
export function createPcscReader(
  name: string,
  {
    id = 'pcsc',
    hasCard,
    openReader = openPcscReader,
    silence = longestSilence,
  }: {
    readonly id?: string
    readonly openReader?: (name: string) => Promise<CardChannel>
    readonly silence?: number
    /** Result of a watch over all readers; without it the reader watches by itself. */
    readonly hasCard?: () => boolean
  } = {},
): CardReader {
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let isWaitingForCard = false
  let isWaitingForRemoval = false
  let isToLookAgain = false

  const notify = () => {
    for (const listener of listeners) listener()
  }

  /**
   * Opening waits for a card. A card that opens after the timeout is released at once, and a change is
   * notified.
   */
  const open = async (): Promise<CardChannel | 'no-card'> => {
    if (hasCard?.() === false || isWaitingForCard) return 'no-card'
    const opening = openReader(name)
    const channel = await Promise.race([opening, wait(openingTime, undefined, { ref: false })])
    if (channel) {
      notifyOfRemoval()
      return channel
    }
    isWaitingForCard = true
    void opening
      .then((late) => late.close())
      // The reader was unplugged: the next operation tries again and reports it.
      .catch(() => undefined)
      .finally(() => {
        isWaitingForCard = false
        notify()
      })
    return 'no-card'
  }

  /** The trouble may pass at any time without an event: listeners are notified so that they check again. */
  const troubled = (fault: unknown): ReaderTrouble => {
    const trouble = readerTroubleOf(fault)
    if (trouble === undefined) throw fault
    if (!isToLookAgain) {
      isToLookAgain = true
      setTimeout(() => {
        isToLookAgain = false
        notify()
      }, 2 * second).unref()
    }
    return trouble
  }

  const notifyOfRemoval = () => {
    if (hasCard || isWaitingForRemoval) return
    isWaitingForRemoval = true
    void waitUntilEmpty(name)
      // As above.
      .catch(() => undefined)
      .finally(() => {
        isWaitingForRemoval = false
        notify()
      })
  }

  return {
    id,
    name,
    withCard: (operation) =>
      inTurn(async () => {
        const channel = await open().catch(troubled)
        if (typeof channel === 'string') return refuse({ kind: channel })
        try {
          return ok(await operation(neverSilent(channel, silence)))
        } catch (fault) {
          if (isCardRemoved(fault)) return refuse({ kind: 'no-card' })
          if (isSilent(fault)) return refuse({ kind: 'card-mute' })
          throw fault
        } finally {
          // A hanging connection can't be closed either; the next caller is told that another program has the card.
          await within(silence, channel.close()).catch((fault: unknown) => {
            if (!isSilent(fault)) throw fault
          })
        }
      }),
    onChange: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  }
}

/** The channel with a timeout for each response. */
const neverSilent = (channel: CardChannel, silence: number): CardChannel => ({
  ...channel,
  transmit: (apdu) => within(silence, channel.transmit(apdu)),
  reset: () => within(silence, channel.reset()),
})

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const over = new AbortController()
  const silence = wait(milliseconds, undefined, { ref: false, signal: over.signal }).then(() => {
    throw Object.assign(new Error('the card reader does not respond'), { name: silent })
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    silence.catch(() => undefined)
    over.abort()
  }
}

const silent = 'ReaderSilent'
const isSilent = (fault: unknown): boolean => fault instanceof Error && fault.name === silent
