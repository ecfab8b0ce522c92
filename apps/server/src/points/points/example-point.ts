import { shippedPointService } from '@sotevarmenne/api/points'
import type { PointFacts } from './contract.ts'

/** The registration point of a new service: an example, to be replaced by the operator's own. */
export const examplePoint: PointFacts = {
  name: 'Esimerkkilän rekisteröintipiste',
  address: {
    street: 'Esimerkkikatu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
  details: {
    county: 'helsinki',
    pointOperator: 'Helsingin kaupunki, sosiaali-, terveys- ja pelastustoimi',
    pointOperatorBusinessId: '9900023-7',
    services: shippedPointService.options,
    languages: ['fi', 'sv', 'en'],
    openingHours: [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      periods: [{ from: '08:00', to: '16:00' }],
    })),
    exceptions: [],
    accessibility: ['step-free', 'accessible-toilet'],
    directions: 'Pääovi, 1. kerros',
    phone: '09 123 4567',
    hasPublicDuty: true,
    desks: 2,
    slotMinutes: 15,
  },
}
