import { localDate } from '@sotevarmenne/kernel/local-date'
import type { ApplicationFacts, RightFacts } from './domain/eligibility.ts'

/** A nurse's right without an end. */
export const aRight = (changes: Partial<RightFacts> = {}): RightFacts => ({
  rightId: 'nurse-1',
  register: 'TERHIKKI',
  code: 'T10',
  validFrom: localDate('2012-06-01'),
  ...changes,
})

/** A nurse who may get a card on 24 November 2026. */
export const anApplication = (changes: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  personId: 'aino',
  orderedBy: 'riitta',
  population: {},
  rights: [aRight()],
  today: localDate('2026-11-24'),
  ...changes,
})
