import type { CardView, ReplacementReason } from '@sotevarmenne/api/cards'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import { type ActivationLetter, lettersOfCards } from '#cards/letters/index.ts'
import {
  isOrdered,
  showCertificates,
  showTimeline,
  timelines,
  type TimelineEntry,
  maxTries,
  productionDataOf,
} from '#cards/card/index.ts'
import type { Card, CardIn, OrderedSays } from '#cards/card/contract.ts'
import { findingTextOf } from '#cards/production/index.ts'
import type { CardWithLetter, MayDo } from './may.ts'
import { contactlessIdsOf } from './stores/contactless-ids.ts'
import { offersFor } from './stores/replacement-offers.ts'

/** Cards as the contract shows them, each with its timeline and with the caller's permitted actions. */
export async function showCards(
  tx: Tx,
  cards: readonly Card[],
  mayOf: (shown: CardWithLetter) => readonly MayDo[],
): Promise<CardView[]> {
  const ids = cards.map(({ cardId }) => cardId)
  const timelineOf = await timelines.of(tx, ids)
  const letters = await lettersOfCards(tx, ids)
  const offers = await offersFor(tx, ids)
  const contactless = await contactlessIdsOf(tx, ids)
  return cards.flatMap((card) =>
    // Test cards have no holder, and are not shown here.
    isOrdered(card.says)
      ? show(card, card.says, {
          timeline: timelineOf.get(card.cardId) ?? [],
          letter: letters.get(card.cardId),
          offer: card.state === 'cancelled' ? undefined : offers.get(card.cardId),
          contactlessId: contactless.get(card.cardId),
          may: mayOf({ card, letter: letters.get(card.cardId) }),
        })
      : [],
  )
}

export async function showCard(
  tx: Tx,
  card: Card,
  mayOf: (shown: CardWithLetter) => readonly MayDo[],
): Promise<CardView> {
  const [shown] = await showCards(tx, [card], mayOf)
  if (!shown) throw new Error('the query for one card did not return one card')
  return shown
}

type Around = {
  readonly timeline: readonly TimelineEntry[]
  readonly letter: ActivationLetter | undefined
  readonly offer: ReplacementReason | undefined
  readonly contactlessId: string | undefined
  readonly may: readonly MayDo[]
}

function show(
  card: Card,
  says: OrderedSays,
  { timeline, letter, offer, contactlessId, may }: Around,
): CardView {
  const production = productionDataOf(card)
  return {
    cardId: card.cardId,
    state: card.state,
    product: says.product,
    holder: { personId: card.holder, givenNames: says.givenNames, surname: says.surname },
    ...(production && { cardNumber: production.cardNumber }),
    title: says.title,
    ...(says.product === 'professional-card'
      ? { registrationNumber: says.registrationNumber, rightCode: says.rightCode }
      : {
          ...{ subjectNumber: says.subjectNumber, employer: says.employer },
          ...(says.workEmail !== undefined && { workEmail: says.workEmail }),
        }),
    validTo: says.validTo,
    ...(card.isSentHome && { isSentHome: card.isSentHome }),
    ...(card.renews !== undefined && { renews: card.renews }),
    ...(says.photoId !== undefined && { photoId: says.photoId }),
    language: says.language,
    certificates: showCertificates(production),
    ...(letter && letter.state !== 'withdrawn' && { letter: showLetter(letter) }),
    ...(offer !== undefined && { replacementOffered: offer }),
    ...(card.state === 'cancelled' && {
      cancelled: { reason: card.reason, at: formatInstant(card.cancelledAt) },
    }),
    ...(contactlessId !== undefined && { contactlessId }),
    ...(card.state === 'productionFailed' && { productionFailure: showFailure(card) }),
    timeline: showTimeline(timeline),
    may: [...may],
  }
}

const showLetter = (letter: ActivationLetter): NonNullable<CardView['letter']> => ({
  letterNumber: letter.letterNumber,
  plannedFor: letter.plannedFor,
  ...('sentAt' in letter && { sentAt: formatInstant(letter.sentAt) }),
})

const showFailure = ({
  failedAt,
  failures,
  findings,
}: CardIn<'productionFailed'>): NonNullable<CardView['productionFailure']> => ({
  at: formatInstant(failedAt),
  isFinal: failures >= maxTries,
  findings: [...new Set(findings)].map((kind) => ({ kind, ...findingTextOf(kind) })),
})
