/** A powered card in a reader, whatever the reader is: commands in, answers out, one at a time. */
export type CardChannel = {
  readonly atr: Uint8Array
  /** Sends one short APDU; answers data and status word. Rejects with `cardRemoved` when the card is gone. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>
  /** Power off and on: every verified PIN and selected file is forgotten. */
  reset(): Promise<void>
  /** Lets the card go, reset, so that no PIN stays verified for the next program. */
  close(): Promise<void>
}

/** The fault of a channel whose card was pulled out. Deeds over a channel turn it into the refusal `card-removed`. */
export const cardRemoved = (cause?: unknown): Error =>
  Object.assign(new Error('the card was removed', { cause }), { name: cardRemovedName })

export const isCardRemoved = (fault: unknown): boolean =>
  fault instanceof Error && fault.name === cardRemovedName

const cardRemovedName = 'CardRemoved'
