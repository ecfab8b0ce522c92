import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { AboutCard } from './contract.ts'
import type { Card } from './domain/card.ts'
import { timelines } from './stores/timeline.ts'

/** Dependencies for recording an event of a card. */
export type CardEventDeps = Pick<Runtime, 'record' | 'clock'>

/** The person and the card that an event concerns. */
export const aboutCard = (card: Card): AboutCard => ({
  personId: card.holder,
  cardId: card.cardId,
  orderId: card.orderId,
})

/** Records the event and puts it on the card's timeline, in the transaction of the operation. */
export const notifyOn =
  ({ add }: Pick<typeof timelines, 'add'>) =>
  async (
    { record, clock }: CardEventDeps,
    tx: Tx,
    event: { readonly type: string; readonly about: { readonly cardId: string } },
    permit: Permit,
  ): Promise<void> => {
    await add(tx, event.about.cardId, { at: clock.now(), what: event.type })
    await record(tx, event, permit)
  }

export const notify = notifyOn(timelines)
