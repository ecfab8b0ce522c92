export { testCardApi } from './api.ts'
export { usualLimits as usualTestCardLimits } from './domain/test-card.ts'
export { createTestCards, type TestCards } from './create-test-cards.ts'
