import type { BoundCard } from '@sotevarmenne/api/employment-ends'
import type { EmployeeCardFilter, EmployeeCardView } from '@sotevarmenne/api/employments'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, type PageRequested } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  cardsOfEmployer,
  countHeldOfEmployer,
  findCard,
  openCardsOfEmployer,
  productionDataOf,
  type SaysMember,
} from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { CardListed } from './contract.ts'
import type { CardsDeps } from './deps.ts'

/** How long before its last day a card is listed as one that ends. */
const soon = 90

type Deps = Pick<CardsDeps, 'record' | 'clock'>

const endingBy = ({ clock }: Pick<Deps, 'clock'>): LocalDate =>
  addDays(dateInHelsinki(clock.now()), soon)

/**
 * Cards that are bound to the organisation, newest first. An access record is written for each card shown
 * (R51).
 */
export const listCardsOfEmployer =
  (deps: Deps) =>
  (
    tx: Tx,
    permit: Permit,
    {
      organisationId,
      filter,
      search,
      ...requested
    }: PageRequested & {
      readonly organisationId: string
      readonly filter?: EmployeeCardFilter | undefined
      readonly search?: string | undefined
    },
  ): Promise<Result<{ cards: EmployeeCardView[]; nextCursor?: string }, CursorRefusal>> =>
    showPage(requested, {
      find: (sought) =>
        cardsOfEmployer(tx, {
          ...{ ...sought, organisationId, search },
          ...(filter === 'ending' ? { endingBy: endingBy(deps) } : { state: filter }),
        }),
      placeOf: ({ orderedAt, cardId }) => ({ at: orderedAt, id: cardId }),
      show: async (page) => {
        for (const card of page) {
          const listed: CardListed = { type: 'CardListed', about: aboutCard(card) }
          await deps.record(tx, listed, permit)
        }
        return { cards: page.flatMap(show) }
      },
    })

/** Cards of the organisation in their holders' hands, and those of them that end soon. */
export const countHeldCards =
  (deps: Pick<Deps, 'clock'>) =>
  (tx: Tx, organisationId: string): Promise<{ readonly held: number; readonly ending: number }> =>
    countHeldOfEmployer(tx, { organisationId, endingBy: endingBy(deps) })

/** The card and what it says of its holder, if it is bound to the organisation. */
export async function findCardOfEmployer(
  tx: Tx,
  { organisationId, cardId }: { readonly organisationId: string; readonly cardId: string },
): Promise<
  | (Pick<Card, 'cardId' | 'holder' | 'state'> & { readonly says: Card['says'] & SaysMember })
  | undefined
> {
  const card = await findCard(tx, cardId)
  if (card === undefined) return undefined
  const { holder, state, says } = card
  return isOf(organisationId, says) ? { cardId: card.cardId, holder, state, says } : undefined
}

/** A card that is bound to an organisation, without its holder: for the organisation's programs. */
export type CardForEmployer = {
  readonly organisationId: string
  readonly cardId: string
  readonly product: string
  readonly validTo: LocalDate
  /** Absent until it is produced. */
  readonly cardNumber?: string
}

/** Undefined for a card that is bound to no organisation, and for a test card. */
export async function cardForEmployer(
  tx: Tx,
  cardId: string,
): Promise<CardForEmployer | undefined> {
  const card = await findCard(tx, cardId)
  if (card === undefined || !('employer' in card.says) || card.says.isTest) return undefined
  const { employer, product, validTo } = card.says
  const { organisationId } = employer
  const production = productionDataOf(card)
  return {
    ...{ organisationId, cardId: card.cardId, product, validTo },
    ...(production && { cardNumber: production.cardNumber }),
  }
}

/** As the employer sees a card of a person whose employment it ends. */
export type CardOfEmployee = BoundCard & { readonly name: string }

/** Cards of these persons that are bound to the organisation and not cancelled, by holder. */
export async function cardsOfEmployees(
  tx: Tx,
  requested: { readonly organisationId: string; readonly holders: readonly string[] },
): Promise<ReadonlyMap<string, readonly CardOfEmployee[]>> {
  const found = new Map<string, CardOfEmployee[]>()
  for (const card of await openCardsOfEmployer(tx, requested))
    for (const { givenNames, surname, cardId, product, state, cardNumber, unit } of show(card)) {
      const shown = {
        ...{ cardId, product, state, name: `${surname} ${givenNames}` },
        ...(cardNumber !== undefined && { cardNumber }),
        ...(unit !== undefined && { unit }),
      }
      found.set(card.holder, [...(found.get(card.holder) ?? []), shown])
    }
  return found
}

const isOf = (organisationId: string, says: Card['says']): says is Card['says'] & SaysMember =>
  'employer' in says && says.employer.organisationId === organisationId && says.isTest === undefined

function show(card: Card): readonly EmployeeCardView[] {
  const { says } = card
  if (!('employer' in says)) return []
  const { givenNames, surname, title, validTo, product, employer } = says
  const production = productionDataOf(card)
  return [
    {
      ...{ cardId: card.cardId, state: card.state, product, givenNames, surname, title, validTo },
      ...(card.isSentHome && { isSentHome: card.isSentHome }),
      ...(production && { cardNumber: production.cardNumber }),
      ...(employer.unit !== undefined && { unit: employer.unit }),
      orderedAt: formatInstant(card.orderedAt),
    },
  ]
}
