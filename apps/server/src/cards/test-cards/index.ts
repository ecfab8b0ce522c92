export { defaultLimits as defaultTestCardLimits } from './domain/test-card.ts'
export { createTestCards, type TestCards } from './create-test-cards.ts'
