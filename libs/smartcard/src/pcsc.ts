import type { CardInterface, ContextInterface, ReaderInterface } from 'smartcard'
import { cardRemoved, isCardRemoved, type CardChannel } from './card-channel.ts'

/**
 * Waits for a card in the reader and opens it exclusively. Closing resets the card. Rejects with a
 * `ReaderTrouble`.
 */
export async function openPcscReader(name: string): Promise<CardChannel> {
  const context = await openContext()
  const { SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, SCARD_RESET_CARD, SCARD_SHARE_EXCLUSIVE } =
    await loadPcsc()
  try {
    const reader = await waitForReader(context, name, 'with-card')
    const protocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1
    const card = await reader.connect(SCARD_SHARE_EXCLUSIVE, protocols).catch((fault: unknown) => {
      throw troubleAtOpening(fault)
    })
    return {
      atr: new Uint8Array(card.atr ?? []),
      transmit: (apdu) => unlessRemoved(card, () => card.transmit(Buffer.from(apdu))),
      reset: async () => {
        await unlessRemoved(card, () =>
          card.reconnect(SCARD_SHARE_EXCLUSIVE, protocols, SCARD_RESET_CARD),
        )
      },
      close: async () => {
        await release(card, () =>
          card.reconnect(SCARD_SHARE_EXCLUSIVE, protocols, SCARD_RESET_CARD),
        )
        context.close()
      },
    }
  } catch (fault) {
    context.close()
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

class ReaderFault extends Error {
  readonly trouble: ReaderTrouble

  constructor(trouble: ReaderTrouble, message: string, cause?: unknown) {
    super(message, { cause })
    this.trouble = trouble
  }
}

/** The package's errors have no code. */
function troubleAtOpening(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault
  if (fault.message.startsWith('Sharing violation'))
    return new ReaderFault('card-in-use', 'another program has the card', fault)
  return muteCards.includes(fault.message)
    ? new ReaderFault('card-mute', 'the card does not answer', fault)
    : fault
}

const muteCards = [
  'Card is unresponsive',
  'Card is unpowered',
  'Card is not supported',
  'Protocol mismatch',
]

/** Waits until no card is in the reader. */
export async function waitUntilEmpty(name: string): Promise<void> {
  const context = await openContext()
  try {
    await waitForReader(context, name, 'empty')
  } finally {
    context.close()
  }
}

/** Loaded only here: it is native, and not needed without a reader. */
const loadPcsc = () => import('smartcard')

async function openContext(): Promise<ContextInterface> {
  try {
    const { Context } = await loadPcsc()
    return new Context()
  } catch (fault) {
    throw new ReaderFault('no-reader', 'PC/SC does not run', fault)
  }
}

async function waitForReader(
  context: ContextInterface,
  name: string,
  wanted: 'with-card' | 'empty',
): Promise<ReaderInterface> {
  const { SCARD_STATE_EMPTY, SCARD_STATE_PRESENT, SCARD_STATE_UNAWARE } = await loadPcsc()
  const awaited = wanted === 'empty' ? SCARD_STATE_EMPTY : SCARD_STATE_PRESENT
  for (let state = SCARD_STATE_UNAWARE; ;) {
    const reader = context.listReaders().find((each) => each.name === name)
    if (!reader) throw new ReaderFault('no-reader', `PC/SC has no reader named ${name}`)
    if ((state & awaited) !== 0) return reader
    const known = { name, state, changed: false, atr: null }
    const changes = await context.waitForChange([known], maxWait)
    state = changes?.[0]?.state ?? state
  }
}

/** Milliseconds until the readers are listed again: unplugging one causes no event. */
const maxWait = 5_000

/**
 * Resets and releases the card. Disconnecting could reset it too, but blocks the whole process meanwhile: a
 * virtual card in the same process could never respond.
 */
async function release(card: CardInterface, reset: () => Promise<unknown>): Promise<void> {
  if (!card.connected) return
  try {
    await unlessRemoved(card, reset)
  } catch (fault) {
    if (!isCardRemoved(fault)) throw fault
  } finally {
    const { SCARD_LEAVE_CARD } = await loadPcsc()
    card.disconnect(SCARD_LEAVE_CARD)
  }
}

async function unlessRemoved<Value>(
  card: CardInterface,
  operation: () => Promise<Value>,
): Promise<Value> {
  try {
    return await operation()
  } catch (fault) {
    throw isGone(card, fault) ? cardRemoved(fault) : fault
  }
}

/** The package's errors have no code: detected by the message, or by a card that does not respond. */
const isGone = (card: CardInterface, fault: unknown): boolean =>
  (fault instanceof Error && signsOfRemoval.includes(fault.message)) || !isThere(card)

/** The daemon notices a removed card with a delay; until then exchanges with it just fail. */
const signsOfRemoval = [
  'Card was removed',
  'No smart card present',
  'Card is unpowered',
  'Card is unresponsive',
  'Reader unavailable',
  'Transaction failed',
  'Communication error',
]

function isThere(card: CardInterface): boolean {
  try {
    return card.getStatus().atr.length > 0
  } catch {
    return false
  }
}
