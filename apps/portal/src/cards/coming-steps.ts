import type { CardView } from '@sotevarmenne/api/cards'
import { cardEvents } from '@sotevarmenne/api/words'

export type ComingStep = {
  readonly step: 'handOver' | 'post' | 'letter' | 'activation' | 'end'
  /** `YYYY-MM-DD`, where the day is known. */
  readonly on?: string
}

/** What the steps of a card depend on. */
export type CardWithSteps = Pick<CardView, 'state' | 'isSentHome' | 'validTo'> & {
  readonly letter?: Pick<NonNullable<CardView['letter']>, 'plannedFor' | 'sentAt'> | undefined
  readonly productionFailure?:
    Pick<NonNullable<CardView['productionFailure']>, 'isFinal'> | undefined
}

/**
 * The steps that a card still has to go through, in order: none after cancellation or the last production
 * attempt.
 */
export function comingSteps(card: CardWithSteps): readonly ComingStep[] {
  if (card.state === 'cancelled' || card.productionFailure?.isFinal === true) return []
  const isHandedOver = card.state === 'handedOver' || card.state === 'inUse'
  const isPosted = card.isSentHome === true && card.state === 'awaitingHandOver'
  const isLetterSent = card.letter?.sentAt !== undefined
  const letter: ComingStep =
    card.letter === undefined ? { step: 'letter' } : { step: 'letter', on: card.letter.plannedFor }
  return [
    ...(isHandedOver || isPosted
      ? []
      : [{ step: card.isSentHome === true ? 'post' : 'handOver' } as const]),
    ...(isLetterSent || card.state === 'inUse' ? [] : [letter]),
    ...(card.state === 'inUse' ? [] : [{ step: 'activation' } as const]),
    { step: 'end', on: card.validTo },
  ]
}

/** Events that have a text; others are internal to the service and are not shown. */
export const isKnownEvent = (what: string): what is keyof typeof cardEvents => what in cardEvents
