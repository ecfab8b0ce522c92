import { localDate } from '@sotevarmenne/kernel/local-date'
import type { ApplicationFacts } from './domain/eligibility.ts'
import type { DatedPrices, PriceList } from './domain/price-list.ts'
import type { RightRules, RightFacts } from './domain/right-rules.ts'
import type { VatRates } from './domain/vat.ts'

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
  rightRules: shippedRightRules,
  validCards: [],
  pendingOrders: [],
  today: localDate('2026-11-24'),
  ...changes,
})

/**
 * The shipped right rules: physicians, medical students with a limited right and dentists have a Doctor ID; a
 * physician who is a dentist too may have two cards.
 */
export const shippedRightRules: RightRules = {
  doctorId: ['T20', 'T21', 'T22'],
  together: ['T20', 'T22'],
}

/** The shipped settings that these rules read. */
export const shippedWindow = { value: 90, version: 'shipped' } as const
export const shippedSpareValidity = { value: 3, version: 'shipped' } as const

/** The shipped prices: the seed's prices of 2021. */
export const shippedPriceList: PriceList = [
  {
    from: localDate('2021-01-01'),
    vat: 'outside',
    cents: {
      'staff-card': 2300,
      'actor-card': 2300,
      'test-card': 2300,
      'temporary-certificate': 1629,
      'service-certificate': 1629,
    },
  },
]

export const shippedVatRates: VatRates = [
  { from: localDate('2013-01-01'), permille: 240 },
  { from: localDate('2024-09-01'), permille: 255 },
]

/** A different price for each product, so that a mix-up of products is detected. */
export const someCents = (cents: number): DatedPrices['cents'] => ({
  'staff-card': cents,
  'actor-card': cents + 101,
  'test-card': cents + 203,
  'temporary-certificate': cents + 307,
  'service-certificate': cents + 401,
})
