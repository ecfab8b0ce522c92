import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'

/** Where production gets cards without content. */
export type CardReaders = {
  /** Waits for a blank. */
  readonly nextBlank: () => Promise<Blank>
  /** The chip is spent: it never becomes anybody's card. */
  readonly reject: (chipSerial: string) => Promise<void>
}

export type Blank = {
  readonly channel: CardChannel
  /** The plastic, when it is known before the chip was asked. */
  readonly chipSerial?: string
}
