import { isS42, openS42Card } from './s4-2/software-card.ts'
import type { CardStore } from './virtual-card/store.ts'
import { openVirtualCard, type VirtualCard } from './virtual-card/virtual-card.ts'

/** The card in the store, with any layout. Throws when there is none. */
export async function openSoftwareCard(store: CardStore): Promise<VirtualCard> {
  const state = await store.load()
  return state && isS42(state) ? openS42Card(store) : openVirtualCard(store)
}
