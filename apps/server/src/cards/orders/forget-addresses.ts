import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { ActivationLetterRedirected } from '#cards/letters/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { DisclosureChanged } from '#people/persons/contract.ts'
import type { OrdersDeps } from './deps.ts'
import { forgetLetterAddress, renewalOf } from './domain/order.ts'
import { ordersOf, saveOrder } from './store.ts'
import { eraseScans } from './stores/confirmation-scans.ts'

/** No order of the person stores an address any more (R23); a draft with it cannot be signed, and lapses. */
export const forgetAddressesOf =
  ({ sealing, cards }: Pick<OrdersDeps, 'sealing' | 'cards'>) =>
  async (tx: Tx, personId: string): Promise<void> => {
    for (const order of await ordersOf(tx, sealing, personId)) {
      if (order.content.letterTo === 'registration-point') continue
      await saveOrder(tx, sealing, forgetLetterAddress(order))
      await eraseScans(tx, [order.content.orderId])
      // What the holder confirms in a renewal contains no address.
      if (!renewalOf(order.content)) await cards.forgetSignedOrder(tx, order.content.orderId)
    }
  }

/**
 * What `cards` learnt when the letter left, and what any module learnt from the register, applies to every
 * order of the person. The first is in the audit log, which records this step; a disclosure change only
 * notifies subscribers.
 */
export function forgetAddressesOnEvents({
  db,
  sealing,
  people,
  cards,
}: Pick<OrdersDeps, 'db' | 'sealing' | 'people' | 'cards'>): readonly Subscription[] {
  const forget = forgetAddressesOf({ sealing, cards })
  const on = (event: string, action: typeof forget): Subscription => ({
    event,
    listener: 'orders.forgetAddresses',
    handle: async (recorded) => {
      const { personId } = aboutPerson.parse(recorded).about
      await db.write(async (tx) => {
        await action(tx, personId)
        return ok(undefined)
      })
    },
  })
  return [
    on('ActivationLetterRedirected' satisfies ActivationLetterRedirected['type'], forget),
    on('DisclosureChanged' satisfies DisclosureChanged['type'], async (tx, personId) => {
      // Non-disclosure may have ended as well as begun.
      const person = await people.findPerson(tx, personId)
      if (person?.whereabouts.nonDisclosure === true) await forget(tx, personId)
    }),
  ]
}

const aboutPerson = z.object({ about: z.object({ personId: z.string() }) })
