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

/** A card that is in opens well within this time, in milliseconds. */
const openingTime = 1500
/** No command of ours takes a card as long. A reader or card that says nothing until then is told of, not waited for. */
const longestSilence = minute

/** A real reader. The card is taken for the time of one deed only, so that other programs can use it between. */
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
    const opening = openReader(name)
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
          return ok(await deed(neverSilent(channel, silence)))
        } catch (fault) {
          if (isCardRemoved(fault)) return refuse({ kind: 'no-card' })
          if (isSilent(fault)) return refuse({ kind: 'card-mute' })
          throw fault
        } finally {
          // What hangs can't be let go either; whoever comes next is told that somebody has the card.
          await within(silence, channel.close()).catch((fault: unknown) => {
            if (!isSilent(fault)) throw fault
          })
        }
      }),
    onChange: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  }
}

/** The channel, whose answers come in time or never. */
const neverSilent = (channel: CardChannel, silence: number): CardChannel => ({
  ...channel,
  transmit: (apdu) => within(silence, channel.transmit(apdu)),
  reset: () => within(silence, channel.reset()),
})

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const over = new AbortController()
  const silence = wait(milliseconds, undefined, { ref: false, signal: over.signal }).then(() => {
    throw Object.assign(new Error('the reader does not answer'), { name: silent })
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
