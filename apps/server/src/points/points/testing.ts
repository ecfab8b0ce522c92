import type { PointDetails } from '@sotevarmenne/api/points'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { RegistrarRole, PointId, Price, PriceId, RegistrarId } from './contract.ts'
import { examplePoint } from './example-point.ts'

/** A registrar role without an end. */
export const aRegistrarRole = (changes: Partial<RegistrarRole> = {}): RegistrarRole => ({
  registrarId: '4b0f1f6e-36a3-4d0c-9a53-0f7a2a1b1c01' as string as RegistrarId,
  personId: 'b9f4a2a4-9f0b-4c55-8f5b-2a9d0f3c1e02',
  pointId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03' as string as PointId,
  appointedAt: instant(1_795_000_000_000),
  ...changes,
})

/** An open-ended price of registering, 60.00 euros of a verified cost of 62.90. */
export const aPrice = (changes: Partial<Price> = {}): Price => ({
  priceId: 'c6a1f6ce-1c1a-4a55-9a3d-5f2b7d0e9f04' as string as PriceId,
  pointId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03' as string as PointId,
  service: 'registering',
  netCents: 6000,
  vatPermille: 255,
  costSheet: [
    { what: 'Work', cents: 5000 },
    { what: 'Room and devices', cents: 1290 },
  ],
  isFreeForOwnStaff: true,
  validFrom: localDate('2027-01-01'),
  ...changes,
})

/** What the example point offers, open on weekdays from eight to four. */
export function someDetails(changes: Partial<PointDetails> = {}): PointDetails {
  if (!examplePoint.details) throw new Error('the example point has no details')
  return { ...examplePoint.details, ...changes }
}
