import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ActualCard } from '#cards/lifecycle/index.ts'
import type { Tx } from '#platform/db.ts'
import {
  decideSpareCard,
  mayHaveBoth,
  rightRulesOn,
  type RightRules,
} from '#cards/products/index.ts'
import type { Setting } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { SpareCardsDeps } from './deps.ts'
import { isOpen } from './domain/spare-card.ts'
import { spareCardsOfHolder } from './stores/spare-cards.ts'

type Decided = ReturnType<typeof decideSpareCard>

/**
 * Collects all facts on which spare cards of a person are decided, except register data, and decides for a
 * card.
 */
export async function deciding(
  deps: Pick<SpareCardsDeps, 'cards' | 'termsOf' | 'servesEmployer'>,
  tx: Tx,
  {
    holder,
    producedBy,
    pointId,
    today,
  }: {
    readonly holder: string
    readonly producedBy: string
    readonly pointId: string
    readonly today: LocalDate
  },
): Promise<{
  readonly actualCards: readonly ActualCard[]
  readonly validity: Setting<'spare-card-validity'>
  readonly decide: (card: ActualCard) => Decided
}> {
  const actualCards = await deps.cards.actualCardsOf(tx, holder)
  const open = (await spareCardsOfHolder(tx, holder)).filter(isOpen)
  const validity = await settingOn(tx, 'spare-card-validity', today)
  const rules = await rightRulesOn(tx, today)
  const servedHere = new Set<string>()
  for (const card of actualCards)
    if (await isServed(deps, tx, card, { pointId, today })) servedHere.add(card.cardId)
  return {
    actualCards,
    validity,
    decide: (card) => {
      const other = actualCards.find(
        (each) => each.cardId !== card.cardId && isInHand(each) && isOfSameWork(each, card, rules),
      )
      const openHere = open.find(({ actualCardId }) => actualCardId === card.cardId)
      return decideSpareCard({
        producedBy,
        holder,
        card: {
          isInHand: isInHand(card),
          wasHandedOver: card.wasHandedOver,
          ...(card.cancelledBecause !== undefined && { cancelledBecause: card.cancelledBecause }),
          validTo: card.says.validTo,
        },
        isServedHere: servedHere.has(card.cardId),
        ...(other && { otherCardInHand: other.cardId }),
        ...(openHere && { openSpareCardId: openHere.spareCardId }),
        validity,
        today,
      })
    },
  }
}

const isInHand = ({ state }: ActualCard): boolean => state === 'handedOver' || state === 'inUse'

/**
 * Every point serves every professional; an employer's people are served where cards may be ordered for it
 * (R114).
 */
async function isServed(
  { termsOf, servesEmployer }: Pick<SpareCardsDeps, 'termsOf' | 'servesEmployer'>,
  tx: Tx,
  { says, orderId }: ActualCard,
  { pointId, today }: { readonly pointId: string; readonly today: LocalDate },
): Promise<boolean> {
  if (says.product === 'professional-card') return true
  const employer = (await termsOf(tx, orderId))?.employer
  return employer !== undefined && servesEmployer(tx, { employer, pointId, on: today })
}

/** Whether the cards are for the same work: professional ones, unless a person may have both; or of the same employer. */
const isOfSameWork = (
  { says: one }: ActualCard,
  { says: other }: ActualCard,
  rules: RightRules,
): boolean =>
  one.product === 'professional-card' || other.product === 'professional-card'
    ? one.product === 'professional-card' &&
      other.product === 'professional-card' &&
      !mayHaveBoth(one, other, rules)
    : one.employer.organisationId === other.employer.organisationId
