import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { ProfessionalCard } from '#cards/lifecycle/index.ts'
import type { Order, OrderViewed } from '#cards/orders/contract.ts'
import { showOrder } from '#cards/orders/index.ts'
import { checkRenewalGround } from '#cards/products/index.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { Setting } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { RenewalsDeps } from './deps.ts'
import { earlierRenewal } from './find-renewable.ts'
import { cardToRenew } from './renewal-facts.ts'
import { showRenewal } from './show-renewal.ts'

type Response = ResponseOf<typeof api.viewOwnOrders>

/**
 * The user's own orders, and which of their cards may be renewed as far as known without a register query.
 */
export const viewOwnOrders = operation({
  contract: api.viewOwnOrders,
  problems: {},
  handle:
    ({ db, clock, record, cards, orders: { ordersOf } }: RenewalsDeps) =>
    (permit): Promise<Result<Response, never>> => {
      const holder = personOf(permit)
      return db.write(
        async (tx): Promise<Result<Response, never>> => {
          const today = dateInHelsinki(clock.now())
          const orders = await ordersOf(tx, holder)
          const renewalWindow = await settingOn(tx, 'renewal-window', today)
          const owned = await cards.professionalCardsOf(tx, holder)
          const offered = new Set(
            (await cards.cardsOf(tx, holder))
              .filter(({ replacementOffered }) => replacementOffered !== undefined)
              .map(({ cardId }) => cardId),
          )
          for (const { content } of orders) {
            const { orderId } = content
            const viewed: OrderViewed = {
              type: 'OrderViewed',
              about: { personId: holder, orderId },
            }
            await record(tx, viewed, permit)
          }
          return ok({
            orders: orders.map((order) => {
              const renewal = showRenewal(order)
              return { ...showOrder(order, today), ...(renewal && { renewal }) }
            }),
            renewals: owned.map((card) =>
              renewalShown(card, {
                ...{ owned, orders, today, renewalWindow },
                isOffered: offered.has(card.cardId),
              }),
            ),
          })
        },
        // Changes only the audit log.
        { isolation: 'read committed' },
      )
    },
})

function renewalShown(
  card: ProfessionalCard,
  {
    owned,
    orders,
    today,
    renewalWindow,
    isOffered,
  }: {
    readonly owned: readonly ProfessionalCard[]
    readonly orders: readonly Order[]
    readonly today: LocalDate
    readonly renewalWindow: Setting<'renewal-window'>
    readonly isOffered: boolean
  },
): Response['renewals'][number] {
  const { cardId } = card
  const earlier = earlierRenewal(cardId, { cards: owned, orders })
  const renewal = earlier && showRenewal(earlier)
  const isInPlace = owned.some(
    (each) => each.cardId !== cardId && each.state !== 'cancelled' && each.says.validTo >= today,
  )
  if (renewal) return { cardId, mayBeBroken: false, renewal }
  if (isInPlace) return { cardId, mayBeBroken: false }
  const facts = cardToRenew(card)
  const on = { today, renewalWindow }
  const checked = checkRenewalGround(facts, { ...on, isDataChanged: isOffered, saysBroken: false })
  const broken = checkRenewalGround(facts, { ...on, isDataChanged: false, saysBroken: true })
  if (checked.ok) return { cardId, ground: checked.value, mayBeBroken: facts.state === 'in-hand' }
  return {
    cardId,
    mayBeBroken: broken.ok,
    ...(checked.refusal.kind === 'renewal-not-open' && { opensOn: checked.refusal.opensOn }),
  }
}
