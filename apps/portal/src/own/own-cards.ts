import type { Card } from '@sotevarmenne/api/cards'
import type { Answer } from '../api/ask.ts'

export const ownCardsKey = ['own-cards'] as const

export type OwnCards = Answer<{ cards: Card[] }>
