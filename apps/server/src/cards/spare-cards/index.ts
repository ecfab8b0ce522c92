export { createSpareCards, type SpareCards } from './create-spare-cards.ts'
export type { SpareCardsDeps } from './deps.ts'
export { spareCardsOut } from './stores/figures.ts'
