import type { CardLayoutName } from './layout.ts'
import { blankS42State, isS42, openS42Card } from './s4-2/software-card.ts'
import { memoryStore, type CardStore } from './virtual-card/store.ts'
import { createBlankCard, openVirtualCard, type VirtualCard } from './virtual-card/virtual-card.ts'

/** The card in the store, with any layout. Throws when there is none. */
export async function openSoftwareCard(store: CardStore): Promise<VirtualCard> {
  const state = await store.load()
  return state && isS42(state) ? openS42Card(store) : openVirtualCard(store)
}

/** A card fresh from the factory, for the layout. */
export async function createBlankOf(
  layout: CardLayoutName = 'myeid',
  options: { readonly store?: CardStore; readonly chipSerial?: string } = {},
): Promise<VirtualCard> {
  if (layout === 'myeid') return createBlankCard(options)
  const { store = memoryStore(), chipSerial } = options
  await store.save(blankS42State(chipSerial))
  return openS42Card(store)
}
