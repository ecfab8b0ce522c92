import type { PriceChangeView } from '@sotevarmenne/api/prices'

/** The initial prices, a coming change, and a proposal that the signed-in case officer may approve. */
export function fakePrices(): PriceChangeView[] {
  const others = { may: [], isLate: false }
  const cents = {
    'staff-card': 2300,
    'actor-card': 2300,
    'temporary-certificate': 1629,
    'test-card': 2300,
    'service-certificate': 1629,
  }
  const hanna = 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi'
  const proposed = { name: hanna, at: '2026-11-20T10:00:00.000Z' }
  return [
    {
      ...{ changeId: '00000000-0000-4000-8000-000000000705', kind: 'vat-rate', permille: 260 },
      ...{
        ...others,
        beginsOn: '2027-07-01',
        proposed,
        standing: 'proposed',
        may: ['approve', 'reject'],
      },
    },
    {
      ...{ changeId: '00000000-0000-4000-8000-000000000704', kind: 'prices', list: 'standard' },
      ...{ vat: 'outside', cents: { ...cents, 'staff-card': 2450 }, beginsOn: '2027-01-01' },
      ...{ ...others, proposed, standing: 'coming' },
      decided: { name: 'Kaisa Käsittelijä', at: '2026-11-21T10:00:00.000Z' },
    },
    {
      ...{ changeId: '00000000-0000-4000-8000-000000000703', kind: 'vat-rate', permille: 255 },
      ...{ ...others, standing: 'now', beginsOn: '2024-09-01' },
    },
    {
      ...{ changeId: '00000000-0000-4000-8000-000000000702', kind: 'prices', list: 'standard' },
      ...{ ...others, standing: 'now', vat: 'outside', cents, beginsOn: '2021-01-01' },
    },
    {
      ...{ changeId: '00000000-0000-4000-8000-000000000701', kind: 'vat-rate', permille: 240 },
      ...{ ...others, standing: 'past', beginsOn: '2013-01-01' },
    },
  ]
}
