import { setTimeout as sleep } from 'node:timers/promises'
import { cardRemoved, isCardRemoved, type CardChannel } from './card-channel.ts'
import {
  openPcscContext,
  PcscFault,
  readerState,
  type PcscCard,
  type PcscContext,
  type PcscFailure,
} from './pcsc-library.ts'

/**
 * Waits for a card in the reader and opens it exclusively. Closing resets the card. Rejects with a
 * `ReaderTrouble`.
 */
export async function openPcscReader(name: string): Promise<CardChannel> {
  const context = await openContext()
  try {
    await waitForReader(context, name, 'with-card')
    const card = await context.connect(name).catch((fault: unknown) => {
      throw troubleAtOpening(fault)
    })
    return {
      atr: await card.atr(),
      transmit: (apdu) => unlessRemoved(card, () => card.transmit(apdu)),
      reset: () => unlessRemoved(card, card.reset),
      close: async () => {
        try {
          await release(card)
        } finally {
          await context.close()
        }
      },
    }
  } catch (fault) {
    await context.close()
    throw fault
  }
}

/** Why a reader or its card can't be used now. */
export type ReaderTrouble =
  /** PC/SC does not run here, or knows no reader of this name. */
  | 'no-reader'
  /** Another program uses the card. */
  | 'card-in-use'
  /** The card does not respond: it is the wrong way round, or is no smart card. */
  | 'card-mute'

/** Undefined for any other fault. */
export const readerTroubleOf = (fault: unknown): ReaderTrouble | undefined =>
  fault instanceof ReaderFault ? fault.trouble : undefined

/** A reader or its card can't be used now. */
export class ReaderFault extends Error {
  readonly trouble: ReaderTrouble

  constructor(trouble: ReaderTrouble, message: string, cause?: unknown) {
    super(message, { cause })
    this.trouble = trouble
  }
}

function troubleAtOpening(fault: unknown): unknown {
  if (!(fault instanceof PcscFault)) return fault
  if (fault.failure === 'sharing-violation')
    return new ReaderFault('card-in-use', 'another program has the card', fault)
  return muteCards.includes(fault.failure)
    ? new ReaderFault('card-mute', 'the card does not answer', fault)
    : fault
}

const muteCards: readonly PcscFailure[] = [
  'unresponsive-card',
  'unpowered-card',
  'unsupported-card',
  'protocol-mismatch',
]

/** Waits until no card is in the reader. */
export async function waitUntilEmpty(name: string): Promise<void> {
  const context = await openContext()
  try {
    await waitForReader(context, name, 'empty')
  } finally {
    await context.close()
  }
}

async function openContext(): Promise<PcscContext> {
  try {
    return await openPcscContext()
  } catch (fault) {
    throw new ReaderFault('no-reader', 'PC/SC does not run', fault)
  }
}

async function waitForReader(
  context: PcscContext,
  name: string,
  wanted: 'with-card' | 'empty',
): Promise<void> {
  const awaited = wanted === 'empty' ? readerState.empty : readerState.present
  for (let state: number = readerState.unaware; ;) {
    if (!(await context.listReaders()).includes(name))
      throw new ReaderFault('no-reader', `PC/SC has no reader named ${name}`)
    if ((state & awaited) !== 0) return
    const changes = await waitForChange(context, { name, state })
    state = changes?.[0]?.state ?? state
  }
}

/** Milliseconds until the readers are listed again: unplugging one causes no event. */
const maxWait = 5_000

/**
 * Each waiting call occupies one of the few threads that Node has for files and names too: the others look
 * again and again.
 */
const maxWaiting = 2
const lookInterval = 250
let waiting = 0

async function waitForChange(
  context: PcscContext,
  known: Parameters<PcscContext['waitForChange']>[0][number],
): ReturnType<PcscContext['waitForChange']> {
  if (waiting >= maxWaiting) {
    const changes = await context.waitForChange([known], 0)
    if (changes === undefined) await sleep(lookInterval)
    return changes
  }
  waiting += 1
  try {
    return await context.waitForChange([known], maxWait)
  } finally {
    waiting -= 1
  }
}

/** Resets and releases the card. */
async function release(card: PcscCard): Promise<void> {
  try {
    await unlessRemoved(card, card.disconnect)
  } catch (fault) {
    if (!isCardRemoved(fault)) throw fault
  }
}

async function unlessRemoved<Value>(
  card: PcscCard,
  operation: () => Promise<Value>,
): Promise<Value> {
  try {
    return await operation()
  } catch (fault) {
    throw (await isGone(card, fault)) ? cardRemoved(fault) : fault
  }
}

/** Recognised by the failure, or by a card that does not respond. */
const isGone = async (card: PcscCard, fault: unknown): Promise<boolean> =>
  (fault instanceof PcscFault && signsOfRemoval.includes(fault.failure)) || !(await isThere(card))

/** The daemon notices a removed card with a delay; until then exchanges with it just fail. */
const signsOfRemoval: readonly PcscFailure[] = [
  'removed-card',
  'no-smart-card',
  'unpowered-card',
  'unresponsive-card',
  'reader-unavailable',
  'transaction-failed',
  'communication-error',
  'communication-data-lost',
]

const isThere = (card: PcscCard): Promise<boolean> =>
  card.atr().then(
    (atr) => atr.length > 0,
    () => false,
  )
