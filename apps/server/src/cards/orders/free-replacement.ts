import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { CardView } from '@sotevarmenne/api/cards'
import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import type { Order } from './domain/order.ts'

/**
 * The complaint because of which a card of this employer is free (R134): about a card of the same kind and
 * employer, with no order since.
 */
export async function freeReplacement(
  { freeReplacementsOf }: Pick<OrdersDeps, 'freeReplacementsOf'>,
  tx: Tx,
  {
    product,
    organisationId,
    cards,
    orders,
  }: {
    readonly product: MemberProduct
    readonly organisationId: string
    readonly cards: readonly CardView[]
    readonly orders: readonly Order[]
  },
): Promise<{ readonly complaintId: string } | undefined> {
  const cancelled = cards.filter(
    (card) =>
      card.product === product &&
      card.employer?.organisationId === organisationId &&
      card.state === 'cancelled',
  )
  const complaints = await freeReplacementsOf(
    tx,
    cancelled.map(({ cardId }) => cardId),
  )
  return complaints.find(
    ({ createdAt }) =>
      !orders.some(
        (order) =>
          order.content.product === product &&
          order.content.employment.organisationId === organisationId &&
          (order.state === 'ordered' || order.state === 'produced') &&
          order.placement.orderedAt > createdAt,
      ),
  )
}

/**
 * The same for every employer with a cancelled card of this person: for the desk, before anything is ordered.
 */
export const freeReplacements =
  (deps: Pick<OrdersDeps, 'freeReplacementsOf'>) =>
  async (
    tx: Tx,
    known: { readonly cards: readonly CardView[]; readonly orders: readonly Order[] },
  ): Promise<readonly { readonly product: MemberProduct; readonly organisationId: string }[]> => {
    const found = new Map<string, { product: MemberProduct; organisationId: string }>()
    for (const { product, employer } of known.cards) {
      if (product === 'professional-card' || employer === undefined) continue
      const { organisationId } = employer
      const key = `${product} ${organisationId}`
      if (found.has(key)) continue
      if (await freeReplacement(deps, tx, { product, organisationId, ...known }))
        found.set(key, { product, organisationId })
    }
    return [...found.values()]
  }
