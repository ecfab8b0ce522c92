import { isS42, openS42Card } from './s4-2/software-card.ts'
import type { CardStore } from './virtual-card/store.ts'
import { openVirtualCard, type VirtualCard } from './virtual-card/virtual-card.ts'

/** The card that lies in the store, whichever layout it has. Faults when there is none. */
export async function openSoftwareCard(store: CardStore): Promise<VirtualCard> {
  const state = await store.load()
  return state && isS42(state) ? openS42Card(store) : openVirtualCard(store)
}
