import type {
  AdviceCardView,
  AdviceOrderView,
  AdviceOrganisationView,
  AdvicePersonView,
} from '@sotevarmenne/api/advice-desk'
import type { CardView } from '@sotevarmenne/api/cards'
import type { OrderView } from '@sotevarmenne/api/orders'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { showOrder } from '#cards/orders/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { Person } from '#people/persons/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { AdviceDeskDeps } from './deps.ts'

/** States, days and what comes next, and nothing by which somebody could act as the person (R540). */
export async function showPerson(
  { cards, spareCards, orders }: AdviceDeskDeps,
  tx: Tx,
  { person, today }: { readonly person: Person; readonly today: LocalDate },
): Promise<AdvicePersonView> {
  const { personId, givenNames, surname, language, whereabouts } = person
  const { nonDisclosure } = whereabouts
  const ownCards = await cards.cardsOf(tx, personId)
  const ownOrders = await orders.ordersOf(tx, personId)
  const ownSpareCards = await spareCards.spareCardsForCaller(tx, personId)
  return {
    kind: 'person',
    ...{ personId, givenNames, surname, language, nonDisclosure },
    cards: ownCards.toReversed().map(showCard),
    spareCards: ownSpareCards.map(({ cardNumber, isOpen: _isOpen, ...card }) => ({
      ...card,
      lastDigits: lastDigitsOf(cardNumber),
    })),
    orders: ownOrders.map((order) => showOrderTo(showOrder(order, today), { nonDisclosure })),
  }
}

/** Member by member: what a card gets besides is not shown here. */
function showCard(card: CardView): AdviceCardView {
  const { cardId, product, title, validTo, state, isSentHome, cardNumber, letter, cancelled } = card
  const [until] = card.certificates.map(({ notAfter }) => notAfter).toSorted()
  return {
    ...{ cardId, product, title, validTo, state },
    ...(isSentHome && { isSentHome }),
    ...(cardNumber !== undefined && { lastDigits: lastDigitsOf(cardNumber) }),
    ...(until !== undefined && { certificatesUntil: until }),
    ...(letter && {
      letter: {
        plannedFor: letter.plannedFor,
        ...(letter.sentAt !== undefined && { sentAt: letter.sentAt }),
      },
    }),
    ...(cancelled && { cancelled }),
    ...(card.productionFailure && {
      productionFailure: { isFinal: card.productionFailure.isFinal },
    }),
    timeline: card.timeline,
  }
}

/** A registration point says where a person is. */
function showOrderTo(
  { orderId, product, title, validTo, state, draftedAt, orderedAt, delivery, point }: OrderView,
  { nonDisclosure }: { readonly nonDisclosure: boolean },
): AdviceOrderView {
  return {
    ...{ orderId, product, title, validTo, state, draftedAt, delivery },
    ...(orderedAt !== undefined && { orderedAt }),
    ...(!nonDisclosure && { point: point.name }),
  }
}

const lastDigitsOf = (cardNumber: string): string => cardNumber.slice(-4)

type MemberNamed = Awaited<ReturnType<AdviceDeskDeps['membersOf']>>[number]

/** Whether it may order, whom to ask there, and what waits for it. */
export async function showOrganisation(
  { organisations, employments }: AdviceDeskDeps,
  tx: Tx,
  permit: Permit,
  {
    organisation,
    members,
  }: { readonly organisation: Organisation; readonly members: readonly MemberNamed[] },
): Promise<
  Pick<
    AdviceOrganisationView,
    'kind' | 'type' | 'agreements' | 'contacts' | 'members' | 'tasks' | 'preparedOrders'
  >
> {
  const { organisationId } = organisation
  const shown = await organisations.showToMembers(tx, permit, organisation)
  const { prepared, cards, agreementEndsOn } = await employments.tasksOf(tx, organisationId)
  const { draft: drafts, ...preparedOrders } = prepared
  return {
    ...{ kind: 'organisation', type: organisation.kind },
    agreements: shown.agreements
      // An authorisation that others gave it is theirs.
      .filter(({ giver }) => giver === undefined || giver.organisationId === organisationId)
      .map(({ kind, standing, validFrom, validTo }) => ({
        ...{ kind, standing, validFrom },
        ...(validTo !== undefined && { validTo }),
      })),
    contacts: shown.contacts.map(({ name, language }) => ({ name, language })),
    members: members.map(({ name, role }) => ({ name, role })),
    tasks: {
      ...{ drafts, endingCards: cards.ending },
      ...(agreementEndsOn !== undefined && { agreementEndsOn }),
    },
    preparedOrders,
  }
}
