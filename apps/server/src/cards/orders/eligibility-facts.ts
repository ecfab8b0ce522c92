import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardView } from '@sotevarmenne/api/cards'
import type {
  ApplicationFacts,
  EmploymentFacts,
  MemberFacts,
  RightRules,
} from '#cards/products/index.ts'
import type { RegisterResponses } from '#people/registers/index.ts'
import type { Order } from './domain/order.ts'

/** Collects all facts on which a professional card is decided. */
export function applicationFacts({
  personId,
  orderedBy,
  responses: { population, held },
  cards,
  orders,
  rightRules,
  today,
}: {
  readonly personId: string
  readonly orderedBy: string
  readonly responses: RegisterResponses
  readonly cards: readonly CardView[]
  readonly orders: readonly Order[]
  readonly rightRules: RightRules
  readonly today: LocalDate
}): ApplicationFacts {
  return {
    personId,
    orderedBy,
    ...(population && { population }),
    rights: held?.rights ?? [],
    ...(held?.doctorId !== undefined && { doctorId: held.doctorId }),
    // A card with a replacement offer stays valid until the new one is in use, and does not block its order.
    validCards: cards.flatMap((card) =>
      card.rightCode !== undefined && isValid(card, today) && card.replacementOffered === undefined
        ? [{ cardId: card.cardId, rightCode: card.rightCode }]
        : [],
    ),
    pendingOrders: pendingOrders(orders),
    rightRules,
    today,
  }
}

/** Placed orders of professional cards that have not led to a card yet, with their rights. */
export const pendingOrders = (orders: readonly Order[]): ApplicationFacts['pendingOrders'] =>
  orders.flatMap(({ state, content }) =>
    state === 'ordered' && content.product === 'professional-card'
      ? [{ orderId: content.orderId, rightCode: content.right.code }]
      : [],
  )

const isValid = (card: CardView, today: LocalDate): boolean =>
  card.state !== 'cancelled' && card.validTo >= today

/** Collects all facts about the person on which a staff or actor card is decided. */
export const memberFacts = ({
  responses: { population, held },
  ...facts
}: {
  readonly personId: string
  readonly orderedBy: string
  readonly responses: RegisterResponses
  readonly today: LocalDate
}): MemberFacts => ({ ...facts, ...(population && { population }), rights: held?.rights ?? [] })

/** What the person already has from the organisation. */
export function employmentFacts({
  product,
  organisationId,
  endsOn,
  cards,
  orders,
  today,
}: {
  readonly product: MemberProduct
  readonly organisationId: string
  readonly endsOn?: LocalDate | undefined
  readonly cards: readonly CardView[]
  readonly orders: readonly Order[]
  readonly today: LocalDate
}): EmploymentFacts {
  const validCard = cards.find(
    (card) =>
      card.product === product &&
      card.employer?.organisationId === organisationId &&
      isValid(card, today),
  )
  const pending = orders.find(
    ({ state, content }) =>
      state === 'ordered' &&
      content.product === product &&
      content.employment.organisationId === organisationId,
  )
  return {
    ...(validCard && { validCardId: validCard.cardId }),
    ...(pending && { pendingOrderId: pending.content.orderId }),
    ...(endsOn !== undefined && { endsOn }),
  }
}
