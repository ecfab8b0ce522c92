import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { ReaderTrouble } from '@sotevarmenne/smartcard/pcsc'

/** A card reader, real or virtual. */
export type CardReader = {
  /** Short and stable; it stands in addresses. */
  readonly id: string
  readonly name: string
  /** Runs the deed on the card that is in, one deed at a time. */
  readonly withCard: <Value>(
    deed: (channel: CardChannel) => Promise<Value>,
  ) => Promise<Result<Value, { readonly kind: 'no-card' | ReaderTrouble }>>
  /** Calls the listener whenever a card came or went. */
  readonly onChange: (listener: () => void) => void
  /** Only a virtual reader has one: the cards that lie beside it. */
  readonly shelf?: Shelf
  readonly close: () => Promise<void>
}

export type Shelf = {
  /** Finished cards, in or out of the reader. */
  readonly list: () => Promise<readonly CardOnShelf[]>
  /** False when there is no such card. A card that was in is taken out first. */
  readonly insert: (chipSerial: string) => Promise<boolean>
  readonly takeOut: () => Promise<void>
}

/** What is seen of a card without a reader: what is printed on it. */
export type CardOnShelf = {
  readonly chipSerial: string
  readonly holder: string
  readonly cardNumber: string
  readonly isIn: boolean
}
