import type { CardStore } from './virtual-card/store.ts'
import type { VirtualCard } from './virtual-card/virtual-card.ts'
import type { CardCertificates, PersonalisingPlan, StartedCard } from './personaliser.ts'

export type PersonalisedCard = {
  readonly card: VirtualCard
  readonly plan: PersonalisingPlan
  readonly started: StartedCard
  readonly certificates: CardCertificates
}

/**
 * A card through every step of production: keys on the card, certificates by `issue` (self-made ones without it),
 * read back and compared. With `pins` it is activated too.
 */
export async function makePersonalisedCard(_options?: {
  readonly plan?: Partial<PersonalisingPlan>
  readonly store?: CardStore
  readonly issue?: (started: StartedCard) => Promise<CardCertificates>
  readonly pins?: { readonly pin1: string; readonly pin2: string }
}): Promise<PersonalisedCard> {
  throw new Error('not written yet')
}
