/** A powered card in any reader: one command at a time, each with its response. */
export type CardChannel = {
  readonly atr: Uint8Array
  /** Sends one short APDU; returns data and status word. Rejects with `cardRemoved` when the card is gone. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>
  /** Power off and on: clears every verified PIN and selected file. */
  reset(): Promise<void>
  /** Resets and releases the card, so that no PIN stays verified for the next program. */
  close(): Promise<void>
}

/**
 * The error of a channel after its card was pulled out. Operations on a channel turn it into the refusal
 * `card-removed`.
 */
export const cardRemoved = (cause?: unknown): Error =>
  Object.assign(new Error('the card was removed', { cause }), { name: cardRemovedName })

export const isCardRemoved = (fault: unknown): boolean =>
  fault instanceof Error && fault.name === cardRemovedName

const cardRemovedName = 'CardRemoved'
