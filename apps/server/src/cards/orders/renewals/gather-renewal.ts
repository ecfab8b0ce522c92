import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ProfessionalCard } from '#cards/lifecycle/index.ts'
import type { Tx } from '#platform/db.ts'
import type { StrongSignIn } from '#platform/permit.ts'
import type { RenewalFacts } from '#cards/products/contract.ts'
import type { CardToRenew } from '#cards/products/index.ts'
import type { OrdersDeps } from '../deps.ts'
import { renewalOf, type Order, type OrderIn } from '../domain/order.ts'
import type { RegisterResponses } from '#people/registers/index.ts'
import { ordersOf } from '../store.ts'

export type NotRenewable =
  { readonly kind: 'card-not-found' } | { readonly kind: 'renewed-by-employer' }

/** The service's own data for renewing one card. */
export type Renewable = {
  readonly card: ProfessionalCard
  readonly cards: readonly ProfessionalCard[]
  readonly orders: readonly Order[]
  /** An active renewal of this card: the same form sent again returns this one. */
  readonly earlier?: OrderIn<'ordered' | 'produced'>
}

export async function findRenewable(
  { cards, sealing }: Pick<OrdersDeps, 'cards' | 'sealing'>,
  tx: Tx,
  { holder, cardId }: { readonly holder: string; readonly cardId: string },
): Promise<Result<Renewable, NotRenewable>> {
  const owned = await cards.professionalCardsOf(tx, holder)
  const card = owned.find((each) => each.cardId === cardId)
  if (!card) {
    const others = await cards.cardsOf(tx, holder)
    const isOfEmployer = others.some((each) => each.cardId === cardId)
    return refuse({ kind: isOfEmployer ? 'renewed-by-employer' : 'card-not-found' })
  }
  const orders = await ordersOf(tx, sealing, holder)
  const earlier = earlierRenewal(card.cardId, { cards: owned, orders })
  return ok({ card, cards: owned, orders, ...(earlier && { earlier }) })
}

/** The renewal of the card, if its new card is not cancelled. */
export function earlierRenewal(
  cardId: string,
  { cards, orders }: Pick<Renewable, 'cards' | 'orders'>,
): OrderIn<'ordered' | 'produced'> | undefined {
  for (const order of orders) {
    if (order.state !== 'ordered' && order.state !== 'produced') continue
    if (renewalOf(order.content)?.cardId !== cardId) continue
    const created = cards.find((each) => each.cardId === order.placement.cardId)
    if (created?.state !== 'closed') return order
  }
  return undefined
}

/** Collects all facts on which the renewal is decided. */
export function gatherRenewal(
  { card, cards, orders }: Renewable,
  {
    responses: { population, held },
    signIn,
    saysBroken,
    today,
  }: {
    readonly responses: RegisterResponses
    readonly signIn: StrongSignIn
    readonly saysBroken: boolean
    readonly today: LocalDate
  },
): RenewalFacts {
  const other = cards.find(
    (each) => each.cardId !== card.cardId && each.state !== 'closed' && each.says.validTo >= today,
  )
  const pending = orders.find(
    ({ state, content }) => state === 'ordered' && content.product === 'professional-card',
  )
  return {
    card: cardToRenew(card),
    ...(population && { population: personIn(population) }),
    rights: held?.rights ?? [],
    ...(held && { registrationNumber: held.registrationNumber }),
    ...(held?.doctorId !== undefined && { doctorId: held.doctorId }),
    signedInBy: signIn.method,
    saysBroken,
    ...(other && { otherCardId: other.cardId }),
    ...(pending && { pendingOrderId: pending.content.orderId }),
    today,
  }
}

/** Without address: what is stored with the decision contains none. */
const personIn = ({
  givenNames,
  surname,
  died,
  nonDisclosure,
}: NonNullable<RegisterResponses['population']>): NonNullable<RenewalFacts['population']> => ({
  givenNames,
  surname,
  nonDisclosure,
  ...(died !== undefined && { died }),
})

export function cardToRenew({ says, ...card }: ProfessionalCard): CardToRenew {
  const { givenNames, surname, registrationNumber, doctorId, rightCode, title } = says
  return {
    cardId: card.cardId,
    state: stateOf(card),
    ...(card.cancelledBecause !== undefined && { cancelledBecause: card.cancelledBecause }),
    wasHandedOver: card.wasHandedOver,
    validTo: says.validTo,
    says: {
      ...{ givenNames, surname, registrationNumber, rightCode, title },
      ...(doctorId !== undefined && { doctorId }),
    },
  }
}

function stateOf({ state }: Pick<ProfessionalCard, 'state'>): CardToRenew['state'] {
  if (state === 'closed') return 'closed'
  return state === 'handedOver' || state === 'inUse' ? 'in-hand' : 'coming'
}
