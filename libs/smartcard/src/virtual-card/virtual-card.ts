import type { CardChannel } from '../card-channel.ts'
import type { CardStore } from './store.ts'

/** A test card in software. Its private keys lie in its store: it protects nothing. */
export type VirtualCard = {
  readonly atr: Uint8Array
  /** Answers one command APDU: data and status word. The state is saved before the answer is given. */
  process(apdu: Uint8Array): Promise<Uint8Array>
  /** Verified PINs, the selected file and everything else volatile is forgotten. */
  powerOff(): Promise<void>
}

/** A card fresh from the factory; with a store, it is written there. */
export async function createBlankCard(_options?: {
  readonly store?: CardStore
  /** Twenty hex digits; random when absent. */
  readonly chipSerial?: string
}): Promise<VirtualCard> {
  throw new Error('not written yet')
}

/** The card that lies in the store. Faults when there is none. It reads its state at each power-on. */
export async function openVirtualCard(_store: CardStore): Promise<VirtualCard> {
  throw new Error('not written yet')
}

/** The virtual card in a reader of its own, in process. */
export function channelTo(_card: VirtualCard): CardChannel {
  throw new Error('not written yet')
}
