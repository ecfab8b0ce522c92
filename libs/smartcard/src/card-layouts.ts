import { historicalBytesOf } from './answer-to-reset.ts'
import { myEidLayout, type CardLayout, type CardLayoutName } from './layout.ts'
import { s42Layout } from './s4-2/layout.ts'

/** The layouts in which cards are produced. */
export const cardLayouts: Readonly<Record<CardLayoutName, CardLayout>> = {
  myeid: myEidLayout,
  'fineid-s4-2': s42Layout,
}

/** The layout of the card by its answer to reset; undefined for an unknown one. Sends nothing. */
export function layoutOf({ atr }: { readonly atr: Uint8Array }): CardLayout | undefined {
  const historicalBytes = historicalBytesOf(atr)
  return (
    historicalBytes &&
    Object.values(cardLayouts).find(({ recognises }) => recognises(historicalBytes))
  )
}

/** The same for a card whose layout was already found to be one of them. */
export function knownLayoutOf(channel: { readonly atr: Uint8Array }): CardLayout {
  const layout = layoutOf(channel)
  if (!layout) throw new Error('the card has no layout in which cards are produced')
  return layout
}
