import type { VirtualCard } from './virtual-card/virtual-card.ts'

/** Puts the card into a vpcd reader (vsmartcard): closing the socket is pulling the card out. */
export async function insertIntoVpcd(
  _card: VirtualCard,
  _reader: { readonly host: string; readonly port: number },
): Promise<{ remove(): Promise<void> }> {
  throw new Error('not written yet')
}
