import { createHash } from 'node:crypto'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type {
  viewDecision as decisionContract,
  viewOwnOrders as contract,
} from '@sotevarmenne/api/renewals'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ProfessionalCard } from '#cards/lifecycle/index.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { judgeRenewalGround } from '#cards/products/index.ts'
import type { DecisionViewed, OrderViewed } from '../contract.ts'
import type { OrdersDeps } from '../deps.ts'
import { renewalOf, type Order } from '../domain/order.ts'
import { showOrder } from '../show-order.ts'
import { orderById, ordersOf } from '../store.ts'
import { cardToRenew, earlierRenewal } from './gather-renewal.ts'
import { showRenewal } from './show-renewal.ts'

type Response = ResponseOf<typeof contract>

/**
 * The user's own orders, and which of their cards may be renewed as far as known without a register query.
 */
export const viewOwnOrders =
  ({ db, clock, record, cards, sealing }: OrdersDeps) =>
  (permit: Permit<'orders.viewOwnOrders'>): Promise<Result<Response, never>> => {
    const holder = personOf(permit)
    return db.write(
      async (tx): Promise<Result<Response, never>> => {
        const today = dateInHelsinki(clock.now())
        const orders = await ordersOf(tx, sealing, holder)
        const owned = await cards.professionalCardsOf(tx, holder)
        const offered = new Set(
          (await cards.cardsOf(tx, holder))
            .filter(({ replacementOffered }) => replacementOffered !== undefined)
            .map(({ cardId }) => cardId),
        )
        for (const { content } of orders) {
          const { orderId } = content
          const viewed: OrderViewed = { type: 'OrderViewed', about: { personId: holder, orderId } }
          await record(tx, viewed, permit)
        }
        return ok({
          orders: orders.map((order) => {
            const renewal = showRenewal(order)
            return { ...showOrder(order, today), ...(renewal && { renewal }) }
          }),
          renewals: owned.map((card) =>
            renewalShown(card, { owned, orders, today, isOffered: offered.has(card.cardId) }),
          ),
        })
      },
      // Changes only the audit log.
      { isolation: 'read committed' },
    )
  }

function renewalShown(
  card: ProfessionalCard,
  {
    owned,
    orders,
    today,
    isOffered,
  }: {
    readonly owned: readonly ProfessionalCard[]
    readonly orders: readonly Order[]
    readonly today: LocalDate
    readonly isOffered: boolean
  },
): Response['renewals'][number] {
  const { cardId } = card
  const earlier = earlierRenewal(cardId, { cards: owned, orders })
  const renewal = earlier && showRenewal(earlier)
  const isInPlace = owned.some(
    (each) => each.cardId !== cardId && each.state !== 'closed' && each.says.validTo >= today,
  )
  if (renewal) return { cardId, mayBeBroken: false, renewal }
  if (isInPlace) return { cardId, mayBeBroken: false }
  const facts = cardToRenew(card)
  const judged = judgeRenewalGround(facts, { today, isDataChanged: isOffered, saysBroken: false })
  const broken = judgeRenewalGround(facts, { today, isDataChanged: false, saysBroken: true })
  if (judged.ok) return { cardId, ground: judged.value, mayBeBroken: facts.state === 'in-hand' }
  return {
    cardId,
    mayBeBroken: broken.ok,
    ...(judged.refusal.kind === 'renewal-not-open' && { opensOn: judged.refusal.opensOn }),
  }
}

export type ViewDecisionRefusal = { readonly kind: 'order-not-found' }

/** The decision in the language of the reader, generated from the stored data: the same words each time. */
export const viewDecision =
  ({ db, record, sealing, renderDecision }: OrdersDeps) =>
  async (
    permit: Permit<'orders.viewDecision'>,
    { orderId }: { readonly orderId: string },
    { language }: Pick<RequestFacts, 'language'>,
  ): Promise<Result<ResponseOf<typeof decisionContract>, ViewDecisionRefusal>> => {
    const holder = personOf(permit)
    const found = await db.write(async (tx): Promise<Result<Order, ViewDecisionRefusal>> => {
      const order = await orderById(tx, sealing, orderId)
      if (order?.content.personId !== holder || !renewalOf(order.content))
        return refuse({ kind: 'order-not-found' })
      const viewed: DecisionViewed = {
        type: 'DecisionViewed',
        about: { personId: holder, orderId },
      }
      await record(tx, viewed, permit)
      return ok(order)
    })
    if (!found.ok) return found
    const { content, statement } = found.value
    const renewal = renewalOf(content)
    if (!renewal || !statement || content.product !== 'professional-card')
      throw new Error(`renewal ${orderId} has no decision`)
    const pdf = await renderDecision({
      language,
      orderId,
      holder: `${content.givenNames} ${content.surname}`,
      decidedOn: dateInHelsinki(content.draftedAt),
      title: content.right.title,
      validTo: content.validTo,
      delivery: renewal.delivery,
      point: content.point.name,
      withPhoto: content.photo !== undefined,
      reasons: renewal.decision.reasons,
      rulesVersion: renewal.decision.rulesVersion,
      statementDigest: createHash('sha256').update(statement).digest('hex'),
    })
    return ok({ mediaType: 'application/pdf', document: Buffer.from(pdf).toString('base64') })
  }
