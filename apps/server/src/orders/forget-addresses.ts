import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { ActivationLetterRedirected } from '#cards/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { forgetLetterAddress } from './domain/order.ts'
import { ordersOf, saveOrder } from './store.ts'

/** No order of the person keeps an address any more (R23); a draft can't be signed with it, and lapses. */
export async function forgetAddressesOf(
  { sealing }: Pick<OrdersDeps, 'sealing'>,
  tx: Tx,
  personId: string,
): Promise<void> {
  for (const order of await ordersOf(tx, sealing, personId))
    if (order.content.letterTo !== 'registration-point')
      await saveOrder(tx, sealing, forgetLetterAddress(order))
}

/** What `cards` learnt as the letter left holds for every order of the person. Its event is the record of this. */
export const forgetAddressesOfRedirected = ({
  db,
  sealing,
}: Pick<OrdersDeps, 'db' | 'sealing'>): Subscription => ({
  event: 'ActivationLetterRedirected' satisfies ActivationLetterRedirected['type'],
  listener: 'orders.forgetAddresses',
  handle: async (recorded) => {
    const { personId } = aboutPerson.parse(recorded).about
    await db.write(async (tx) => {
      await forgetAddressesOf({ sealing }, tx, personId)
      return ok(undefined)
    })
  },
})

const aboutPerson = z.object({ about: z.object({ personId: z.string() }) })
