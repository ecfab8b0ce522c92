import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'

/** Where production gets blank cards. */
export type CardReaders = {
  /** Waits for a blank card. */
  readonly nextBlank: () => Promise<Blank>
  /** The chip is used up: it never becomes a card. */
  readonly reject: (chipSerial: string) => Promise<void>
}

export type Blank = {
  readonly channel: CardChannel
  /** The chip serial number, if known before the chip is read. */
  readonly chipSerial?: string
  /**
   * Puts it back untouched, once its channel is closed, so that the next try takes it. Absent where a closed channel
   * is enough.
   */
  readonly putBack?: () => Promise<void>
}
