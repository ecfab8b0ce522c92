import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { ReaderTrouble } from '@sotevarmenne/smartcard/pcsc'

/** A card reader, real or virtual. */
export type CardReader = {
  /** Short and stable; part of URLs. */
  readonly id: string
  readonly name: string
  /** Runs the operation on the card in the reader, one operation at a time. */
  readonly withCard: <Value>(
    operation: (channel: CardChannel) => Promise<Value>,
  ) => Promise<Result<Value, { readonly kind: 'no-card' | ReaderTrouble }>>
  /** Calls the listener whenever a card was inserted or removed. */
  readonly onChange: (listener: () => void) => void
  /** Only a virtual reader has one: the cards beside it. */
  readonly shelf?: Shelf
  readonly close: () => Promise<void>
}

export type Shelf = {
  /** The cards beside the reader, and the one in it. */
  readonly list: () => Promise<readonly CardOnShelf[]>
  /** False when there is no such card. A card that was in the reader is taken out first. */
  readonly insert: (chipSerial: string) => Promise<boolean>
  readonly takeOut: () => Promise<void>
}

export type CardOnShelf = CardBeside & { readonly isIn: boolean }

/** What is visible on a card without a reader: its print. */
export type CardBeside = { readonly chipSerial: string } & (
  | {
      readonly state: 'finished'
      /** The kind of card, as the card itself states. */
      readonly label: string
      readonly holder: string
      readonly cardNumber: string
    }
  | { readonly state: 'blank' }
  /** Production has begun, and the card is neither finished nor wiped. */
  | { readonly state: 'unfinished' }
)
