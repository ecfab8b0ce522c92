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
  /** The cards that lie beside the reader, and the one that is in. */
  readonly list: () => Promise<readonly CardOnShelf[]>
  /** False when there is no such card. A card that was in is taken out first. */
  readonly insert: (chipSerial: string) => Promise<boolean>
  readonly takeOut: () => Promise<void>
}

export type CardOnShelf = CardBeside & { readonly isIn: boolean }

/** What is seen of a card without a reader: what is printed on it. */
export type CardBeside = { readonly chipSerial: string } & (
  | {
      readonly state: 'finished'
      /** What kind of card it is, as the card says. */
      readonly label: string
      readonly holder: string
      readonly cardNumber: string
    }
  | { readonly state: 'blank' }
  /** Begun, and neither finished nor emptied. */
  | { readonly state: 'unfinished' }
)
